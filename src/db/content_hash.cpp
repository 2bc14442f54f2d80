// SPDX-License-Identifier: MIT
#include "db/content_hash.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <array>
#include <string_view>

#include "base/hash.hpp"
#include "db/canonical.hpp"

namespace litdex::db {
namespace {

/// A named list of rows, in an order that does not depend on how they arrived.
struct Part {
  std::string_view name;
  const char* sql;
};

// Copies of an entry count once, with the evidence of the surest: that is what the choice of values goes by.
// Probabilities count to six digits, so that another compiler's last bit does not change the hash.
constexpr std::array k_parts = {
    Part{"papers",
         "SELECT k.key, p.arxiv_id, p.doi, p.title, p.authors, p.abstract, p.comments, p.journal_ref, p.categories,"
         " p.year, p.month, p.submitted, p.updated, p.latest_version, p.submitter, p.report_no, p.msc_class,"
         " p.acm_class, p.license, p.deleted, p.withdrawn, p.page_count, p.figure_count, p.venue, p.venue_year"
         " FROM canonical_papers AS k JOIN papers AS p ON p.paper_id = k.paper_id ORDER BY k.number"},
    Part{"identifiers",
         "SELECT i.scheme, i.value, k.key FROM identifiers AS i"
         " JOIN canonical_papers AS k ON k.paper_id = i.paper_id ORDER BY i.scheme, i.value, k.number"},
    Part{"paper_authors",
         "SELECT k.key, w.position, a.name, a.family, a.given, w.affiliation FROM canonical_papers AS k"
         " JOIN paper_authors AS w ON w.paper_id = k.paper_id JOIN authors AS a ON a.author_id = w.author_id"
         " ORDER BY k.number, w.position"},
    Part{"paper_categories",
         "SELECT k.key, c.position, c.code FROM canonical_papers AS k"
         " JOIN paper_categories AS c ON c.paper_id = k.paper_id ORDER BY k.number, c.position"},
    Part{"links",
         "SELECT k.key, l.url FROM canonical_papers AS k JOIN links AS l ON l.paper_id = k.paper_id"
         " ORDER BY k.number, l.url"},
    Part{"originals",
         "SELECT k.key, o.field, o.text FROM canonical_papers AS k JOIN originals AS o ON o.paper_id = k.paper_id"
         " ORDER BY k.number, o.field"},
    Part{"entries",
         "SELECT entry_hash, key, record_date, fields, millionths, doubtful FROM ("
         " SELECT r.entry_hash, k.key, r.record_date, r.fields, r.doubtful,"
         "  CAST(round(r.confidence * 1000000) AS INTEGER) AS millionths,"
         "  row_number() OVER (PARTITION BY r.entry_hash ORDER BY r.confidence DESC, r.doubtful) AS place"
         " FROM records AS r JOIN canonical_papers AS k ON k.paper_id = r.paper_id)"
         " WHERE place = 1 ORDER BY entry_hash"},
    Part{"alternates",
         "SELECT r.entry_hash, a.field, a.value, a.original FROM alternates AS a"
         " JOIN records AS r ON r.record_id = a.record_id ORDER BY r.entry_hash, a.field"},
    Part{"dumps",
         "SELECT sha256, format, reader_version, size, record_count, record_bytes, reject_count, reject_bytes,"
         " frame_count, frame_bytes, blank_count, blank_bytes, complete FROM dumps"
         " ORDER BY sha256, format, reader_version, size"},
    Part{"records",
         "SELECT d.sha256, r.ordinal, r.start, r.length, r.entry_hash,"
         " CAST(round(r.confidence * 1000000) AS INTEGER), r.doubtful FROM records AS r"
         " JOIN canonical_dumps AS k ON k.dump_id = r.dump_id JOIN dumps AS d ON d.dump_id = r.dump_id"
         " ORDER BY k.number, r.ordinal"},
    Part{"cut_candidates",
         "SELECT d.sha256, r.ordinal, c.offset, CAST(round(c.probability * 1000000) AS INTEGER)"
         " FROM cut_candidates AS c JOIN records AS r ON r.record_id = c.record_id"
         " JOIN dumps AS d ON d.dump_id = r.dump_id ORDER BY d.sha256, r.ordinal, c.offset"},
    Part{"rejects",
         "SELECT d.sha256, x.start, x.length, x.hash, x.code FROM rejects AS x"
         " JOIN dumps AS d ON d.dump_id = x.dump_id ORDER BY d.sha256, x.start"},
    Part{"corrections",
         "SELECT c.entry_hash, c.identifier, c.field, c.value FROM corrections AS c"
         " JOIN canonical_corrections AS k ON k.correction_id = c.correction_id"
         " ORDER BY c.entry_hash, c.identifier, c.field, c.value"},
};

/// Adds one column so that NULL, numbers, text and blobs stay apart.
void update_with(base::Sha256& sha, const SQLite::Column& column) {
  static constexpr std::string_view k_type_marks = "?irtbn";
  sha.update(k_type_marks.substr(static_cast<std::size_t>(column.getType()), 1));
  if (!column.isNull()) {
    sha.update_field({static_cast<const char*>(column.getBlob()), static_cast<std::size_t>(column.getBytes())});
  }
}

}  // namespace

std::string content_hash(SQLite::Database& database) {
  number_canonically(database);
  base::Sha256 sha;
  sha.update_field("litdex content 1");
  for (const Part& part : k_parts) {
    sha.update_field(part.name);
    SQLite::Statement rows(database, part.sql);
    while (rows.executeStep()) {
      sha.update("\n");
      for (int i = 0; i < rows.getColumnCount(); ++i) update_with(sha, rows.getColumn(i));
    }
  }
  return sha.finish_hex();
}

}  // namespace litdex::db
