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

constexpr auto k_columns = "dump_id, name, archive, sha256, format, size, record_count, reject_count";

/// A dump that was cut off, and of which every record and reject stands at the same place of the dump ?1. It alone has
/// no SHA-256, by which dumps are indexed: there may be very many.
constexpr auto k_is_part_of_reading =
    "sha256 IS NULL AND format = ?2 AND NOT EXISTS (SELECT 1 FROM records AS r LEFT JOIN records AS w"
    " ON w.dump_id = ?1 AND w.ordinal = r.ordinal WHERE r.dump_id = dumps.dump_id"
    " AND (w.entry_hash IS NOT r.entry_hash OR w.start IS NOT r.start))"
    " AND NOT EXISTS (SELECT 1 FROM rejects AS x LEFT JOIN rejects AS w ON w.dump_id = ?1 AND w.start = x.start"
    " WHERE x.dump_id = dumps.dump_id AND w.hash IS NOT x.hash)";

/// Shorter beginnings of a hash are more likely a slip than a name.
constexpr std::size_t k_least_digits = 8;

template <typename... Values>
std::vector<StoredDump> dumps_where(SQLite::Database& database, std::string_view condition, const Values&... values) {
  SQLite::Statement rows(database, fmt::format("SELECT {} FROM dumps WHERE {} ORDER BY dump_id", k_columns, condition));
  db::bind_all(rows, values...);
  std::vector<StoredDump> dumps;
  while (rows.executeStep()) {
    dumps.push_back({rows.getColumn(0).getInt64(), rows.getColumn(1).getString(), db::text_of(rows.getColumn(2)),
                     db::text_of(rows.getColumn(3)), rows.getColumn(4).getString(),
                     static_cast<std::uint64_t>(rows.getColumn(5).getInt64()),
                     static_cast<std::uint64_t>(rows.getColumn(6).getInt64()),
                     static_cast<std::uint64_t>(rows.getColumn(7).getInt64())});
  }
  return dumps;
}

template <typename... Values>
bool has_dumps_where(SQLite::Database& database, std::string_view condition, const Values&... values) {
  SQLite::Statement rows(database, fmt::format("SELECT 1 FROM dumps WHERE {}", condition));
  db::bind_all(rows, values...);
  return rows.executeStep();
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

const std::vector<StoredDump>& the_only_one(const std::string& text, const std::vector<StoredDump>& dumps) {
  if (dumps.size() > 1) refuse_ambiguous(text, dumps);
  return dumps;
}

/// All of them, if they are the members of one archive, imported once.
const std::vector<StoredDump>& members_of_one(SQLite::Database& database, const std::string& text,
                                              const std::vector<StoredDump>& members) {
  std::set<std::string> names;
  for (const StoredDump& member : members) names.insert(member.name);
  SQLite::Statement runs(database, "SELECT count(DISTINCT coalesce(import_id, 0)) FROM dumps WHERE archive = ?");
  db::bind_all(runs, text);
  runs.executeStep();
  if (names.size() < members.size() || runs.getColumn(0).getInt() > 1) refuse_ambiguous(text, members);
  return members;
}

}  // namespace

std::vector<StoredDump> find_dumps(SQLite::Database& database, const std::string& text) {
  // A number first: a dump whose name is a number can still be told by its hash.
  if (is_made_of(text, "0123456789")) {
    auto by_number = dumps_where(database, "CAST(dump_id AS TEXT) = ?", text);
    if (!by_number.empty()) return by_number;
  }
  const auto by_name = dumps_where(database, "name = ?1 OR archive || ': ' || name = ?1", text);
  if (!by_name.empty()) return the_only_one(text, by_name);
  const auto members = dumps_where(database, "archive = ?", text);
  if (!members.empty()) return members_of_one(database, text, members);
  const std::string digits = base::ascii_lower(text);
  if (digits.size() >= k_least_digits && is_made_of(digits, "0123456789abcdef")) {
    const auto by_hash = dumps_where(database, "substr(sha256, 1, length(?1)) = ?1", digits);
    if (!by_hash.empty()) return the_only_one(text, by_hash);
  }
  return {};
}

std::vector<StoredDump> dumps_named(SQLite::Database& database, const std::vector<std::string>& names) {
  std::vector<StoredDump> all;
  for (const std::string& name : names) {
    std::vector<StoredDump> named = find_dumps(database, name);
    if (named.empty()) {
      throw base::Error(base::ExitCode::usage, fmt::format("the database has no dump '{}'", base::printable(name)),
                        "litdex info lists them");
    }
    for (StoredDump& dump : named) {
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

std::optional<std::int64_t> latest_reading(SQLite::Database& database, const WholeStream& stream, int version) {
  const auto readings =
      dumps_where(database, "sha256 = ? AND format = ? AND reader_version = ?", stream.sha256, stream.format, version);
  return readings.empty() ? std::nullopt : std::optional(readings.back().dump_id);
}

std::vector<StoredDump> earlier_readings(SQLite::Database& database, const WholeStream& stream, int version,
                                         std::int64_t except) {
  std::vector<StoredDump> readings =
      dumps_where(database, "sha256 = ? AND format = ? AND reader_version < ? AND dump_id <> ?", stream.sha256,
                  stream.format, version, except);
  for (StoredDump& part : dumps_where(database, k_is_part_of_reading, except, stream.format)) {
    readings.push_back(std::move(part));
  }
  return readings;
}

bool has_unfinished_dumps(SQLite::Database& database, const std::string& format) {
  return has_dumps_where(database, "sha256 IS NULL AND format = ?", format);
}

bool has_earlier_readings(SQLite::Database& database, const std::string& format, int version) {
  return has_dumps_where(database, "format = ? AND reader_version < ?", format, version);
}

}  // namespace litdex::load
