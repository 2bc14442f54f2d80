// SPDX-License-Identifier: MIT
#include "format/arxiver_entry.hpp"

#include <algorithm>
#include <span>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_tail.hpp"
#include "format/char_class.hpp"
#include "record/arxiv_id.hpp"

// The rules A1 to A6 and D1 to D3 are those of docs/formats/arxiver_text.md.
namespace litdex::format {
namespace {

using record::Field;

// A1: what lines are indented with.
constexpr std::string_view k_indentation[] = {" ", "\t", "\u00A0"};

/// The bytes of the first of `forms` that `text` begins with, or 0.
std::size_t length_of_one(std::string_view text, std::span<const std::string_view> forms) {
  const auto found = std::ranges::find_if(forms, [&](std::string_view form) { return text.starts_with(form); });
  return found == forms.end() ? 0 : found->size();
}

/// A6: the bytes of a blank that ends no line at the front of `text`, or 0.
std::size_t space_length(std::string_view text) {
  constexpr std::string_view k_spaces[] = {" ", "\t", "\u00A0", "&nbsp;", "&#160;", "&#xA0;", "&#xa0;"};
  return length_of_one(text, k_spaces);
}

/// A6: the bytes of a dash at the front of `text`, or 0.
std::size_t dash_length(std::string_view text) {
  constexpr std::string_view k_dashes[] = {"-", "\u2013", "&ndash;", "&#8211;", "&#x2013;"};
  return length_of_one(text, k_dashes);
}

/// `text` after blanks that do not end a line.
std::string_view skip_spaces(std::string_view text) {
  while (const std::size_t length = space_length(text)) text.remove_prefix(length);
  return text;
}

/// `text` after all blanks, line ends too.
std::string_view skip_blanks(std::string_view text) {
  for (text = skip_spaces(text); !text.empty() && base::is_blank(text.front()); text = skip_spaces(text)) {
    text.remove_prefix(1);
  }
  return text;
}

bool is_at_line_end(std::string_view text) {
  while (text.starts_with('\r')) text.remove_prefix(1);
  return text.empty() || text.front() == '\n';
}

/// The bytes of `text` before `rest`, which ends it, without blanks at their end.
std::size_t length_before(std::string_view text, std::string_view rest) {
  std::size_t length = text.size() - rest.size();
  while (length > 0 && base::is_blank(text[length - 1])) --length;
  return length;
}

/// A2: " - ", or " -" at the end of a line: the bytes of the mark without blanks at its end, or 0.
std::size_t tail_mark_length(std::string_view text) {
  const std::string_view dash = skip_spaces(text);
  const std::size_t length = dash_length(dash);
  if (length == 0 || dash.size() == text.size()) return 0;
  const std::string_view after = dash.substr(length);
  const std::string_view next = skip_spaces(after);
  return next.size() < after.size() || is_at_line_end(next) ? length_before(text, next) : 0;
}

/// A3: whether a line that ends right after its identifier is an anchor. It is none where the next text is another
/// anchor line, because then it is the comments line of that record.
bool is_anchor_before_break(std::string_view rest) {
  const std::string_view next = skip_blanks(rest);
  if (next.empty() || match_dates(next)) return true;
  return !next.starts_with(k_anchor_prefix) || !record::match_arxiv_id(next.substr(k_anchor_prefix.size()));
}

/// A4: signs that follow an identifier inside a sentence, and that no abstract begins with: also ".)", and a dash
/// before another identifier.
bool continues_sentence(std::string_view rest) {
  constexpr std::string_view k_signs = ")],;:/?!~}";
  constexpr std::string_view k_closing = ")]}\"'";
  if (k_signs.find(rest.front()) != std::string_view::npos) return true;
  if (rest.front() == '.') {
    return rest.size() == 1 || base::is_blank(rest[1]) || k_closing.find(rest[1]) != std::string_view::npos;
  }
  const std::size_t dash = dash_length(rest);
  if (dash == 0) return false;
  std::string_view next = rest.substr(dash);
  if (next.starts_with(k_anchor_prefix)) next.remove_prefix(k_anchor_prefix.size());
  return record::match_arxiv_id(next).has_value();
}

/// What follows an identifier, version or none, when a tail, the line's end, or dates come next: the bytes that belong
/// to the anchor, and whether they are a tail's mark.
struct PlainEnd {
  std::size_t length = 0;
  bool has_tail = false;
};

std::optional<PlainEnd> match_plain_end(std::string_view text) {
  if (const std::size_t mark = tail_mark_length(text)) return PlainEnd{mark, true};
  const std::string_view next = skip_spaces(text);
  const bool is_end = is_at_line_end(next) ? is_anchor_before_break(next) : match_dates(next).has_value();
  return is_end ? std::optional(PlainEnd{length_before(text, next), false}) : std::nullopt;
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

/// A1: whether nothing but its line's indentation stands before text[i].
bool begins_line(std::string_view text, std::size_t i) {
  i -= trailing_indentation_length(text.substr(0, i));
  return i == 0 || text[i - 1] == '\n';
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
  text.remove_prefix(tail_mark_length(text));
  text = base::trim(skip_spaces(text));
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
  Anchor anchor{k_anchor_prefix.size(), id->length};
  const std::string_view after = text.substr(anchor.id_end());
  const std::size_t version = record::match_arxiv_version(after);
  const std::string_view rest = after.substr(version);
  if (const std::optional<PlainEnd> end = match_plain_end(rest)) {
    anchor.version_length = version;
    anchor.end_length = end->length;
    anchor.has_tail = end->has_tail;
    return anchor;
  }
  // A3, A4, A5: blanks and the signs of a sentence make it no anchor. Other text is glued to it, "v2" included.
  if (base::is_blank(rest.front()) || space_length(rest) > 0 || continues_sentence(rest)) return std::nullopt;
  return anchor;
}

std::optional<Dates> match_dates(std::string_view text) {
  std::size_t length = 0;
  Dates dates;
  dates.created = match_labelled_date(text, "Created:", length);
  if (dates.created.empty()) return std::nullopt;
  dates.length = length;
  const std::string_view next = skip_blanks(text.substr(length));
  dates.updated = match_labelled_date(next, "Updated:", length);
  if (!dates.updated.empty()) dates.length = text.size() - next.size() + length;
  return dates;
}

bool has_broken_date(std::string_view line, std::string_view label) {
  constexpr std::string_view k_date = " ####-##-##";
  if (line.empty() || line.size() >= label.size() + k_date.size()) return false;
  const std::string_view of_label = line.substr(0, label.size());
  const std::string_view of_date = line.substr(of_label.size());
  return label.starts_with(of_label) &&
         std::ranges::equal(of_date, k_date.substr(0, of_date.size()),
                            [](char c, char form) { return form == '#' ? is_digit(c) : c == form; });
}

std::optional<std::size_t> find_dates(std::string_view line) {
  for (std::size_t i = line.find("Created:"); i != std::string_view::npos; i = line.find("Created:", i + 1)) {
    if (match_dates(line.substr(i))) return i;
  }
  return std::nullopt;
}

std::size_t indentation_length(std::string_view text) {
  text = text.substr(0, k_max_indentation);
  std::string_view rest = text;
  while (const std::size_t length = length_of_one(rest, k_indentation)) rest.remove_prefix(length);
  return text.size() - rest.size();
}

std::size_t trailing_indentation_length(std::string_view text) {
  if (text.size() > k_max_indentation) text.remove_prefix(text.size() - k_max_indentation);
  std::string_view rest = text;
  for (bool is_found = true; is_found;) {
    is_found = false;
    for (const std::string_view space : k_indentation) {
      if (!rest.ends_with(space)) continue;
      rest.remove_suffix(space.size());
      is_found = true;
    }
  }
  return text.size() - rest.size();
}

std::optional<std::size_t> find_anchor_line(std::string_view entry) {
  for (std::size_t end = entry.size();;) {
    const std::size_t found = entry.rfind(k_anchor_prefix, end);
    if (found == std::string_view::npos) return std::nullopt;
    if (begins_line(entry, found) && match_anchor(entry.substr(found))) return found;
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
  const Body body = split_body(entry.substr(0, *line), Judging::left_out);
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
