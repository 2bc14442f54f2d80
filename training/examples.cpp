// SPDX-License-Identifier: MIT
#include "examples.hpp"

#include <utility>

#include "base/text.hpp"
#include "format/arxiver_body.hpp"
#include "format/arxiver_tail.hpp"
#include "format/char_class.hpp"

namespace litdex::training {
namespace {

using format::Kind;
using format::LineEnd;

/// The words of `text`, wrapped greedily.
std::vector<std::string> wrap(std::string_view text) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::string_view word = format::first_word(text);
    text = format::after_first_word(text);
    if (word.empty()) continue;
    if (!line.empty() && line.size() + 1 + word.size() > format::k_wrap_column)
      lines.push_back(std::exchange(line, ""));
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string on_one_line(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const std::string_view word = format::first_word(text);
    text = format::after_first_word(text);
    if (word.empty()) continue;
    if (!line.empty()) line += ' ';
    line += word;
  }
  return line;
}

std::string anchor_line(const Truth& record) {
  return "arXiv:" + record.id + (record.journal_ref.empty() ? "" : " - " + record.journal_ref);
}

}  // namespace

std::uint32_t Vocabulary::number_of(Kind kind, std::string_view value) {
  const std::string name = std::string(format::name_of(kind)) + '\t' + format::escape_value(value);
  const auto [found, is_new] = m_numbers.try_emplace(name, static_cast<std::uint32_t>(m_names.size()));
  if (is_new) m_names.push_back(&found->first);
  return found->second;
}

ExampleBuilder::ExampleBuilder(std::span<const Truth> records, const format::ChoiceModel& openers,
                               Vocabulary& vocabulary, unsigned seed)
    : m_records(records), m_openers(openers), m_vocabulary(vocabulary), m_random(seed) {}

void ExampleBuilder::add(std::span<const std::uint32_t> indexes, int repeats, std::vector<Example>& examples) {
  for (const std::uint32_t index : indexes) {
    const Truth& record = m_records[index];
    if (!record.abstract.empty()) add_lines(index, examples);
    for (int repeat = 0; repeat < (record.journal_ref.empty() ? 1 : repeats); ++repeat) {
      const Truth& next = m_records[indexes[m_random() % indexes.size()]];
      if (next.abstract.empty()) continue;
      if (!record.journal_ref.empty()) add_cut(index, next, false, examples);
      if (!record.doi.empty()) add_cut(index, next, true, examples);
    }
  }
}

std::vector<std::string> ExampleBuilder::lines_of(const Truth& truth, bool is_wrapped) {
  if (!is_wrapped) return {on_one_line(truth.abstract)};
  if (truth.abstract.find('\n') == std::string::npos) return wrap(truth.abstract);
  std::vector<std::string> lines;
  for (const std::string_view line : base::split(truth.abstract, '\n')) lines.emplace_back(line);
  return lines;
}

std::vector<std::uint32_t> ExampleBuilder::intern(const format::Observations& seen) {
  std::vector<std::uint32_t> numbers;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    numbers.push_back(m_vocabulary.number_of(seen.kind(i), seen.value(i)));
  }
  return numbers;
}

void ExampleBuilder::add_cut(std::uint32_t record, const Truth& next, bool has_doi, std::vector<Example>& examples) {
  // One page in five is wrapped. Of forty tails, one ends the dump, one is cut off with it after some bytes of the next
  // abstract, three end their page, one of them with furniture glued to it; two are a paragraph, and one is glued to
  // the only line of one.
  enum : unsigned {
    ends_dump,
    cut_off,
    ends_page,
    ends_page_too,
    before_furniture,
    is_paragraph,
    is_paragraph_too,
    begins_paragraph,
    k_chances = 40
  };
  constexpr const char* k_furniture = "\u00AB 1 2 3 Next \u00BB";
  const auto chance = m_random() % k_chances;
  const bool stands_alone = chance == ends_page || chance == ends_page_too || chance == before_furniture ||
                            chance == is_paragraph || chance == is_paragraph_too;
  const bool is_wrapped = m_random() % 5 == 0;
  std::vector<std::string> lines = lines_of(next, is_wrapped && chance != begins_paragraph);
  if (!next.comments.empty()) lines.push_back(next.comments);
  lines.push_back(anchor_line(next));
  const Truth& truth = m_records[record];
  std::string text = has_doi ? "doi: " + truth.doi : truth.journal_ref;
  if (has_doi && !truth.journal_ref.empty()) text += " " + truth.journal_ref;
  const std::size_t right = text.size();
  const LineEnd line_end = chance <= cut_off                                      ? LineEnd::stream_ends
                           : chance >= is_paragraph && chance <= begins_paragraph ? LineEnd::paragraph_ends
                                                                                  : LineEnd::text_follows;
  if (chance == before_furniture) text += k_furniture;
  if (chance != ends_dump && !stands_alone) text += lines.front();
  if (chance == cut_off) text.resize(right + m_random() % (text.size() - right + 1));
  const std::string_view next_line = stands_alone ? lines.front() : lines[1];
  Example example{{}, 0, record, has_doi ? "doi" : "reference", text.substr(0, right + 40)};
  example.shown.insert(right, "<|>");
  bool has_right = false;
  format::visit_places({base::trim(text), line_end, next_line}, m_openers,
                       [&](std::size_t offset, const format::Observations& seen) {
                         if (offset == right) {
                           example.right = example.candidates.size();
                           has_right = true;
                         }
                         example.candidates.push_back(intern(seen));
                       });
  if (!has_right) example.right = example.candidates.size();
  format::Observations none;
  none.add(Kind::none, "");
  example.candidates.push_back(intern(none));
  examples.push_back(std::move(example));
}

void ExampleBuilder::add_lines(std::uint32_t record, std::vector<Example>& examples) {
  const Truth& truth = m_records[record];
  std::vector<std::string> lines = lines_of(truth, true);
  const bool has_comments = !truth.comments.empty();
  if (has_comments) lines.push_back(truth.comments);
  if (lines.size() < 2 || lines.back().size() > format::k_longest_line) return;
  format::Observations seen;
  format::observe_last_line(seen, lines[lines.size() - 2], lines.back(), {.lines = lines.size()});
  Example example{{intern(seen), {}}, has_comments ? 0U : 1U, record, "lines", ""};
  example.shown = lines[lines.size() - 2] + (has_comments ? " <|> " : " / ") + lines.back();
  examples.push_back(std::move(example));
}

}  // namespace litdex::training
