// Trains src/format/arxiver.model from records whose fields are known; scripts/train says how.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>
#include <simdjson.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <optional>
#include <set>

#include "base/error.hpp"
#include "base/text.hpp"
#include "examples.hpp"
#include "format/char_class.hpp"
#include "optimizer.hpp"

namespace litdex::training {
namespace {

struct Options {
  std::vector<std::string> truth;
  std::string openers;
  std::string out;
  std::size_t parts = 5;
  std::optional<std::size_t> leave_out;
  int repeats = 10;
  std::string train_on;
  std::string try_on;
  bool is_verbose = false;
};

/// All records, the first of each identifier; wrapped abstracts win, because line breaks can be taken away.
std::vector<Truth> read_all(const std::vector<std::string>& paths) {
  std::vector<Truth> records;
  std::map<std::string, std::size_t> indexes;
  for (const std::string& path : paths) {
    for (Truth& record : read_truth(path)) {
      const auto [found, is_new] = indexes.try_emplace(record.id, records.size());
      if (is_new) {
        records.push_back(std::move(record));
        continue;
      }
      Truth& known = records[found->second];
      if (base::trim(record.abstract).find('\n') != std::string::npos) known.abstract = record.abstract;
      if (known.journal_ref.empty()) known.journal_ref = record.journal_ref;
      if (known.doi.empty()) known.doi = record.doi;
    }
  }
  for (Truth& record : records) {
    record.abstract = base::trim(record.abstract);
    record.comments = base::trim(record.comments);
  }
  return records;
}

/// The lines "opener_count TAB word TAB logarithm": from a file of [word, count] pairs, or counted in the records.
std::string opener_lines(const Options& options, std::span<const Truth> records) {
  constexpr double k_least = 20;
  std::map<std::string, double> counts;
  if (!options.openers.empty()) {
    simdjson::dom::parser parser;
    for (const auto pair : simdjson::dom::array(parser.load(options.openers))) {
      counts[std::string(std::string_view(pair.at(0)))] = static_cast<double>(std::uint64_t(pair.at(1)));
    }
  } else {
    for (const Truth& record : records) counts[std::string(format::first_word(record.abstract))] += 1;
  }
  std::string lines;
  for (const auto& [word, count] : counts) {
    if (count >= k_least) {
      lines += fmt::format("opener_count\t{}\t{:.1f}\n", format::escape_value(word), std::log(count));
    }
  }
  return lines;
}

struct Tally {
  int choices = 0;
  int wrong = 0;
  double expected_wrong = 0;
  int sure = 0;
  int sure_wrong = 0;
};

void count(const Example& example, std::span<const float> weights, bool is_verbose,
           std::map<std::string, Tally>& tallies) {
  const std::vector<double> chances = probabilities(example, weights);
  const auto best = static_cast<std::size_t>(std::ranges::max_element(chances) - chances.begin());
  const bool is_wrong = best != example.right || best + 1 == chances.size() + (example.group == "lines" ? 1 : 0);
  Tally& tally = tallies[example.group];
  tally.choices += 1;
  tally.wrong += is_wrong ? 1 : 0;
  tally.expected_wrong += 1 - chances[best];
  tally.sure += chances[best] >= 0.99 ? 1 : 0;
  tally.sure_wrong += is_wrong && chances[best] >= 0.99 ? 1 : 0;
  if (is_wrong && is_verbose) {
    fmt::print("  {:9} {:.3f} {:.3f}  {}\n", example.group, chances[best], chances[example.right],
               base::printable(example.shown));
  }
}

void print(const std::map<std::string, Tally>& tallies) {
  fmt::print("{:10} {:>8} {:>6} {:>9} {:>9} {:>8} {:>11}\n", "choice", "number", "wrong", "right", "expected", "sure",
             "sure, wrong");
  for (const auto& [group, t] : tallies) {
    fmt::print("{:10} {:8} {:6} {:8.3f}% {:9.1f} {:7.2f}% {:11}\n", group, t.choices, t.wrong,
               100.0 * (t.choices - t.wrong) / t.choices, t.expected_wrong, 100.0 * t.sure / t.choices, t.sure_wrong);
  }
}

/// Whether a record's first category begins with one of the archives that `wanted` lists.
bool is_of(const Truth& record, std::string_view wanted) {
  for (const std::string_view archive : base::split(wanted, ',')) {
    const std::string_view field = record.categories.empty() ? std::string_view(record.id) : record.categories;
    if (field.starts_with(archive) && field.size() > archive.size() && !format::is_letter(field[archive.size()]))
      return true;
  }
  return false;
}

/// The weights for both kinds of choice, each found by itself. Cuts are more often wrong than their scores say, where
/// references are unlike all that were seen, so they are cooled more.
std::vector<float> find_all_weights(std::span<const Example* const> examples, std::size_t size) {
  std::vector<const Example*> cuts;
  std::vector<const Example*> lines;
  for (const Example* example : examples) (example->group == "lines" ? lines : cuts).push_back(example);
  std::vector<float> weights = find_weights(cuts, size, {.temperature = 1.5});
  const std::vector<float> line_weights = find_weights(lines, size, {.temperature = 1.3});
  for (std::size_t i = 0; i < weights.size(); ++i) weights[i] += line_weights[i];
  return weights;
}

class Training {
 public:
  explicit Training(const Options& options)
      : m_options(options),
        m_records(read_all(options.truth)),
        m_opener_lines(opener_lines(options, m_records)),
        m_openers(m_opener_lines) {}

  /// Trains on all records but a part, and tries on that part: each record's references and abstracts stand on one
  /// side.
  void cross_validate() {
    std::vector<std::vector<std::uint32_t>> parts(m_options.parts);
    for (std::uint32_t i = 0; i < m_records.size(); ++i) {
      parts[part_of(m_records[i], parts.size())].push_back(i);
    }
    fmt::print("{} records; trained on all but one part of {}, tried on that part\n", m_records.size(), parts.size());
    try_parts(parts, parts.size());
  }

  /// Trains on the records of some archives and tries on those of others.
  void try_across() {
    std::vector<std::vector<std::uint32_t>> parts(2);
    for (std::uint32_t i = 0; i < m_records.size(); ++i) {
      if (is_of(m_records[i], m_options.try_on)) parts[0].push_back(i);
      if (is_of(m_records[i], m_options.train_on)) parts[1].push_back(i);
    }
    fmt::print("trained on {} records of {}, tried on {} of {}\n", parts[1].size(), m_options.train_on, parts[0].size(),
               m_options.try_on);
    try_parts(parts, 1);
  }

  void write_model() {
    std::vector<std::uint32_t> all;
    for (std::uint32_t i = 0; i < m_records.size(); ++i) {
      if (m_options.leave_out != part_of(m_records[i], m_options.parts)) all.push_back(i);
    }
    const std::vector<Example> examples = build({all}).front();
    std::vector<const Example*> pointers;
    for (const Example& example : examples) pointers.push_back(&example);
    const std::vector<float> weights = find_all_weights(pointers, m_vocabulary.size());
    std::set<std::string> lines;
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
      if (weights[i] != 0) lines.insert(fmt::format("{}\t{:.2f}\n", m_vocabulary.name_of(i), weights[i]));
    }
    std::ofstream file(m_options.out, std::ios::binary);
    file << "# What observations weigh in the reader of arXiver page text: kind, value, weight. Made by scripts/train "
            "from\n"
         << fmt::format("# {} records; docs/formats/arxiver_text.md says how. Not to be edited by hand.\n", all.size());
    for (const std::string& line : lines) file << line;
    file << m_opener_lines;
    file.close();
    if (!file) throw base::Error(base::ExitCode::cannot_create, "cannot write " + m_options.out, "is there room?");
    fmt::print("{}: {} weights from {} choices\n", m_options.out, lines.size(), examples.size());
  }

 private:
  std::vector<std::vector<Example>> build(const std::vector<std::vector<std::uint32_t>>& parts) {
    ExampleBuilder builder(m_records, m_openers, m_vocabulary, 1);
    std::vector<std::vector<Example>> examples(parts.size());
    for (std::size_t part = 0; part < parts.size(); ++part) builder.add(parts[part], m_options.repeats, examples[part]);
    return examples;
  }

  void try_parts(const std::vector<std::vector<std::uint32_t>>& parts, std::size_t tried) {
    const std::vector<std::vector<Example>> examples = build(parts);
    std::map<std::string, Tally> tallies;
    for (std::size_t held_out = 0; held_out < tried; ++held_out) {
      std::vector<const Example*> others;
      for (std::size_t part = 0; part < parts.size(); ++part) {
        for (const Example& example : examples[part]) {
          if (part != held_out) others.push_back(&example);
        }
      }
      const std::vector<float> weights = find_all_weights(others, m_vocabulary.size());
      for (const Example& example : examples[held_out]) count(example, weights, m_options.is_verbose, tallies);
    }
    print(tallies);
  }

  const Options& m_options;
  std::vector<Truth> m_records;
  std::string m_opener_lines;
  format::ChoiceModel m_openers;
  Vocabulary m_vocabulary;
};

int run(int argc, char** argv) {
  Options options;
  CLI::App app("Trains the model of the arXiver text reader");
  app.add_option("truth", options.truth, "JSON lines of records whose fields are known")->required();
  app.add_option("--openers", options.openers, "JSON array of [word, count]: how many abstracts begin with a word");
  app.add_option("--out", options.out, "write the model of all records there");
  app.add_option("--parts", options.parts, "parts for cross-validation")->capture_default_str();
  app.add_option("--leave-out", options.leave_out,
                 "make the model of --out without this part, from 0, and try nothing");
  app.add_option("--repeats", options.repeats, "next abstracts that each reference is glued to")->capture_default_str();
  app.add_option("--train-on", options.train_on, "archives to train on, for --try-on: hep-th,cond-mat");
  app.add_option("--try-on", options.try_on, "archives to try on: cs,stat");
  app.add_flag("--verbose", options.is_verbose, "print every wrong choice");
  CLI11_PARSE(app, argc, argv);
  Training training(options);
  if (!options.try_on.empty()) {
    training.try_across();
  } else if (!options.leave_out) {
    training.cross_validate();
  }
  if (!options.out.empty()) Training(options).write_model();
  return 0;
}

}  // namespace
}  // namespace litdex::training

int main(int argc, char** argv) {
  try {
    return litdex::training::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "train: {}\n", error.what());
    return 1;
  }
}
