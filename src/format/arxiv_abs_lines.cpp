// SPDX-License-Identifier: MIT
#include "format/arxiv_abs_lines.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "record/arxiv_id.hpp"

// The rules L1 to L5, E1 and H1 are those of docs/formats/arxiv_abs.md.
namespace litdex::format {
namespace {

constexpr std::string_view k_separator = "\\\\";

// L2. Cross-lists, replacements, the end.
constexpr std::array<std::string_view, 3> k_marks = {"%-%-%-", "%%--%%--", "%%%---%%%"};

/// How many bytes the blank at the front of `text` takes, U+00A0 as UTF-8 or Latin-1 included; 0 where there is none.
std::size_t mail_blank_length(std::string_view text) {
  if (text.empty()) return 0;
  if (base::is_blank(text.front()) || text.front() == '\xA0') return 1;
  return text.starts_with("\xC2\xA0") ? 2 : 0;
}

/// The same at the end of `text`. A byte A0 may end another character there.
std::size_t last_mail_blank_length(std::string_view text) {
  if (text.empty()) return 0;
  if (base::is_blank(text.back())) return 1;
  return text.ends_with("\xC2\xA0") ? 2 : 0;
}

std::string_view skip_mail_blanks(std::string_view text) {
  while (const std::size_t length = mail_blank_length(text)) text.remove_prefix(length);
  return text;
}

/// L1.
bool is_rule(std::string_view line) {
  constexpr std::size_t k_shortest_rule = 12;
  return line.size() >= k_shortest_rule && line.find_first_not_of('-') == std::string_view::npos;
}

/// L2.
bool is_mark(std::string_view line) {
  return std::ranges::any_of(k_marks, [&](std::string_view mark) { return line.starts_with(mark); }) &&
         line.find_first_not_of("%-") == std::string_view::npos;
}

/// L4. `after` follows the separator's two signs.
bool is_link(std::string_view after) {
  const std::string_view inner = skip_mail_blanks(after);
  return inner.starts_with('(') && inner.find("http") != std::string_view::npos;
}

/// H1: what stands before the identifier.
std::optional<std::string_view> after_header_name(std::string_view line) {
  constexpr std::string_view k_arxiv = "arXiv:";
  constexpr std::string_view k_paper = "Paper";
  constexpr std::string_view k_cross_listing = "(*cross-listing*)";
  if (line.starts_with(k_arxiv)) return line.substr(k_arxiv.size());
  if (!line.starts_with(k_paper)) return std::nullopt;
  line = skip_mail_blanks(line.substr(k_paper.size()));
  if (line.starts_with(k_cross_listing)) line.remove_prefix(k_cross_listing.size());
  return line.starts_with(':') ? std::optional(line.substr(1)) : std::nullopt;
}

}  // namespace

AbsLine kind_of(std::string_view line) {
  if (line.empty()) return AbsLine::text;
  switch (line.front()) {
    case '-': return is_rule(line) ? AbsLine::rule : AbsLine::text;
    case '%': return is_mark(line) ? AbsLine::mark : AbsLine::text;
    case '\\': break;
    default: return AbsLine::text;
  }
  if (!line.starts_with(k_separator)) return AbsLine::text;
  const std::string_view after = line.substr(k_separator.size());
  if (skip_mail_blanks(after).empty()) return AbsLine::separator;
  return is_link(after) ? AbsLine::link : AbsLine::text;
}

std::string_view first_line(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  while (!line.empty() && base::is_blank(line.back())) line.remove_suffix(1);
  return line;
}

std::string_view after_first_line(std::string_view text) {
  const std::size_t end = text.find('\n');
  return end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
}

std::string_view skip_empty_lines(std::string_view text) {
  while (!text.empty() && first_line(text).empty()) text = after_first_line(text);
  return text;
}

std::string_view trim_mail_blanks(std::string_view text) {
  text = skip_mail_blanks(text);
  while (const std::size_t length = last_mail_blank_length(text)) text.remove_suffix(length);
  return text;
}

std::optional<AbsHeader> match_abs_header(std::string_view line) {
  const std::optional<std::string_view> after_name = after_header_name(line);
  if (!after_name) return std::nullopt;
  const std::string_view text = skip_mail_blanks(*after_name);
  const std::optional<record::ArxivIdMatch> id = record::match_arxiv_id(text);
  if (!id) return std::nullopt;
  const std::string_view after_id = text.substr(id->length);
  const std::size_t version = record::match_arxiv_version(after_id);
  const std::string_view rest = after_id.substr(version);
  if (!rest.empty() && mail_blank_length(rest) == 0 && rest.front() != '(') return std::nullopt;
  return AbsHeader{text.substr(0, id->length), after_id.substr(0, version)};
}

bool begins_abs_entry(std::string_view text) {
  return kind_of(first_line(text)) == AbsLine::separator &&
         match_abs_header(first_line(after_first_line(text))).has_value();
}

}  // namespace litdex::format
