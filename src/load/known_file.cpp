// SPDX-License-Identifier: MIT
#include "load/known_file.hpp"

#include <SQLiteCpp/Statement.h>

#include <vector>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "db/statement.hpp"
#include "format/format.hpp"
#include "load/stored_dumps.hpp"
#include "source/file_source.hpp"

namespace litdex::load {
namespace {

constexpr std::size_t k_chunk_bytes = 1U << 20U;

constexpr auto k_sql_dump =
    "SELECT d.format, d.reader_version, d.record_count, d.record_bytes, d.reject_count, d.reject_bytes, d.frame_bytes,"
    " d.blank_bytes, d.dump_id, (SELECT count(*) FROM records AS r WHERE r.dump_id = d.dump_id AND r.confidence < "
    "0.99),"
    " (SELECT count(DISTINCT c.record_id) FROM cut_candidates AS c JOIN records AS r ON r.record_id = c.record_id"
    "  WHERE r.dump_id = d.dump_id)"
    " FROM dumps AS d WHERE d.sha256 = ?1 AND d.size = ?2 AND (d.format = ?3 OR ?3 = '')";

std::uint64_t number(SQLite::Statement& row, int column) {
  return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
}

bool has_dump_of_size(SQLite::Database& database, std::uint64_t size) {
  SQLite::Statement rows(database, "SELECT 1 FROM dumps WHERE size = ? AND complete");
  db::bind_all(rows, size);
  return rows.executeStep();
}

std::string sha256_of(source::ByteSource& file, const std::function<void(std::uint64_t)>& progress) {
  base::Sha256 sha;
  std::vector<char> chunk(k_chunk_bytes);
  std::uint64_t bytes_read = 0;
  while (const std::size_t size = file.read(chunk)) {
    sha.update({chunk.data(), size});
    bytes_read += size;
    progress(bytes_read);
  }
  return sha.finish_hex();
}

/// The counts in a row of k_sql_dump.
DumpReport report_of(SQLite::Statement& row) {
  DumpReport report;
  report.format = row.getColumn(0).getString();
  report.already_known = true;
  report.is_complete = true;
  report.record_count = report.duplicate_count = number(row, 2);
  report.record_bytes = number(row, 3);
  report.reject_count = number(row, 4);
  report.reject_bytes = number(row, 5);
  report.frame_bytes = number(row, 6);
  report.blank_bytes = number(row, 7);
  report.doubtful_count = number(row, 9);
  report.doubtful_cut_count = number(row, 10);
  return report;
}

void note_rejects(SQLite::Database& database, std::int64_t dump_id, DumpReport& report) {
  SQLite::Statement rows(
      database, "SELECT line, start, length, code, message FROM rejects WHERE dump_id = ? ORDER BY start LIMIT ?");
  db::bind_all(rows, dump_id, k_noted_rejects);
  while (rows.executeStep()) {
    report.first_rejects.push_back({number(rows, 0), number(rows, 1), number(rows, 2), rows.getColumn(3).getString(),
                                    rows.getColumn(4).getString()});
  }
}

}  // namespace

std::optional<DumpReport> find_known_file(SQLite::Database& database, const std::string& path, std::uint64_t size,
                                          const std::string& format,
                                          const std::function<void(std::uint64_t)>& progress) {
  if (!has_dump_of_size(database, size)) return std::nullopt;
  const auto file = source::open_file(path);
  const std::string sha256 = sha256_of(*file, progress);
  SQLite::Statement row(database, k_sql_dump);
  db::bind_all(row, sha256, size, format);
  std::optional<DumpReport> report;
  while (row.executeStep()) {
    const format::Format* const reader = format::find_format(row.getColumn(0).getString());
    // What another reader has read is to be read again; and reading takes out what is left of earlier readings.
    if (reader == nullptr || reader->reader_version != row.getColumn(1).getInt()) return std::nullopt;
    const WholeStream stream{sha256, std::string(reader->name)};
    if (!earlier_readings(database, stream, reader->reader_version, 0).empty()) return std::nullopt;
    report = report_of(row);
    report->name = base::printable(file->name());
    report->sha256 = sha256;
    report->bytes = size;
    note_rejects(database, row.getColumn(8).getInt64(), *report);
  }
  return report;
}

}  // namespace litdex::load
