// SPDX-License-Identifier: MIT
#include "program_kills.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <thread>
#include <vector>

#include "check/check.hpp"
#include "db/content_hash.hpp"
#include "db/database.hpp"
#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

namespace litdex::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::microseconds;
using Clock = std::chrono::steady_clock;

/// An import that takes long enough to be hit: what is there before, what comes, and in what portions.
struct Import {
  std::string_view name;
  int known;  ///< records 1 to this one are in the database; none: there is no database
  int first;
  int last;
  const char* batch_records;
};

constexpr std::array k_imports = {
    Import{"first load", 0, 1, 3000, "500"},
    Import{"increment", 6000, 5500, 6500, "20"},
    Import{"rebuild", 2000, 1000, 3500, "500"},
};

pid_t start(const std::string& program, const fs::path& database, const fs::path& dump, const char* batch_records) {
  std::vector<std::string> words = {program, "import", dump, "--db", database, "--batch-records", batch_records};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  pid_t child = 0;
  const int error = posix_spawn(&child, program.c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) throw std::system_error(error, std::generic_category(), program);
  return child;
}

/// Whether it ended by itself, and well.
bool is_done(pid_t child) {
  int status = 0;
  if (waitpid(child, &status, 0) != child) throw std::system_error(errno, std::generic_category(), "waitpid");
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return false;
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) throw std::runtime_error("the import fails by itself");
  return true;
}

std::int64_t count_records(const fs::path& path) {
  if (!fs::exists(path)) return 0;
  for (const check::Finding& finding : check::check_database(path)) throw std::runtime_error(finding.message);
  return db::open_database(path, db::Access::read).execAndGet("SELECT count(*) FROM records").getInt64();
}

std::string hash_of(const fs::path& path) {
  SQLite::Database database = db::open_database(path, db::Access::read);
  return db::content_hash(database);
}

/// One import, and what it begins and ends with.
class Repetition {
 public:
  Repetition(const std::string& program, const Import& import) : m_program(program), m_import(import) {
    write_bytes(m_dump, crash_dump(import.first, import.last, "second"));
    if (import.known > 0) {
      const fs::path known = m_root.path() / "known.txt";
      write_bytes(known, crash_dump(1, import.known, "first"));
      is_done(start(program, m_database, known, import.batch_records));
      m_begin = read_bytes(m_database);
    }
    const Clock::time_point begin = Clock::now();
    is_done(start(program, m_database, m_dump, import.batch_records));
    m_duration = std::chrono::duration_cast<microseconds>(Clock::now() - begin);
    m_end = hash_of(m_database);
  }

  /// Runs it until it is done, and kills it on the way at most `count` times.
  Tally run(std::size_t count, std::mt19937_64& dice) {
    Tally tally;
    fs::remove(m_database);
    if (!m_begin.empty()) write_bytes(m_database, m_begin);
    std::int64_t records = 0;
    while (true) {
      const pid_t child = start(m_program, m_database, m_dump, m_import.batch_records);
      if (tally.tried < count) {
        const auto delay = dice() % static_cast<std::uint64_t>(m_duration.count());
        std::this_thread::sleep_for(microseconds(delay));
        ::kill(child, SIGKILL);
      }
      if (is_done(child)) break;
      ++tally.tried;
      ++tally.looked_at;
      const std::int64_t now = count_records(m_database);
      if (now < records) tally.wrong.push_back(fmt::format("{}: {} records after {}", m_import.name, now, records));
      records = now;
    }
    if (hash_of(m_database) != m_end) tally.wrong.push_back(fmt::format("{}: another content", m_import.name));
    for (const auto& [name, bytes] : directory_bytes(m_database.parent_path())) {
      if (name != "papers.db") tally.wrong.push_back(fmt::format("{}: left behind: {}", m_import.name, name));
    }
    return tally;
  }

 private:
  TempDir m_root;
  TempDir m_folder;
  fs::path m_database = m_folder.path() / "papers.db";
  fs::path m_dump = m_root.path() / "new.txt";
  const std::string& m_program;
  const Import& m_import;
  std::string m_begin;
  std::string m_end;
  microseconds m_duration{};
};

}  // namespace

Tally survey_program_kills(const std::string& program, std::size_t count, std::uint64_t seed) {
  std::mt19937_64 dice(seed);
  Tally all;
  for (std::size_t i = 0; i < k_imports.size(); ++i) {
    const std::size_t share = count * (i + 1) / k_imports.size() - count * i / k_imports.size();
    Repetition repetition(program, k_imports[i]);
    Tally mine;
    while (mine.tried < share) mine += repetition.run(share - mine.tried, dice);
    all += mine;
  }
  return all;
}

}  // namespace litdex::test
