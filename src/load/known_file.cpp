// SPDX-License-Identifier: MIT
#include "load/known_file.hpp"

#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "db/statement.hpp"
#include "format/format.hpp"
#include "load/stored_dumps.hpp"
#include "source/file_source.hpp"

namespace litdex::load {
namespace {

// Small enough to stay in the cache between reading and hashing.
constexpr std::size_t k_chunk_bytes = 64U << 10U;

// 0.99 is format::k_sure, as the index records_in_doubt has it: no parameter would find that index.
constexpr auto k_sql_dump =
    "SELECT record_count, record_bytes, reject_count, reject_bytes, frame_bytes, blank_bytes,"
    " (SELECT count(*) FROM records AS r WHERE r.dump_id = dumps.dump_id AND r.confidence < 0.99),"
    " (SELECT count(DISTINCT c.record_id) FROM cut_candidates AS c JOIN records AS r ON r.record_id = c.record_id"
    "  WHERE r.dump_id = dumps.dump_id) FROM dumps WHERE dump_id = ?1";

std::uint64_t number(SQLite::Statement& row, int column) {
  return static_cast<std::uint64_t>(row.getColumn(column).getInt64());
}

std::unordered_set<std::uint64_t> sizes_of_dumps(SQLite::Database& database) {
  SQLite::Statement rows(database, "SELECT size FROM dumps WHERE complete");
  std::unordered_set<std::uint64_t> sizes;
  while (rows.executeStep()) sizes.insert(number(rows, 0));
  return sizes;
}

/// A file read to its end.
struct WholeFile {
  std::string head;  ///< its first bytes, as many as format::detect_format looks at
  std::string sha256;
};

WholeFile read_file(source::ByteSource& file, const std::function<void(std::uint64_t)>& progress) {
  WholeFile whole;
  base::Sha256 sha;
  std::vector<char> chunk(k_chunk_bytes);
  std::uint64_t bytes_read = 0;
  while (const std::size_t size = file.read(chunk)) {
    const std::string_view bytes(chunk.data(), size);
    whole.head += bytes.substr(0, format::k_head_bytes - std::min(format::k_head_bytes, whole.head.size()));
    sha.update(bytes);
    bytes_read += size;
    progress(bytes_read);
  }
  whole.sha256 = sha.finish_hex();
  return whole;
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

/// What an import said of the dump, or would say.
DumpReport report_of(SQLite::Database& database, std::int64_t dump_id) {
  SQLite::Statement row(database, k_sql_dump);
  db::bind_all(row, dump_id);
  row.executeStep();
  DumpReport report;
  report.already_known = true;
  report.is_complete = true;
  report.record_count = report.duplicate_count = number(row, 0);
  report.record_bytes = number(row, 1);
  report.reject_count = number(row, 2);
  report.reject_bytes = number(row, 3);
  report.frame_bytes = number(row, 4);
  report.blank_bytes = number(row, 5);
  report.doubtful_count = number(row, 6);
  report.doubtful_cut_count = number(row, 7);
  note_rejects(database, dump_id, report);
  return report;
}

}  // namespace

std::optional<DumpReport> KnownFiles::find(SQLite::Database& database, const std::string& path, std::uint64_t size,
                                           const format::Format* format,
                                           const std::function<void(std::uint64_t)>& progress) {
  if (!m_sizes) m_sizes = sizes_of_dumps(database);
  if (!m_sizes->contains(size)) return std::nullopt;
  const auto file = source::open_file(path);
  const WholeFile whole = read_file(*file, progress);
  if (format == nullptr) format = format::detect_format(whole.head);
  if (format == nullptr) return std::nullopt;
  const WholeStream stream{whole.sha256, std::string(format->name)};
  const auto reading = latest_reading(database, stream, format->reader_version);
  // Reading takes out what is left of earlier readings.
  if (!reading || !earlier_readings(database, stream, format->reader_version, *reading).empty()) return std::nullopt;
  DumpReport report = report_of(database, *reading);
  report.name = base::printable(file->name());
  report.format = format->name;
  report.sha256 = whole.sha256;
  report.bytes = size;
  return report;
}

}  // namespace litdex::load
