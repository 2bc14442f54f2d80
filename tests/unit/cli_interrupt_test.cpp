// What ends a run that does not end by itself.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <functional>
#include <string>

#include "cli/interrupt.hpp"

using namespace litdex;
using namespace litdex::cli;

namespace {

/// How a process ended: its exit code, and what it wrote to standard error.
struct Ended {
  int exit_code = 0;
  std::string said;
};

/// Runs `action`, which must not return, in a process of its own.
Ended run_alone(const std::function<void()>& action) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    action();
    _exit(99);
  }
  close(ends[1]);
  Ended ended;
  std::array<char, 256> bytes{};
  for (ssize_t count = 0; (count = read(ends[0], bytes.data(), bytes.size())) > 0;) {
    ended.said.append(bytes.data(), static_cast<std::size_t>(count));
  }
  close(ends[0]);
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  ended.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return ended;
}

[[noreturn]] void hang() {
  while (true) pause();
}

}  // namespace

TEST_SUITE("cli::InterruptGuard") {
  TEST_CASE("work that does not end after a signal is ended with the message and the code of the signal") {
    struct Case {
      int signal;
      int exit_code;
      const char* said;
    };
    for (const Case& c : {Case{SIGINT, 130, "litdex: error: interrupted\n  hint: run the same command again\n"},
                          Case{SIGTERM, 143, "litdex: error: terminated\n  hint: run the same command again\n"},
                          Case{SIGHUP, 129,
                               "litdex: error: ended, because the terminal was closed\n"
                               "  hint: run the same command again\n"}}) {
      const Ended ended = run_alone([&] {
        const InterruptGuard guard(Stubborn::end);
        std::raise(c.signal);
        hang();
      });
      CHECK(ended.exit_code == c.exit_code);
      CHECK(ended.said == c.said);
    }
  }

  TEST_CASE("a second signal, of whatever kind, ends the process at once") {
    for (const Stubborn stubborn : {Stubborn::end, Stubborn::wait}) {
      const Ended ended = run_alone([stubborn] {
        const InterruptGuard guard(stubborn);
        std::raise(SIGINT);
        std::raise(SIGTERM);
        hang();
      });
      CHECK(ended.exit_code == 128 + SIGTERM);
      CHECK(ended.said.empty());
    }
  }

  TEST_CASE("a signal that was ignored stays ignored, as under nohup") {
    const Ended ended = run_alone([] {
      std::signal(SIGHUP, SIG_IGN);
      const InterruptGuard guard(Stubborn::wait);
      std::raise(SIGHUP);
      _exit(base::noted_signal());
    });
    CHECK(ended.exit_code == 0);
  }

  TEST_CASE("work that writes is woken up again and again, and not ended") {
    const Ended ended = run_alone([] {
      const InterruptGuard guard(Stubborn::wait);
      std::raise(SIGTERM);
      pause();  // as a read would that began just after the signal
      pause();
      _exit(base::noted_signal());
    });
    CHECK(ended.exit_code == SIGTERM);
  }

  TEST_CASE("work that does not end when its time is over is ended") {
    const Ended ended = run_alone([] {
      const TimeLimit limit{std::chrono::milliseconds(1), {base::ExitCode::busy, "too long", "ask for less"}};
      const InterruptGuard guard(Stubborn::end, limit);
      hang();
    });
    CHECK(ended.exit_code == 75);
    CHECK(ended.said == "litdex: error: too long\n  hint: ask for less\n");
  }

  TEST_CASE("what has ended in time is left alone") {
    const auto before = std::signal(SIGALRM, SIG_DFL);
    {
      const TimeLimit limit{std::chrono::milliseconds(1), {base::ExitCode::busy, "too long"}};
      const InterruptGuard guard(Stubborn::end, limit);
      CHECK(base::noted_signal() == 0);
    }
    const bool is_restored = std::signal(SIGALRM, before) == SIG_DFL;
    CHECK(is_restored);
    CHECK(alarm(0) == 0);
  }
}
