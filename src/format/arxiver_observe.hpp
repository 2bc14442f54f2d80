// What is observed about one place where a journal reference may end: rule C2 of docs/formats/arxiver_text.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.hpp"
#include "format/arxiver_tail.hpp"
#include "format/char_class.hpp"
#include "format/choice.hpp"

namespace litdex::format {

/// What has been seen of a journal reference, one character after another.
class ReferenceScan {
 public:
  /// Takes the next character, text[i], into account; `i` counts up from 0.
  void step(std::string_view text, std::size_t i) {
    if (i == 0 || base::is_blank(text[i - 1])) begin_word(text, i);
    if (!is_letter(text[i])) step_over_sign(text, i);
  }

  /// Remembers a place that the plainest rule would take: a digit or closing bracket before a capital that no digit
  /// follows. `is_common`: a word that opens many abstracts stands there.
  void remember_plain_place(bool is_common);

  /// C1: whether `end` lies so deep in running prose that no place is looked for any more.
  [[nodiscard]] bool is_past_all(std::size_t end) const {
    constexpr std::size_t k_after_plain_place = 100;
    constexpr std::size_t k_after_none = 300;
    return has_prose() && end > m_prose_begin + (m_has_plain_place ? k_after_plain_place : k_after_none);
  }

  /// C1: whether `end` lies inside a bibliographic code or an ISSN, which have no shorter form.
  [[nodiscard]] bool is_in_code(std::size_t end) const { return end < m_code_end; }

  /// What is seen of the reference that ends after `left`, all that was stepped over.
  void observe(Observations& seen, std::string_view left) const;

 private:
  [[nodiscard]] bool has_prose() const { return m_prose_begin != std::string_view::npos; }
  void begin_word(std::string_view text, std::size_t i);
  void step_over_sign(std::string_view text, std::size_t i);
  [[nodiscard]] int year_state(std::string_view left) const;

  int m_round = 0;
  int m_square = 0;
  int m_numbers = 0;
  std::size_t m_first_digit = std::string_view::npos;
  std::size_t m_year_end = 0;
  int m_lower_words = 0;
  int m_most_lower_words = 0;
  std::size_t m_prose_begin = std::string_view::npos;
  std::size_t m_code_end = 0;
  int m_common_places = 0;
  bool m_has_plain_place = false;
};

/// C2: what the number at the end of `left` is: 0 none, or any; 1 a year of 19## or 20## with a digit or two too many;
/// of a range of pages, by how many there are beyond the first: 2 below 10, 3 below 30, 4 below 60, 5 below 200, 6
/// more, 7 none. "1234-41" is written for 1234-1241.
int number_state(std::string_view left);

/// How many abstracts begin with `word`, as a logarithm, with or without the sign after it ("Recently,"); else 0.
float opener_count(const ChoiceModel& model, std::string_view word);

/// What stands after a place; `before` is the character before it.
void observe_words(Observations& seen, const ChoiceModel& model, char before, std::string_view right);

/// Both sides of a place together. Neither is empty.
void observe_pair(Observations& seen, std::string_view left, std::string_view right);

/// What follows the line of a tail: "anchor", "furniture", "long" or "short" text, "empty" (a line), or "end".
std::string_view next_line_kind(const Tail& tail);

/// Whether the rest of the line, `rest_length` bytes, would be a full line of a wrapped abstract. `next`: the
/// next_line_kind of the tail.
void observe_line(Observations& seen, std::size_t rest_length, const Tail& tail, std::string_view next);

}  // namespace litdex::format
