// SPDX-License-Identifier: MIT
#include "load/paper_store.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "base/hash.hpp"
#include "db/statement.hpp"
#include "format/format.hpp"
#include "record/doi.hpp"

namespace litdex::load {
namespace {

using db::bind_all;
using db::run;
using record::Field;

/// The columns of `papers` that are fields, in the order of record::k_fields.
constexpr auto k_field_columns = [] {
  std::array<std::string_view, record::k_field_count> names;
  std::ranges::transform(record::k_fields, names.begin(), &record::FieldInfo::name);
  return names;
}();

/// The columns of `papers` that are derived, in the order in which add_derived adds their values.
constexpr std::array<std::string_view, 7> k_derived_columns = {"year",         "month", "withdrawn", "page_count",
                                                               "figure_count", "venue", "venue_year"};

void add_derived(db::RowWriter& papers, const PaperRows& rows) {
  const Facts& facts = *rows.facts;
  papers.add(rows.year);
  papers.add(rows.month);
  papers.add(facts.is_withdrawn ? std::optional(1) : std::nullopt);
  papers.add(facts.counts.pages);
  papers.add(facts.counts.figures);
  papers.add(facts.venue ? &facts.venue->name : nullptr);
  papers.add(facts.venue ? facts.venue->year : std::nullopt);
}

std::vector<std::string_view> paper_columns() {
  std::vector<std::string_view> columns = {"paper_id"};
  columns.insert(columns.end(), k_field_columns.begin(), k_field_columns.end());
  columns.insert(columns.end(), k_derived_columns.begin(), k_derived_columns.end());
  return columns;
}

/// The columns of `papers` that indexes hold. SQLite writes the entries of a column anew that it is told to set, also
/// to the value that it has.
constexpr std::array<std::string_view, 3> k_indexed_columns = {"arxiv_id", "year", "month"};

/// Of a paper that is there already, the other columns get the new values, where one differs.
std::string update_paper() {
  std::string columns;
  std::string old_values;
  std::string new_values;
  for (const std::string_view column : paper_columns()) {
    if (column == "paper_id" || std::ranges::find(k_indexed_columns, column) != k_indexed_columns.end()) continue;
    const std::string_view comma = columns.empty() ? "" : ", ";
    columns += fmt::format("{}{}", comma, column);
    old_values += fmt::format("{}papers.{}", comma, column);
    new_values += fmt::format("{}excluded.{}", comma, column);
  }
  return fmt::format(" ON CONFLICT (paper_id) DO UPDATE SET ({0}) = ({2}) WHERE ({1}) IS NOT ({2})", columns,
                     old_values, new_values);
}

constexpr std::array<std::string_view, 3> k_original_columns = {"paper_id", "field", "text"};
constexpr std::array<std::string_view, 3> k_category_columns = {"paper_id", "position", "code"};
constexpr std::array<std::string_view, 2> k_link_columns = {"paper_id", "url"};

/// Lists of a paper are written in the order of their keys.
constexpr auto k_fields_by_name = [] {
  std::array<Field, record::k_field_count> fields{};
  std::ranges::transform(record::k_fields, fields.begin(), &record::FieldInfo::field);
  std::ranges::sort(fields, {}, record::name_of);
  return fields;
}();

constexpr auto k_sql_set_indexed =
    "UPDATE papers SET arxiv_id = ?2, year = ?3, month = ?4"
    " WHERE paper_id = ?1 AND (arxiv_id, year, month) IS NOT (?2, ?3, ?4)";
constexpr auto k_sql_find_entry =
    "SELECT paper_id, confidence, doubtful FROM records WHERE entry_hash = ? ORDER BY confidence DESC, doubtful LIMIT "
    "1";
constexpr auto k_sql_read_records =
    "SELECT r.record_id, r.entry_hash, r.fields, r.doubtful, r.confidence, r.record_date, d.format"
    " FROM records AS r JOIN dumps AS d ON d.dump_id = r.dump_id WHERE r.paper_id = ?"
    " ORDER BY r.outcome IS 'duplicate', r.record_id";
// Without INSERT … SELECT: that is a savepoint for each paper, and there FTS5 writes out what it has gathered.
constexpr auto k_sql_read_texts =
    "SELECT title, authors, abstract, comments, journal_ref FROM papers WHERE paper_id = ?";
constexpr auto k_sql_unindex =
    "INSERT INTO papers_fts (papers_fts, rowid, title, authors, abstract, comments, journal_ref)"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)";
constexpr auto k_sql_index =
    "INSERT INTO papers_fts (rowid, title, authors, abstract, comments, journal_ref) VALUES (?, ?, ?, ?, ?, ?)";

bool is_empty(SQLite::Database& database, std::string_view table) {
  return database.execAndGet(fmt::format("SELECT NOT EXISTS (SELECT 1 FROM {})", table)).getInt() != 0;
}

base::EntryHash hash_column(SQLite::Statement& statement, int column) {
  const SQLite::Column value = statement.getColumn(column);
  return base::entry_hash_from({static_cast<const char*>(value.getBlob()), static_cast<std::size_t>(value.getBytes())});
}

record::FieldSet fields_column(SQLite::Statement& statement, int column) {
  return record::FieldSet(statement.getColumn(column).getUInt());
}

/// A text of a record, which a NUL follows.
db::TerminatedText terminated(std::string_view text) { return {text}; }

}  // namespace

bool is_surer(double confidence, record::FieldSet doubtful, double than_confidence, record::FieldSet than_doubtful) {
  if (confidence != than_confidence) return confidence > than_confidence;
  return doubtful.bits() < than_doubtful.bits();
}

PaperStore::PaperStore(SQLite::Database& database, db::FirstLoad* first_load)
    : m_database(database),
      m_first_load(first_load),
      m_entries(is_empty(database, "records")),
      m_arxiv_ids(is_empty(database, "papers")),
      m_authors(database, first_load),
      m_find_entry(database, k_sql_find_entry),
      m_find_arxiv_id(database, "SELECT paper_id FROM papers WHERE arxiv_id = ?"),
      m_find_identifier(database, "SELECT paper_id FROM identifiers WHERE scheme = ? AND value = ?"),
      m_read_identifiers(database, "SELECT scheme, value FROM identifiers WHERE paper_id = ? ORDER BY scheme, value"),
      m_any_without_arxiv_id(database, "SELECT EXISTS (SELECT 1 FROM records WHERE (fields & 1) = 0)"),
      m_read_values(database,
                    fmt::format("SELECT {} FROM papers WHERE paper_id = ?", fmt::join(k_field_columns, ", "))),
      m_read_originals(database, "SELECT field, text FROM originals WHERE paper_id = ? ORDER BY field"),
      m_read_records(database, k_sql_read_records),
      m_read_alternates(database, "SELECT field, value, original FROM alternates WHERE record_id = ?"),
      m_set_indexed(database, k_sql_set_indexed),
      m_papers(database, db::tables_of(first_load), "papers", paper_columns(), update_paper()),
      m_originals(database, db::tables_of(first_load), "originals", k_original_columns),
      m_categories(database, db::tables_of(first_load), "paper_categories", k_category_columns),
      m_links(database, db::tables_of(first_load), "links", k_link_columns),
      m_write_identifier(database, "INSERT OR IGNORE INTO identifiers (scheme, value, paper_id) VALUES (?, ?, ?)"),
      m_delete_identifiers(database, "DELETE FROM identifiers WHERE paper_id = ?"),
      m_delete_originals(database, "DELETE FROM originals WHERE paper_id = ?"),
      m_read_categories(database, "SELECT code FROM paper_categories WHERE paper_id = ? ORDER BY position"),
      m_delete_categories(database, "DELETE FROM paper_categories WHERE paper_id = ?"),
      m_read_links(database, "SELECT url FROM links WHERE paper_id = ? ORDER BY url"),
      m_delete_links(database, "DELETE FROM links WHERE paper_id = ?"),
      m_delete_paper(database, "DELETE FROM papers WHERE paper_id = ?"),
      m_move_record(database, "UPDATE records SET paper_id = ? WHERE entry_hash = ?"),
      m_write_alternate(database, "INSERT INTO alternates (record_id, field, value, original) VALUES (?, ?, ?, ?)"),
      m_delete_alternates(database, "DELETE FROM alternates WHERE record_id = ?"),
      m_read_texts(database, k_sql_read_texts),
      m_unindex(database, k_sql_unindex),
      m_index(database, k_sql_index) {
  m_next_paper_id = database.execAndGet("SELECT coalesce(max(paper_id), 0) + 1 FROM papers").getInt64();
  if (database.execAndGet("SELECT EXISTS (SELECT 1 FROM corrections)").getInt() != 0) read_overruled();
}

void PaperStore::read_overruled() {
  // What a record gave and a correction put away is an alternate.
  SQLite::Statement rows(
      m_database,
      "SELECT r.paper_id, a.value FROM alternates AS a JOIN records AS r ON r.record_id = a.record_id"
      " WHERE a.field = 'doi'");
  while (rows.executeStep()) {
    for (std::string& doi : record::canonical_dois(rows.getColumn(1).getString())) {
      note_overruled({"doi", std::move(doi)}, rows.getColumn(0).getInt64());
    }
  }
}

std::uint64_t PaperStore::key_of(const base::EntryHash& hash) {
  std::uint64_t key = 0;
  std::memcpy(&key, hash.bytes.data(), sizeof key);
  return key;
}

std::optional<KnownEntry> PaperStore::find_entry(const base::EntryHash& hash) {
  if (!may_hold(hash)) return std::nullopt;
  require_index("records_by_entry_hash");
  const db::StatementUse use(m_find_entry);
  bind_all(m_find_entry, hash);
  if (!m_find_entry.executeStep()) return std::nullopt;
  return KnownEntry{m_find_entry.getColumn(0).getInt64(), m_find_entry.getColumn(1).getDouble(),
                    fields_column(m_find_entry, 2)};
}

std::optional<std::int64_t> PaperStore::find_by_arxiv_id(const std::string& arxiv_id) {
  if (!m_arxiv_ids.may_hold(base::quick_hash(arxiv_id, 0))) return std::nullopt;
  require_index("papers_by_arxiv_id");
  const db::StatementUse use(m_find_arxiv_id);
  bind_all(m_find_arxiv_id, arxiv_id);
  if (!m_find_arxiv_id.executeStep()) return std::nullopt;
  return m_find_arxiv_id.getColumn(0).getInt64();
}

std::vector<std::int64_t> PaperStore::find_by_identifier(const Identifier& identifier) {
  const db::StatementUse use(m_find_identifier);
  bind_all(m_find_identifier, identifier.scheme, identifier.value);
  std::vector<std::int64_t> papers;
  while (m_find_identifier.executeStep()) papers.push_back(m_find_identifier.getColumn(0).getInt64());
  for (auto found = m_overruled.lower_bound({identifier, 0}); found != m_overruled.end(); ++found) {
    if (found->first != identifier) break;
    papers.push_back(found->second);
  }
  return papers;
}

std::vector<Identifier> PaperStore::read_identifiers(std::int64_t paper_id) {
  require_index("identifiers_by_paper");
  const db::StatementUse use(m_read_identifiers);
  bind_all(m_read_identifiers, paper_id);
  std::vector<Identifier> identifiers;
  while (m_read_identifiers.executeStep()) {
    identifiers.push_back({m_read_identifiers.getColumn(0).getString(), m_read_identifiers.getColumn(1).getString()});
  }
  return identifiers;
}

void PaperStore::note_entry(const SourceRecord& source) {
  m_entries.add(key_of(source.entry_hash));
  if (!source.record.given().has(Field::arxiv_id)) m_has_record_without_arxiv_id = true;
}

bool PaperStore::has_records_without_arxiv_id() {
  if (m_first_load != nullptr && !m_first_load->tables().is_settled()) return m_has_record_without_arxiv_id;
  require_index("records_without_arxiv_id");
  const db::StatementUse use(m_any_without_arxiv_id);
  m_any_without_arxiv_id.executeStep();
  return m_any_without_arxiv_id.getColumn(0).getInt() != 0;
}

StoredPaper PaperStore::read_paper(std::int64_t paper_id) {
  require_index("records_by_paper");
  StoredPaper paper;
  paper.paper_id = paper_id;
  read_values(paper);
  read_records(paper);
  return paper;
}

void PaperStore::read_values(StoredPaper& paper) {
  const std::map<record::Field, std::string> originals = read_originals(paper.paper_id);
  const db::StatementUse use(m_read_values);
  bind_all(m_read_values, paper.paper_id);
  m_read_values.executeStep();
  for (const record::FieldInfo& info : record::k_fields) {
    const auto text = db::text_of(m_read_values.getColumn(static_cast<int>(index_of(info.field))));
    if (!text) continue;
    record::Value value{*text, std::nullopt};
    if (const auto original = originals.find(info.field); original != originals.end())
      value.original = original->second;
    paper.chosen.set(info.field, value);
  }
}

std::map<record::Field, std::string> PaperStore::read_originals(std::int64_t paper_id) {
  std::map<record::Field, std::string> originals;
  const db::StatementUse use(m_read_originals);
  bind_all(m_read_originals, paper_id);
  while (m_read_originals.executeStep()) {
    const auto field = record::field_named(m_read_originals.getColumn(0).getString());
    if (field) originals.emplace(*field, m_read_originals.getColumn(1).getString());
  }
  return originals;
}

void PaperStore::read_records(StoredPaper& paper) {
  std::unordered_map<base::EntryHash, std::size_t, base::EntryHashHasher> place;
  const db::StatementUse use(m_read_records);
  bind_all(m_read_records, paper.paper_id);
  while (m_read_records.executeStep()) {
    StoredRecord stored;
    SourceRecord& source = stored.source;
    stored.record_id = m_read_records.getColumn(0).getInt64();
    source.entry_hash = hash_column(m_read_records, 1);
    const record::FieldSet given = fields_column(m_read_records, 2);
    source.doubtful = fields_column(m_read_records, 3);
    source.confidence = m_read_records.getColumn(4).getDouble();
    source.record.set_date(db::text_of(m_read_records.getColumn(5)));
    const format::Format* format = format::find_format(m_read_records.getColumn(6).getString());
    source.trust = format == nullptr ? 0 : format->trust;
    const auto [found, is_first] = place.try_emplace(source.entry_hash, paper.records.size());
    if (!is_first) {
      SourceRecord& first = paper.records[found->second].source;
      first.trust = std::max(first.trust, source.trust);
      if (is_surer(source.confidence, source.doubtful, first.confidence, first.doubtful)) {
        first.confidence = source.confidence;
        first.doubtful = source.doubtful;
      }
      continue;
    }
    for (const record::FieldInfo& info : record::k_fields) {
      if (given.has(info.field)) source.record.set(info.field, paper.chosen[info.field]);
    }
    const db::StatementUse use_alternates(m_read_alternates);
    bind_all(m_read_alternates, stored.record_id);
    while (m_read_alternates.executeStep()) {
      const auto field = record::field_named(m_read_alternates.getColumn(0).getString());
      const std::string text = m_read_alternates.getColumn(1).getString();
      const auto original = db::text_of(m_read_alternates.getColumn(2));
      if (field) source.record.set(*field, record::Value{text, original});
    }
    paper.records.push_back(std::move(stored));
  }
}

void PaperStore::write_paper(std::int64_t paper_id, const PaperRows& rows, bool is_new) {
  if (!is_new) run(m_set_indexed, paper_id, rows.arxiv_id, rows.year, rows.month);
  write_row(paper_id, rows);
  if (rows.arxiv_id) m_arxiv_ids.add(base::quick_hash(*rows.arxiv_id, 0));
  write_originals(paper_id, rows, is_new);
  m_authors.write(paper_id, rows.facts->authors, is_new);
  write_categories(paper_id, rows, is_new);
  write_links(paper_id, rows, is_new);
}

void PaperStore::write_row(std::int64_t paper_id, const PaperRows& rows) {
  m_papers.add(paper_id);
  for (const record::FieldInfo& info : record::k_fields) {
    if (info.field == Field::arxiv_id) {
      m_papers.add(rows.arxiv_id);
    } else {
      const auto& value = rows.choice[info.field];
      m_papers.add(value ? std::optional(terminated(value->text)) : std::nullopt);
    }
  }
  add_derived(m_papers, rows);
  m_papers.end_row();
}

void PaperStore::write_identifiers(std::int64_t paper_id, const std::vector<Identifier>& identifiers, bool is_new) {
  if (!is_new) {
    if (read_identifiers(paper_id) == identifiers) return;
    run(m_delete_identifiers, paper_id);
  }
  for (const Identifier& identifier : identifiers) {
    run(m_write_identifier, identifier.scheme, identifier.value, paper_id);
  }
}

void PaperStore::write_originals(std::int64_t paper_id, const PaperRows& rows, bool is_new) {
  std::vector<std::string_view> values;
  for (const record::Field field : k_fields_by_name) {
    const auto& value = rows.choice[field];
    if (value && value->original) values.insert(values.end(), {record::name_of(field), *value->original});
  }
  if (!is_new && !db::clear_other_rows(m_read_originals, m_delete_originals, paper_id, values)) return;
  for (std::size_t i = 0; i < values.size(); i += 2) {
    m_originals.write(paper_id, values[i], terminated(values[i + 1]));
  }
}

void PaperStore::write_categories(std::int64_t paper_id, const PaperRows& rows, bool is_new) {
  if (!is_new && !db::clear_other_rows(m_read_categories, m_delete_categories, paper_id, rows.categories)) return;
  std::int64_t position = 0;
  for (const std::string_view code : rows.categories) m_categories.write(paper_id, ++position, code);
}

void PaperStore::write_links(std::int64_t paper_id, const PaperRows& rows, bool is_new) {
  std::vector<std::string_view> urls(rows.facts->links.begin(), rows.facts->links.end());
  std::ranges::sort(urls);
  if (!is_new && !db::clear_other_rows(m_read_links, m_delete_links, paper_id, urls)) return;
  for (const std::string_view url : urls) m_links.write(paper_id, url);
}

void PaperStore::move_record(const base::EntryHash& hash, std::int64_t paper_id) {
  require_index("records_by_entry_hash");
  run(m_move_record, paper_id, hash);
}

void PaperStore::write_alternates(std::int64_t record_id, const std::vector<Alternate>& values, bool is_new) {
  if (!is_new) run(m_delete_alternates, record_id);
  for (const Alternate& alternate : values) {
    run(m_write_alternate, record_id, record::name_of(alternate.field), terminated(alternate.value.text),
        alternate.value.original);
  }
}

void PaperStore::delete_paper(std::int64_t paper_id) {
  require_index("identifiers_by_paper");
  for (SQLite::Statement* statement :
       {&m_delete_identifiers, &m_delete_originals, &m_delete_categories, &m_delete_links}) {
    run(*statement, paper_id);
  }
  m_authors.remove(paper_id);
  run(m_delete_paper, paper_id);
  std::erase_if(m_overruled, [paper_id](const auto& overruled) { return overruled.second == paper_id; });
}

void PaperStore::unindex(std::int64_t paper_id) { give_texts(m_unindex, paper_id); }

void PaperStore::index(std::int64_t paper_id) { give_texts(m_index, paper_id); }

void PaperStore::give_texts(SQLite::Statement& change, std::int64_t paper_id) {
  const db::StatementUse use(m_read_texts);
  bind_all(m_read_texts, paper_id);
  if (!m_read_texts.executeStep()) return;
  const auto text = [this](int column) { return db::text_of(m_read_texts.getColumn(column)); };
  run(change, paper_id, text(0), text(1), text(2), text(3), text(4));
}

}  // namespace litdex::load
