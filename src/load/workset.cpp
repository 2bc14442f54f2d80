// SPDX-License-Identifier: MIT
#include "load/workset.hpp"

#include <algorithm>

namespace litdex::load {

Workset::Workset(Batch& batch, std::size_t first, PaperStore& store, KnownEntries known)
    : m_store(store), m_known(known), m_can_join(store.has_records_without_arxiv_id()) {
  for (std::size_t i = first; i < batch.entries.size(); ++i) m_places.push_back(add_entry(batch.entries[i].source));
  read_neighbours();
  // A known entry's paper may have been read after the entry was met.
  for (std::size_t i = 0; i < m_places.size(); ++i) {
    const auto found = m_by_hash.find(batch.entries[first + i].source.entry_hash);
    if (found != m_by_hash.end()) m_places[i].record = found->second;
  }
}

Workset::Workset(std::span<const std::int64_t> paper_ids, PaperStore& store)
    : m_store(store), m_can_join(store.has_records_without_arxiv_id()) {
  for (const std::int64_t paper_id : paper_ids) read_paper(paper_id);
  read_neighbours();
}

Workset::EntryPlace Workset::add_entry(SourceRecord& source) {
  if (const auto known = m_by_hash.find(source.entry_hash); known != m_by_hash.end()) {
    improve(source);
    if (m_known == KnownEntries::reread) reread(known->second, source);
    return {known->second, true, 0};
  }
  const std::optional<KnownEntry> stored = m_store.find_entry(source.entry_hash);
  if (!stored) {
    add_record(source, std::nullopt, std::nullopt);
    return {m_records.size() - 1, false, 0};
  }
  if (m_known == KnownEntries::reread) {
    read_paper(stored->paper_id);
    improve(source);
    reread(m_by_hash.at(source.entry_hash), source);
  } else if (is_surer(source.confidence, source.doubtful, stored->confidence, stored->doubtful)) {
    read_paper(stored->paper_id);
    improve(source);
  }
  return {std::nullopt, true, stored->paper_id};
}

void Workset::add_record(SourceRecord& source, std::optional<std::int64_t> paper,
                         std::optional<std::int64_t> record_id) {
  m_by_hash.emplace(source.entry_hash, m_records.size());
  m_records.push_back({&source, paper, record_id});
  m_sources.push_back(&source);
}

void Workset::improve(const SourceRecord& copy) {
  SourceRecord& source = *m_sources[m_by_hash.at(copy.entry_hash)];
  if (!is_surer(copy.confidence, copy.doubtful, source.confidence, source.doubtful)) return;
  source.confidence = copy.confidence;
  source.doubtful = copy.doubtful;
}

/// Gives the stored record the values of a copy of its bytes. Who shared an identifier with what it said before may be
/// concerned as well.
void Workset::reread(std::size_t record, const SourceRecord& copy) {
  SourceRecord& source = *m_sources[record];
  if (source.record == copy.record) return;
  const Identity identity = identity_of(source);
  m_records[record].is_reread = true;
  source.record = copy.record;
  source.facts = copy.facts;
  source.doubtful = source.doubtful & source.record.given();
  read_papers_of(identity);
}

void Workset::read_paper(std::int64_t paper_id) {
  const auto [found, is_new] = m_papers.try_emplace(paper_id);
  if (!is_new) return;
  found->second = m_store.read_paper(paper_id);
  for (StoredRecord& record : found->second.records) add_record(record.source, paper_id, record.record_id);
}

void Workset::read_neighbours() {
  for (std::size_t i = 0; i < m_records.size(); ++i) {
    m_identities.push_back(identity_of(*m_sources[i]));
    const Identity identity = m_identities.back();
    read_papers_of(identity);
  }
}

void Workset::read_papers_of(const Identity& identity) {
  if (identity.arxiv_id) {
    if (const auto paper = m_store.find_by_arxiv_id(*identity.arxiv_id)) read_paper(*paper);
  } else {
    m_can_join = true;
  }
  if (!m_can_join) return;
  for (const Identifier& identifier : identity.identifiers) {
    for (const std::int64_t paper : m_store.find_by_identifier(identifier)) read_paper(paper);
  }
}

std::vector<std::int64_t> Workset::paper_ids() const {
  std::vector<std::int64_t> numbers;
  for (const auto& [number, paper] : m_papers) numbers.push_back(number);
  return numbers;
}

}  // namespace litdex::load
