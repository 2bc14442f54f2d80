// SPDX-License-Identifier: MIT
#include "format/arxiver_observe.hpp"

#include <algorithm>
#include <iterator>
#include <string>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_page.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

// So many words in a row that begin in lower case are hardly ever found in a reference.
constexpr int k_prose_words = 3;

/// The length of the bibliographic code of the Astrophysics Data System at the front of `text`, 19, or 0: year,
/// five characters of a journal, four of a volume, one qualifier, four of a page, the author's initial.
std::size_t bibcode_length(std::string_view text) {
  constexpr std::size_t k_length = 19;
  if (text.size() < k_length) return 0;
  const bool has_year = std::ranges::all_of(text.substr(0, 4), is_digit) && (text[0] == '1' || text[0] == '2');
  const auto is_inner = [](char c) { return is_digit(c) || is_letter(c) || c == '.' || c == '&'; };
  const std::string_view inner = text.substr(4, 14);
  const bool is_code = has_year && is_upper(inner[0]) && std::ranges::all_of(inner, is_inner) &&
                       std::ranges::count(inner, '.') >= 1 && (is_upper(text[18]) || text[18] == '.');
  return is_code ? k_length : 0;
}

/// The length of a serial number at the front of `text`, "ISSN 0022-247X", or 0: its last character is a digit or X.
std::size_t issn_length(std::string_view text) {
  constexpr std::string_view k_name = "ISSN";
  constexpr std::size_t k_length = 9;
  if (!text.starts_with(k_name)) return 0;
  std::size_t begin = k_name.size();
  while (begin < text.size() && (text[begin] == ':' || text[begin] == ' ')) ++begin;
  const std::string_view number = text.substr(begin, k_length);
  if (number.size() < k_length || number[4] != '-' || (number[8] != 'X' && number[8] != 'x' && !is_digit(number[8])))
    return 0;
  const bool is_issn =
      std::ranges::all_of(number.substr(0, 4), is_digit) && std::ranges::all_of(number.substr(5, 3), is_digit);
  return is_issn ? begin + k_length : 0;
}

/// Whether a year of four digits, 19## or 20##, stands at text[i] and no digit beside it.
bool is_year_at(std::string_view text, std::size_t i) {
  const std::string_view year = text.substr(i, 4);
  if (year.size() < 4 || !(year.starts_with("19") || year.starts_with("20"))) return false;
  if (!is_digit(year[2]) || !is_digit(year[3])) return false;
  return (i == 0 || !is_digit(text[i - 1])) && (i + 4 == text.size() || !is_digit(text[i + 4]));
}

/// The letters before the first digit, in lower case, and the shape of what follows: "physrevd|0:0,0".
ShortText journal_form(std::string_view left, std::size_t first_digit) {
  constexpr std::size_t k_letters = 12;
  constexpr std::size_t k_form = 40;
  ShortText form;
  const std::size_t end = std::min(first_digit, left.size());
  for (std::size_t i = 0; i < end && form.size() < k_letters; ++i) {
    if (is_letter(left[i])) form.put(static_cast<char>(left[i] | 0x20));
  }
  form.put('|');
  form.put_runs(left.substr(end), k_form);
  return form;
}

// Longer numbers are no pages.
constexpr std::size_t k_most_digits = 7;

/// The digits at the end of `text`, one more than k_most_digits at most.
std::string_view number_at_end(std::string_view text) {
  std::size_t begin = text.size();
  while (begin > 0 && text.size() - begin <= k_most_digits && is_digit(text[begin - 1])) --begin;
  return text.substr(begin);
}

/// `text` without blanks and dashes at its end; empty where there is no dash.
std::string_view before_dash(std::string_view text) {
  constexpr std::string_view k_dashes[] = {"-", "\u2013", "\u2014"};
  bool has_dash = false;
  while (!text.empty()) {
    const auto* const dash =
        std::ranges::find_if(k_dashes, [&](std::string_view each) { return text.ends_with(each); });
    if (dash == std::end(k_dashes) && text.back() != ' ') break;
    has_dash = has_dash || dash != std::end(k_dashes);
    text.remove_suffix(dash == std::end(k_dashes) ? 1 : dash->size());
  }
  return has_dash ? text : std::string_view();
}

int value_of(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = 10 * value + (c - '0');
  return value;
}

void observe_last(Observations& seen, Kind kind, std::string_view left, std::size_t count) {
  ShortText shape;
  shape.put_shape(left.substr(left.size() - std::min(count, left.size())));
  seen.add(kind, shape.view());
}

/// The logarithm of a length, in steps of a half.
int length_step(std::size_t length) {
  int step = 0;
  for (; length > 1; length = length * 2 / 3) ++step;
  return step;
}

/// What the next few words are like, beyond the first two.
void observe_ahead(Observations& seen, std::string_view right) {
  constexpr std::size_t k_bytes = 80;
  constexpr int k_words = 7;
  constexpr int k_most = 4;
  std::string_view text = right.substr(0, k_bytes);
  bool has_year = false;
  int lower_words = 0;
  int most_lower_words = 0;
  int with_digit = 0;
  for (int words = 0; words < k_words; ++words) {
    while (!text.empty() && base::is_blank(text.front())) text.remove_prefix(1);
    if (text.empty()) break;
    const std::string_view word = first_word(text);
    with_digit += std::ranges::any_of(word, is_digit) ? 1 : 0;
    for (std::size_t i = 0; i < word.size() && most_lower_words < k_prose_words; ++i) {
      has_year = has_year || is_year_at(word, i);
    }
    if (words > 0) lower_words = is_lower(word.front()) ? lower_words + 1 : 0;
    most_lower_words = std::max(most_lower_words, lower_words);
    text.remove_prefix(word.size());
  }
  seen.add(Kind::year_ahead, has_year ? 1 : 0);
  seen.add(Kind::lower_ahead, std::min(most_lower_words, k_most));
  seen.add(Kind::digits_ahead, std::min(with_digit, k_most));
}

/// A word without the signs that may follow it.
std::string_view without_sign(std::string_view word) {
  while (word.size() > 1 && (word.back() == ',' || word.back() == ':' || word.back() == ';')) word.remove_suffix(1);
  return word;
}

}  // namespace

int number_state(std::string_view left) {
  constexpr int k_steps[] = {10, 30, 60, 200};
  const std::string_view last = number_at_end(left);
  if (last.empty() || last.size() > k_most_digits) return 0;
  const std::string_view first = number_at_end(before_dash(left.substr(0, left.size() - last.size())));
  if (first.empty()) {
    const bool is_more_than_year = last.size() == 5 || last.size() == 6;
    return is_more_than_year && (last.starts_with("19") || last.starts_with("20")) ? 1 : 0;
  }
  if (first.size() > k_most_digits) return 0;
  std::string full(first.substr(0, first.size() - std::min(first.size(), last.size())));
  full += last;
  const int pages = value_of(full) - value_of(first);
  return pages <= 0 ? 7 : 2 + static_cast<int>(std::ranges::upper_bound(k_steps, pages) - std::begin(k_steps));
}

void ReferenceScan::step_over_sign(std::string_view text, std::size_t i) {
  const char c = text[i];
  m_round = std::max(0, m_round + (c == '(' ? 1 : 0) - (c == ')' ? 1 : 0));
  m_square = std::max(0, m_square + (c == '[' ? 1 : 0) - (c == ']' ? 1 : 0));
  if (!is_digit(c)) return;
  if (m_first_digit == std::string_view::npos) m_first_digit = i;
  if (i == 0 || !is_digit(text[i - 1])) ++m_numbers;
  if (i >= 3 && is_year_at(text.substr(0, i + 1), i - 3)) m_year_end = i + 1;
}

void ReferenceScan::begin_word(std::string_view text, std::size_t i) {
  const std::size_t code = std::max(bibcode_length(text.substr(i)), issn_length(text.substr(i)));
  if (code > 0) m_code_end = i + code;
  m_lower_words = is_lower(text[i]) ? m_lower_words + 1 : 0;
  m_most_lower_words = std::max(m_most_lower_words, m_lower_words);
  if (m_lower_words == k_prose_words) m_prose_begin = std::min(m_prose_begin, i);
}

void ReferenceScan::remember_plain_place(bool is_common) {
  m_has_plain_place = true;
  if (is_common) ++m_common_places;
}

/// Whether a year was seen: 0 no, 1 farther back, 2 before a closing sign, 3 at the end.
int ReferenceScan::year_state(std::string_view left) const {
  if (m_year_end == 0) return 0;
  if (m_year_end == left.size()) return 3;
  const bool is_closed =
      m_year_end + 1 == left.size() && std::string_view(")].").find(left.back()) != std::string_view::npos;
  return is_closed ? 2 : 1;
}

void ReferenceScan::observe(Observations& seen, std::string_view left) const {
  constexpr std::size_t k_token = 16;
  constexpr int k_most_numbers = 7;
  constexpr int k_most_lower = 4;
  const char end = without_digit(left.back());
  seen.add(Kind::last, std::string_view(&end, 1));
  observe_last(seen, Kind::last2, left, 2);
  observe_last(seen, Kind::last3, left, 3);
  observe_last(seen, Kind::last5, left, 5);
  const std::string_view word = last_word(left.substr(left.size() - std::min(left.size(), k_token)));
  ShortText token;
  for (const char c : word) token.put(without_digit(c));
  seen.add(Kind::token, token.view());
  seen.add(Kind::journal, journal_form(left, m_first_digit).view());
  seen.add(Kind::numbers, std::min(m_numbers, k_most_numbers));
  seen.add(Kind::year, year_state(left));
  seen.add(Kind::range, number_state(left));
  seen.add(Kind::bracket, (m_round > 0 ? 1 : 0) + (m_square > 0 ? 2 : 0));
  seen.add(Kind::length, length_step(left.size()));
  const std::size_t depth = has_prose() ? left.size() - m_prose_begin : 0;
  seen.add(Kind::prose, has_prose() ? 10 + static_cast<int>(std::min<std::size_t>(depth / 30, 5))
                                    : std::min(m_most_lower_words, k_most_lower));
  seen.add(Kind::places, 2 * std::min(m_common_places, 2) + (m_has_plain_place ? 1 : 0));
}

float opener_count(const ChoiceModel& model, std::string_view word) {
  if (const auto count = model.weight(Kind::opener_count, word)) return *count;
  const std::string_view bare = without_sign(word);
  return bare.size() == word.size() ? 0 : model.weight(Kind::opener_count, bare).value_or(0);
}

void observe_words(Observations& seen, const ChoiceModel& model, char before, std::string_view right) {
  const std::string_view word = first_word(right);
  const std::string_view second = first_word(after_first_word(right));
  const char first = is_letter(right.front()) ? shape_of(right.front()) : without_digit(right.front());
  seen.add(Kind::first, std::string_view(&first, 1));
  seen.add(Kind::first3, right.substr(0, 3));
  ShortText shape;
  shape.put_shape(right.substr(0, 3));
  seen.add(Kind::first3_shape, shape.view());
  seen.add(Kind::word, without_sign(word).substr(0, 20));
  seen.add(Kind::second, second.substr(0, 12));
  ShortText shapes;
  shapes.put_runs(word, 12);
  shapes.put(' ');
  shapes.put_runs(second, 20);
  seen.add(Kind::shapes, shapes.view());
  const float count = opener_count(model, word);
  seen.add(Kind::opener, static_cast<int>(count));
  ShortText after;
  after.put(shape_of(before));
  after.put(static_cast<char>('0' + static_cast<int>(count / 2)));
  seen.add(Kind::opener_after, after.view());
  observe_ahead(seen, right);
}

void observe_pair(Observations& seen, std::string_view left, std::string_view right) {
  constexpr std::size_t k_letters = 12;
  ShortText pair;
  pair.put_shape(left.substr(left.size() - std::min<std::size_t>(left.size(), 2)));
  pair.put('|');
  pair.put_shape(right.substr(0, 2));
  seen.add(Kind::pair, pair.view());
  ShortText tokens;
  tokens.put_runs(last_word(left.substr(left.size() - std::min(left.size(), k_letters))), k_letters);
  tokens.put('|');
  tokens.put_runs(first_word(right), 2 * k_letters);
  seen.add(Kind::tokens, tokens.view());
  if (!is_letter(left.back()) || !is_letter(right.front())) return;
  std::size_t begin = left.size();
  while (begin > 0 && left.size() - begin < k_letters && is_letter(left[begin - 1])) --begin;
  ShortText letters;
  letters.put(left.substr(begin));
  letters.put('|');
  for (std::size_t i = 0; i < std::min(right.size(), k_letters) && is_letter(right[i]); ++i) letters.put(right[i]);
  seen.add(Kind::letters, letters.view());
}

std::string_view next_line_kind(const Tail& tail) {
  if (tail.line_end == LineEnd::paragraph_ends) return "empty";
  if (tail.line_end != LineEnd::text_follows) return "end";
  if (tail.next_line.starts_with("arXiv:")) return "anchor";
  if (is_furniture(tail.next_line)) return "furniture";
  return tail.next_line.size() > k_longest_line ? "long" : "short";
}

void observe_line(Observations& seen, std::size_t rest_length, const Tail& tail, std::string_view next) {
  ShortText form;
  form.put(next);
  form.put(' ');
  if (rest_length > k_longest_line) {
    form.put('L');
  } else if (tail.line_end == LineEnd::text_follows) {
    const std::size_t with_next = rest_length + 1 + first_word(tail.next_line).size();
    const std::size_t room = k_wrap_column - std::min(with_next, k_wrap_column);
    form.put(with_next > k_wrap_column ? 'f' : room < 8 ? 'r' : room < 30 ? 'R' : 'S');
  }
  seen.add(Kind::line, form.view());
}

}  // namespace litdex::format
