// Closed, full and broken outputs, and limits of the system: the import itself is unharmed, and the exit code tells.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <array>
#include <csignal>

#include "support/file_bytes.hpp"
#include "support/process.hpp"
#include "support/real_import.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using test::database_files;
using test::Ended;
using test::run_litdex;
namespace fs = std::filesystem;

namespace {

using Names = std::set<std::string>;

const std::vector<std::string> k_import_first = {"import", "--format", "arxiver-text", "first"};
const std::vector<std::string> k_import_second = {"import", "--format", "arxiver-text", "second"};

/// A folder with two dumps, of which the second is small, and a database with the first, unless it is declined.
struct Place {
  explicit Place(bool has_database = true) {
    test::write_bytes(path / "first", test::dump_of(1, 1000));
    test::write_bytes(path / "second", test::dump_of(1001, 1190));
    if (has_database) REQUIRE(run_litdex(path, k_import_first).exit_code == 0);
  }

  void require_sound(std::int64_t papers) const {
    CHECK(database_files(path) == Names{"papers.db"});
    CHECK(test::ask(path / "papers.db", "SELECT count(*) FROM papers") == papers);
    CHECK(test::findings(path / "papers.db").empty());
  }

  test::TempDir folder;
  fs::path path = folder.path();
};

void limit(decltype(RLIMIT_FSIZE) what, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(what, &both);
}

void fill(int descriptor) { ::dup2(::open("/dev/full", O_WRONLY), descriptor); }

/// Makes standard output a pipe that nobody reads.
void abandon_output() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) ::_exit(126);
  ::dup2(ends[1], STDOUT_FILENO);
  ::close(ends[0]);
}

struct Outputs {
  const char* name;
  void (*prepare)();
  int exit_code;
  const char* said;
};

constexpr Outputs k_outputs[] = {
    {"as usual", [] {}, 0, ""},
    {"standard output is full", [] { fill(STDOUT_FILENO); }, 74,
     "litdex: error: cannot write to standard output: No space left on device\n"
     "  hint: make room on its disk and run it again\n"},
    {"standard output is closed", [] { ::close(STDOUT_FILENO); }, 74,
     "litdex: error: cannot write to standard output: Bad file descriptor\n"},
    {"nobody reads standard output", abandon_output, 74, ""},
    {"standard error is full", [] { fill(STDERR_FILENO); }, 0, ""},
    {"standard error is closed", [] { ::close(STDERR_FILENO); }, 0, ""},
    {"all three are closed",
     [] {
       for (const int descriptor : {0, 1, 2}) ::close(descriptor);
     },
     74, ""},
};

}  // namespace

TEST_SUITE("limits") {
  TEST_CASE("an import does all its work whatever its outputs are, and says by its exit code what it could not write") {
    for (const Outputs& outputs : k_outputs) {
      INFO(outputs.name);
      const Place place(false);
      for (const auto& [arguments, papers] : {std::pair(k_import_first, 1000), std::pair(k_import_second, 1190)}) {
        const Ended ended = run_litdex(place.path, arguments, outputs.prepare);
        CHECK(ended.exit_code == outputs.exit_code);
        CHECK(ended.err == outputs.said);
        place.require_sound(papers);
      }
    }
  }

  TEST_CASE("a limit on the size of files ends an import with 74 and the way out, and loses nothing") {
    const Place known;
    const rlim_t bytes = fs::file_size(known.path / "papers.db");
    const auto prepare = [bytes] { limit(RLIMIT_FSIZE, bytes + 8192); };
    const Ended in_place = run_litdex(known.path, k_import_second, prepare);
    CHECK(in_place.exit_code == 74);
    CHECK(in_place.err.find("ulimit -f") != std::string::npos);
    CHECK(test::findings(known.path / "papers.db").empty());
    CHECK(run_litdex(known.path, k_import_second).exit_code == 0);
    known.require_sound(1190);

    const Place fresh(false);
    const Ended first = run_litdex(fresh.path, k_import_first, [bytes] { limit(RLIMIT_FSIZE, bytes / 2); });
    CHECK(first.exit_code == 74);
    CHECK(first.err.find("ulimit -f") != std::string::npos);
    CHECK(database_files(fresh.path).empty());
    CHECK(run_litdex(fresh.path, k_import_first).exit_code == 0);
    fresh.require_sound(1000);
  }

  TEST_CASE("a limit on open files ends an import with an error, or does not matter") {
    const Place place;
    int failed = 0;
    for (rlim_t count = 3; count < 16; ++count) {
      INFO("open files: ", count);
      const Ended ended = run_litdex(place.path, k_import_second, [count] { limit(RLIMIT_NOFILE, count); });
      CHECK_FALSE(ended.is_killed);
      CHECK(test::findings(place.path / "papers.db").empty());
      constexpr int k_not_loaded = 127;  // the libraries are files too
      if (ended.exit_code == 0 || ended.exit_code == k_not_loaded) continue;
      ++failed;
      CHECK(ended.exit_code >= 66);
      CHECK(ended.exit_code != 70);
      CHECK(ended.err.starts_with("litdex: error: "));
      CHECK(ended.err.find("\n  hint: ") != std::string::npos);
    }
    CHECK(failed > 0);
    CHECK(failed < 12);
    place.require_sound(1190);
  }
}
