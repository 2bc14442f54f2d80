// SPDX-License-Identifier: MIT
#include "format/arxiver_page.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_comments.hpp"
#include "format/char_class.hpp"

namespace litdex::format {
namespace {

// Longer lines are text.
constexpr std::size_t k_longest_furniture = 60;

// F2, ordered: what the links, buttons and headings of such pages say, in small letters.
constexpr std::string_view k_navigation[] = {
    "about",
    "all",
    "api",
    "articles",
    "arxiv",
    "arxiver",
    "author",
    "authors",
    "back",
    "back to top",
    "bookmark",
    "browse",
    "categories",
    "category",
    "comments",
    "contact",
    "contact us",
    "dislike",
    "email",
    "facebook",
    "faq",
    "favorites",
    "feedback",
    "first",
    "help",
    "home",
    "last",
    "latest",
    "library",
    "like",
    "liked",
    "likes",
    "load more",
    "log in",
    "log out",
    "login",
    "logout",
    "menu",
    "more",
    "new",
    "newer",
    "next",
    "next page",
    "no comments",
    "older",
    "page",
    "pages",
    "papers",
    "password",
    "permalink",
    "popular",
    "prev",
    "previous",
    "previous page",
    "privacy",
    "privacy policy",
    "random",
    "read more",
    "recent",
    "recommended",
    "refresh",
    "register",
    "remember me",
    "rss",
    "save",
    "saved",
    "search",
    "settings",
    "share",
    "show more",
    "sign in",
    "sign out",
    "sign up",
    "similar",
    "similar authors",
    "sort by",
    "sort by date",
    "stats",
    "subjects",
    "submit",
    "subscribe",
    "tags",
    "terms",
    "terms of service",
    "terms of use",
    "top",
    "trending",
    "tweet",
    "twitter",
    "unlike",
    "unread",
    "username",
    "view all",
};
static_assert(std::ranges::is_sorted(k_navigation));

bool is_navigation(std::string_view item) { return std::ranges::binary_search(k_navigation, base::ascii_lower(item)); }

/// F1: a page number, an ellipsis, or an arrow.
bool is_page_sign(std::string_view word) {
  constexpr std::string_view k_signs[] = {"«", "»",  "‹",  "›",   "←", "→", "…", "<",
                                          ">", "<<", ">>", "...", "|", "·", "•", "-"};
  if (!word.empty() && std::ranges::all_of(word, is_digit)) return word.size() <= 4;
  return std::ranges::find(k_signs, word) != std::end(k_signs);
}

/// F1, F2: a word of a line of page numbers: "Next", "of".
bool is_page_word(std::string_view word) {
  constexpr std::string_view k_words[] = {"first", "last", "next", "of", "page", "prev", "previous"};
  return std::ranges::binary_search(k_words, base::ascii_lower(word));
}

/// F1: page numbers, arrows and page words alone, more than one of them: "1 2 3 … 11 Next »", "Page 3 of 11".
bool is_pagination(std::string_view line) {
  int words = 0;
  bool has_page = false;
  while (!line.empty()) {
    const std::string_view word = first_word(line);
    line = after_first_word(line);
    if (word.empty()) continue;
    if (!is_page_sign(word) && !is_page_word(word)) return false;
    has_page = has_page || is_digit(word.front()) || is_page_word(word);
    ++words;
  }
  return words > 1 && has_page;
}

/// F2: a link, or several side by side with page numbers between: "Home | About | 1 | 2". A number or sign alone may be
/// anything.
bool is_link_row(std::string_view line) {
  int links = 0;
  for (const std::string_view item : base::split(line, '|')) {
    const std::string_view trimmed = base::trim(item);
    const bool is_link = is_navigation(trimmed);
    if (!is_link && !trimmed.empty() && !is_page_sign(trimmed)) return false;
    links += is_link ? 1 : 0;
  }
  return links > 0;
}

/// F3: an address or a notice, alone on its line.
bool is_notice(std::string_view line) {
  if (line.starts_with("http://") || line.starts_with("https://")) return line.find(' ') == std::string_view::npos;
  const std::string lower = base::ascii_lower(line);
  for (const std::string_view begin : {"©", "(c) 1", "(c) 2", "copyright ", "powered by ", "articles by ",
                                       "author: ", "papers by ", "welcome to arxiver", "arxiver - ", "arxiver | "}) {
    if (lower.starts_with(begin)) return true;
  }
  return false;
}

std::string_view line_at(std::string_view text, std::size_t begin) {
  return base::trim(text.substr(begin, text.find('\n', begin) - begin));
}

std::size_t next_line(std::string_view text, std::size_t begin) {
  const std::size_t end = text.find('\n', begin);
  return end == std::string_view::npos ? text.size() : end + 1;
}

/// The end of the last line in text[0, limit) that is not empty.
std::size_t end_of_last_line(std::string_view text, std::size_t limit) {
  while (limit > 0 && base::is_blank(text[limit - 1])) --limit;
  return limit;
}

/// F4: a line like a heading: short, few words, and no end of a sentence.
bool is_heading(std::string_view line) {
  constexpr int k_most_words = 8;
  if (line.empty() || line.size() > k_longest_furniture) return false;
  if (is_lower(line.front()) || std::string_view(".?!,;:$").find(line.back()) != std::string_view::npos) return false;
  return std::ranges::count(line, ' ') < k_most_words;
}

/// F4: where the first line begins that is too long to be wrapped, when all before it look like headings and what
/// follows is no more than an entry's two lines; else 0.
std::size_t headings_length(std::string_view body) {
  std::size_t begin = 0;
  int headings = 0;
  for (; begin < body.size(); begin = next_line(body, begin)) {
    const std::string_view line = line_at(body, begin);
    if (line.size() > k_longest_line) break;
    if (!line.empty() && !is_heading(line)) return 0;
    headings += line.empty() ? 0 : 1;
  }
  int lines = 0;
  for (std::size_t i = begin; i < body.size(); i = next_line(body, i)) lines += line_at(body, i).empty() ? 0 : 1;
  if (lines == 0 || lines > 2 || headings == 0) return 0;
  // A heading before one long line may be a short abstract before long comments.
  const bool may_be_entry = headings + lines == 2 && comments_odds(line_at(body, begin)) >= 0;
  return may_be_entry ? 0 : begin;
}

}  // namespace

bool is_furniture(std::string_view line) {
  line = base::trim(line);
  if (line.empty() || line.size() > k_longest_furniture) return false;
  return is_link_row(line) || is_pagination(line) || is_notice(line);
}

std::size_t leading_furniture_length(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = 0;
  while (begin < text.size()) {
    const std::string_view line = line_at(text, begin);
    if (!line.empty() && !is_furniture(line)) break;
    begin = next_line(text, begin);
    if (!line.empty()) end = begin;
  }
  return end_of_last_line(text, end);
}

Furniture find_furniture(std::string_view body) {
  // A heading may as well be a short line that an abstract begins with.
  constexpr double k_by_form = 0.9;
  const std::size_t by_words = leading_furniture_length(body);
  const std::size_t by_form = headings_length(body.substr(by_words));
  if (by_form == 0) return {by_words, 1};
  return {end_of_last_line(body, by_words + by_form), k_by_form};
}

}  // namespace litdex::format
