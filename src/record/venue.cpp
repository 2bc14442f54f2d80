// SPDX-License-Identifier: MIT
#include "record/venue.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <span>
#include <vector>

#include "base/text.hpp"
#include "record/tokens.hpp"

// The rules V1 to V8 are those of docs/facts.md.
namespace litdex::record {
namespace {

using Words = std::span<const std::string_view>;
using Tokens = std::span<const Token>;

// V1: what leads to a number, words for volumes first. In lower case, as all words here.
constexpr auto k_number_words = std::to_array<std::string_view>(
    {"vol", "volume", "volumes", "v",     "no",  "nr",      "num",   "number", "n",      "issue", "iss", "pp",
     "p",   "pg",     "page",    "pages", "art", "article", "paper", "nos",    "issues", "vols",  "pgs", "year"});
constexpr std::size_t k_volume_words = 4;
// V2: what else may stand between numbers.
constexpr auto k_joining_words =
    std::to_array<std::string_view>({"id", "part", "pt", "suppl", "supplement", "eid", "to", "and"});
constexpr auto k_months = std::to_array<std::string_view>(
    {"jan", "january", "feb", "february", "mar", "march",    "apr",   "april", "may",
     "jun", "june",    "jul", "july",     "aug", "august",   "sep",   "sept",  "september",
     "oct", "october", "nov", "november", "dec", "december", "spring"});
constexpr auto k_erratum_beginnings = std::to_array<std::string_view>({"errat", "addend", "corrig"});
// V7.
constexpr auto k_foreign_words = std::to_array<std::string_view>(
    {"et",       "al",           "ed",       "eds",      "edited",     "editor",      "editors",     "press",
     "springer", "verlag",       "wiley",    "elsevier", "birkhauser", "publisher",   "publishers",  "publishing",
     "thesis",   "dissertation", "phd",      "preprint", "report",     "book",        "chapter",     "submitted",
     "accepted", "appear",       "appeared", "appears",  "published",  "see",         "doi",         "isbn",
     "issn",     "arxiv",        "http",     "https",    "www",        "preparation", "forthcoming", "dans",
     "version",  "talk",         "lecture",  "lectures", "lect",       "title",       "erratum",     "eprint",
     "plenum",   "lnm",          "lncs",     "lnai"});

bool is_in(std::string_view word, Words words) { return std::ranges::find(words, word) != words.end(); }

bool is_one_of(const Token& token, Words words) {
  return token.is_word() && is_in(base::ascii_lower(token.text), words);
}

bool is_capitals(std::string_view text) { return std::ranges::all_of(text, is_ascii_upper); }

bool opens(const Token& token) { return token.is("(") || token.is("["); }
bool closes(const Token& token) { return token.is(")") || token.is("]"); }

int value_of(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// V8: the size of a year.
bool is_year(const Token& token) {
  constexpr std::size_t k_digits = 4;
  constexpr int k_first = 1850;
  constexpr int k_last = 2099;
  if (!token.is_number() || token.text.size() != k_digits) return false;
  return value_of(token.text) >= k_first && value_of(token.text) <= k_last;
}

/// V6: year, journal of five places, volume of four, qualifier, page of four, initial.
std::optional<Venue> venue_of_bibcode(std::string_view text) {
  constexpr std::size_t k_length = 19;
  constexpr std::size_t k_journal = 4;
  constexpr std::size_t k_volume = 9;
  if (text.size() != k_length || !is_ascii_letter(text[k_journal]) || !is_ascii_upper(text.back())) return std::nullopt;
  const auto are_all = [&](std::size_t begin, std::size_t end, auto is_good) {
    return std::ranges::all_of(text.substr(begin, end - begin), is_good);
  };
  const auto is_of_journal = [](char c) { return is_ascii_letter(c) || c == '&' || c == '.'; };
  const auto is_of_place = [](char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '.'; };
  if (!are_all(0, k_journal, is_ascii_digit) || !are_all(k_journal, k_volume, is_of_journal) ||
      !are_all(k_volume, k_length, is_of_place)) {
    return std::nullopt;
  }
  std::string_view journal = text.substr(k_journal, k_volume - k_journal);
  journal = journal.substr(0, journal.find_last_not_of('.') + 1);
  return Venue{std::string(journal), value_of(text.substr(0, k_journal))};
}

/// Reads a reference of the form of V1, which begins at a word.
class Reader {
 public:
  Reader(std::string_view text, Tokens tokens) : m_text(text), m_tokens(tokens) {}

  std::optional<Venue> read() {
    const auto first = std::ranges::find_if(m_tokens, &Token::is_number);
    if (first == m_tokens.end()) return std::nullopt;
    m_tail = static_cast<std::size_t>(first - m_tokens.begin());
    m_name_end = m_tail;
    if (!end_name() || !is_plain_name() || !is_plain_tail()) return std::nullopt;
    const Token& last = m_tokens[m_name_end - 1];
    const std::size_t start = m_tokens.front().start;
    return Venue{std::string(m_text.substr(start, last.start + last.text.size() - start)), year()};
  }

 private:
  /// Finds the end of the name. Nothing when the number is glued to what is no name.
  bool end_name() {
    while (m_name_end > 0 && drop_leader()) {
    }
    if (m_name_end == 0) return false;
    if (m_name_end < m_tail) return true;
    const Token& last = m_tokens[m_name_end - 1];
    return !m_tokens[m_tail].is_glued || last.is(".") || is_section(m_name_end - 1) || is_abbreviation();
  }

  /// Takes one word or mark off the end of the name that only leads to the number.
  bool drop_leader() {
    constexpr std::string_view k_leading_marks = ",;:([-'`#";
    const Token& last = m_tokens[m_name_end - 1];
    if (last.kind == Token::Kind::mark && k_leading_marks.find(last.text) != std::string_view::npos) {
      m_name_end -= 1;
      return true;
    }
    const std::size_t word = last.is(".") && m_name_end > 1 ? m_name_end - 2 : m_name_end - 1;
    if (!is_one_of(m_tokens[word], k_number_words) && !is_one_of(m_tokens[word], k_months)) return false;
    const bool is_initial = word > 0 && m_tokens[word].is_glued && m_tokens[word - 1].is(".");
    if (is_initial && m_tokens[word].text.size() == 1) return false;
    m_name_end = word;
    return true;
  }

  /// V3. L, N, P and V stand for letter, number, page and volume.
  [[nodiscard]] bool is_section(std::size_t i) const {
    constexpr std::string_view k_other_meanings = "LNPV";
    constexpr std::size_t k_most_digits = 4;
    if (i == 0 || m_tokens[i].text.size() != 1 || !is_ascii_upper(m_tokens[i].text.front())) return false;
    if (k_other_meanings.find(m_tokens[i].text) != std::string_view::npos) return false;
    if (m_tokens[m_tail].text.size() > k_most_digits) return false;
    const Token& before = m_tokens[i - 1];
    return before.is(".") ? i < 2 || !is_one_of(m_tokens[i - 2], k_number_words)
                          : before.is_word() && !m_tokens[i].is_glued && !is_one_of(before, k_number_words);
  }

  /// V4: the whole name is one word of capitals.
  [[nodiscard]] bool is_abbreviation() const {
    constexpr std::size_t k_least_capitals = 3;
    return m_name_end == 1 && m_tokens[0].text.size() >= k_least_capitals && is_capitals(m_tokens[0].text);
  }

  /// V7.
  [[nodiscard]] bool is_plain_name() const {
    constexpr std::size_t k_most_words = 12;
    constexpr std::string_view k_plain_marks = ".:&-/()";
    const Tokens name = m_tokens.first(m_name_end);
    if (base::ascii_lower(name.front().text) == "in" || is_roman_numeral(name.front().text)) return false;
    std::size_t words = 0;
    int depth = 0;
    for (const Token& token : name) {
      words += token.is_word() ? 1 : 0;
      depth += opens(token) ? 1 : closes(token) ? -1 : 0;
      if (depth < 0 || is_one_of(token, k_foreign_words)) return false;
      if (token.kind == Token::Kind::mark && k_plain_marks.find(token.text) == std::string_view::npos) return false;
    }
    const std::size_t length = name.back().start + name.back().text.size() - name.front().start;
    return depth == 0 && words <= k_most_words && length > 1 && !is_roman_numeral(name.back().text);
  }

  /// One letter may be the section of a journal: "Phys. Rev. X".
  static bool is_roman_numeral(std::string_view text) {
    return text.size() > 1 && text.find_first_not_of("IVXLC") == std::string_view::npos;
  }

  /// V2. Shortens the tokens by what an erratum adds.
  bool is_plain_tail() {
    constexpr std::size_t k_longest_affix = 3;
    for (std::size_t i = m_name_end; i < m_tokens.size(); ++i) {
      const Token& token = m_tokens[i];
      if (!token.is_word()) continue;
      const std::string word = base::ascii_lower(token.text);
      if (std::ranges::any_of(k_erratum_beginnings, [&](auto beginning) { return word.starts_with(beginning); })) {
        m_tokens = m_tokens.first(i);
        return i > m_tail;
      }
      const bool is_glued_before = token.is_glued && i > m_tail && m_tokens[i - 1].is_number();
      const bool is_glued_behind = i + 1 < m_tokens.size() && m_tokens[i + 1].is_number() && m_tokens[i + 1].is_glued;
      const bool is_affix =
          word.size() == 1 || (word.size() <= k_longest_affix && (is_glued_before || is_glued_behind));
      if (!is_affix && !is_in(word, k_number_words) && !is_in(word, k_joining_words) && !is_in(word, k_months)) {
        return false;
      }
    }
    return true;
  }

  /// V4: "CIKM'20", of 1970 to 2069.
  [[nodiscard]] std::optional<int> short_year() const {
    constexpr std::size_t k_digits = 2;
    constexpr int k_first = 70;
    constexpr int k_century = 100;
    constexpr int k_base = 1900;
    const Token& number = m_tokens[m_tail];
    if (number.text.size() != k_digits || m_tail != m_name_end + 1 || !m_tokens[m_name_end].is("'"))
      return std::nullopt;
    const int value = value_of(number.text);
    return k_base + value + (value < k_first ? k_century : 0);
  }

  /// V8.
  [[nodiscard]] std::optional<int> year() const {
    if (const auto year = short_year()) return year;
    std::optional<int> dated;
    for (std::size_t i = m_tail; i < m_tokens.size(); ++i) {
      if (!is_year(m_tokens[i]) || !(is_bracketed(i) || follows_month(i))) continue;
      if (dated && *dated != value_of(m_tokens[i].text)) return std::nullopt;
      dated = value_of(m_tokens[i].text);
    }
    if (dated) return dated;
    const auto years = m_tokens.subspan(m_tail);
    if (std::ranges::count_if(years, is_year) != 1) return std::nullopt;
    const auto place = m_tail + static_cast<std::size_t>(std::ranges::find_if(years, is_year) - years.begin());
    const bool is_told = is_year_at_end(place) || is_year_at_front(place) || is_year_between(place);
    return is_told ? std::optional(value_of(m_tokens[place].text)) : std::nullopt;
  }

  [[nodiscard]] bool follows_month(std::size_t i) const {
    const std::size_t month = i > 1 && (m_tokens[i - 1].is(".") || m_tokens[i - 1].is(",")) ? i - 2 : i - 1;
    return i > 0 && is_one_of(m_tokens[month], k_months);
  }

  /// "(2007)", "(May 2007)", "(18 May 2007)".
  [[nodiscard]] bool is_bracketed(std::size_t i) const {
    if (i + 1 >= m_tokens.size() || !closes(m_tokens[i + 1])) return false;
    while (--i > 0 && (is_one_of(m_tokens[i], k_months) || m_tokens[i].is(".") || m_tokens[i].is(",") || is_day(i))) {
    }
    return opens(m_tokens[i]);
  }

  [[nodiscard]] bool is_day(std::size_t i) const {
    const auto is_month = [&](std::size_t place) {
      return place < m_tokens.size() && is_one_of(m_tokens[place], k_months);
    };
    return m_tokens[i].is_number() && m_tokens[i].text.size() <= 2 && (is_month(i - 1) || is_month(i + 1));
  }

  /// Whether `i`, a year by its size, is the last number, and something tells it from a page.
  [[nodiscard]] bool is_year_at_end(std::size_t i) const {
    const auto rest = m_tokens.subspan(i + 1);
    if (std::ranges::any_of(rest, [](const Token& each) { return each.kind != Token::Kind::mark || each.is("-"); })) {
      return false;
    }
    if (i == m_tail) return true;
    if (is_counted(i)) return false;
    const Tokens others = m_tokens.subspan(m_name_end, i - m_name_end);
    return std::ranges::count_if(others, &Token::is_number) >= 2 ||
           std::ranges::any_of(others, [](const Token& each) { return is_one_of(each, k_number_words); });
  }

  /// Whether a word or a dash before the number makes it a volume, a page, or the end of a range.
  [[nodiscard]] bool is_counted(std::size_t i) const {
    const Token& before = m_tokens[i - 1];
    const bool is_behind_mark = (before.is(".") || before.is(":")) && i > 1;
    return before.is("-") || (before.is_word() && m_tokens[i].is_glued) ||
           is_one_of(is_behind_mark ? m_tokens[i - 2] : before, k_number_words);
  }

  /// "Statistics 2011, Vol. 26", "Universe 2015, 1(2), 17".
  [[nodiscard]] bool is_year_at_front(std::size_t i) const {
    if (i != m_tail || i + 3 >= m_tokens.size() || !ends_part(i + 1)) return false;
    const Token& next = m_tokens[i + 2];
    return is_one_of(next, std::span(k_number_words).first(k_volume_words)) ||
           (next.is_number() && opens(m_tokens[i + 3]));
  }

  /// "Vol. 816, 2017, pp. 5-42".
  [[nodiscard]] bool is_year_between(std::size_t i) const {
    return i > m_tail && i + 2 < m_tokens.size() && ends_part(i - 1) && ends_part(i + 1) &&
           m_tokens[i - 2].is_number() && is_one_of(m_tokens[i + 2], k_number_words);
  }

  [[nodiscard]] bool ends_part(std::size_t i) const {
    return m_tokens[i].is(",") || m_tokens[i].is(".") || m_tokens[i].is(";");
  }

  std::string_view m_text;
  Tokens m_tokens;
  std::size_t m_tail = 0;
  std::size_t m_name_end = 0;
};

/// V5: how many tokens the year before the name takes; 0 when there is none.
std::size_t leading_year(Tokens tokens) {
  const std::size_t year = !tokens.empty() && opens(tokens[0]) ? 1 : 0;
  if (year >= tokens.size() || !is_year(tokens[year])) return 0;
  std::size_t end = year + 1;
  if (year == 1 && (end >= tokens.size() || !closes(tokens[end++]))) return 0;
  if (end < tokens.size() && (tokens[end].is(",") || tokens[end].is("."))) ++end;
  return end > 1 || end == tokens.size() || !tokens[end].is_glued ? end : 0;
}

}  // namespace

std::optional<Venue> venue_of(std::string_view journal_ref) {
  if (journal_ref.size() > k_max_fact_bytes) return std::nullopt;
  if (auto venue = venue_of_bibcode(journal_ref)) return venue;
  const std::vector<Token> all = tokens_of(journal_ref);
  const std::size_t skipped = leading_year(all);
  const Tokens tokens = Tokens(all).subspan(skipped);
  if (tokens.empty() || !tokens.front().is_word()) return std::nullopt;
  std::optional<Venue> venue = Reader(journal_ref, tokens).read();
  if (!venue || skipped == 0) return venue;
  const int before = value_of(std::ranges::find_if(all, &Token::is_number)->text);
  venue->year = venue->year.value_or(before) == before ? std::optional(before) : std::nullopt;
  return venue;
}

}  // namespace litdex::record
