// SPDX-License-Identifier: MIT
#include "format/arxiver_body.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.hpp"
#include "format/char_class.hpp"
#include "format/segment.hpp"

namespace litdex::format {
namespace {

std::vector<std::string_view> lines_of(std::string_view body) {
  std::vector<std::string_view> lines = base::split(body, '\n');
  for (std::string_view& line : lines) {
    if (line.ends_with('\r')) line.remove_suffix(1);
  }
  return lines;
}

bool is_empty(std::string_view line) { return base::trim(line).empty(); }

/// `comments_begin` is the first byte of the comments in `body`.
Body cut_body(std::string_view body, std::size_t comments_begin, double probability) {
  return {base::trim(body.substr(0, comments_begin)), base::trim(body.substr(comments_begin)), probability};
}

std::size_t offset_in(std::string_view body, std::string_view line) {
  return static_cast<std::size_t>(line.data() - body.data());
}

/// B2: paragraphs between empty lines; the last of several is the comments.
Body split_paragraphs(std::string_view body, const std::vector<std::string_view>& lines) {
  std::size_t last_begin = 0;
  int paragraphs = 0;
  bool is_between = true;
  for (const std::string_view line : lines) {
    if (!is_empty(line) && is_between) {
      ++paragraphs;
      last_begin = offset_in(body, line);
    }
    is_between = is_empty(line);
  }
  // Nothing says whether a third paragraph is the abstract's or the comments'.
  return cut_body(body, last_begin, paragraphs == 2 ? 1 : 0.5);
}

/// B4: the last line is the comments, or the abstract's last.
Body choose_last_line(std::string_view body, const std::vector<std::string_view>& lines) {
  Observations seen;
  observe_last_line(seen, lines);
  std::array<double, 2> scores = {ChoiceModel::shipped().score(seen), 0};
  make_probabilities(scores);
  const bool is_comments = scores[0] > scores[1];
  return cut_body(body, is_comments ? offset_in(body, lines.back()) : body.size(), std::max(scores[0], scores[1]));
}

/// B3, B4: several lines without an empty one between them.
Body split_lines(std::string_view body, const std::vector<std::string_view>& lines) {
  const auto is_long = [](std::string_view line) { return line.size() > k_longest_line; };
  const std::size_t comments_begin = offset_in(body, lines.back());
  if (std::any_of(lines.begin(), lines.end() - 1, is_long)) {
    return cut_body(body, comments_begin, lines.size() == 2 ? 1 : 0.5);
  }
  // One abstract in two thousand has a line that could not be broken; few of them as their last.
  constexpr double k_long_last_line = 0.9995;
  return is_long(lines.back()) ? cut_body(body, comments_begin, k_long_last_line) : choose_last_line(body, lines);
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

void observe_last_line(Observations& seen, std::span<const std::string_view> lines) {
  constexpr int k_most_lines = 6;
  const std::string_view line = lines.back();
  const std::string_view line_before = lines[lines.size() - 2];
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
  observe_comment_words(seen, line);
  ShortText first;
  first.put_runs(first_word(line), 12);
  first.put(' ');
  first.put(plain_word(first_word(after_first_word(line))).view());
  seen.add(Kind::comment_first, first.view());
  seen.add(Kind::comment_last, plain_word(last_word(line)).view());
  seen.add(Kind::comment_length, static_cast<int>(line.size() / 8));
  seen.add(Kind::lines, std::min(static_cast<int>(lines.size()), k_most_lines));
}

Body split_body(std::string_view body) {
  body = base::trim(body);
  if (body.find('\n') == std::string_view::npos) return {body, {}, 1};
  const std::vector<std::string_view> lines = lines_of(body);
  return std::ranges::any_of(lines, is_empty) ? split_paragraphs(body, lines) : split_lines(body, lines);
}

}  // namespace litdex::format
