// Whatever is imported, cut, repeated, read again, forgotten and brought back: the same dumps give the same content.
// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Statement.h>
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <array>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "check/check.hpp"
#include "db/connection.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "format/format.hpp"
#include "load/forget.hpp"
#include "load/import.hpp"
#include "normalize/normalize.hpp"
#include "support/crash_scenario.hpp"
#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t k_dump_count = 4;

fs::path dump_path(const fs::path& folder, std::size_t number) { return folder / (std::to_string(number) + ".txt"); }

/// Records `first` to `last`, of which every third ends with a reference that is glued to the next one.
std::string glued_dump(int first, int last, std::string_view word) {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text += fmt::format("{} theory of the {} kind, number {}, is studied here.\narXiv:0704.{:04}",
                        i % 2 == 0 ? "Mathematical" : "The", word, i, i);
    if (i % 3 == 0) text += fmt::format(" - J. Math. Phys. {} ({}) 12{}", i, 1990 + i % 20, i % 2 == 0 ? "" : "0");
  }
  return text;
}

/// Dumps that overlap, some with the same beginning, of which two say something else of the same papers.
void write_dumps(const fs::path& folder) {
  test::write_bytes(dump_path(folder, 0), glued_dump(1, 60, "first"));
  test::write_bytes(dump_path(folder, 1), glued_dump(1, 31, "first") + glued_dump(61, 90, "first"));
  test::write_bytes(dump_path(folder, 2), glued_dump(11, 70, "second"));
  test::write_bytes(dump_path(folder, 3), glued_dump(11, 40, "second") + "\n\nWhat is cut off");
}

std::string hash_of(const fs::path& database_path) {
  CHECK(check::check_database(database_path).empty());
  SQLite::Database database = db::open_database(database_path, db::Access::read);
  return db::content_hash(database);
}

/// One person's way through the dumps, chosen at random.
class Wanderer {
 public:
  Wanderer(const fs::path& folder, fs::path database_path, unsigned seed)
      : m_folder(folder), m_database_path(std::move(database_path)), m_random(seed) {}

  void take_steps(int count) {
    for (int i = 0; i < count; ++i) {
      take_step(below(k_dump_count));
      if (fs::exists(m_database_path)) CHECK(check::check_database(m_database_path).empty());
    }
  }
  void import_all() {
    for (std::size_t number = 0; number < k_dump_count; ++number) import_whole(number, [](auto&) {});
    forget("beginning.txt");
  }

 private:
  unsigned below(unsigned limit) { return static_cast<unsigned>(m_random() % limit); }

  void take_step(std::size_t number) {
    switch (below(5)) {
      case 0: return import_whole(number, [](auto&) {});
      case 1: return import_whole(number, [](load::ImportOptions& options) { options.again = true; });
      case 2:
        return import_whole(number, [this](load::ImportOptions& options) { options.max_records = 1 + below(40); });
      case 3: return below(2) == 0 ? import_beginning(number) : forget("beginning.txt");
      default: return forget(dump_path(m_folder, number).filename().string());
    }
  }

  template <typename Change>
  void import_whole(std::size_t number, Change change) {
    import_file(dump_path(m_folder, number), change);
  }

  template <typename Change>
  void import_file(const fs::path& path, Change change) {
    static constexpr std::array<std::size_t, 3> k_batches = {1, 7, 5000};
    load::ImportOptions options;
    options.inputs = {path.string()};
    options.batch_records = k_batches[below(3)];
    change(options);
    load::import_dumps(m_database_path, options);
  }

  /// Another stream: the first bytes of the dump.
  void import_beginning(std::size_t number) {
    const std::string bytes = test::read_bytes(dump_path(m_folder, number));
    const fs::path path = m_folder / "beginning.txt";
    test::write_bytes(path, bytes.substr(0, below(static_cast<unsigned>(bytes.size()))));
    import_file(path, [](auto&) {});
  }

  void forget(const std::string& name) {
    if (!fs::exists(m_database_path)) return;
    const std::string sql = "SELECT dump_id FROM dumps WHERE name = '" + name + "'";
    std::vector<std::string> numbers;
    {
      SQLite::Database database = db::open_database(m_database_path, db::Access::read);
      SQLite::Statement rows(database, sql);
      while (rows.executeStep()) numbers.push_back(rows.getColumn(0).getString());
    }
    if (!numbers.empty()) load::forget_dumps(m_database_path, numbers);
  }

  fs::path m_folder;
  fs::path m_database_path;
  std::mt19937 m_random;
};

/// The values of records by the hash of their bytes, as "field=value|original".
using Said = std::map<std::string, std::map<std::string, std::string>>;

/// What the records of the database say, out of its tables.
Said said_by_tables(SQLite::Database& database) {
  Said said;
  SQLite::Statement rows(database,
                         "SELECT hex(r.entry_hash), v.field, v.value || '|' || coalesce(v.original, '')"
                         " FROM record_values AS v JOIN records AS r ON r.record_id = v.record_id");
  while (rows.executeStep()) {
    said[rows.getColumn(0).getString()][rows.getColumn(1).getString()] = rows.getColumn(2).getString();
  }
  return said;
}

/// What the bytes of a dump say where the database has its records.
void add_said_by_bytes(SQLite::Database& database, const fs::path& path, Said& said) {
  const std::string bytes = test::read_bytes(path);
  SQLite::Statement rows(database,
                         "SELECT hex(entry_hash), start, length, format FROM records JOIN dumps USING (dump_id)"
                         " WHERE name = '" +
                             path.filename().string() + "'");
  while (rows.executeStep()) {
    const std::string entry = bytes.substr(static_cast<std::size_t>(rows.getColumn(1).getInt64()),
                                           static_cast<std::size_t>(rows.getColumn(2).getInt64()));
    const auto decoded = format::find_format(rows.getColumn(3).getString())->decode(entry, {});
    const record::Record record = normalize::normalize(std::get<record::RawRecord>(decoded));
    auto& values = said[rows.getColumn(0).getString()];
    for (const record::FieldInfo& info : record::k_fields) {
      if (const auto value = record[info.field]) {
        values[std::string(info.name)] = std::string(value->text).append("|").append(value->original.value_or(""));
      }
    }
  }
}

}  // namespace

TEST_SUITE("import::properties") {
  TEST_CASE("however dumps were imported, cut, read again and forgotten, in the end they give the same content hash") {
    const test::TempDir folder;
    write_dumps(folder.path());
    Wanderer plain(folder.path(), folder.path() / "plain.db", 0);
    plain.import_all();
    const std::string expected = hash_of(folder.path() / "plain.db");
    for (unsigned seed = 1; seed <= 12; ++seed) {
      CAPTURE(seed);
      const fs::path path = folder.path() / (std::to_string(seed) + ".db");
      Wanderer wanderer(folder.path(), path, seed);
      wanderer.take_steps(8);
      wanderer.import_all();
      CHECK(hash_of(path) == expected);
    }
    load::forget_dumps(folder.path() / "plain.db", {"2.txt"});
    CHECK(hash_of(folder.path() / "plain.db") != expected);
  }

  TEST_CASE("every record of a database says in its tables what its bytes say") {
    const test::TempDir folder;
    write_dumps(folder.path());
    const fs::path path = folder.path() / "papers.db";
    Wanderer(folder.path(), path, 3).import_all();
    SQLite::Database database = db::open_database(path, db::Access::read);
    db::allow_views(database);
    Said by_bytes;
    for (std::size_t number = 0; number < k_dump_count; ++number) {
      add_said_by_bytes(database, dump_path(folder.path(), number), by_bytes);
    }
    CHECK(by_bytes.size() >= 150);
    CHECK(said_by_tables(database) == by_bytes);
  }
}
