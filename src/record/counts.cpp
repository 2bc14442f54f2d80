// SPDX-License-Identifier: MIT
#include "record/counts.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "record/tokens.hpp"

// The rules C1 to C9 are those of docs/facts.md.
namespace litdex::record {
namespace {

using Words = std::span<const std::string_view>;

struct Unit {
  Words names;  ///< all begin with the same letter
  int least = 0;

  [[nodiscard]] bool has(std::string_view word) const {
    return word.front() == names.front().front() && std::ranges::find(names, word) != names.end();
  }
};

constexpr auto k_page_names = std::to_array<std::string_view>({"pages", "page", "pp", "p", "pgs", "pg"});
constexpr auto k_figure_names = std::to_array<std::string_view>({"figures", "figure", "figs", "fig"});
constexpr auto k_table_names = std::to_array<std::string_view>({"tables", "table"});
constexpr Unit k_pages = {k_page_names, 1};
constexpr Unit k_figures = {k_figure_names, 0};

// C2.
constexpr auto k_makes = std::to_array<std::string_view>(
    {"color",  "colour",  "colored",  "coloured", "eps",      "ps",        "postscript", "encapsulated",
     "pdf",    "jpg",     "jpeg",     "gif",      "png",      "tex",       "latex",      "revtex",
     "spaced", "printed", "included", "inline",   "embedded", "uuencoded", "epsf"});
constexpr auto k_column_counts = std::to_array<std::string_view>({"two", "double", "one", "single", "2", "1"});

// C5 and C7: what spoils the numeral that it stands right before.
constexpr auto k_spoiling_neighbours = std::to_array<std::string_view>(
    {"about",    "approximately", "around",  "roughly", "nearly",  "almost", "over",      "than",    "under",
     "least",    "most",          "maximum", "max",     "minimum", "ca",     "circa",     "approx",  "some",
     "new",      "extra",         "more",    "further", "in",      "on",     "by",        "from",    "first",
     "last",     "per",           "vol",     "volume",  "no",      "nr",     "number",    "chapter", "section",
     "sec",      "table",         "fig",     "figure",  "part",    "ch",     "corrected", "changed", "updated",
     "improved", "fixed",         "redrawn", "other",   "these",   "those",  "without",   "removed", "excluding",
     "modified", "revised",       "~",       "<",       ">",       "#",      "\\",        "$",       "=",
     "/"});
constexpr auto k_abbreviations =
    std::to_array<std::string_view>({"ca", "approx", "max", "vol", "no", "nr", "sec", "fig"});

// C7: beginnings of words that make a count one of a part: in the clause before it, within it, or right behind it.
constexpr auto k_part_words =
    std::to_array<std::string_view>({"suppl", "appendi", "supporting", "main", "added", "adding", "removed", "removing",
                                     "online", "additional", "extra", "errat", "addend", "extended"});
constexpr auto k_part_words_behind = std::to_array<std::string_view>(
    {"text", "body", "excl", "without", "each", "limit", "changed", "correct", "modif", "replac", "updated", "redrawn",
     "missing", "more", "longer", "shorter", "referen", "bibliog", "except"});
// What "figure" and "page" tell apart before them: "3 figure captions".
constexpr auto k_things = std::to_array<std::string_view>({"file", "caption", "panel", "set"});
// C8.
constexpr auto k_including =
    std::to_array<std::string_view>({"incl", "inc", "with", "which", "contain", "total", "overall"});

constexpr auto k_small_numbers = std::to_array<std::string_view>(
    {"zero", "one",    "two",    "three",    "four",     "five",    "six",     "seven",     "eight",    "nine",
     "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"});
constexpr auto k_tens =
    std::to_array<std::string_view>({"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"});

bool is_in(const Token& token, Words words) { return std::ranges::find(words, token.text) != words.end(); }

bool begins_one_of(const Token& token, Words beginnings) {
  return token.is_word() && std::ranges::any_of(beginnings, [&](auto each) { return token.text.starts_with(each); });
}

/// The place of the token's text among `words`.
std::optional<int> place_in(Words words, const Token& token) {
  const auto found = std::ranges::find(words, token.text);
  return found == words.end() ? std::nullopt : std::optional(static_cast<int>(found - words.begin()));
}

/// The number that the token stands for, by digits or in words below a hundred; C1.
std::optional<int> numeral(const Token& token) {
  constexpr std::size_t k_most_digits = 4;
  if (!token.is_number()) {
    if (const auto tens = place_in(k_tens, token)) return (*tens + 2) * 10;
    return place_in(k_small_numbers, token);
  }
  if (token.text.size() > k_most_digits || (token.text.size() > 1 && token.text.front() == '0')) return std::nullopt;
  int value = 0;
  std::from_chars(token.text.data(), token.text.data() + token.text.size(), value);
  return value;
}

bool is_plus(const Token& token) { return token.is("+") || token.is("plus"); }

/// Whether a clause ends with this mark. A colon or an opening bracket joins a count to what it is of.
bool ends_clause(const Token& token) {
  return token.is(",") || token.is(";") || token.is(".") || token.is(")") || token.is("]");
}

/// What the tokens around a unit say.
struct Mention {
  int value = 0;
  std::size_t begin = 0;  // its first numeral
  std::size_t end = 0;    // what follows its unit
  bool is_exact = true;
  bool is_part = false;
  bool is_sum = false;
};

/// Reads the counts of one unit out of the tokens of comments in lower case.
class Reader {
 public:
  Reader(std::span<const Token> tokens, Unit unit) : m_tokens(tokens), m_unit(unit) {}

  std::optional<int> read() {
    std::optional<Mention> found;
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
      if (!m_unit.has(m_tokens[i].text)) continue;
      const std::optional<Mention> mention = mention_at(i);
      if (!mention || (found && mention->value <= found->value && is_included(*mention))) continue;
      if (!mention->is_exact || (found && !is_next_term(*found, *mention))) return std::nullopt;
      found = found ? sum(*found, *mention) : *mention;
    }
    if (!found || found->value < m_unit.least || is_spoiled_before(*found)) return std::nullopt;
    if (!found->is_sum && (found->is_part || is_part_before(*found) || is_part_behind(*found))) return std::nullopt;
    return found->value;
  }

 private:
  [[nodiscard]] bool is(std::size_t i, std::string_view text) const {
    return i < m_tokens.size() && m_tokens[i].is(text);
  }
  [[nodiscard]] bool is_numeral(std::size_t i) const {
    return i < m_tokens.size() && (m_tokens[i].is_number() || numeral(m_tokens[i]));
  }

  static Mention sum(const Mention& a, const Mention& b) {
    return {.value = a.value + b.value, .begin = a.begin, .end = b.end, .is_sum = true};
  }

  /// What the unit at `unit` counts; nothing when no numeral belongs to it.
  [[nodiscard]] std::optional<Mention> mention_at(std::size_t unit) const {
    Mention mention;
    mention.end = end_of_unit(unit);
    const bool is_of_thing = mention.end < m_tokens.size() && begins_one_of(m_tokens[mention.end], k_things);
    if (is_of_thing || is_label(mention.end) || !find_numeral(unit, mention)) return std::nullopt;
    if (is(unit, "p") && !stands_alone(mention)) return std::nullopt;
    add_tens(mention);
    add_terms(mention);
    mention.is_exact = mention.is_exact && !is_range_or_fraction(mention.begin) && !is_of_two_units(mention.end);
    return mention;
  }

  /// Whether nothing else is in the clause. A "p" may be much else: "3p states".
  [[nodiscard]] bool stands_alone(const Mention& mention) const {
    const std::size_t begin = mention.begin;
    const bool begins = begin == 0 || ends_clause(m_tokens[begin - 1]) || is(begin - 1, "(");
    const bool ends = mention.end >= m_tokens.size() || ends_clause(m_tokens[mention.end]);
    return begins && (ends || is(mention.end - 1, "."));
  }

  /// Past "figs." and "page(s)".
  [[nodiscard]] std::size_t end_of_unit(std::size_t unit) const {
    if (is(unit + 1, "(") && is(unit + 2, "s") && is(unit + 3, ")")) return unit + 4;
    const std::string_view name = m_tokens[unit].text;
    const bool is_abbreviated = !name.starts_with("page") && !name.starts_with("figure");
    return is_abbreviated && is(unit + 1, ".") ? unit + 2 : unit + 1;
  }

  /// C4: a number that counts nothing itself.
  [[nodiscard]] bool is_label(std::size_t end) const {
    if (end >= m_tokens.size() || !m_tokens[end].is_number()) return false;
    return end + 1 >= m_tokens.size() || !m_tokens[end + 1].is_word() || m_tokens[end + 1].is("and");
  }

  /// Finds the numeral before the unit, past what C2 allows and what makes it a part.
  bool find_numeral(std::size_t unit, Mention& mention) const {
    std::size_t i = unit;
    while (i > 0) {
      const Token& token = m_tokens[--i];
      if (token.is("-") || token.is("~") || is_in(token, k_makes)) continue;
      if (token.is("column") || token.is("columns")) {
        if (i > 0 && m_tokens[i - 1].is("-")) --i;
        if (i > 0 && is_in(m_tokens[i - 1], k_column_counts)) --i;
        continue;
      }
      const bool is_part_word = begins_one_of(token, k_part_words) || token.is("text") || token.is("data");
      if (!is_part_word) break;
      mention.is_part = true;
    }
    if (i == unit) return false;
    mention.begin = i;
    // "no color figures" may have others.
    if (m_tokens[i].is("no")) return m_unit.least == 0 && i + 1 == unit;
    if (!is_numeral(i) || is_glued_to_word(i)) return false;
    const std::optional<int> value = numeral(m_tokens[i]);
    mention.is_exact = value.has_value();
    mention.value = value.value_or(0);
    return true;
  }

  [[nodiscard]] bool is_glued_to_word(std::size_t i) const {
    return i > 0 && m_tokens[i].is_glued && m_tokens[i - 1].is_word();
  }

  /// "twenty-five".
  void add_tens(Mention& mention) const {
    std::size_t i = mention.begin;
    if (i == 0 || m_tokens[i].is_number() || mention.value == 0 || mention.value > 9) return;
    if (m_tokens[i - 1].is("-") && i > 1) --i;
    const std::optional<int> tens = place_in(k_tens, m_tokens[i - 1]);
    if (!tens) return;
    mention.value += (*tens + 2) * 10;
    mention.begin = i - 1;
  }

  /// C6: "4 + 5 pages". "xii + 123 pages" is a sum too, of which one term is not read.
  void add_terms(Mention& mention) const {
    while (mention.begin >= 2 && is_plus(m_tokens[mention.begin - 1])) {
      const Token& term = m_tokens[mention.begin - 2];
      const bool is_roman = term.is_word() && term.text.find_first_not_of("ivxlc") == std::string_view::npos;
      mention.is_exact = mention.is_exact && !is_roman;
      if (!is_numeral(mention.begin - 2)) return;
      const std::optional<int> value = numeral(term);
      mention.is_exact = mention.is_exact && value;
      mention.value += value.value_or(0);
      mention.begin -= 2;
      mention.is_sum = true;
    }
  }

  /// C5: "12-14", "12 to 14", "8.5", "1/2".
  [[nodiscard]] bool is_range_or_fraction(std::size_t begin) const {
    if (begin < 2 || !is_numeral(begin - 2)) return false;
    const Token& joint = m_tokens[begin - 1];
    const bool is_point = (joint.is(".") || joint.is(",")) && joint.is_glued && m_tokens[begin].is_glued;
    return is_point || joint.is("-") || joint.is("to") || joint.is("or") || joint.is("/");
  }

  /// C9: "5 figures/tables", "5 figures and tables".
  [[nodiscard]] bool is_of_two_units(std::size_t end) const {
    if (is(end, "/")) return true;
    if (end + 1 >= m_tokens.size() || !(is(end, "and") || is(end, "or") || is(end, "&"))) return false;
    const Token& other = m_tokens[end + 1];
    return is_in(other, k_table_names) || is_in(other, k_figure_names) || is_in(other, k_page_names);
  }

  /// C8. "with" after a comma may as well begin something that comes on top.
  [[nodiscard]] bool is_included(const Mention& mention) const {
    const std::size_t least = mention.begin - std::min(mention.begin, k_max_tokens_back);
    for (std::size_t i = mention.begin; i > least; --i) {
      const Token& token = m_tokens[i - 1];
      if (ends_clause(token)) return false;
      if (begins_one_of(token, k_including)) return !(token.is("with") && i > 1 && m_tokens[i - 2].is(","));
    }
    return false;
  }

  /// C6: "8 pages of text + 2 pages".
  [[nodiscard]] bool is_next_term(const Mention& found, const Mention& mention) const {
    if (mention.begin == 0 || !is_plus(m_tokens[mention.begin - 1])) return false;
    const auto between = m_tokens.subspan(found.end, mention.begin - 1 - found.end);
    return std::ranges::none_of(between, [](const Token& token) {
      return token.is(",") || token.is(";") || token.is(".") || token.is_number() || is_plus(token);
    });
  }

  [[nodiscard]] bool is_spoiled_before(const Mention& mention) const {
    if (mention.begin == 0) return false;
    const Token& neighbour = m_tokens[mention.begin - 1];
    if (neighbour.is(".")) return mention.begin > 1 && is_in(m_tokens[mention.begin - 2], k_abbreviations);
    return is_in(neighbour, k_spoiling_neighbours);
  }

  [[nodiscard]] bool is_part_before(const Mention& mention) const {
    for (std::size_t i = mention.begin; i > 0 && !ends_clause(m_tokens[i - 1]); --i) {
      if (begins_one_of(m_tokens[i - 1], k_part_words)) return true;
    }
    return false;
  }

  [[nodiscard]] bool is_part_behind(const Mention& mention) const {
    if (is(mention.end - 1, ".") && mention.end < m_tokens.size() && m_tokens[mention.end].is_word()) return false;
    bool is_bracketed = false;
    for (std::size_t i = mention.end; i < m_tokens.size(); ++i) {
      const Token& token = m_tokens[i];
      is_bracketed = is_bracketed || token.is("(");
      if (leaves_out(token.is(",") || token.is("(") ? i + 1 : i)) return true;
      if (ends_clause(token) || token.is(":") || begins_one_of(token, k_including)) return false;
      if (begins_one_of(token, k_part_words)) return true;
      if (!is_bracketed && begins_one_of(token, k_part_words_behind)) return true;
      if (is_plus(token)) {
        if (!is_numeral(i + 1)) return true;
        ++i;
      } else if (is_numeral(i)) {
        return false;
      }
    }
    return false;
  }

  /// Whether what begins at `i` says what the count leaves out: "w/o references", "plus appendix".
  [[nodiscard]] bool leaves_out(std::size_t i) const {
    if (i >= m_tokens.size()) return false;
    const Token& token = m_tokens[i];
    if (token.is("w") && is(i + 1, "/") && is(i + 2, "o")) return true;
    if (token.is("not")) return is(i + 1, "including") || is(i + 1, "counting");
    return token.text.starts_with("excl") || token.is("without") || (is_plus(token) && !is_numeral(i + 1));
  }

  std::span<const Token> m_tokens;
  Unit m_unit;
};

}  // namespace

Counts counts_in(std::string_view comments) {
  if (comments.size() > k_max_fact_bytes) return {};
  const std::string lower = base::ascii_lower(comments);
  const std::vector<Token> tokens = tokens_of(lower);
  return {Reader(tokens, k_pages).read(), Reader(tokens, k_figures).read()};
}

}  // namespace litdex::record
