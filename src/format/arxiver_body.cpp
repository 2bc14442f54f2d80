// SPDX-License-Identifier: MIT
#include "format/arxiver_body.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.hpp"
#include "format/char_class.hpp"
#include "format/segment.hpp"

namespace litdex::format {
namespace {

/// What the rules ask about the lines of a body, which may be millions.
struct Lines {
  std::size_t count = 0;            ///< not counting empty ones
  std::size_t paragraphs = 0;       ///< parted by empty lines
  std::size_t paragraph_begin = 0;  ///< of the last paragraph
  std::string_view last;            ///< that is not empty
  std::string_view before_last;
  bool has_long_line = false;  ///< before the last
};

/// `body` has no blanks at its ends.
Lines look_at_lines(std::string_view body) {
  Lines lines;
  bool is_between = true;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('\n', begin), body.size());
    std::string_view line = body.substr(begin, end - begin);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const bool is_empty = base::trim(line).empty();
    if (!is_empty) {
      if (is_between) {
        ++lines.paragraphs;
        lines.paragraph_begin = begin;
      }
      ++lines.count;
      lines.has_long_line = lines.has_long_line || lines.last.size() > k_longest_line;
      lines.before_last = std::exchange(lines.last, line);
    }
    is_between = is_empty;
    begin = end + 1;
  }
  return lines;
}

/// `comments_begin` is the first byte of the comments in `body`.
Body cut_body(std::string_view body, std::size_t comments_begin, double probability) {
  return {base::trim(body.substr(0, comments_begin)), base::trim(body.substr(comments_begin)), probability};
}

/// B4: the last line is the comments, or the abstract's last.
Body choose_last_line(std::string_view body, const Lines& lines, std::size_t last_begin) {
  Observations seen;
  observe_last_line(seen, lines.before_last, lines.last, lines.count);
  std::array<double, 2> scores = {ChoiceModel::shipped().score(seen), 0};
  make_probabilities(scores);
  const bool is_comments = scores[0] > scores[1];
  return cut_body(body, is_comments ? last_begin : body.size(), std::max(scores[0], scores[1]));
}

/// B4: a line that alone begins with a blank is a new paragraph of the abstract; comments have no blanks before them.
bool is_indented(const Lines& lines) {
  return base::is_blank(lines.last.front()) && !base::is_blank(lines.before_last.front());
}

/// B3, B4: several lines without an empty one between them.
Body split_lines(std::string_view body, const Lines& lines) {
  const auto last_begin = static_cast<std::size_t>(lines.last.data() - body.data());
  if (lines.has_long_line) return cut_body(body, last_begin, lines.count == 2 ? 1 : 0.5);
  // One abstract in two thousand has a line that could not be broken; few of them as their last.
  constexpr double k_long_last_line = 0.9995;
  constexpr double k_indented = 0.9995;
  if (is_indented(lines)) return cut_body(body, body.size(), k_indented);
  const bool is_long = lines.last.size() > k_longest_line;
  return is_long ? cut_body(body, last_begin, k_long_last_line) : choose_last_line(body, lines, last_begin);
}

/// A word as comments are compared: small letters, digits as 0, no signs at its ends.
ShortText plain_word(std::string_view word) {
  constexpr std::string_view k_signs = ".,;:()[]\"'";
  while (!word.empty() && k_signs.find(word.front()) != std::string_view::npos) word.remove_prefix(1);
  while (!word.empty() && k_signs.find(word.back()) != std::string_view::npos) word.remove_suffix(1);
  ShortText plain;
  for (const char c : word.substr(0, 20)) plain.put(is_upper(c) ? static_cast<char>(c | 0x20) : without_digit(c));
  return plain;
}

void observe_comment_words(Observations& seen, std::string_view line) {
  constexpr int k_most_words = 24;
  for (int words = 0; words < k_most_words && !line.empty(); ++words) {
    const std::string_view word = first_word(line);
    if (!word.empty()) seen.add(Kind::comment_word, plain_word(word).view());
    line = after_first_word(line);
  }
}

/// How much room the line before had for the first word of the next: less than none where wrapping made the break.
int room_for(std::string_view line_before, std::string_view line) {
  const auto needed = static_cast<int>(line_before.size() + 1 + first_word(line).size());
  return std::clamp(static_cast<int>(k_wrap_column) - needed, -12, 40);
}

}  // namespace

void observe_last_line(Observations& seen, std::string_view line_before, std::string_view line,
                       std::size_t line_count) {
  constexpr std::size_t k_most_lines = 6;
  const int room = room_for(line_before, line);
  seen.clear();
  seen.add(Kind::room, room < 0 ? room / 3 - 1 : room / 4);
  ShortText pair;
  if (!line_before.empty()) pair.put(shape_of(line_before.back()));
  pair.put('|');
  pair.put_shape(line.substr(0, 2));
  seen.add(Kind::break_pair, pair.view());
  ShortText end;
  if (!line_before.empty()) end.put(without_digit(line_before.back()));
  end.put(room < 0 ? '-' : '+');
  seen.add(Kind::break_end, end.view());
  ShortText word;
  word.put_runs(last_word(line_before), 12);
  word.put(room < 0 ? '-' : '+');
  seen.add(Kind::break_word, word.view());
  observe_comment_words(seen, line);
  ShortText first;
  first.put_runs(first_word(line), 12);
  first.put(' ');
  first.put(plain_word(first_word(after_first_word(line))).view());
  seen.add(Kind::comment_first, first.view());
  seen.add(Kind::comment_last, plain_word(last_word(line)).view());
  seen.add(Kind::comment_length, static_cast<int>(line.size() / 8));
  seen.add(Kind::lines, static_cast<int>(std::min(line_count, k_most_lines)));
}

Body split_body(std::string_view body) {
  body = base::trim(body);
  const Lines lines = look_at_lines(body);
  if (lines.count < 2) return {body, {}, 1};
  if (lines.paragraphs == 1) return split_lines(body, lines);
  // B2. Nothing says whether a third paragraph is the abstract's or the comments'.
  return cut_body(body, lines.paragraph_begin, lines.paragraphs == 2 ? 1 : 0.5);
}

}  // namespace litdex::format
