// SPDX-License-Identifier: MIT
#include "format/arxiver_page.hpp"

#include <algorithm>
#include <string>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_comments.hpp"
#include "format/char_class.hpp"
#include "record/category.hpp"

namespace litdex::format {
namespace {

// Longer lines are text.
constexpr std::size_t k_longest_furniture = 60;

// F4, F5: a heading may as well be a short line that an abstract begins with.
constexpr double k_by_form = 0.9;

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
    "date",
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
    "title",
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

/// F2: a word or two of a page's own, with or without a colon, or a category.
bool is_navigation(std::string_view item) {
  if (record::is_category_code(item)) return true;
  if (item.ends_with(':')) item.remove_suffix(1);
  return std::ranges::binary_search(k_navigation, base::ascii_lower(item));
}

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

/// F3: how many entries a page or a search has: "Total of 12 entries", "Showing 1-25 of 114 results:".
bool is_count(std::string_view line) {
  constexpr std::string_view k_counted[] = {"articles", "entries", "papers", "results"};
  constexpr std::string_view k_around[] = {"displaying", "found", "for", "of", "showing", "through", "to", "total"};
  constexpr CharSet k_signs(".,:!()-");
  bool has_number = false;
  bool has_counted = false;
  while (!line.empty()) {
    std::string_view word = first_word(line);
    line = after_first_word(line);
    while (!word.empty() && k_signs.has(word.front())) word.remove_prefix(1);
    while (!word.empty() && k_signs.has(word.back())) word.remove_suffix(1);
    if (word.empty()) continue;
    const bool is_number = is_digit(word.front()) && std::ranges::all_of(word, [](char c) {
                             return is_digit(c) || c == ',' || c == '-' || !is_ascii(c);  // an en dash
                           });
    const std::string lower = base::ascii_lower(word);
    const bool is_counted = std::ranges::find(k_counted, lower) != std::end(k_counted);
    if (!is_number && !is_counted && std::ranges::find(k_around, lower) == std::end(k_around)) return false;
    has_number = has_number || is_number;
    has_counted = has_counted || is_counted;
  }
  return has_number && has_counted;
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

/// Lines like headings that `body` begins with, furniture among them.
struct Headings {
  std::size_t length = 0;    ///< up to the first line of another kind
  int lines = 0;             ///< that are not empty
  bool are_wrapped = false;  ///< perhaps: a line had no room for the next one's first word, or an empty one follows
};

Headings leading_headings(std::string_view body) {
  Headings headings;
  std::string_view last;
  while (headings.length < body.size()) {
    const std::string_view line = line_at(body, headings.length);
    const bool had_no_room = last.size() + 1 + first_word(line).size() > k_longest_furniture;
    if (headings.lines > 0 && (line.empty() || had_no_room)) headings.are_wrapped = true;
    if (!line.empty() && !is_heading(line) && !is_furniture(line)) break;
    headings.lines += line.empty() ? 0 : 1;
    headings.length = next_line(body, headings.length);
    last = line;
  }
  return headings;
}

int count_lines(std::string_view text) {
  int lines = 0;
  for (std::size_t i = 0; i < text.size(); i = next_line(text, i)) lines += line_at(text, i).empty() ? 0 : 1;
  return lines;
}

/// F4, F5: where the abstract begins when all before it look like headings, and it and what follows like an entry's
/// lines; else 0.
std::size_t headings_length(std::string_view body) {
  const Headings headings = leading_headings(body);
  if (headings.lines == 0) return 0;
  const std::string_view line = line_at(body, headings.length);
  const int lines = count_lines(body.substr(headings.length));
  if (line.size() <= k_longest_line) {
    return !headings.are_wrapped && line.size() > k_longest_furniture && lines > 1 ? headings.length : 0;
  }
  // A heading before one long line may be a short abstract before long comments.
  const bool may_be_entry = headings.lines + lines == 2 && comments_odds(line) >= 0;
  return may_be_entry || lines > 2 ? 0 : headings.length;
}

/// F1 to F4: leading lines that are furniture by their own words, and up to `most_headings` lines like headings before
/// each of them.
Furniture leading_furniture(std::string_view text, int most_headings) {
  Furniture furniture;
  int headings = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::string_view line = line_at(text, begin);
    begin = next_line(text, begin);
    if (line.empty()) continue;
    if (is_furniture(line)) {
      furniture.length = begin;
      if (headings > 0) furniture.probability = k_by_form;
      headings = 0;
    } else if (!is_heading(line) || ++headings > most_headings) {
      break;
    }
  }
  furniture.length = end_of_last_line(text, furniture.length);
  return furniture;
}

}  // namespace

bool is_furniture(std::string_view line) {
  line = base::trim(line);
  if (line.empty() || line.size() > k_longest_furniture) return false;
  return is_link_row(line) || is_pagination(line) || is_notice(line) || is_count(line);
}

std::size_t leading_furniture_length(std::string_view text) { return leading_furniture(text, 0).length; }

Furniture find_furniture(std::string_view body) {
  constexpr int k_most_headings = 3;
  Furniture by_words = leading_furniture(body, k_most_headings);
  // Nothing is left: what looks like a heading may be the abstract.
  if (by_words.length == end_of_last_line(body, body.size())) by_words = leading_furniture(body, 0);
  const std::size_t by_form = headings_length(body.substr(by_words.length));
  if (by_form == 0) return by_words;
  return {end_of_last_line(body, by_words.length + by_form), k_by_form};
}

}  // namespace litdex::format
