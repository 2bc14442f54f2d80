// What a model learns from: candidates with observations, and which of them is right.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "format/choice.hpp"
#include "truth.hpp"

namespace litdex::training {

/// Gives observations numbers from 0.
class Vocabulary {
 public:
  std::uint32_t number_of(format::Kind kind, std::string_view value);
  [[nodiscard]] std::size_t size() const { return m_names.size(); }
  /// "kind TAB value", as a model file writes it.
  [[nodiscard]] const std::string& name_of(std::uint32_t number) const { return *m_names[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t> m_numbers;
  std::vector<const std::string*> m_names;
};

/// One choice. An example whose right candidate is not among them has `right` = candidates.size().
struct Example {
  std::vector<std::vector<std::uint32_t>> candidates;
  std::size_t right = 0;
  /// Index of the record that the left side is of.
  std::uint32_t record = 0;
  std::string group;  ///< "reference", "doi" or "lines"
  std::string shown;  ///< the text with "<|>" at the right place
};

/// Builds examples from records. Each journal reference and DOI is glued to the abstracts of other records, as pages
/// glue them; abstracts are wrapped as arXiv wraps them. Repeatable: the same seed gives the same examples.
class ExampleBuilder {
 public:
  ExampleBuilder(std::span<const Truth> records, const format::ChoiceModel& openers, Vocabulary& vocabulary,
                 unsigned seed);

  /// Adds the examples of the records with these indexes, and of no others.
  void add(std::span<const std::uint32_t> indexes, int repeats, std::vector<Example>& examples);

 private:
  void add_cut(std::uint32_t record, const Truth& next, bool has_doi, std::vector<Example>& examples);
  void add_lines(std::uint32_t record, std::vector<Example>& examples);
  std::vector<std::uint32_t> intern(const format::Observations& seen);
  std::vector<std::string> lines_of(const Truth& truth, bool is_wrapped);

  std::span<const Truth> m_records;
  const format::ChoiceModel& m_openers;
  Vocabulary& m_vocabulary;
  std::mt19937 m_random;
};

}  // namespace litdex::training
