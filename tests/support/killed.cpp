// Actions in a process of their own, which may be killed in the middle.
// SPDX-License-Identifier: MIT
#include "support/killed.hpp"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <exception>
#include <system_error>

namespace litdex::test {
namespace {

/// Statements still to run. Of the child process, which has one thread; SQLite's hook for new connections takes no
/// argument of ours.
std::size_t statements_left = 0;

int count_statement(unsigned, void*, void* statement, void*) {
  sqlite3* connection = sqlite3_db_handle(static_cast<sqlite3_stmt*>(statement));
  const char* file = sqlite3_db_filename(connection, "main");
  if (file == nullptr || *file == '\0') return 0;
  if (--statements_left == 0) std::raise(SIGKILL);
  return 0;
}

int watch(sqlite3* connection, char**, const sqlite3_api_routines*) {
  return sqlite3_trace_v2(connection, SQLITE_TRACE_STMT, count_statement, nullptr);
}

}  // namespace

Ending run_in_child(const std::function<void()>& action) {
  const pid_t child = fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    // Not exit(): what the parent registered to be done at its end is not the child's to do.
    try {
      action();
    } catch (const std::exception&) {
      _exit(1);
    }
    _exit(0);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child) throw std::system_error(errno, std::generic_category(), "waitpid");
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) return Ending::killed;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Ending::returned : Ending::threw;
}

void repeat_random_numbers() {
  static const int k_seed = static_cast<int>(getpid());
  sqlite3_test_control(SQLITE_TESTCTRL_PRNG_SEED, k_seed, static_cast<sqlite3*>(nullptr));
}

Ending run_killed_at_statement(std::size_t at, const std::function<void()>& action) {
  return run_in_child([&] {
    statements_left = at;
    sqlite3_auto_extension(reinterpret_cast<void (*)()>(watch));
    action();
  });
}

}  // namespace litdex::test
