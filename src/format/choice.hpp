// A choice among candidates by evidence: what is observed about each, what an observation weighs, how likely each is.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::format {

/// What can be observed about a candidate. docs/formats/arxiver_text.md explains each under C2, C3 and B4.
enum class Kind : std::uint8_t {
  // C2, the reference before the place.
  last,
  last2,
  last3,
  last5,
  token,
  journal,
  numbers,
  year,
  range,
  bracket,
  length,
  prose,
  // C2, the words after the place.
  first,
  first3,
  first3_shape,
  word,
  second,
  shapes,
  year_ahead,
  lower_ahead,
  digits_ahead,
  opener,
  // C2, both sides.
  pair,
  tokens,
  letters,
  opener_after,
  places,
  line,
  line_end,
  // C3, the place is in a DOI.
  doi,
  doi_shape,
  doi_end,
  doi_length,
  // C3, the place is in a reference after a DOI.
  after_doi,
  whole_doi,
  whole_doi_end,
  after_doi_word,
  after_doi_shape,
  // B4, the last line before the anchor line is the comments.
  room,
  break_pair,
  break_end,
  break_word,
  comment_word,
  comment_first,
  comment_last,
  comment_length,
  lines,
  // C4, no place is right.
  none,
  // Not an observation: how many abstracts begin with a word, as a logarithm.
  opener_count,
};

/// The names of the kinds in a model file, in the order of Kind.
inline constexpr std::string_view k_kind_names[] = {
    "last",           "last2",
    "last3",          "last5",
    "token",          "journal",
    "numbers",        "year",
    "range",          "bracket",
    "length",         "prose",
    "first",          "first3",
    "first3_shape",   "word",
    "second",         "shapes",
    "year_ahead",     "lower_ahead",
    "digits_ahead",   "opener",
    "pair",           "tokens",
    "letters",        "opener_after",
    "places",         "line",
    "line_end",       "doi",
    "doi_shape",      "doi_end",
    "doi_length",     "after_doi",
    "whole_doi",      "whole_doi_end",
    "after_doi_word", "after_doi_shape",
    "room",           "break_pair",
    "break_end",      "break_word",
    "comment_word",   "comment_first",
    "comment_last",   "comment_length",
    "lines",          "none",
    "opener_count",
};

constexpr std::string_view name_of(Kind kind) { return k_kind_names[static_cast<std::size_t>(kind)]; }

/// What was observed about one candidate: kinds with values, in the order seen. Of fixed size, because thousands are
/// filled for each megabyte.
class Observations {
 public:
  /// Longer values are cut off.
  static constexpr std::size_t k_max_value = 40;
  /// No candidate has so many; more are left out.
  static constexpr std::size_t k_max_count = 48;

  void clear() {
    m_count = 0;
    m_used = 0;
  }
  void add(Kind kind, std::string_view value) {
    assert(m_count < k_max_count);
    if (m_count == k_max_count) return;
    const std::size_t length = std::min(value.size(), k_max_value);
    m_seen[m_count++] = {kind, static_cast<std::uint8_t>(length), static_cast<std::uint16_t>(m_used)};
    std::copy_n(value.data(), length, m_values.data() + m_used);
    m_used += length;
  }
  void add(Kind kind, int value);

  [[nodiscard]] std::size_t size() const { return m_count; }
  [[nodiscard]] Kind kind(std::size_t i) const { return m_seen[i].kind; }
  [[nodiscard]] std::string_view value(std::size_t i) const {
    return {m_values.data() + m_seen[i].begin, m_seen[i].length};
  }

 private:
  struct Seen {
    Kind kind;
    std::uint8_t length;
    std::uint16_t begin;
  };
  std::array<Seen, k_max_count> m_seen{};
  std::array<char, k_max_count * k_max_value> m_values{};
  std::size_t m_count = 0;
  std::size_t m_used = 0;
};

/// What observations weigh: each is what it adds to the logarithm of a candidate's odds. Read from the text of a model
/// file: a line a weight, "kind TAB value TAB weight"; lines that begin with # are comments. Values are printable
/// ASCII, anything else in them \xNN.
class ChoiceModel {
 public:
  /// Throws base::Error when `text` is no model.
  explicit ChoiceModel(std::string_view text);

  /// The model that the program carries (src/format/arxiver.model).
  static const ChoiceModel& shipped();

  /// The sum of the weights of all that was seen. What the model does not know weighs nothing.
  [[nodiscard]] double score(const Observations& seen) const;

  /// The weight of one observation, or nothing.
  [[nodiscard]] std::optional<float> weight(Kind kind, std::string_view value) const;

 private:
  struct Slot {
    std::uint32_t key = 0;
    float weight = 0;
  };
  /// Returns the kind of the line. `likely`: that of the line before.
  Kind add_line(std::string_view line, Kind likely);
  [[nodiscard]] std::optional<float> weight_of(std::uint32_t key) const;
  void insert(std::uint32_t key, float weight);
  [[nodiscard]] std::size_t first_slot(std::uint32_t key) const { return key & (m_slots.size() - 1); }

  std::vector<Slot> m_slots;  ///< open addressing; a key of 0 is a free slot
};

/// The value of an observation as a model file writes it.
std::string escape_value(std::string_view value);

/// Turns scores into the probabilities of a choice of one among them (softmax), in place.
void make_probabilities(std::span<double> scores);

}  // namespace litdex::format
