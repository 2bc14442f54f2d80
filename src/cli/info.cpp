// SPDX-License-Identifier: MIT
#include "cli/info.hpp"

#include <fmt/format.h>

#include <memory>
#include <set>
#include <string>

#include "base/text.hpp"
#include "base/version.hpp"
#include "cli/cli11.hpp"
#include "cli/json_writer.hpp"
#include "cli/sql_rows.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"

namespace litdex::cli {
namespace {

/// One number of the summary.
struct Count {
  std::string_view name;
  std::string_view sql;
};

constexpr Count k_counts[] = {
    {"papers", "SELECT count(*) FROM papers"},
    {"records", "SELECT count(*) FROM records"},
    {"doubtful records", "SELECT count(*) FROM records WHERE confidence < 0.99"},
    {"rejects", "SELECT count(*) FROM rejects"},
    {"authors", "SELECT count(*) FROM authors"},
    {"alternates", "SELECT count(*) FROM alternates"},
    {"corrections", "SELECT count(*) FROM corrections"},
};

constexpr std::string_view k_sql_dumps =
    "SELECT dump_id, archive, name, format, size, record_count AS records, reject_count AS rejects, record_bytes, "
    "reject_bytes, "
    "frame_bytes, blank_bytes, sha256, complete FROM dumps ORDER BY dump_id";
constexpr std::string_view k_sql_dumps_short =
    "SELECT dump_id AS dump, iif(archive IS NULL, name, archive || ': ' || name) AS name, format, size AS bytes, "
    "record_count AS records, reject_count AS rejects, "
    "iif(complete, 'whole', 'cut off') AS read FROM dumps ORDER BY dump_id";
constexpr std::string_view k_sql_about = "SELECT key, value FROM about ORDER BY key";
constexpr std::string_view k_sql_version = "SELECT max(version) FROM schema_migrations";

struct InfoOptions {
  bool is_json = false;
  bool is_hash_only = false;
};

void write_text(Session& session, SQLite::Database& database) {
  Console& console = session.console;
  console.write(fmt::format("{}: a litdex database, schema version {} (read by litdex {}, SQLite {})\n\n",
                            base::printable(session.database_path.string()), query_count(database, k_sql_version),
                            base::version(), db::sqlite_version()));
  for (const Count& count : k_counts) {
    const auto number = static_cast<std::uint64_t>(query_count(database, count.sql));
    console.write(fmt::format("{:<16}  {:>10}\n", count.name, base::with_commas(number)));
  }
  for (const std::string_view sql : {k_sql_dumps_short, k_sql_about}) {
    Rows rows = query(database, sql);
    if (rows.rows.empty()) continue;
    console.write("\n");
    write_table(console, Layout::aligned, rows.columns, std::move(rows.rows));
  }
}

std::string json_of(SQLite::Database& database) {
  JsonWriter json;
  json.begin_object();
  json.member("schema_version", query_count(database, k_sql_version));
  json.member("litdex_version", std::string(base::version()));
  json.member("sqlite_version", db::sqlite_version());
  for (const Count& count : k_counts) {
    std::string key(count.name);
    for (char& c : key) c = c == ' ' ? '_' : c;
    json.member(key, query_count(database, count.sql));
  }
  json.begin_array("dumps");
  const Rows dumps = query(database, k_sql_dumps);
  for (const Row& row : dumps.rows) {
    json.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) json.member(dumps.columns[i], row[i]);
    json.end_object();
  }
  json.end_array();
  json.begin_object("about");
  // The schema has each key once; a file may have another schema.
  std::set<std::string> written;
  for (const Row& row : query(database, k_sql_about).rows) {
    const std::string key = plain_text(row[0]);
    if (written.insert(key).second) json.member(key, row[1]);
  }
  json.end_object();
  json.end_object();
  return json.text();
}

std::string hash_json(const std::string& hash) {
  JsonWriter json;
  json.begin_object();
  json.member("content_hash", hash);
  json.end_object();
  return json.text();
}

base::ExitCode run_info(Session& session, const InfoOptions& options) {
  SQLite::Database database = db::open_database(session.database_path, db::Access::read);
  if (options.is_hash_only) {
    const std::string hash = db::content_hash(database);
    session.console.write(options.is_json ? hash_json(hash) : hash + '\n');
  } else if (options.is_json) {
    session.console.write(json_of(database));
  } else {
    write_text(session, database);
  }
  return base::ExitCode::done;
}

}  // namespace

Action setup_info(CLI::App& app) {
  auto options = std::make_shared<InfoOptions>();
  app.add_flag("--content-hash", options->is_hash_only,
               "print only the hash of what the database says: equal for the same dumps, however they were imported");
  add_json_option(app, options->is_json);
  return [options](Session& session) { return run_info(session, *options); };
}

}  // namespace litdex::cli
