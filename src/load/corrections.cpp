// SPDX-License-Identifier: MIT
#include "load/corrections.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <charconv>
#include <set>

#include "base/text.hpp"
#include "db/canonical.hpp"
#include "db/statement.hpp"
#include "load/cut_correction.hpp"
#include "load/paper_store.hpp"
#include "normalize/normalize.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

namespace litdex::load {
namespace {

using record::Field;

constexpr std::string_view k_cut = "cut";

/// One row of the table.
struct Row {
  std::int64_t correction_id = 0;
  /// Its place among all rows, from 0: the later decision has the greater one.
  std::size_t turn = 0;
  std::optional<base::EntryHash> entry;
  std::string identifier;
  std::string field;
  std::optional<std::string> value;
};

std::optional<std::uint64_t> parse_length(std::string_view text) {
  std::uint64_t length = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), length);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return length;
}

/// "arxiv:2009.04153v2" or "doi:10.1000/ABC" as the scheme and the canonical value.
std::optional<Identifier> parse_identifier(const std::string& text) {
  const std::size_t colon = std::min(text.find(':'), text.size());
  const std::string scheme = base::ascii_lower(text.substr(0, colon));
  const std::string value = text.substr(std::min(colon + 1, text.size()));
  if (scheme == "arxiv") {
    const auto id = record::parse_arxiv_id(value);
    return id ? std::optional(Identifier{scheme, id->text}) : std::nullopt;
  }
  if (scheme == "hash") return Identifier{scheme, value};
  const std::vector<std::string> dois = scheme == "doi" ? record::canonical_dois(value) : std::vector<std::string>();
  return dois.size() == 1 ? std::optional(Identifier{scheme, dois.front()}) : std::nullopt;
}

void decide(Decision& decision, Field field, const std::optional<record::Value>& value, std::size_t turn) {
  decision.decided.add(field);
  decision.record.set(field, value);
  decision.turn[index_of(field)] = turn;
}

/// Decides what a person wrote.
void decide_written(Decision& decision, Field field, const std::optional<std::string>& value, std::size_t turn) {
  record::RawRecord raw;
  if (value) raw[field] = *value;
  const record::Record record = normalize::normalize(raw);
  decide(decision, field, record[field], turn);
}

std::vector<std::int64_t> papers_with(const Identifier& identifier, PaperStore& store) {
  if (identifier.scheme != "arxiv") return store.find_by_identifier(identifier);
  const auto paper = store.find_by_arxiv_id(identifier.value);
  return paper ? std::vector{*paper} : std::vector<std::int64_t>();
}

constexpr auto k_sql_rows =
    "SELECT correction_id, entry_hash, identifier, field, value FROM ({}) ORDER BY decided_at, correction_id";
constexpr auto k_sql_cut_entries =
    "SELECT d.format, r.bytes, n.entry_hash, coalesce(n.bytes, x.bytes), n.start > r.start + r.length"
    " FROM records AS r JOIN dumps AS d ON d.dump_id = r.dump_id"
    " LEFT JOIN rejects AS x ON x.dump_id = r.dump_id AND x.start = r.start + r.length"
    " LEFT JOIN records AS n ON n.dump_id = r.dump_id AND n.ordinal = r.ordinal + 1 AND n.bytes IS NOT NULL"
    "  AND x.start IS NULL"
    " WHERE r.entry_hash = ? AND r.dump_id <> ? AND r.bytes IS NOT NULL ORDER BY n.entry_hash";

}  // namespace

/// Turns the rows of the table into decisions, one after another.
class CorrectionReader {
 public:
  CorrectionReader(SQLite::Database& database, PaperStore& store, std::int64_t without_dump)
      : m_store(store),
        m_without_dump(without_dump),
        m_rows(database, fmt::format(k_sql_rows, db::k_sql_decided_corrections)),
        m_cut_entries(database, k_sql_cut_entries) {}

  Corrections read() {
    for (std::size_t turn = 0; m_rows.executeStep(); ++turn) {
      const Row row = this_row(turn);
      if (std::string reason = add(row); !reason.empty()) m_read.m_idle.push_back({row.correction_id, reason});
    }
    return std::move(m_read);
  }

 private:
  Row this_row(std::size_t turn) {
    Row row{m_rows.getColumn(0).getInt64(),  turn, {}, m_rows.getColumn(2).getString(), m_rows.getColumn(3).getString(),
            db::text_of(m_rows.getColumn(4))};
    const SQLite::Column hash = m_rows.getColumn(1);
    if (hash.isNull()) return row;
    row.entry =
        hash.getBytes() == sizeof(base::EntryHash) ? base::entry_hash_from(db::bytes_of(hash)) : base::EntryHash();
    return row;
  }

  /// Why the row changes nothing; empty when it does.
  std::string add(const Row& row) {
    const bool is_cut = row.field == k_cut && row.entry;
    const auto field = record::field_named(row.field);
    if (!is_cut && !field) return fmt::format("there is no field '{}'", base::printable(row.field));
    if (field == Field::arxiv_id) return "which paper a record is of follows from its bytes";
    if (!row.entry) return add_to_paper(row, *field);
    if (!m_store.find_entry(*row.entry)) return "no record has this entry_hash";
    if (is_cut) return add_cut(row);
    decide_written(m_read.m_by_entry[*row.entry], *field, row.value, row.turn);
    return {};
  }

  std::string add_to_paper(const Row& row, Field field) {
    const auto identifier = parse_identifier(row.identifier);
    if (!identifier) return fmt::format("'{}' is no identifier", base::printable(row.identifier));
    decide_written(m_read.m_by_identifier[*identifier], field, row.value, row.turn);
    return papers_with(*identifier, m_store).empty() ? "no paper has this identifier" : "";
  }

  /// Whatever stands after the record in one dump or another, its end is where the person says.
  std::string add_cut(const Row& row) {
    const auto length = parse_length(row.value.value_or(""));
    bool is_applied = false;
    const db::StatementUse use(m_cut_entries);
    db::bind_all(m_cut_entries, *row.entry, m_without_dump);
    while (length && m_cut_entries.executeStep()) {
      const format::Format* const format = format::find_format(m_cut_entries.getColumn(0).getString());
      const SQLite::Column next = m_cut_entries.getColumn(2);
      const CutEntries entries{db::bytes_of(m_cut_entries.getColumn(1)), db::bytes_of(m_cut_entries.getColumn(3)),
                               !next.isNull(), m_cut_entries.getColumn(4).getInt() != 0};
      const auto moved = format == nullptr ? std::nullopt : move_cut(*format, entries, *length);
      if (!moved) continue;
      is_applied = true;
      for (const Field field : {Field::doi, Field::journal_ref}) {
        decide(m_read.m_by_entry[*row.entry], field, moved->record[field], row.turn);
      }
      if (moved->next) decide_beginning(base::entry_hash_from(db::bytes_of(next)), *moved->next, row.turn);
    }
    if (is_applied) return {};
    return fmt::format("the record cannot end after {} bytes", base::printable(row.value.value_or("NULL")));
  }

  /// Text before a line may make it the comments.
  void decide_beginning(const base::EntryHash& entry, const record::Record& record, std::size_t turn) {
    for (const Field field : {Field::abstract, Field::comments}) {
      decide(m_read.m_by_entry[entry], field, record[field], turn);
    }
  }

  PaperStore& m_store;
  std::int64_t m_without_dump;
  SQLite::Statement m_rows, m_cut_entries;
  Corrections m_read;
};

Corrections Corrections::read(SQLite::Database& database, PaperStore& store, std::int64_t without_dump) {
  return CorrectionReader(database, store, without_dump).read();
}

std::optional<SourceRecord> Corrections::correct(const SourceRecord& source) const {
  const auto found = m_by_entry.find(source.entry_hash);
  if (found == m_by_entry.end()) return std::nullopt;
  SourceRecord corrected = source;
  for (const record::FieldInfo& info : record::k_fields) {
    if (!found->second.decided.has(info.field)) continue;
    corrected.record.set(info.field, found->second.record[info.field]);
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
    const Decision& decision = found->second;
    for (const record::FieldInfo& info : record::k_fields) {
      const std::size_t turn = decision.turn[index_of(info.field)];
      if (!decision.decided.has(info.field)) continue;
      if (all.decided.has(info.field) && all.turn[index_of(info.field)] > turn) continue;
      decide(all, info.field, decision.record[info.field], turn);
    }
  };
  if (m_by_identifier.empty()) return all;
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
    const std::vector<std::int64_t> found = papers_with(identifier, store);
    papers.insert(found.begin(), found.end());
  }
  return {papers.begin(), papers.end()};
}

}  // namespace litdex::load
