// SPDX-License-Identifier: MIT
#include "support/crash_scenario.hpp"

#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <stdexcept>
#include <variant>

#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "db/writer.hpp"
#include "index/index.hpp"
#include "index/write_index.hpp"
#include "load/import.hpp"
#include "ship/ship.hpp"
#include "support/file_bytes.hpp"

namespace litdex::test {
namespace {

namespace fs = std::filesystem;

constexpr auto k_database = "papers.db";
constexpr auto k_shipped = "shipped.db";
constexpr auto k_shipped_hash = "shipped.db.sha256";

void import_dump(const fs::path& database, const fs::path& dump, std::size_t batch_records, const Promise& promise) {
  load::ImportOptions options;
  options.inputs = {dump.native()};
  options.batch_records = batch_records;
  // What goes wrong with the disk while it reads the dump ends the run too.
  options.on_failure = load::OnFailure::stop;
  load::ImportEvents events;
  events.progress = [&](const load::ImportProgress& progress) { promise(progress.records); };
  load::import_dumps(database, options, events);
}

void promise_nothing(std::uint64_t) {}

std::int64_t number(const fs::path& path, const char* sql) {
  return db::open_database(path, db::Access::read).execAndGet(sql).getInt64();
}

std::string hash_of(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return db::content_hash(database);
}

void require_sound(const fs::path& path) {
  for (const check::Finding& finding : check::check_database(path)) {
    throw std::runtime_error(
        fmt::format("{}: {}: {}: {}", path.filename().native(), finding.check, finding.object, finding.message));
  }
}

// The dump to begin with holds the first records; `size` goes for how many there are in all.

void begin_with_dump(const fs::path& folder, const fs::path& dumps, int size) {
  write_bytes(dumps / "known.txt", crash_dump(1, size, "first"));
  import_dump(folder / k_database, dumps / "known.txt", 5000, promise_nothing);
}

void begin_with_nothing(const fs::path&, const fs::path& dumps, int size) {
  write_bytes(dumps / "new.txt", crash_dump(1, size, "first"));
}

/// A sixth of what is known: half of its records change papers, half are of new ones.
void begin_with_increment(const fs::path& folder, const fs::path& dumps, int size) {
  const int known = 2 * size;
  begin_with_dump(folder, dumps, known);
  write_bytes(dumps / "new.txt", crash_dump(known - size / 6 + 1, known + size / 6, "second"));
}

/// As much again as is known.
void begin_with_much(const fs::path& folder, const fs::path& dumps, int size) {
  begin_with_dump(folder, dumps, size);
  write_bytes(dumps / "new.txt", crash_dump(size / 2 + 1, size / 2 + size, "second"));
}

/// Two snapshots of the same, an eighth of what is known; only the older one is in.
void begin_with_snapshot(const fs::path& folder, const fs::path& dumps, int size) {
  const int known = 2 * size;
  begin_with_dump(folder, dumps, known);
  write_bytes(dumps / "older.txt", crash_dump(known - size / 6 + 1, known + size / 12, "second"));
  write_bytes(dumps / "new.txt", crash_dump(known - size / 12 + 1, known + size / 6, "second"));
  import_dump(folder / k_database, dumps / "older.txt", 5000, promise_nothing);
}

void begin_with_correction(const fs::path& folder, const fs::path& dumps, int size) {
  begin_with_dump(folder, dumps, size);
  db::open_database(folder / k_database, db::Access::write)
      .exec("INSERT INTO corrections (identifier, field, value) VALUES ('arxiv:0704.0001', 'comments', '6 pages')");
}

/// A shipped file that is out of date.
void begin_with_shipped(const fs::path& folder, const fs::path& dumps, int size) {
  begin_with_increment(folder, dumps, size);
  ship::ship(folder / k_database, folder / k_shipped, ship::Overwrite::no);
  import_dump(folder / k_database, dumps / "new.txt", 5000, promise_nothing);
}

/// Each batch is reported when it is committed.
void import_in_place(const fs::path& folder, const fs::path& dumps, const Promise& promise) {
  import_dump(folder / k_database, dumps / "new.txt", 2, promise);
}

/// Nothing is reported before all of it is in its place.
void import_to_scratch(const fs::path& folder, const fs::path& dumps, const Promise& promise) {
  std::uint64_t all = 0;
  import_dump(folder / k_database, dumps / "new.txt", 7, [&](std::uint64_t records) { all = records; });
  promise(all);
}

/// As `litdex reindex` does.
void reindex(const fs::path& folder, const fs::path&, const Promise& promise) {
  load::apply_corrections(folder / k_database);
  promise(1);
  index::reindex(folder / k_database);
}

/// Each row's postings go through the temporary file.
void reindex_with_little_memory(const fs::path& folder, const fs::path&, const Promise&) {
  db::Writer writer(folder / k_database, {});
  SQLite::Transaction transaction(writer.database(), SQLite::TransactionBehavior::IMMEDIATE);
  const auto written = index::write_index(writer.database(), "papers_fts", {1, 0});
  if (std::holds_alternative<index::Unsupported>(written)) throw std::runtime_error("the index is not ours");
  transaction.commit();
}

void ship_again(const fs::path& folder, const fs::path&, const Promise& promise) {
  ship::ship(folder / k_database, folder / k_shipped, ship::Overwrite::yes);
  promise(1);
}

/// A newer snapshot takes the place of an older one with which it shares half.
void replace(const fs::path& folder, const fs::path& dumps, const Promise& promise) {
  load::ImportOptions options;
  options.inputs = {(dumps / "new.txt").native()};
  options.batch_records = 5;
  options.on_failure = load::OnFailure::stop;
  options.replaced = {"older.txt"};
  load::import_dumps(folder / k_database, options);
  promise(1);
}

/// 1 when the older snapshot is gone, and the newer one is in.
std::uint64_t replaced(const fs::path& folder) {
  require_sound(folder / k_database);
  const auto is_whole = number(folder / k_database, "SELECT count(*) FROM dumps WHERE name = 'new.txt' AND complete");
  const auto is_left = number(folder / k_database, "SELECT count(*) FROM dumps WHERE name = 'older.txt'");
  if (is_whole + is_left == 0) throw std::runtime_error("neither snapshot is there");
  return is_left == 0 ? 1 : 0;
}

std::uint64_t records_of_increment(const fs::path& folder) {
  const fs::path path = folder / k_database;
  if (!fs::exists(path)) return 0;
  require_sound(path);
  return static_cast<std::uint64_t>(
      number(path, "SELECT count(*) FROM records AS r JOIN dumps USING (dump_id) WHERE name = 'new.txt'"));
}

std::uint64_t corrected(const fs::path& folder) {
  require_sound(folder / k_database);
  return static_cast<std::uint64_t>(
      number(folder / k_database, "SELECT count(*) FROM papers WHERE arxiv_id = '0704.0001' AND comments = '6 pages'"));
}

/// Nothing is reported; the index is right at any time.
std::uint64_t indexed(const fs::path& folder) {
  require_sound(folder / k_database);
  return 0;
}

/// What was there before is whole too; its hash may be gone while it is replaced, and is never that of another file.
std::uint64_t shipped(const fs::path& folder) {
  require_sound(folder / k_database);
  require_sound(folder / k_shipped);
  return hash_of(folder / k_shipped) == hash_of(folder / k_database) ? 1 : 0;
}

}  // namespace

std::string crash_dump(int first, int last, std::string_view word) {
  std::string text;
  for (int i = first; i <= last; ++i) {
    text += fmt::format(
        "We study the {} subject number {} and what follows from it for all the others.\n{} pages\narXiv:0704.{:04}",
        word, i, i, i);
  }
  return text;
}

const std::vector<Scenario>& crash_scenarios() {
  static const std::vector<Scenario> k_scenarios = {
      {"first-load", "import into a new database", begin_with_nothing, import_to_scratch, records_of_increment},
      {"increment", "import of little, in place", begin_with_increment, import_in_place, records_of_increment},
      {"rebuild", "import of much, through a scratch copy", begin_with_much, import_to_scratch, records_of_increment},
      {"replace", "a snapshot imported and an older one forgotten", begin_with_snapshot, replace, replaced},
      {"reindex", "corrections applied and the index made anew", begin_with_correction, reindex, corrected},
      {"spill", "the index made anew with little memory", begin_with_correction, reindex_with_little_memory, indexed},
      {"ship", "a shipped file replaced by a newer one", begin_with_shipped, ship_again, shipped},
  };
  return k_scenarios;
}

const Scenario& crash_scenario(std::string_view name) {
  for (const Scenario& scenario : crash_scenarios()) {
    if (scenario.name == name) return scenario;
  }
  throw std::runtime_error(fmt::format("no scenario is called {}", name));
}

Trial::Trial(const Scenario& scenario, const fs::path& root, int size)
    : m_scenario(scenario), m_folder(root / "disk"), m_dumps(root / "dumps") {
  fs::create_directory(m_folder);
  fs::create_directory(m_dumps);
  scenario.begin(m_folder, m_dumps, size);
  m_begin = directory_bytes(m_folder);
  m_amounts.insert(scenario.amount(m_folder));
  act([this](std::uint64_t amount) { m_amounts.insert(amount); });
  m_amounts.insert(scenario.amount(m_folder));
  m_end = summary();
}

void Trial::put(const std::map<std::string, std::string>& files) const {
  for (const fs::directory_entry& entry : fs::directory_iterator(m_folder)) fs::remove(entry.path());
  for (const auto& [name, bytes] : files) write_bytes(m_folder / name, bytes);
}

std::string Trial::wrong(std::uint64_t promised) const {
  std::string found = wrong_now(promised);
  return found.empty() ? wrong_after_rerun() : found;
}

std::string Trial::wrong_now(std::uint64_t promised) const {
  try {
    const std::uint64_t amount = m_scenario.amount(m_folder);
    if (amount < promised) return fmt::format("lost: {} of {} that were reported", promised - amount, promised);
    if (!m_amounts.contains(amount)) return fmt::format("half done: {}", amount);
  } catch (const std::exception& exception) {
    return fmt::format("damaged: {}", exception.what());
  }
  return {};
}

std::string Trial::wrong_after_rerun() const {
  try {
    act(promise_nothing);
    const auto end = summary();
    for (const auto& [name, says] : end) {
      if (!m_end.contains(name)) return fmt::format("{}: {}", k_left_behind, name);
      if (m_end.at(name) != says) return "the rerun ends with something else in " + name;
    }
    if (end.size() != m_end.size()) return "the rerun does not make every file";
  } catch (const std::exception& exception) {
    return fmt::format("the rerun fails: {}", exception.what());
  }
  return {};
}

std::map<std::string, std::string> Trial::summary() const {
  std::map<std::string, std::string> says;
  for (const auto& [name, bytes] : directory_bytes(m_folder)) {
    if (name == k_database || name == k_shipped) {
      require_sound(m_folder / name);
      says[name] = hash_of(m_folder / name);
    } else {
      says[name] = name == k_shipped_hash ? bytes : "";
    }
  }
  return says;
}

}  // namespace litdex::test
