// SPDX-License-Identifier: MIT
#include "format/arxiver_cut.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "format/arxiver_features.hpp"
#include "format/arxiver_openers.hpp"

namespace litdex::format {
namespace {

enum class CharClass : std::uint8_t { blank, lower, upper, digit, close, dot, open, other };

constexpr CharClass class_of(char c) {
  if (c >= 'a' && c <= 'z') return CharClass::lower;
  if (c >= 'A' && c <= 'Z') return CharClass::upper;
  if (c >= '0' && c <= '9') return CharClass::digit;
  if (c == ')' || c == ']' || c == '}') return CharClass::close;
  if (c == '.') return CharClass::dot;
  if (base::is_blank(c)) return CharClass::blank;
  return std::string_view("([{$\\\"'`-").find(c) != std::string_view::npos ? CharClass::open : CharClass::other;
}

constexpr std::array<CharClass, 256> k_class_of_byte = [] {
  std::array<CharClass, 256> classes{};
  for (std::size_t i = 0; i < classes.size(); ++i) classes[i] = class_of(static_cast<char>(i));
  return classes;
}();

constexpr CharClass fast_class(char c) { return k_class_of_byte[static_cast<unsigned char>(c)]; }
constexpr bool is_digit(char c) { return fast_class(c) == CharClass::digit; }
constexpr bool is_upper(char c) { return fast_class(c) == CharClass::upper; }
constexpr bool is_lower(char c) { return fast_class(c) == CharClass::lower; }

// C1: a lower-case letter begins an abstract only after a digit, bracket or sign, and no abstract begins with the sign
// of another class. Feature::none stands for "no candidate".
constexpr Feature reference_shape(CharClass last, CharClass first) {
  using enum CharClass;
  switch (first) {
    case upper:
      if (last == digit) return Feature::digit_upper;
      if (last == close) return Feature::close_upper;
      if (last == lower) return Feature::lower_upper;
      if (last == dot) return Feature::dot_upper;
      return last == upper ? Feature::upper_upper : Feature::other_upper;
    case open:
      if (last == digit) return Feature::digit_open;
      return last == close ? Feature::close_open : Feature::other_open;
    case lower:
      if (last == lower || last == upper) return Feature::none;
      if (last == digit) return Feature::digit_lower;
      return last == close ? Feature::close_lower : Feature::other_lower;
    case digit:
      if (last == digit) return Feature::digit_digit;
      return last == close ? Feature::close_digit : Feature::other_digit;
    default: return Feature::none;
  }
}

constexpr Feature doi_shape(CharClass last, CharClass first) {
  using enum CharClass;
  if (first == upper) {
    if (last == digit) return Feature::doi_digit_upper;
    if (last == lower) return Feature::doi_lower_upper;
    if (last == upper) return Feature::doi_upper_upper;
    return Feature::doi_other;
  }
  if (first == open || first == digit) return last == digit ? Feature::doi_digit_other : Feature::doi_other;
  return Feature::none;
}

/// Adds up the weights of what is seen.
class Score {
 public:
  void add(Feature feature, double value = 1) { m_sum += k_weights[static_cast<std::size_t>(feature)].weight * value; }
  void add_if(bool is_seen, Feature feature) {
    if (is_seen) add(feature);
  }
  [[nodiscard]] double sum() const { return m_sum; }

 private:
  double m_sum = 0;
};

struct ScoredPlace {
  std::size_t offset;
  Score score;
};

std::string_view first_word(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && !base::is_blank(text[length])) ++length;
  return text.substr(0, length);
}

/// The row of an opener, with or without the sign after it ("Recently,").
const Opener* opener_of(std::string_view word) {
  if (const Opener* opener = find_opener(word)) return opener;
  if (!word.empty() && (word.back() == ',' || word.back() == ':')) return find_opener(word.substr(0, word.size() - 1));
  return nullptr;
}

// Keeps the weights of opener_known and opener_log_count apart: the logarithm is that of a middling opener.
constexpr double k_usual_log_count = 5;

/// C2: what the words after a place look like.
void score_words(Score& score, char before, std::string_view after) {
  const std::string_view word = first_word(after);
  const bool is_at_upper = is_upper(after.front());
  const Opener* const opener = opener_of(word);
  if (opener != nullptr) {
    score.add(Feature::opener_known);
    score.add(Feature::opener_log_count, opener->log_count - k_usual_log_count);
    score.add_if(is_upper(before), Feature::opener_after_upper);
  } else {
    const bool is_capitalized = is_at_upper && word.size() > 2 && std::ranges::all_of(word.substr(1), is_lower);
    score.add_if(is_capitalized, Feature::word_capitalized);
    score.add_if(word.size() == 1, Feature::word_one_letter);
    const bool has_digit = std::ranges::any_of(word, is_digit);
    const bool is_letter_digit = is_at_upper && word.size() >= 2 && is_digit(word[1]);
    score.add_if(is_letter_digit, Feature::word_letter_digit);
    score.add_if(has_digit && !is_letter_digit, Feature::word_has_digit);
    score.add_if(word.find('.') != std::string_view::npos, Feature::word_has_dot);
    score.add_if(word.size() > 1 && std::ranges::none_of(word, is_lower), Feature::word_all_upper);
  }
  if (word.size() + 1 >= after.size()) return;
  const CharClass second = fast_class(after[word.size() + 1]);
  score.add_if(second == CharClass::lower, Feature::second_lower);
  score.add_if(second == CharClass::upper, Feature::second_upper);
  score.add_if(second == CharClass::digit, Feature::second_digit);
}

/// The length of the bibliographic code of the Astrophysics Data System at the front of `text`, 19, or 0: year,
/// five characters of a journal, four of a volume, one qualifier, four of a page, the author's initial.
std::size_t bibcode_length(std::string_view text) {
  constexpr std::size_t k_length = 19;
  if (text.size() < k_length) return 0;
  const bool has_year = std::ranges::all_of(text.substr(0, 4), is_digit) && (text[0] == '1' || text[0] == '2');
  const auto is_inner = [](char c) { return is_digit(c) || is_upper(c) || is_lower(c) || c == '.' || c == '&'; };
  const std::string_view inner = text.substr(4, 14);
  const bool is_code = has_year && is_upper(inner[0]) && std::ranges::all_of(inner, is_inner) &&
                       std::ranges::count(inner, '.') >= 1 && (is_upper(text[18]) || text[18] == '.');
  return is_code ? k_length : 0;
}

// So many words in a row that begin in lower case are hardly ever found in a reference.
constexpr int k_prose_words = 3;

// Looking further changes no choice in 13,000 tails and takes most of the time.
constexpr std::size_t k_prose_bytes = 100;

/// What has been seen of a reference, one character after another.
struct Seen {
  int round = 0;
  int square = 0;
  int digits_running = 0;
  bool has_digit = false;
  bool has_year = false;
  bool year_ends_here = false;
  int strong_places = 0;
  bool has_plain_place = false;
  int lower_words_running = 0;
  std::size_t prose_begin = std::string_view::npos;
  std::size_t bibcode_end = 0;

  [[nodiscard]] bool has_prose() const { return prose_begin != std::string_view::npos; }

  /// C1: whether `end` lies so deep in running prose, with a plain place behind, that no place is looked for any more.
  [[nodiscard]] bool is_past_all(std::size_t end) const {
    return has_plain_place && has_prose() && end > prose_begin + k_prose_bytes;
  }

  void step(std::string_view text, std::size_t i) {
    const char c = text[i];
    if (i == 0 || base::is_blank(text[i - 1])) begin_word(text, i);
    round = std::max(0, round + (c == '(' ? 1 : 0) - (c == ')' ? 1 : 0));
    square = std::max(0, square + (c == '[' ? 1 : 0) - (c == ']' ? 1 : 0));
    if (is_digit(c)) {
      has_digit = true;
      ++digits_running;
      year_ends_here = digits_running == 4 && (text.substr(i - 3, 2) == "19" || text.substr(i - 3, 2) == "20");
      has_year = has_year || year_ends_here;
      return;
    }
    digits_running = 0;
    year_ends_here = year_ends_here && c == ')';
  }

 private:
  void begin_word(std::string_view text, std::size_t i) {
    if (const std::size_t length = bibcode_length(text.substr(i))) bibcode_end = i + length;
    lower_words_running = is_lower(text[i]) ? lower_words_running + 1 : 0;
    if (lower_words_running == k_prose_words) prose_begin = std::min(prose_begin, i);
  }
};

/// C2: what the reference looks like that ends at `end`.
void score_reference(Score& score, const Seen& seen, std::string_view reference, std::size_t end) {
  score.add_if(seen.year_ends_here, Feature::year_before);
  score.add_if(seen.has_year, Feature::year_seen);
  score.add_if(!seen.has_digit, Feature::no_digit_seen);
  score.add_if(seen.bibcode_end == end, Feature::bibcode_ends);
  score.add_if(seen.bibcode_end > end, Feature::bibcode_inside);
  score.add_if(end >= 2 && is_upper(reference[end - 1]) && is_digit(reference[end - 2]), Feature::page_letter_before);
  score.add_if(seen.round > 0 || seen.square > 0, Feature::bracket_open);
  score.add_if(end <= 8, Feature::length_up_to_8);
  score.add_if(end > 8 && end <= 16, Feature::length_up_to_16);
  score.add_if(end > 160, Feature::length_over_160);
  score.add_if(end > 300, Feature::length_over_300);
  score.add_if(seen.strong_places == 1, Feature::one_strong_before);
  score.add_if(seen.strong_places > 1, Feature::more_strong_before);
  score.add_if(seen.has_plain_place, Feature::plain_before);
  score.add_if(seen.has_prose(), Feature::prose_seen);
}

/// Remembers a place that the plainest rule would take: a digit or closing bracket before a capital that no digit
/// follows; a strong one where a word follows that opens many abstracts.
void remember_place(Seen& seen, Feature shape, std::string_view after) {
  if (shape != Feature::digit_upper && shape != Feature::close_upper) return;
  if (after.size() > 1 && is_digit(after[1])) return;
  seen.has_plain_place = true;
  if (opener_of(first_word(after)) != nullptr) ++seen.strong_places;
}

/// C2: the places where a journal reference that begins at `begin` may end.
void score_reference_places(std::vector<ScoredPlace>& places, std::string_view tail, std::size_t begin,
                            LineEnd line_end) {
  const std::string_view text = tail.substr(begin);
  const bool has_doi = begin > 0;
  const std::size_t limit = std::min(text.size(), k_max_tail_bytes);
  Seen seen;
  for (std::size_t end = 1; end < limit; ++end) {
    seen.step(text, end - 1);
    if (seen.is_past_all(end)) return;
    const CharClass last = fast_class(text[end - 1]);
    if (last == CharClass::blank) continue;
    const Feature shape = reference_shape(last, fast_class(text[end]));
    if (shape == Feature::none) continue;
    Score score;
    score.add(shape);
    score.add_if(has_doi, Feature::after_doi);
    score_words(score, text[end - 1], text.substr(end));
    score_reference(score, seen, text, end);
    places.push_back({begin + end, score});
    remember_place(seen, shape, text.substr(end));
  }
  if (text.empty() || line_end == LineEnd::out_of_sight || limit < text.size()) return;
  seen.step(text, text.size() - 1);
  Score score;
  score.add(line_end == LineEnd::text_follows ? Feature::end_text_follows : Feature::end_stream_ends);
  const CharClass last = fast_class(text.back());
  score.add_if(last == CharClass::digit || last == CharClass::close, Feature::end_after_digit_or_close);
  score.add_if(has_doi, Feature::after_doi);
  score_reference(score, seen, text, text.size());
  places.push_back({tail.size(), score});
}

/// Forms of DOIs that end in a letter: # is a digit, a and A letters of that case or another, x a letter or digit.
constexpr std::array<std::string_view, 3> k_doi_forms = {
    "10.1007/s#####-###-####-x",
    "10.1039/A#AA#####A",
    "10.1021/aa######x",
};

constexpr bool fits(char form, char c) {
  switch (form) {
    case '#': return is_digit(c);
    case 'a': return is_lower(c);
    case 'A': return is_lower(c) || is_upper(c);
    case 'x': return is_digit(c) || is_lower(c) || is_upper(c);
    default: return form == c;
  }
}

/// C3: the length of the DOI at the front of `text` when it has one of the known forms, else 0.
std::size_t known_doi_length(std::string_view text) {
  for (const std::string_view form : k_doi_forms) {
    // The registrant is compared as it stands; the form's signs begin after the slash.
    const std::size_t slash = form.find('/') + 1;
    if (text.size() < form.size() || !text.starts_with(form.substr(0, slash))) continue;
    std::size_t i = slash;
    // A literal "s" begins the suffix of one form.
    while (i < form.size() && (form[i] == 's' ? text[i] == 's' : fits(form[i], text[i]))) ++i;
    if (i == form.size()) return i;
  }
  return 0;
}

/// C3: the places inside a DOI, where the next abstract may begin when there is no journal reference.
void score_doi_places(std::vector<ScoredPlace>& places, std::string_view tail, std::size_t begin, LineEnd line_end) {
  const std::string_view word = first_word(tail.substr(begin));
  const std::size_t slash = word.find('/');
  if (slash == std::string_view::npos) return;
  const std::size_t known = known_doi_length(word);
  const std::size_t limit = std::min(word.size(), k_max_tail_bytes);
  const auto add_place = [&](std::size_t end, Feature shape) {
    Score score;
    score.add(shape);
    score.add_if(known == end, Feature::doi_form_ends);
    score.add_if(known > end, Feature::doi_form_inside);
    if (begin + end < tail.size()) score_words(score, word[end - 1], tail.substr(begin + end));
    places.push_back({begin + end, score});
  };
  for (std::size_t end = slash + 2; end < limit; ++end) {
    const Feature shape = doi_shape(fast_class(word[end - 1]), fast_class(word[end]));
    if (shape != Feature::none) add_place(end, shape);
  }
  if (begin + word.size() < tail.size() || line_end == LineEnd::out_of_sight || limit < word.size()) return;
  add_place(word.size(), line_end == LineEnd::text_follows ? Feature::end_text_follows : Feature::end_stream_ends);
}

std::vector<ScoredPlace> score_places(std::string_view tail, LineEnd line_end) {
  std::vector<ScoredPlace> places;
  const std::size_t doi_begin = doi_prefix_length(tail);
  std::size_t reference_begin = 0;
  if (doi_begin > 0) {
    score_doi_places(places, tail, doi_begin, line_end);
    reference_begin = doi_part_length(tail);
    while (reference_begin < tail.size() && base::is_blank(tail[reference_begin])) ++reference_begin;
  }
  if (reference_begin < tail.size()) score_reference_places(places, tail, reference_begin, line_end);
  return places;
}

}  // namespace

std::vector<Cut> score_cuts(std::string_view tail, LineEnd line_end) {
  const std::vector<ScoredPlace> places = score_places(tail, line_end);
  Score none;
  none.add(Feature::none);
  double highest = none.sum();
  for (const ScoredPlace& place : places) highest = std::max(highest, place.score.sum());
  double total = std::exp(none.sum() - highest);
  std::vector<Cut> cuts;
  cuts.reserve(places.size());
  for (const ScoredPlace& place : places) {
    cuts.push_back({place.offset, std::exp(place.score.sum() - highest)});
    total += cuts.back().probability;
  }
  for (Cut& cut : cuts) cut.probability /= total;
  return cuts;
}

Cut best_cut(const std::vector<Cut>& cuts) {
  Cut best;
  for (const Cut& cut : cuts) {
    if (cut.probability > best.probability) best = cut;
  }
  return best;
}

std::size_t doi_prefix_length(std::string_view tail) {
  constexpr std::string_view k_prefix = "doi:";
  if (!tail.starts_with(k_prefix)) return 0;
  std::size_t length = k_prefix.size();
  while (length < tail.size() && base::is_blank(tail[length])) ++length;
  return length;
}

std::size_t doi_part_length(std::string_view tail) {
  std::size_t end = doi_prefix_length(tail);
  if (end == 0) return 0;
  end += first_word(tail.substr(end)).size();
  while (end < tail.size()) {
    const std::string_view next = first_word(tail.substr(end + 1));
    const bool is_doi = next.size() > 8 && next.starts_with("10.") && is_digit(next[3]) && is_digit(next[4]) &&
                        is_digit(next[5]) && is_digit(next[6]) && next.find('/') != std::string_view::npos;
    if (!is_doi) break;
    end += 1 + next.size();
  }
  return end;
}

}  // namespace litdex::format
