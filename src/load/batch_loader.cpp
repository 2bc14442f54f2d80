// SPDX-License-Identifier: MIT
#include "load/batch_loader.hpp"

#include <algorithm>
#include <array>
#include <deque>
#include <iterator>
#include <set>
#include <span>
#include <utility>

#include "base/interrupt.hpp"
#include "base/text.hpp"
#include "load/dump_removal.hpp"

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
        if (const auto id = paper.chosen[Field::arxiv_id]) m_by_arxiv_id.emplace(id->text, &paper);
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

/// Whether the row that the index reads is another one now.
bool text_differs(const WorkPaper& paper) {
  static constexpr std::array k_indexed = {Field::title, Field::authors, Field::abstract, Field::comments,
                                           Field::journal_ref};
  return std::any_of(k_indexed.begin(), k_indexed.end(),
                     [&](Field field) { return paper.rows.choice[field] != paper.before->chosen[field]; });
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
      source.record.set(Field::doi, decision.record[Field::doi]);
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

/// What was decided of each record of the workset, by its index there.
struct Decisions {
  std::vector<std::int64_t> paper_ids;
  std::vector<Outcome> outcomes;
  /// Whether it came to its paper by a DOI or the like.
  std::vector<bool> is_joined;
  /// The rows that carry the records' values; of new records once they are written.
  std::vector<std::int64_t> record_ids;

  explicit Decisions(std::size_t size)
      : paper_ids(size), outcomes(size, Outcome::unchanged), is_joined(size), record_ids(size) {}
};

/// Whether a chosen value of the paper is another one now.
bool has_other_value(const WorkPaper& paper) {
  return std::ranges::any_of(record::k_fields, [&](const record::FieldInfo& info) {
    return info.field != Field::arxiv_id && paper.rows.choice[info.field] != paper.before->chosen[info.field];
  });
}

/// Judges the new records of a paper one after another, in the order in which they were met: what they did does not
/// depend on how the stream is cut into batches.
class Judge {
 public:
  Judge(const WorkPaper& paper, const Workset& work, Decisions& decisions)
      : m_paper(paper), m_work(work), m_decisions(decisions), m_exists(paper.before != nullptr) {}

  void judge_all() {
    for (std::size_t i = 0; i < m_paper.members.size(); ++i) {
      if (is_stored(i)) judge_stored(i);
    }
    for (std::size_t i = 0; i < m_paper.members.size(); ++i) {
      if (!is_stored(i)) judge_new(i);
    }
  }

 private:
  [[nodiscard]] const WorkRecord& record(std::size_t i) const { return m_work.records()[m_paper.members[i]]; }
  [[nodiscard]] const Identity& identity(std::size_t i) const { return m_work.identities()[m_paper.members[i]]; }
  [[nodiscard]] bool is_stored(std::size_t i) const { return record(i).record_id.has_value(); }

  void judge_stored(std::size_t i) {
    offer(i);
    if (!record(i).is_reread) return;
    const bool is_update = m_paper.before != nullptr && has_other_value(m_paper);
    m_decisions.outcomes[m_paper.members[i]] = is_update ? Outcome::updated : Outcome::unchanged;
  }

  void judge_new(std::size_t i) {
    const std::size_t member = m_paper.members[i];
    m_decisions.is_joined[member] = m_exists && joins(identity(i));
    const bool has_changed = offer(i);
    m_decisions.outcomes[member] = !m_exists ? Outcome::made : has_changed ? Outcome::updated : Outcome::unchanged;
    m_exists = true;
  }

  /// Whether the records before it are of its paper for another reason than an arXiv identifier or the same text.
  [[nodiscard]] bool joins(const Identity& identity) const {
    if (identity.arxiv_id) return !m_is_numbered;
    return std::ranges::any_of(identity.identifiers, [](const Identifier& id) { return id.scheme != "hash"; });
  }

  bool offer(std::size_t i) {
    m_is_numbered = m_is_numbered || identity(i).arxiv_id.has_value();
    return m_choice.offer(*m_paper.sources.corrected[i]);
  }

  const WorkPaper& m_paper;
  const Workset& m_work;
  Decisions& m_decisions;
  Choice m_choice;
  bool m_exists;
  bool m_is_numbered = false;
};

void count(Outcomes& outcomes, Outcome outcome) {
  switch (outcome) {
    case Outcome::made: outcomes.new_count += 1; break;
    case Outcome::updated: outcomes.updated_count += 1; break;
    case Outcome::unchanged: outcomes.unchanged_count += 1; break;
    case Outcome::duplicate: outcomes.duplicate_count += 1; break;
  }
}

/// Writes entries of the batch as rows of the dump and counts what they did.
class RecordWriter {
 public:
  RecordWriter(Provenance& provenance, const Workset& work, Decisions& decisions)
      : m_provenance(provenance), m_work(work), m_decisions(decisions) {}

  void write(const LoadEntry& entry, RecordPlace place_in_dump, const Workset::EntryPlace& place) {
    const std::int64_t paper_id = place.record ? m_decisions.paper_ids[*place.record] : place.untouched_paper_id;
    const Outcome outcome = place.is_duplicate ? Outcome::duplicate : m_decisions.outcomes[*place.record];
    m_provenance.write_record(place_in_dump, entry, paper_id, outcome);
    if (place.is_duplicate) return count_copy(place);
    m_decisions.record_ids[*place.record] = m_provenance.last_record_id();
    count(m_outcomes, outcome);
    m_outcomes.joined_count += m_decisions.is_joined[*place.record] ? 1 : 0;
  }

  [[nodiscard]] const Outcomes& outcomes() const { return m_outcomes; }

 private:
  /// The row of an entry that was read again is a copy like any other: its values stand where they stood.
  void count_copy(const Workset::EntryPlace& place) {
    const bool is_reread = place.record && m_work.records()[*place.record].is_reread;
    count(m_outcomes, is_reread ? m_decisions.outcomes[*place.record] : Outcome::duplicate);
  }

  Provenance& m_provenance;
  const Workset& m_work;
  Decisions& m_decisions;
  Outcomes m_outcomes;
};

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

/// Says which fields the copies of entries give that were read again.
void write_reread(Provenance& provenance, const Workset& work) {
  for (const WorkRecord& record : work.records()) {
    if (record.is_reread && record.record_id) provenance.update_copies(*record.source);
  }
}

void write_identifiers(PaperStore& store, const WorkPaper& paper) {
  store.write_identifiers(paper.paper_id, paper.identifiers, paper.before == nullptr);
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

/// Whether the paper is another one now: new, with another value, identifier or record.
bool is_changed(const WorkPaper& paper, const Workset& work, PaperStore& store) {
  if (paper.before == nullptr || has_other_value(paper)) return true;
  const bool has_moved_record = std::ranges::any_of(
      paper.members, [&](std::size_t member) { return work.records()[member].old_paper_id != paper.paper_id; });
  return has_moved_record || store.read_identifiers(paper.paper_id) != paper.identifiers ||
         paper.before->chosen.given().has(Field::arxiv_id) != paper.rows.arxiv_id.has_value();
}

/// The papers of the workset, derived; and those that no record is of any more. The papers are not moved: their rows
/// point into them.
struct DerivedPapers {
  std::vector<WorkPaper> papers;
  std::vector<std::int64_t> vanished;

  DerivedPapers(const Workset& work, PaperStore& store, const Corrections& corrections) {
    PaperNumbers numbers(work, store);
    papers = numbers.assign(identify(work.identities()));
    vanished = numbers.vanished();
    for (WorkPaper& paper : papers) derive_paper(paper, work, corrections);
  }

  [[nodiscard]] TextChanges text_changes() const {
    TextChanges changes{vanished, {}};
    for (const WorkPaper& paper : papers) {
      if (!paper.has_new_text) continue;
      if (paper.before != nullptr) changes.old_texts.push_back(paper.paper_id);
      changes.new_texts.push_back({paper.paper_id, &paper.rows.choice});
    }
    std::ranges::sort(changes.old_texts);
    std::ranges::sort(changes.new_texts, {}, &NewText::paper_id);
    return changes;
  }

  /// Says of each record which paper it is of.
  void decide(Decisions& decisions) const {
    for (const WorkPaper& paper : papers) {
      for (const std::size_t member : paper.members) decisions.paper_ids[member] = paper.paper_id;
    }
  }
};

/// Papers whose records are taken in at once, when a dump is forgotten.
constexpr std::size_t k_papers_at_once = 5000;

}  // namespace

bool BatchLoader::has_corrections_to_apply() {
  const Workset work(m_corrections.papers(m_store), m_store);
  const DerivedPapers derived(work, m_store, m_corrections);
  return std::ranges::any_of(derived.papers, [&](const WorkPaper& paper) { return is_changed(paper, work, m_store); });
}

std::size_t BatchLoader::apply_corrections() {
  m_store.require_indexes();
  m_corrections = Corrections::read(m_database, m_store);
  return rewrite(Workset(m_corrections.papers(m_store), m_store));
}

/// Makes papers of the database what their records say. Returns how many changed.
std::size_t BatchLoader::rewrite(const Workset& work) {
  const DerivedPapers derived(work, m_store, m_corrections);
  Decisions decisions(work.records().size());
  derived.decide(decisions);
  const TextChanges texts = derived.text_changes();
  m_index.begin(texts);
  std::vector<const WorkPaper*> changed;
  for (const WorkPaper& paper : derived.papers) {
    if (is_changed(paper, work, m_store)) changed.push_back(&paper);
  }
  move_records(m_store, work, decisions);
  for (const WorkPaper* paper : changed) {
    m_store.write_paper(paper->paper_id, paper->rows, paper->before == nullptr);
    write_identifiers(m_store, *paper);
    write_alternates(m_store, *paper, work, decisions.record_ids);
  }
  for (const std::int64_t number : derived.vanished) m_store.delete_paper(number);
  m_index.end(texts);
  return changed.size() + derived.vanished.size();
}

std::size_t BatchLoader::forget(std::int64_t dump_id) {
  m_store.require_indexes();
  std::vector<std::int64_t> corrected = m_corrections.papers(m_store);
  m_corrections = Corrections::read(m_database, m_store, dump_id);
  std::ranges::copy(m_corrections.papers(m_store), std::back_inserter(corrected));
  DumpRemoval removal(m_database, dump_id);
  removal.hand_over_values();
  std::size_t changed = rewrite(Workset(corrected, m_store));
  for (auto numbers = removal.papers(k_papers_at_once); !numbers.empty(); numbers = removal.papers(k_papers_at_once)) {
    base::stop_if_interrupted();
    // Read with what goes as well: it may have brought papers together, or kept them apart.
    const std::vector<std::int64_t> concerned = Workset(numbers, m_store).paper_ids();
    for (const std::int64_t paper : concerned) removal.delete_records(paper);
    changed += rewrite(Workset(concerned, m_store));
  }
  removal.delete_dump();
  m_corrections = Corrections::read(m_database, m_store);
  return changed;
}

Outcomes BatchLoader::load(Batch& batch, std::size_t first, std::int64_t dump_id, KnownEntries known) {
  const Workset work(batch, first, m_store, known);
  const DerivedPapers derived(work, m_store, m_corrections);
  Decisions decisions(work.records().size());
  derived.decide(decisions);
  for (const WorkPaper& paper : derived.papers) Judge(paper, work, decisions).judge_all();

  const TextChanges texts = derived.text_changes();
  m_index.begin(texts);
  if (m_tables != nullptr) m_tables->begin();
  for (const WorkPaper& paper : derived.papers) {
    m_store.write_paper(paper.paper_id, paper.rows, paper.before == nullptr);
  }
  move_records(m_store, work, decisions);
  write_reread(m_provenance, work);
  RecordWriter writer(m_provenance, work, decisions);
  for (std::size_t i = first; i < batch.entries.size(); ++i) {
    const RecordPlace place{dump_id, batch.first_ordinal() + i};
    writer.write(batch.entries[i], place, work.entry_places()[i - first]);
    m_store.note_entry(batch.entries[i].source);
  }
  if (m_tables != nullptr) m_tables->end();
  for (const WorkPaper& paper : derived.papers) {
    write_identifiers(m_store, paper);
    write_alternates(m_store, paper, work, decisions.record_ids);
  }
  for (const std::int64_t number : derived.vanished) m_store.delete_paper(number);
  m_index.end(texts);

  m_provenance.write_rejects(dump_id, batch);
  m_provenance.advance_dump(dump_id, batch);
  return writer.outcomes();
}

}  // namespace litdex::load
