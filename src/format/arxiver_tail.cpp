// SPDX-License-Identifier: MIT
#include "format/arxiver_tail.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "format/arxiver_observe.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

/// The character at text[i], or a blank behind the end.
char at(std::string_view text, std::size_t i) { return i < text.size() ? text[i] : ' '; }

/// C1: a number that an abstract may begin with ("2D gravity", "21cm", "1. We"): few digits, and a word or a sign of
/// text after them; not the end of a number that a capitalized word is glued to ("2007We").
bool begins_with_number(std::string_view right) {
  constexpr std::size_t k_most_digits = 3;
  std::size_t digits = 0;
  while (digits <= k_most_digits && is_digit(at(right, digits))) ++digits;
  if (digits > k_most_digits) return false;
  const char next = at(right, digits);
  const char after = at(right, digits + 1);
  if (is_upper(next)) return !is_lower(after);
  if (next == '.') return after == ' ';
  return is_lower(next) || next == '%' || next == '+' || ((next == ' ' || next == '-') && is_letter(after));
}

/// C1: a sign that an abstract may begin with: brackets, mathematics, quotation marks, and ": " or "..." where a
/// heading was lost.
bool begins_with_sign(char last, std::string_view right) {
  const char first = right.front();
  const char next = at(right, 1);
  if (first == '$') return !base::is_blank(next) && next != '-' && next != ',' && next != '.' && next != ')';
  if (first == '\'' || first == '`') return !is_letter(last);
  if (first == '-') return base::is_blank(next) || right.starts_with("---");
  if (first == ':') return base::is_blank(next) && (is_digit(last) || last == ')');
  static constexpr CharSet k_signs("([{\\\"<%*");
  return k_signs.has(first) || right.starts_with("...");
}

/// C1: a capital that an abstract may begin with: not the middle of a word in capitals, unless after the letter of a
/// page
/// ("806GHST"), nor the letter of a journal's series ("Rev.D78").
bool begins_with_capital(std::string_view left, std::string_view right) {
  const char last = left.back();
  if (last == '.') return !is_digit(at(right, 1));
  const bool is_page_letter = left.size() > 1 && is_digit(left[left.size() - 2]);
  return !is_upper(last) || !is_upper(at(right, 1)) || is_page_letter;
}

/// Whether a byte continues a character of UTF-8.
constexpr bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U; }

/// C1: whether a reference may end with `last` and an abstract begin with `first`, as far as these two tell.
bool may_part(char last, char first) {
  static constexpr CharSet k_ends_no_reference(" \t\r\n\v\f-([{\\$_^&=+<#@|~`");
  const bool is_in_word = is_letter(last) || !is_ascii(last);
  if (is_in_word && (is_lower(first) || !is_ascii(first))) return false;
  return !k_ends_no_reference.has(last) && !base::is_blank(first) && !is_continuation(first);
}

/// C1: whether a reference may end with `left` and an abstract begin with `right`. Neither is empty.
bool may_be_place(std::string_view left, std::string_view right) {
  const char last = left.back();
  const char first = right.front();
  if (!may_part(last, first)) return false;
  if (is_upper(first)) return begins_with_capital(left, right);
  if (is_digit(first))
    return (is_digit(last) || is_letter(last) || last == ')' || last == ']') && begins_with_number(right);
  if (is_lower(first)) return last != '\'';
  return !is_ascii(first) || begins_with_sign(last, right);
}

/// The DOI that a tail begins with, as far as blanks show it.
struct DoiPart {
  std::size_t begin = 0;        ///< of the last DOI
  std::size_t end = 0;          ///< 0: the tail begins with none
  std::string_view last;        ///< the last of several DOIs, up to the blank
  std::string_view registrant;  ///< its prefix with the slash, "10.1000/"; empty when there is no slash
};

bool is_doi_word(std::string_view word) {
  return word.size() > 8 && word.starts_with("10.") && std::ranges::all_of(word.substr(3, 4), is_digit) &&
         word.find('/') != std::string_view::npos;
}

DoiPart match_doi_part(std::string_view tail) {
  DoiPart part;
  part.begin = doi_prefix_length(tail);
  if (part.begin == 0) return part;
  part.end = part.begin + first_word(tail.substr(part.begin)).size();
  while (part.end < tail.size()) {
    const std::string_view next = first_word(tail.substr(part.end + 1));
    if (!is_doi_word(next)) break;
    part.begin = part.end + 1;
    part.end = part.begin + next.size();
  }
  part.last = tail.substr(part.begin, part.end - part.begin);
  part.registrant = part.last.substr(0, part.last.find('/') + 1);
  return part;
}

/// The DOI with digits as 0; its prefix stays as it is.
ShortText doi_form(std::string_view doi, std::size_t prefix) {
  ShortText form;
  form.put(doi.substr(0, prefix));
  for (const char c : doi.substr(prefix)) form.put(without_digit(c));
  return form;
}

/// The prefix of a DOI, and the shape of its last three characters.
ShortText doi_end_form(std::string_view doi, std::size_t prefix) {
  ShortText form;
  form.put(doi.substr(0, prefix));
  form.put('|');
  form.put_shape(doi.substr(doi.size() - std::min<std::size_t>(doi.size(), 3)));
  return form;
}

class PlaceFinder {
 public:
  PlaceFinder(const Tail& tail, const ChoiceModel& model, const PlaceVisitor& visit)
      : m_tail(tail), m_model(model), m_visit(visit), m_doi(match_doi_part(tail.text)) {}

  void run() {
    if (!m_doi.registrant.empty()) find_in_doi();
    std::size_t begin = m_doi.end;
    while (begin < m_tail.text.size() && base::is_blank(m_tail.text[begin])) ++begin;
    if (begin < m_tail.text.size()) find_in_reference(begin);
  }

 private:
  /// So many places are looked at in a DOI, and in a reference. Of 148,000 right places, none was beyond the 20th.
  static constexpr int k_most_places = 100;
  /// So far beyond a place text is looked at, so that a long word costs no more than a short one.
  static constexpr std::size_t k_sight = 128;

  /// C3: the places inside a DOI, where the next abstract may begin when there is no journal reference.
  void find_in_doi() {
    constexpr std::size_t k_longest_doi = 200;
    const std::string_view word = m_doi.last;
    const std::size_t limit = std::min(word.size(), k_longest_doi);
    int places = 0;
    for (std::size_t end = m_doi.registrant.size() + 1; end < limit && places < k_most_places; ++end) {
      if (!may_be_place(word.substr(0, end), m_tail.text.substr(m_doi.begin + end))) continue;
      visit_in_doi(end);
      ++places;
    }
    const bool ends_line = m_doi.end == m_tail.text.size() && m_tail.line_end != LineEnd::out_of_sight;
    if (ends_line && limit == word.size() && word.size() > m_doi.registrant.size()) visit_in_doi(word.size());
  }

  void visit_in_doi(std::size_t end) {
    const std::string_view doi = m_doi.last.substr(0, end);
    m_seen.clear();
    observe_doi(doi);
    observe_right(doi, m_doi.begin + end);
    m_visit(m_doi.begin + end, m_seen);
  }

  void observe_doi(std::string_view doi) {
    constexpr std::size_t k_longest_form = 40;
    const std::size_t prefix = m_doi.registrant.size();
    m_seen.add(Kind::doi, doi_form(doi, prefix).view());
    ShortText shape;
    shape.put(m_doi.registrant);
    shape.put_runs(doi.substr(prefix), k_longest_form);
    m_seen.add(Kind::doi_shape, shape.view());
    m_seen.add(Kind::doi_end, doi_end_form(doi, prefix).view());
    ShortText length;
    length.put(m_doi.registrant);
    length.put(static_cast<char>('0' + std::min<std::size_t>(doi.size() - prefix, k_longest_form)));
    m_seen.add(Kind::doi_length, length.view());
    ShortText last3;
    last3.put_shape(doi.substr(doi.size() - std::min<std::size_t>(doi.size(), 3)));
    m_seen.add(Kind::last3, last3.view());
  }

  /// C2: the places where a journal reference that begins at `begin` may end.
  void find_in_reference(std::size_t begin) {
    const std::string_view text = m_tail.text.substr(begin);
    const std::size_t limit = std::min(text.size(), k_max_tail_bytes);
    ReferenceScan scan;
    int places = 0;
    for (std::size_t end = 1; end < limit; ++end) {
      scan.step(text, end - 1);
      const bool is_past_all = scan.is_past_all(end) || places == k_most_places;
      if (is_past_all && !m_tail.ends_with_paragraph()) return;
      if (is_past_all || scan.is_in_code(end) || !may_be_place(text.substr(0, end), text.substr(end))) continue;
      visit_in_reference(scan, begin, end);
      ++places;
      remember_place(scan, text[end - 1], text.substr(end, k_sight));
    }
    if (m_tail.line_end == LineEnd::out_of_sight || limit < text.size()) return;
    scan.step(text, text.size() - 1);
    visit_in_reference(scan, begin, text.size());
  }

  void visit_in_reference(const ReferenceScan& scan, std::size_t begin, std::size_t end) {
    const std::string_view text = m_tail.text.substr(begin);
    begin_reference(scan, text, end);
    observe_right(text.substr(0, end), begin + end);
    m_visit(begin + end, m_seen);
  }

  /// What is seen of the text at m_tail.text[place], which `left` ends before.
  void observe_right(std::string_view left, std::size_t place) {
    const std::string_view right = m_tail.text.substr(place, k_sight);
    if (right.empty()) {
      m_seen.add(Kind::line_end, next_line());
      return;
    }
    observe_words(m_seen, m_model, left.back(), right);
    observe_pair(m_seen, left, right);
    observe_line(m_seen, m_tail.text.size() - place, m_tail, next_line());
  }

  /// The same for all places of the tail.
  std::string_view next_line() {
    if (m_next_line.empty()) m_next_line = next_line_kind(m_tail);
    return m_next_line;
  }

  /// What is seen of the reference up to `end`, and of the DOI before it.
  void begin_reference(const ReferenceScan& scan, std::string_view text, std::size_t end) {
    m_seen.clear();
    if (m_doi.end > 0) observe_whole_doi(text);
    scan.observe(m_seen, text.substr(0, end));
  }

  /// C3: a blank ends the DOI, so it is whole, unless it is itself glued to the next abstract.
  void observe_whole_doi(std::string_view reference) {
    constexpr std::size_t k_word = 14;
    m_seen.add(Kind::after_doi, 1);
    m_seen.add(Kind::whole_doi, doi_form(m_doi.last, m_doi.registrant.size()).view());
    m_seen.add(Kind::whole_doi_end, doi_end_form(m_doi.last, m_doi.registrant.size()).view());
    const std::string_view word = first_word(reference);
    m_seen.add(Kind::after_doi_word, word.substr(0, k_word));
    ShortText shape;
    shape.put_runs(word, 20);
    m_seen.add(Kind::after_doi_shape, shape.view());
  }

  void remember_place(ReferenceScan& scan, char last, std::string_view right) const {
    constexpr float k_common = 5;
    const bool is_plain = (is_digit(last) || last == ')') && is_upper(right.front());
    if (!is_plain || (right.size() > 1 && is_digit(right[1]))) return;
    scan.remember_plain_place(opener_count(m_model, first_word(right)) > k_common);
  }

  const Tail& m_tail;
  const ChoiceModel& m_model;
  const PlaceVisitor& m_visit;
  DoiPart m_doi;
  std::string_view m_next_line;  ///< empty: not asked for yet
  Observations m_seen;
};

}  // namespace

void visit_places(const Tail& tail, const ChoiceModel& model, const PlaceVisitor& visit) {
  PlaceFinder(tail, model, visit).run();
}

std::size_t doi_prefix_length(std::string_view tail) {
  constexpr std::string_view k_prefix = "doi:";
  if (!tail.starts_with(k_prefix)) return 0;
  std::size_t length = k_prefix.size();
  while (length < tail.size() && base::is_blank(tail[length])) ++length;
  return length;
}

std::size_t doi_part_length(std::string_view tail) { return match_doi_part(tail).end; }

}  // namespace litdex::format
