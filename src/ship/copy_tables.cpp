// SPDX-License-Identifier: MIT
#include "ship/copy_tables.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <array>
#include <string>
#include <string_view>

#include "db/canonical.hpp"

namespace litdex::ship {
namespace {

/// One table: its columns in the target and the rows of the source, in the order in which they are written. Tables
/// whose rows a new database has already (fields, categories, schema_migrations) are not listed; nor is imports, which
/// says nothing but how a machine worked.
struct TableCopy {
  std::string_view table;
  std::string_view columns;
  const char* select;
};

constexpr std::array k_copies = {
    TableCopy{"papers",
              "paper_id, arxiv_id, doi, title, authors, abstract, comments, journal_ref, categories, year, month,"
              " submitted, updated, latest_version, submitter, report_no, msc_class, acm_class, license, deleted,"
              " withdrawn,"
              " page_count, figure_count, venue, venue_year",
              "SELECT k.number, p.arxiv_id, p.doi, p.title, p.authors, p.abstract, p.comments, p.journal_ref,"
              " p.categories, p.year, p.month, p.submitted, p.updated, p.latest_version, p.submitter, p.report_no,"
              " p.msc_class, p.acm_class, p.license, p.deleted, p.withdrawn, p.page_count, p.figure_count, p.venue, "
              "p.venue_year"
              " FROM canonical_papers AS k JOIN papers AS p ON p.paper_id = k.paper_id ORDER BY k.number"},
    TableCopy{"identifiers", "scheme, value, paper_id",
              "SELECT i.scheme, i.value, k.number FROM identifiers AS i"
              " JOIN canonical_papers AS k ON k.paper_id = i.paper_id ORDER BY i.scheme, i.value, k.number"},
    TableCopy{"authors", "author_id, name, family, given",
              "SELECT k.number, a.name, a.family, a.given FROM canonical_authors AS k"
              " JOIN authors AS a ON a.author_id = k.author_id ORDER BY k.number"},
    TableCopy{"paper_authors", "paper_id, position, author_id, affiliation",
              "SELECT k.number, w.position, a.number, w.affiliation FROM canonical_papers AS k"
              " JOIN paper_authors AS w ON w.paper_id = k.paper_id"
              " JOIN canonical_authors AS a ON a.author_id = w.author_id ORDER BY k.number, w.position"},
    TableCopy{"paper_categories", "paper_id, position, code",
              "SELECT k.number, c.position, c.code FROM canonical_papers AS k"
              " JOIN paper_categories AS c ON c.paper_id = k.paper_id ORDER BY k.number, c.position"},
    TableCopy{"links", "paper_id, url",
              "SELECT k.number, l.url FROM canonical_papers AS k JOIN links AS l ON l.paper_id = k.paper_id"
              " ORDER BY k.number, l.url"},
    TableCopy{"dumps",
              "dump_id, archive, name, format, reader_version, size, sha256, compression, record_count,"
              " record_bytes, reject_count, reject_bytes, frame_count, frame_bytes, blank_count, blank_bytes,"
              " source_url, retrieved, license, complete",
              "SELECT k.number, d.archive, d.name, d.format, d.reader_version, d.size, d.sha256, d.compression,"
              " d.record_count, d.record_bytes, d.reject_count, d.reject_bytes, d.frame_count, d.frame_bytes,"
              " d.blank_count, d.blank_bytes, d.source_url, d.retrieved, d.license, d.complete"
              " FROM canonical_dumps AS k JOIN dumps AS d ON d.dump_id = k.dump_id ORDER BY k.number"},
    TableCopy{"records",
              "record_id, dump_id, ordinal, start, length, paper_id, entry_hash, record_date, fields, doubtful,"
              " confidence, bytes",
              "SELECT k.number, d.number, r.ordinal, r.start, r.length, p.number, r.entry_hash, r.record_date,"
              " r.fields, r.doubtful, r.confidence, r.bytes FROM canonical_records AS k"
              " JOIN records AS r ON r.record_id = k.record_id"
              " JOIN canonical_dumps AS d ON d.dump_id = r.dump_id"
              " JOIN canonical_papers AS p ON p.paper_id = r.paper_id ORDER BY k.number"},
    TableCopy{"rejects", "dump_id, start, length, line, hash, code, message, excerpt, bytes",
              "SELECT k.number, x.start, x.length, x.line, x.hash, x.code, x.message, x.excerpt, x.bytes"
              " FROM canonical_dumps AS k JOIN rejects AS x ON x.dump_id = k.dump_id ORDER BY k.number, x.start"},
    TableCopy{"alternates", "record_id, field, value, original",
              "SELECT k.bearer, a.field, a.value, a.original FROM alternates AS a"
              " JOIN canonical_records AS k ON k.record_id = a.record_id ORDER BY k.bearer, a.field"},
    TableCopy{"originals", "paper_id, field, text",
              "SELECT k.number, o.field, o.text FROM canonical_papers AS k"
              " JOIN originals AS o ON o.paper_id = k.paper_id ORDER BY k.number, o.field"},
    TableCopy{"cut_candidates", "record_id, offset, probability, before, after",
              "SELECT k.number, c.offset, c.probability, c.before, c.after FROM canonical_records AS k"
              " JOIN cut_candidates AS c ON c.record_id = k.record_id ORDER BY k.number, c.offset"},
    TableCopy{"corrections", "entry_hash, identifier, field, value, note",
              "SELECT c.entry_hash, c.identifier, c.field, c.value, c.note FROM canonical_corrections AS k"
              " JOIN corrections AS c ON c.correction_id = k.correction_id ORDER BY k.number"},
};

/// Facts that the owner stated stay; those that litdex keeps about its own doings are made anew.
constexpr TableCopy k_about_copy = {"about", "key, value",
                                    "SELECT key, value FROM about WHERE key IN ('title', 'licence', 'license',"
                                    " 'source', 'description') ORDER BY key"};

void bind_column(SQLite::Statement& insert, int place, const SQLite::Column& column) {
  switch (column.getType()) {
    case SQLITE_INTEGER: insert.bind(place, column.getInt64()); break;
    case SQLITE_FLOAT: insert.bind(place, column.getDouble()); break;
    case SQLITE_TEXT: insert.bind(place, column.getString()); break;
    case SQLITE_BLOB: insert.bind(place, column.getBlob(), column.getBytes()); break;
    default: insert.bind(place); break;
  }
}

void copy_table(const TableCopy& copy, SQLite::Database& source, SQLite::Database& target) {
  SQLite::Statement rows(source, copy.select);
  std::string places = "?";
  for (int i = 1; i < rows.getColumnCount(); ++i) places += ", ?";
  SQLite::Statement insert(target, fmt::format("INSERT INTO {} ({}) VALUES ({})", copy.table, copy.columns, places));
  while (rows.executeStep()) {
    for (int i = 0; i < rows.getColumnCount(); ++i) bind_column(insert, i + 1, rows.getColumn(i));
    insert.exec();
    insert.reset();
  }
}

}  // namespace

void copy_tables(SQLite::Database& source, SQLite::Database& target) {
  db::number_canonically(source);
  for (const TableCopy& copy : k_copies) copy_table(copy, source, target);
  copy_table(k_about_copy, source, target);
}

}  // namespace litdex::ship
