// SPDX-License-Identifier: MIT
#include "load/corrections.hpp"

#include <SQLiteCpp/Statement.h>

#include <charconv>
#include <set>

#include "base/text.hpp"
#include "load/paper_store.hpp"
#include "normalize/normalize.hpp"

namespace litdex::load {
namespace {

using record::Field;

constexpr std::string_view k_doi_prefix = "doi: ";

std::optional<std::int64_t> parse_length(const std::string& text) {
  std::int64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size() || length < 0) return std::nullopt;
  return length;
}

/// "arxiv:2009.04153" as scheme and value.
Identifier parse_identifier(const std::string& text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  return {base::ascii_lower(text.substr(0, colon)), text.substr(std::min(colon + 1, text.size()))};
}

const StoredRecord* find_record(const StoredPaper& paper, const base::EntryHash& entry) {
  for (const StoredRecord& record : paper.records) {
    if (record.source.entry_hash == entry) return &record;
  }
  return nullptr;
}

/// What the record's source says of the field.
std::string source_text(const SourceRecord& source, Field field) {
  const auto& value = source.record[field];
  return value ? value->original.value_or(value->text) : std::string();
}

/// A record of a dump, and the one that follows it without a gap.
struct Neighbours {
  std::int64_t length = 0;
  std::int64_t paper_id = 0;
  base::EntryHash next;
  std::int64_t next_paper_id = 0;
};

std::vector<Neighbours> neighbours_of(SQLite::Database& database, const base::EntryHash& entry) {
  SQLite::Statement statement(database,
                              "SELECT r.length, r.paper_id, n.entry_hash, n.paper_id FROM records AS r JOIN records AS "
                              "n ON n.dump_id = r.dump_id"
                              " AND n.ordinal = r.ordinal + 1 AND n.start = r.start + r.length WHERE r.entry_hash = ?"
                              " ORDER BY n.entry_hash");
  statement.bind(1, entry.view().data(), static_cast<int>(entry.view().size()));
  std::vector<Neighbours> found;
  while (statement.executeStep()) {
    const SQLite::Column hash = statement.getColumn(2);
    found.push_back(
        {statement.getColumn(0).getInt64(), statement.getColumn(1).getInt64(),
         base::entry_hash_from({static_cast<const char*>(hash.getBlob()), static_cast<std::size_t>(hash.getBytes())}),
         statement.getColumn(3).getInt64()});
  }
  return found;
}

/// Notes that `field` is to have `value`, or none.
void decide(Decision& decision, Field field, const std::optional<std::string>& value) {
  if (field == Field::arxiv_id) return;  // which paper a record is of follows from its bytes
  decision.decided.add(field);
  decision.record[field].reset();
  if (!value) return;
  record::RawRecord raw;
  raw[field] = *value;
  decision.record[field] = normalize::normalize(raw)[field];
}

}  // namespace

std::optional<CutText> move_cut(const CutText& text, std::int64_t delta) {
  std::string all = text.doi.empty() ? "" : std::string(k_doi_prefix) + text.doi;
  std::size_t doi_end = all.size();
  if (!all.empty() && !text.journal_ref.empty()) all += ' ';
  all += text.journal_ref;
  const std::int64_t place = static_cast<std::int64_t>(all.size()) + delta;
  all += text.abstract;
  const std::size_t least = text.doi.empty() ? 0 : k_doi_prefix.size();
  if (place < static_cast<std::int64_t>(least) || place > static_cast<std::int64_t>(all.size())) return std::nullopt;
  const std::string_view left = std::string_view(all).substr(0, static_cast<std::size_t>(place));
  // What is added to a DOI alone is its end, up to a blank.
  const bool is_doi_alone = !text.doi.empty() && text.journal_ref.empty();
  if (is_doi_alone) doi_end = std::min(left.find(' ', std::min(doi_end, left.size())), left.size());
  CutText moved;
  moved.doi = left.substr(least, std::min(left.size(), doi_end) - least);
  if (text.doi.empty()) moved.doi.clear();
  if (left.size() > doi_end) moved.journal_ref = base::trim(left.substr(doi_end));
  moved.abstract = base::trim(std::string_view(all).substr(left.size()));
  return moved;
}

Corrections Corrections::read(SQLite::Database& database, PaperStore& store) {
  Corrections corrections;
  SQLite::Statement rows(database,
                         "SELECT entry_hash, identifier, field, value FROM corrections"
                         " ORDER BY coalesce(made_at, ''), coalesce(value, '')");
  while (rows.executeStep()) {
    const std::string field = rows.getColumn(2).getString();
    const SQLite::Column value = rows.getColumn(3);
    const auto text = value.isNull() ? std::nullopt : std::optional(value.getString());
    const SQLite::Column hash = rows.getColumn(0);
    const auto known_field = record::field_named(field);
    if (hash.isNull()) {
      if (known_field)
        decide(corrections.m_by_identifier[parse_identifier(rows.getColumn(1).getString())], *known_field, text);
      continue;
    }
    if (hash.getBytes() != sizeof(base::EntryHash)) continue;
    const base::EntryHash entry =
        base::entry_hash_from({static_cast<const char*>(hash.getBlob()), sizeof(base::EntryHash)});
    if (known_field) decide(corrections.m_by_entry[entry], *known_field, text);
    const auto length = field == "cut" && text ? parse_length(*text) : std::nullopt;
    if (length) corrections.decide_cut(store, database, entry, *length);
  }
  return corrections;
}

void Corrections::decide_cut(PaperStore& store, SQLite::Database& database, const base::EntryHash& entry,
                             std::int64_t length) {
  for (const Neighbours& neighbours : neighbours_of(database, entry)) {
    const StoredPaper paper = store.read_paper(neighbours.paper_id);
    const StoredPaper next_paper = store.read_paper(neighbours.next_paper_id);
    const StoredRecord* const record = find_record(paper, entry);
    const StoredRecord* const next = find_record(next_paper, neighbours.next);
    if (record == nullptr || next == nullptr) continue;
    const auto moved =
        move_cut({source_text(record->source, Field::doi), source_text(record->source, Field::journal_ref),
                  source_text(next->source, Field::abstract)},
                 length - neighbours.length);
    if (!moved) continue;
    const auto text_or_none = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    decide(m_by_entry[entry], Field::doi, text_or_none(moved->doi));
    decide(m_by_entry[entry], Field::journal_ref, text_or_none(moved->journal_ref));
    decide(m_by_entry[neighbours.next], Field::abstract, text_or_none(moved->abstract));
  }
}

std::optional<SourceRecord> Corrections::correct(const SourceRecord& source) const {
  const auto found = m_by_entry.find(source.entry_hash);
  if (found == m_by_entry.end()) return std::nullopt;
  SourceRecord corrected = source;
  for (const record::FieldInfo& info : record::k_fields) {
    if (!found->second.decided.has(info.field)) continue;
    corrected.record[info.field] = found->second.record[info.field];
    corrected.doubtful.remove(info.field);
  }
  return corrected;
}

Decision Corrections::about_paper(const std::optional<std::string>& arxiv_id,
                                  std::span<const Identifier> identifiers) const {
  Decision all;
  const auto add = [&](const Identifier& identifier) {
    const auto found = m_by_identifier.find(identifier);
    if (found == m_by_identifier.end()) return;
    for (const record::FieldInfo& info : record::k_fields) {
      if (!found->second.decided.has(info.field)) continue;
      all.decided.add(info.field);
      all.record[info.field] = found->second.record[info.field];
    }
  };
  for (const Identifier& identifier : identifiers) add(identifier);
  if (arxiv_id) add({"arxiv", *arxiv_id});
  return all;
}

std::vector<std::int64_t> Corrections::papers(PaperStore& store) const {
  std::set<std::int64_t> papers;
  for (const auto& [entry, decision] : m_by_entry) {
    if (const auto known = store.find_entry(entry)) papers.insert(known->paper_id);
  }
  for (const auto& [identifier, decision] : m_by_identifier) {
    if (identifier.scheme == "arxiv") {
      if (const auto paper = store.find_by_arxiv_id(identifier.value)) papers.insert(*paper);
    } else {
      const std::vector<std::int64_t> found = store.find_by_identifier(identifier);
      papers.insert(found.begin(), found.end());
    }
  }
  return {papers.begin(), papers.end()};
}

}  // namespace litdex::load
