// SPDX-License-Identifier: MIT
#include "load/derive.hpp"

#include <cassert>
#include <charconv>
#include <tuple>
#include <utility>

#include "base/text.hpp"
#include "record/arxiv_id.hpp"
#include "record/numeric_id.hpp"

namespace litdex::load {
namespace {

using record::Field;
using record::Value;

/// The last resort of the choice: as good as random, but the same everywhere.
base::EntryHash hash_of(const Value& value) {
  std::string bytes(value.text);
  bytes += '\0';
  if (value.original) bytes += *value.original;
  return base::hash_entry(bytes);
}

std::optional<int> parse_int(std::string_view digits) {
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return number;
}

/// Year and month of the first version: its date where a record gives it, else what the arXiv identifier says.
void derive_date(PaperRows& rows) {
  if (const auto& submitted = rows.choice[Field::submitted]; submitted && submitted->text.size() >= 7) {
    rows.year = parse_int(submitted->text.substr(0, 4));
    rows.month = parse_int(submitted->text.substr(5, 2));
  }
  if (!rows.arxiv_id || (rows.year && rows.month)) return;
  if (const auto id = record::parse_arxiv_id(*rows.arxiv_id)) {
    rows.year = id->year;
    rows.month = id->month;
  }
}

void derive_lists(PaperRows& rows) {
  if (const auto& codes = rows.choice[Field::categories]) {
    for (const std::string_view code : base::split(codes->text, ' ')) {
      if (!code.empty()) rows.categories.push_back(code);
    }
  }
}

/// The facts of the choice. Where a record alone makes it, they may have been read already.
std::shared_ptr<const Facts> derive_facts(const PaperSources& sources, const Choice& choice) {
  const SourceRecord* const first = sources.said.front();
  const bool is_alone =
      sources.said.size() == 1 && sources.corrected.front() == first && sources.decision.decided == record::FieldSet();
  if (is_alone && first->facts) return first->facts;
  return std::make_shared<const Facts>(facts_in(fact_texts(choice)));
}

/// Whether a record gave its identifier as a number that had to be repaired: the only other form of one that is kept.
bool is_repaired_id(const Value& id) { return id.original && record::repair_numeric_id(*id.original) == id.text; }

}  // namespace

bool Choice::is_better(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& c) { return std::tuple(c.is_sure, c.source->record.date(), c.source->trust); };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  return *a.value != *b.value && hash_of(*a.value) < hash_of(*b.value);
}

bool Choice::offer(const SourceRecord& source) {
  bool has_changed = false;
  for (const record::FieldInfo& info : record::k_fields) {
    if (!source.record.given().has(info.field) || info.field == Field::arxiv_id) continue;
    const Candidate offered{source.record[info.field], &source, !source.doubtful.has(info.field)};
    Candidate& best = m_best[record::index_of(info.field)];
    if (best.value && !is_better(offered, best)) continue;
    has_changed = has_changed || best.value != offered.value;
    best = offered;
  }
  return has_changed;
}

void Choice::decide(const Decision& decision) {
  for (const record::FieldInfo& info : record::k_fields) {
    if (!decision.decided.has(info.field)) continue;
    m_best[record::index_of(info.field)] = {decision.record[info.field], nullptr, true};
  }
}

PaperRows derive(const PaperSources& sources, std::optional<std::string> arxiv_id) {
  assert(!sources.said.empty() && sources.said.size() == sources.corrected.size());
  PaperRows rows;
  rows.arxiv_id = std::move(arxiv_id);
  for (const SourceRecord* source : sources.corrected) rows.choice.offer(*source);
  rows.choice.decide(sources.decision);
  for (std::size_t i = 0; i < sources.said.size(); ++i) {
    for (const record::FieldInfo& info : record::k_fields) {
      const auto value = sources.said[i]->record[info.field];
      if (!value || (info.field == Field::arxiv_id && !is_repaired_id(*value))) continue;
      if (value != rows.choice[info.field]) rows.alternates.push_back({i, info.field, *value});
    }
  }
  derive_date(rows);
  derive_lists(rows);
  rows.facts = derive_facts(sources, rows.choice);
  return rows;
}

}  // namespace litdex::load
