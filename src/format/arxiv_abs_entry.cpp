// SPDX-License-Identifier: MIT
#include "format/arxiv_abs_entry.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "base/windows_1252.hpp"
#include "format/arxiv_abs_lines.hpp"
#include "format/char_class.hpp"

// The rules E2 to E6, H1 to H5 and F1 to F6 are those of docs/formats/arxiv_abs.md.
namespace litdex::format {
namespace {

using record::Field;
using record::RawRecord;

/// What a line of the header gives.
enum class Item : std::uint8_t { field, from, date, revised, ignored };

struct ItemName {
  std::string_view name;
  Item item;
  Field field = Field::title;
};

// F1, H2 to H4.
constexpr ItemName k_item_names[] = {
    {"title", Item::field, Field::title},
    {"authors", Item::field, Field::authors},
    {"author", Item::field, Field::authors},
    {"categories", Item::field, Field::categories},
    {"comments", Item::field, Field::comments},
    {"report-no", Item::field, Field::report_no},
    {"acm-class", Item::field, Field::acm_class},
    {"msc-class", Item::field, Field::msc_class},
    {"journal-ref", Item::field, Field::journal_ref},
    {"doi", Item::field, Field::doi},
    {"license", Item::field, Field::license},
    {"proxy", Item::ignored},
    {"subj-class", Item::ignored},
    {"from", Item::from},
    {"date", Item::date},
};

// H4: what a listing says of a paper that changed; a date follows.
constexpr std::string_view k_changes[] = {"replaced with revised version", "figures added", "part added"};

/// A line of the header that begins something.
struct HeaderLine {
  Item item = Item::ignored;
  Field field = Field::title;
  /// "v2" of "Date (revised v2):", or nothing.
  std::string_view version;
  /// What follows on the line.
  std::string_view value;
};

/// H3: the version in "Date (revised v2)", "Date (revised)", after "Date"; nothing where it is none of these.
std::optional<std::string_view> match_revised(std::string_view name) {
  constexpr std::string_view k_begin = "(revised";
  name = base::trim(name);
  if (!name.starts_with(k_begin) || !name.ends_with(')')) return std::nullopt;
  return base::trim(name.substr(k_begin.size(), name.size() - k_begin.size() - 1));
}

std::optional<HeaderLine> match_named(std::string_view line) {
  constexpr std::size_t k_longest_name = 40;
  constexpr std::string_view k_date = "Date";
  const std::size_t colon = line.substr(0, k_longest_name).find(':');
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = line.substr(colon + 1);
  if (name.starts_with(k_date)) {
    if (const auto version = match_revised(name.substr(k_date.size()))) {
      return HeaderLine{Item::revised, Field::title, *version, value};
    }
  }
  const std::string lower = base::ascii_lower(name);
  const auto* const found = std::ranges::find(k_item_names, lower, &ItemName::name);
  if (found == std::end(k_item_names)) return std::nullopt;
  return HeaderLine{found->item, found->field, {}, value};
}

std::optional<HeaderLine> match_header_line(std::string_view line) {
  if (line.empty() || !is_letter(line.front())) return std::nullopt;
  for (const std::string_view change : k_changes) {
    if (line.starts_with(change)) return HeaderLine{Item::revised, Field::title, {}, line.substr(change.size())};
  }
  return match_named(line);
}

/// An entry taken apart (E2 to E4).
struct Parts {
  std::string_view first;   ///< the line after the separator
  std::string_view header;  ///< the lines after that
  std::optional<std::string_view> abstract;
  bool has_link = false;
  bool is_whole = false;  ///< ends with a separator or a link
};

Parts take_apart(std::string_view entry) {
  const std::size_t last_begin = entry.rfind('\n') + 1;
  const std::string_view body = entry.substr(0, last_begin);
  const AbsLine last = kind_of(first_line(entry.substr(last_begin)));
  Parts parts;
  parts.has_link = last == AbsLine::link;
  parts.is_whole = !body.empty() && (parts.has_link || last == AbsLine::separator);
  std::string_view rest = after_first_line(parts.is_whole ? body : entry);
  parts.first = first_line(rest);
  rest = after_first_line(rest);
  std::string_view at = rest;
  while (!at.empty() && kind_of(first_line(at)) != AbsLine::separator) at = after_first_line(at);
  parts.header = rest.substr(0, rest.size() - at.size());
  if (!at.empty()) parts.abstract = after_first_line(at);
  return parts;
}

/// F3.
std::string_view as_utf8(RawRecord& record, std::string_view text) {
  std::optional<std::string> converted = base::windows_1252_as_utf8(text);
  return converted ? record.keep(std::move(*converted)) : text;
}

/// F4: the first of two values of a field counts.
void give(RawRecord& record, Field field, std::string_view text) {
  text = base::trim(text);
  if (!text.empty() && !record[field]) record[field] = as_utf8(record, text);
}

/// H2: the name before the address; an address alone names nobody.
std::string_view name_in(std::string_view from) {
  const std::string_view name = trim_mail_blanks(from.substr(0, from.find('<')));
  return name.find('@') == std::string_view::npos ? name : std::string_view();
}

/// H3: a date without the size after it.
std::string_view date_in(std::string_view value) { return trim_mail_blanks(value.substr(0, value.find('('))); }

void give_revised(RawRecord& record, const HeaderLine& line) {
  const std::string_view date = date_in(line.value);
  if (date.empty()) return;
  record[Field::updated] = as_utf8(record, date);
  if (!line.version.empty()) record[Field::latest_version] = as_utf8(record, line.version);
}

void give_line(RawRecord& record, const HeaderLine& line) {
  switch (line.item) {
    case Item::field: return give(record, line.field, line.value);
    case Item::from: return give(record, Field::submitter, name_in(line.value));
    case Item::date: return give(record, Field::submitted, date_in(line.value));
    case Item::revised: return give_revised(record, line);
    case Item::ignored: return;
  }
}

/// F2: how much of `text`, which begins with a field's line, that field takes: up to an empty line or the next field.
std::size_t field_length(std::string_view text) {
  std::string_view rest = after_first_line(text);
  while (!rest.empty() && !first_line(rest).empty() && !match_header_line(first_line(rest))) {
    rest = after_first_line(rest);
  }
  return text.size() - rest.size();
}

void decode_header(RawRecord& record, std::string_view header) {
  while (!header.empty()) {
    std::optional<HeaderLine> line = match_header_line(first_line(header));
    if (!line) {
      header = after_first_line(header);
      continue;
    }
    const std::size_t length = field_length(header);
    const auto value_begin = static_cast<std::size_t>(line->value.data() - header.data());
    if (line->item == Item::field) line->value = header.substr(value_begin, length - value_begin);
    give_line(record, *line);
    header.remove_prefix(length);
  }
}

Reject malformed(std::string message) { return {RejectCode::malformed, std::move(message)}; }

enum class Abstract : std::uint8_t { required, optional };

Decoded decode(std::string_view entry, Abstract abstract) {
  const Parts parts = take_apart(entry);
  const std::optional<AbsHeader> header = match_abs_header(parts.first);
  if (!header) return Reject{RejectCode::no_identifier, "the entry does not begin with an arXiv identifier"};
  if (!parts.is_whole) return malformed("the entry has no end: it may be cut here");
  RawRecord record;
  give(record, Field::arxiv_id, header->id);
  give(record, Field::latest_version, header->version);
  decode_header(record, parts.header);
  if (!record[Field::title]) return malformed("the entry has no title");
  if (!record[Field::authors]) return malformed("the entry has no authors");
  const bool is_short = abstract == Abstract::required && !parts.abstract;
  if (is_short) return malformed("the entry has no abstract: it may be cut here");
  give(record, Field::abstract, parts.abstract.value_or(std::string_view()));
  record.date = record[Field::updated] ? record[Field::updated] : record[Field::submitted];
  return record;
}

}  // namespace

Decoded decode_arxiv_abs(std::string_view entry) { return decode(entry, Abstract::required); }

Decoded decode_arxiv_listing(std::string_view entry) { return decode(entry, Abstract::optional); }

bool has_listing_form(std::string_view entry) {
  const Parts parts = take_apart(entry);
  return parts.is_whole && (parts.has_link || !parts.abstract);
}

bool begins_abs_field(std::string_view line) {
  const std::optional<HeaderLine> found = match_header_line(line);
  return found && found->item == Item::field;
}

}  // namespace litdex::format
