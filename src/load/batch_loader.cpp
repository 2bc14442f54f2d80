// SPDX-License-Identifier: MIT
#include "load/batch_loader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "base/text.hpp"
#include "load/workset.hpp"

namespace litdex::load {
namespace {

using record::Field;

/// One paper that the batch makes or changes.
struct WorkPaper {
  std::int64_t paper_id = 0;
  /// What the database holds under that number, or nullptr for a new paper.
  const StoredPaper* before = nullptr;
  std::vector<std::size_t> members;
  PaperSources sources;
  /// The corrected copies that `sources` points to.
  std::deque<SourceRecord> corrected;
  std::vector<Identifier> identifiers;
  /// Those that its records give and a correction puts away.
  std::vector<Identifier> overruled;
  PaperRows rows;
  bool has_new_text = false;
};

/// Gives every group the number it had, as far as there is one: the paper with its arXiv identifier, else the lowest
/// number among its records that no other group has taken.
class PaperNumbers {
 public:
  PaperNumbers(const Workset& work, PaperStore& store) : m_work(work), m_store(store) {}

  std::vector<WorkPaper> assign(std::vector<PaperGroup> groups) {
    std::vector<WorkPaper> papers(groups.size());
    for (std::size_t i = 0; i < groups.size(); ++i) take(papers[i], paper_with(groups[i].arxiv_id));
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (papers[i].paper_id == 0) take(papers[i], lowest_free(groups[i].members));
      if (papers[i].paper_id == 0) papers[i].paper_id = m_store.next_paper_id();
      papers[i].rows.arxiv_id = std::move(groups[i].arxiv_id);
      papers[i].members = std::move(groups[i].members);
    }
    return papers;
  }

  /// The papers that no record is of any more.
  [[nodiscard]] std::vector<std::int64_t> vanished() const {
    std::vector<std::int64_t> numbers;
    for (const auto& [number, paper] : m_work.papers()) {
      if (!m_taken.contains(number)) numbers.push_back(number);
    }
    return numbers;
  }

 private:
  const StoredPaper* paper_with(const std::optional<std::string>& arxiv_id) {
    if (!arxiv_id || m_work.papers().empty()) return nullptr;
    if (m_by_arxiv_id.empty()) {
      for (const auto& [number, paper] : m_work.papers()) {
        if (const auto& id = paper.chosen[index_of(Field::arxiv_id)]) m_by_arxiv_id.emplace(id->text, &paper);
      }
    }
    const auto found = m_by_arxiv_id.find(*arxiv_id);
    return found == m_by_arxiv_id.end() ? nullptr : found->second;
  }

  [[nodiscard]] const StoredPaper* lowest_free(const std::vector<std::size_t>& members) const {
    const StoredPaper* lowest = nullptr;
    for (const std::size_t member : members) {
      const auto old = m_work.records()[member].old_paper_id;
      if (!old || m_taken.contains(*old) || (lowest != nullptr && *old >= lowest->paper_id)) continue;
      lowest = &m_work.papers().at(*old);
    }
    return lowest;
  }

  void take(WorkPaper& paper, const StoredPaper* before) {
    if (before == nullptr) return;
    paper.before = before;
    paper.paper_id = before->paper_id;
    m_taken.insert(before->paper_id);
  }

  const Workset& m_work;
  PaperStore& m_store;
  std::set<std::int64_t> m_taken;
  std::map<std::string, const StoredPaper*> m_by_arxiv_id;
};

bool differs(const record::Value* chosen, const std::optional<record::Value>& before) {
  return (chosen == nullptr) != !before || (before && *chosen != *before);
}

/// Whether the row that the index reads is another one now.
bool text_differs(const WorkPaper& paper) {
  static constexpr std::array k_indexed = {Field::title, Field::authors, Field::abstract, Field::comments,
                                           Field::journal_ref};
  return std::any_of(k_indexed.begin(), k_indexed.end(), [&](Field field) {
    return differs(paper.rows.choice[field], paper.before->chosen[index_of(field)]);
  });
}

/// The identifiers that the records of a paper give, corrected. Hashes, by which records without any are known, stay; a
/// paper that lost all others has the hash of its first entry.
std::set<Identifier> corrected_identifiers(const WorkPaper& paper, const std::set<Identifier>& said) {
  const Decision& decision = paper.sources.decision;
  std::set<Identifier> identifiers;
  for (const Identifier& identifier : said) {
    if (identifier.scheme == "hash") identifiers.insert(identifier);
  }
  for (const SourceRecord* corrected : paper.sources.corrected) {
    SourceRecord source = *corrected;
    if (decision.decided.has(Field::doi)) {
      source.record[Field::doi] = decision.record[Field::doi];
      source.doubtful.remove(Field::doi);
    }
    for (Identifier& identifier : identity_of(source).identifiers) {
      if (identifier.scheme != "hash") identifiers.insert(std::move(identifier));
    }
  }
  if (identifiers.empty() && !paper.rows.arxiv_id) {
    const auto* const first = *std::ranges::min_element(
        paper.sources.said, {}, [](const SourceRecord* source) { return source->entry_hash.view(); });
    identifiers.insert({"hash", base::hex(first->entry_hash.view())});
  }
  return identifiers;
}

void derive_paper(WorkPaper& paper, const Workset& work, const Corrections& corrections) {
  std::set<Identifier> said;
  for (const std::size_t member : paper.members) {
    const SourceRecord* const source = work.records()[member].source;
    const auto corrected = corrections.correct(*source);
    paper.sources.said.push_back(source);
    paper.sources.corrected.push_back(corrected ? &paper.corrected.emplace_back(*corrected) : source);
    const auto& own = work.identities()[member].identifiers;
    said.insert(own.begin(), own.end());
  }
  paper.identifiers.assign(said.begin(), said.end());
  paper.sources.decision = corrections.about_paper(paper.rows.arxiv_id, paper.identifiers);
  const bool is_corrected = !paper.corrected.empty() || paper.sources.decision.decided.has(Field::doi);
  if (is_corrected) {
    const std::set<Identifier> corrected = corrected_identifiers(paper, said);
    paper.identifiers.assign(corrected.begin(), corrected.end());
    std::ranges::set_difference(said, corrected, std::back_inserter(paper.overruled));
  }
  paper.rows = derive(paper.sources, std::move(paper.rows.arxiv_id));
  paper.has_new_text = paper.before == nullptr || text_differs(paper);
}

/// What each new record of a paper did, in the order in which they were met: the outcome does not depend on how the
/// stream is cut into batches.
void judge(const WorkPaper& paper, const Workset& work, std::vector<Outcome>& outcomes) {
  Choice choice;
  bool exists = paper.before != nullptr;
  const auto offer_if = [&](bool is_stored) {
    for (std::size_t i = 0; i < paper.members.size(); ++i) {
      const std::size_t member = paper.members[i];
      const WorkRecord& record = work.records()[member];
      if (record.record_id.has_value() != is_stored) continue;
      const bool has_changed = choice.offer(*paper.sources.corrected[i]);
      if (!is_stored) outcomes[member] = !exists ? Outcome::made : has_changed ? Outcome::updated : Outcome::unchanged;
      exists = true;
    }
  };
  offer_if(true);
  offer_if(false);
}

void count(Outcomes& outcomes, Outcome outcome) {
  switch (outcome) {
    case Outcome::made: outcomes.new_count += 1; break;
    case Outcome::updated: outcomes.updated_count += 1; break;
    case Outcome::unchanged: outcomes.unchanged_count += 1; break;
    case Outcome::duplicate: outcomes.duplicate_count += 1; break;
  }
}

void unindex_changed(PaperStore& store, const std::vector<WorkPaper>& papers, std::vector<std::int64_t> numbers) {
  for (const WorkPaper& paper : papers) {
    if (paper.before != nullptr && paper.has_new_text) numbers.push_back(paper.paper_id);
  }
  std::sort(numbers.begin(), numbers.end());
  for (const std::int64_t number : numbers) store.unindex(number);
}

void index_changed(PaperStore& store, const std::vector<WorkPaper>& papers) {
  std::vector<std::int64_t> numbers;
  for (const WorkPaper& paper : papers) {
    if (paper.has_new_text) numbers.push_back(paper.paper_id);
  }
  std::sort(numbers.begin(), numbers.end());
  for (const std::int64_t number : numbers) store.index(number);
}

/// What was decided of each record of the workset, by its index there.
struct Decisions {
  std::vector<std::int64_t> paper_ids;
  std::vector<Outcome> outcomes;
  /// The rows that carry the records' values; of new records once they are written.
  std::vector<std::int64_t> record_ids;

  explicit Decisions(std::size_t size) : paper_ids(size), outcomes(size, Outcome::unchanged), record_ids(size) {}
};

/// Writes one entry of the batch as a row of the dump.
Outcome write_record(Provenance& provenance, const LoadEntry& entry, RecordPlace place_in_dump,
                     const Workset::EntryPlace& place, Decisions& decisions) {
  const std::int64_t paper_id = place.record ? decisions.paper_ids[*place.record] : place.untouched_paper_id;
  const Outcome outcome = place.is_duplicate ? Outcome::duplicate : decisions.outcomes[*place.record];
  provenance.write_record(place_in_dump, entry, paper_id, outcome);
  if (!place.is_duplicate) decisions.record_ids[*place.record] = provenance.last_record_id();
  return outcome;
}

/// Gives stored records that now belong to another paper to it.
void move_records(PaperStore& store, const Workset& work, Decisions& decisions) {
  for (std::size_t i = 0; i < work.records().size(); ++i) {
    const WorkRecord& record = work.records()[i];
    if (!record.record_id) continue;
    decisions.record_ids[i] = *record.record_id;
    const std::int64_t paper_id = decisions.paper_ids[i];
    if (*record.old_paper_id != paper_id) store.move_record(record.source->entry_hash, paper_id);
  }
}

void write_paper(PaperStore& store, const WorkPaper& paper) {
  store.write_paper(paper.paper_id, paper.rows, paper.identifiers, paper.before == nullptr);
  for (const Identifier& identifier : paper.overruled) store.note_overruled(identifier, paper.paper_id);
}

void write_alternates(PaperStore& store, const WorkPaper& paper, const Workset& work,
                      std::span<const std::int64_t> record_ids) {
  std::vector<std::vector<Alternate>> by_member(paper.members.size());
  for (const Alternate& alternate : paper.rows.alternates) by_member[alternate.record].push_back(alternate);
  for (std::size_t i = 0; i < paper.members.size(); ++i) {
    const std::size_t member = paper.members[i];
    store.write_alternates(record_ids[member], by_member[i], !work.records()[member].record_id);
  }
}

/// Whether any value of the paper, or an identifier, is another one now.
bool is_changed(const WorkPaper& paper, PaperStore& store) {
  const bool has_other_value = std::ranges::any_of(record::k_fields, [&](const record::FieldInfo& info) {
    return info.field != Field::arxiv_id &&
           differs(paper.rows.choice[info.field], paper.before->chosen[index_of(info.field)]);
  });
  return has_other_value || store.read_identifiers(paper.paper_id) != paper.identifiers;
}

/// The papers of the workset, derived. They are not moved any more: their rows point into them.
std::vector<WorkPaper> derived_papers(const Workset& work, PaperStore& store, const Corrections& corrections) {
  std::vector<WorkPaper> papers = PaperNumbers(work, store).assign(identify(work.identities()));
  for (WorkPaper& paper : papers) derive_paper(paper, work, corrections);
  return papers;
}

}  // namespace

bool BatchLoader::has_corrections_to_apply() {
  const Workset work(m_corrections.papers(m_store), m_store);
  return std::ranges::any_of(derived_papers(work, m_store, m_corrections),
                             [this](const WorkPaper& paper) { return is_changed(paper, m_store); });
}

std::size_t BatchLoader::apply_corrections() {
  m_corrections = Corrections::read(m_database, m_store);
  const Workset work(m_corrections.papers(m_store), m_store);
  const std::vector<WorkPaper> papers = derived_papers(work, m_store, m_corrections);
  Decisions decisions(work.records().size());
  for (std::size_t i = 0; i < work.records().size(); ++i) decisions.record_ids[i] = *work.records()[i].record_id;
  if (m_indexing == Indexing::each_batch) unindex_changed(m_store, papers, {});
  std::size_t changed = 0;
  for (const WorkPaper& paper : papers) {
    if (!is_changed(paper, m_store)) continue;
    write_paper(m_store, paper);
    write_alternates(m_store, paper, work, decisions.record_ids);
    ++changed;
  }
  if (m_indexing == Indexing::each_batch) index_changed(m_store, papers);
  return changed;
}

Outcomes BatchLoader::load(Batch& batch, std::size_t first, std::int64_t dump_id) {
  const Workset work(batch, first, m_store);
  PaperNumbers numbers(work, m_store);
  std::vector<WorkPaper> papers = numbers.assign(identify(work.identities()));
  const std::vector<std::int64_t> vanished = numbers.vanished();

  Decisions decisions(work.records().size());
  for (WorkPaper& paper : papers) {
    derive_paper(paper, work, m_corrections);
    judge(paper, work, decisions.outcomes);
    for (const std::size_t member : paper.members) decisions.paper_ids[member] = paper.paper_id;
  }

  if (m_indexing == Indexing::each_batch) unindex_changed(m_store, papers, vanished);
  for (const WorkPaper& paper : papers) write_paper(m_store, paper);
  move_records(m_store, work, decisions);
  Outcomes outcomes;
  for (std::size_t i = first; i < batch.entries.size(); ++i) {
    const RecordPlace place{dump_id, batch.first_ordinal() + i};
    count(outcomes, write_record(m_provenance, batch.entries[i], place, work.entry_places()[i - first], decisions));
  }
  for (const WorkPaper& paper : papers) write_alternates(m_store, paper, work, decisions.record_ids);
  for (const std::int64_t number : vanished) m_store.delete_paper(number);
  if (m_indexing == Indexing::each_batch) index_changed(m_store, papers);

  m_provenance.write_rejects(dump_id, batch);
  m_provenance.advance_dump(dump_id, batch);
  return outcomes;
}

}  // namespace litdex::load
