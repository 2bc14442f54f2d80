// SPDX-License-Identifier: MIT
#include "format/arxiver_entry.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_tail.hpp"
#include "format/char_class.hpp"
#include "record/arxiv_id.hpp"

// The rules A1 to A5 and D1 to D3 are those of docs/formats/arxiver_text.md.
namespace litdex::format {
namespace {

using record::Field;

constexpr std::string_view k_anchor_prefix = "arXiv:";

std::string_view skip_blanks(std::string_view text) {
  while (!text.empty() && base::is_blank(text.front())) text.remove_prefix(1);
  return text;
}

/// `text` after spaces and tabs, which do not end a line.
std::string_view skip_spaces(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  return text;
}

bool is_at_line_end(std::string_view text) {
  return text.empty() || text.front() == '\n' || text.starts_with("\r\n") || text == "\r";
}

/// A2: " - ", or " -" at the end of a line; tabs count as spaces.
bool has_tail_mark(std::string_view text) {
  return text.size() >= 2 && (text[0] == ' ' || text[0] == '\t') && text[1] == '-' &&
         (text.size() == 2 || base::is_blank(text[2]));
}

/// A3: whether a line that ends right after its identifier is an anchor. It is none where the next text is another
/// anchor line, because then it is the comments line of that record.
bool is_anchor_before_break(std::string_view rest) {
  const std::string_view next = skip_blanks(rest);
  if (next.empty() || match_dates(next)) return true;
  return !next.starts_with(k_anchor_prefix) || !record::match_arxiv_id(next.substr(k_anchor_prefix.size()));
}

/// A4: signs that follow an identifier inside a sentence, and that no abstract begins with.
bool continues_sentence(std::string_view rest) {
  if (std::string_view(")],;:/?!").find(rest.front()) != std::string_view::npos) return true;
  return rest.front() == '.' && (rest.size() == 1 || base::is_blank(rest[1]));
}

/// What may follow an identifier, version or none, when a tail, the line's end, or dates come next.
bool ends_plainly(std::string_view rest) {
  if (has_tail_mark(rest)) return true;
  const std::string_view next = skip_spaces(rest);
  return is_at_line_end(next) ? is_anchor_before_break(next) : match_dates(next).has_value();
}

/// The date "YYYY-MM-DD" at the front of `text`, or nothing.
std::string_view match_date(std::string_view text) {
  constexpr std::string_view k_form = "####-##-##";
  if (text.size() < k_form.size()) return {};
  for (std::size_t i = 0; i < k_form.size(); ++i) {
    if (k_form[i] == '#' ? !is_digit(text[i]) : text[i] != '-') return {};
  }
  return text.substr(0, k_form.size());
}

/// "LABEL: YYYY-MM-DD" at the front of `text`: the date, or nothing. `length` is what it takes.
std::string_view match_labelled_date(std::string_view text, std::string_view label, std::size_t& length) {
  if (!text.starts_with(label)) return {};
  const std::string_view after = skip_spaces(text.substr(label.size()));
  const std::string_view date = match_date(after);
  length = text.size() - after.size() + date.size();
  return date;
}

void give(record::RawRecord& record, Field field, std::string_view text) {
  text = base::trim(text);
  if (!text.empty()) record[field] = text;
}

/// D1 to D3: what stands after the identifier: DOI, journal reference, dates.
void decode_after_id(record::RawRecord& record, std::string_view text) {
  if (const std::optional<std::size_t> begin = find_dates(text)) {
    const Dates dates = match_dates(text.substr(*begin)).value_or(Dates{});
    give(record, Field::submitted, dates.created);
    give(record, Field::updated, dates.updated);
    text = text.substr(0, *begin);
  }
  if (has_tail_mark(text)) text.remove_prefix(2);
  text = base::trim(text);
  if (const std::size_t prefix = doi_prefix_length(text)) {
    const std::size_t end = doi_part_length(text);
    give(record, Field::doi, text.substr(prefix, end - prefix));
    text.remove_prefix(end);
  }
  give(record, Field::journal_ref, text);
}

}  // namespace

std::optional<Anchor> match_anchor(std::string_view text) {
  if (!text.starts_with(k_anchor_prefix)) return std::nullopt;
  const std::optional<record::ArxivIdMatch> id = record::match_arxiv_id(text.substr(k_anchor_prefix.size()));
  if (!id) return std::nullopt;
  Anchor anchor{k_anchor_prefix.size(), id->length, 0, false};
  const std::string_view after = text.substr(anchor.id_end());
  const std::size_t version = record::match_arxiv_version(after);
  const std::string_view rest = after.substr(version);
  if (ends_plainly(rest)) {
    anchor.version_length = version;
    anchor.has_tail = has_tail_mark(rest);
    return anchor;
  }
  // A3, A4, A5: blanks and the signs of a sentence make it no anchor. Other text is glued to it, "v2" included.
  if (base::is_blank(rest.front()) || continues_sentence(rest)) return std::nullopt;
  return anchor;
}

std::optional<Dates> match_dates(std::string_view text) {
  std::size_t length = 0;
  Dates dates;
  dates.created = match_labelled_date(text, "Created:", length);
  if (dates.created.empty()) return std::nullopt;
  dates.length = length;
  const std::string_view next = skip_spaces(text.substr(length));
  dates.updated = match_labelled_date(next, "Updated:", length);
  if (!dates.updated.empty()) dates.length = text.size() - next.size() + length;
  return dates;
}

std::optional<std::size_t> find_dates(std::string_view line) {
  for (std::size_t i = line.find("Created:"); i != std::string_view::npos; i = line.find("Created:", i + 1)) {
    if (match_dates(line.substr(i))) return i;
  }
  return std::nullopt;
}

std::optional<std::size_t> find_anchor_line(std::string_view entry) {
  for (std::size_t end = entry.size();;) {
    const std::size_t found = entry.rfind(k_anchor_prefix, end);
    if (found == std::string_view::npos) return std::nullopt;
    const bool is_line = found == 0 || entry[found - 1] == '\n';
    if (is_line && match_anchor(entry.substr(found))) return found;
    if (found == 0) return std::nullopt;
    end = found - 1;
  }
}

Decoded decode_arxiver_text(std::string_view entry) {
  const std::optional<std::size_t> line = find_anchor_line(entry);
  if (!line) return Reject{RejectCode::malformed, "the entry has no identifier line"};
  const std::string_view from_anchor = entry.substr(*line);
  const Anchor anchor = match_anchor(from_anchor).value_or(Anchor{});
  record::RawRecord record;
  const Body body = split_body(entry.substr(0, *line));
  give(record, Field::abstract, body.abstract);
  give(record, Field::comments, body.comments);
  give(record, Field::arxiv_id, from_anchor.substr(anchor.id_begin, anchor.id_length));
  if (anchor.version_length > 0) {
    give(record, Field::latest_version,
         from_anchor.substr(anchor.id_begin + anchor.id_length + 1, anchor.version_length - 1));
  }
  decode_after_id(record, from_anchor.substr(anchor.id_end()));
  return record;
}

}  // namespace litdex::format
