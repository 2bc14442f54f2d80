// SPDX-License-Identifier: MIT
#include "load/stored_dumps.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "db/statement.hpp"

namespace litdex::load {
namespace {

constexpr auto k_columns = "dump_id, name, archive, sha256, size, record_count, reject_count";

/// A dump that was cut off, and of which every record stands at the same place of the stream that was read whole.
constexpr auto k_is_part_of_stream =
    "NOT complete AND format = ?2 AND record_count > 0 AND NOT EXISTS (SELECT 1 FROM records AS r LEFT JOIN records AS "
    "w"
    " ON w.dump_id = (SELECT max(d.dump_id) FROM dumps AS d WHERE d.sha256 = ?1 AND d.format = ?2)"
    " AND w.ordinal = r.ordinal WHERE r.dump_id = dumps.dump_id"
    " AND (w.entry_hash IS NOT r.entry_hash OR w.start IS NOT r.start))";

/// Shorter beginnings of a hash are more likely a slip than a name.
constexpr std::size_t k_least_digits = 8;

std::optional<std::string> text_column(const SQLite::Column& column) {
  return column.isNull() ? std::nullopt : std::optional(column.getString());
}

template <typename... Values>
std::vector<StoredDump> dumps_where(SQLite::Database& database, std::string_view condition, const Values&... values) {
  SQLite::Statement rows(database, fmt::format("SELECT {} FROM dumps WHERE {} ORDER BY dump_id", k_columns, condition));
  db::bind_all(rows, values...);
  std::vector<StoredDump> dumps;
  while (rows.executeStep()) {
    dumps.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), text_column(rows.getColumn(2)),
                     text_column(rows.getColumn(3)), static_cast<std::uint64_t>(rows.getColumn(4).getInt64()),
                     static_cast<std::uint64_t>(rows.getColumn(5).getInt64()),
                     static_cast<std::uint64_t>(rows.getColumn(6).getInt64())});
  }
  return dumps;
}

bool is_made_of(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

[[noreturn]] void refuse_ambiguous(const std::string& text, const std::vector<StoredDump>& dumps) {
  std::string numbers;
  for (const StoredDump& dump : dumps) numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", dump.dump_id);
  throw base::Error(base::ExitCode::usage,
                    fmt::format("'{}' may be one of the dumps {}", base::printable(text), numbers),
                    "give the number of the one that is meant; litdex info lists them");
}

/// All of them are one, or the members of one archive that was imported once.
const std::vector<StoredDump>& the_one(const std::string& text, const std::vector<StoredDump>& dumps) {
  if (dumps.size() > 1) refuse_ambiguous(text, dumps);
  return dumps;
}

}  // namespace

std::vector<StoredDump> dumps_named(SQLite::Database& database, const std::string& text) {
  const auto by_name = dumps_where(database, "name = ?1 OR archive || ': ' || name = ?1", text);
  if (!by_name.empty()) return the_one(text, by_name);
  const auto members = dumps_where(database, "archive = ?", text);
  if (!members.empty()) {
    std::set<std::string> names;
    for (const StoredDump& member : members) names.insert(member.name);
    if (names.size() < members.size()) refuse_ambiguous(text, members);
    return members;
  }
  if (is_made_of(text, "0123456789")) {
    const auto by_number = dumps_where(database, "CAST(dump_id AS TEXT) = ?", text);
    if (!by_number.empty()) return by_number;
  }
  const std::string digits = base::ascii_lower(text);
  if (digits.size() >= k_least_digits && is_made_of(digits, "0123456789abcdef")) {
    const auto by_hash = dumps_where(database, "substr(sha256, 1, length(?1)) = ?1", digits);
    if (!by_hash.empty()) return the_one(text, by_hash);
  }
  throw base::Error(base::ExitCode::usage, fmt::format("the database has no dump '{}'", base::printable(text)),
                    "litdex info lists them");
}

std::vector<StoredDump> dumps_named_by_any(SQLite::Database& database, const std::vector<std::string>& names) {
  std::vector<StoredDump> all;
  for (const std::string& name : names) {
    for (StoredDump& dump : dumps_named(database, name)) {
      if (std::ranges::find(all, dump.dump_id, &StoredDump::dump_id) == all.end()) all.push_back(std::move(dump));
    }
  }
  std::ranges::sort(all, {}, &StoredDump::dump_id);
  return all;
}

std::vector<StoredDump> dumps_numbered(SQLite::Database& database, const std::vector<StoredDump>& dumps) {
  std::vector<StoredDump> found;
  for (const StoredDump& dump : dumps) {
    for (StoredDump& now : dumps_where(database, "dump_id = ?", dump.dump_id)) found.push_back(std::move(now));
  }
  return found;
}

std::vector<StoredDump> earlier_readings(SQLite::Database& database, const WholeStream& stream, int version,
                                         std::int64_t except) {
  std::vector<StoredDump> readings =
      dumps_where(database, "sha256 = ? AND format = ? AND reader_version < ? AND dump_id <> ?", stream.sha256,
                  stream.format, version, except);
  for (StoredDump& part : dumps_where(database, k_is_part_of_stream, stream.sha256, stream.format)) {
    readings.push_back(std::move(part));
  }
  return readings;
}

bool has_earlier_readings(SQLite::Database& database, const std::string& format, int version) {
  return !dumps_where(database, "format = ? AND reader_version < ?", format, version).empty();
}

}  // namespace litdex::load
