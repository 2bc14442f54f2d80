// The built program in a process of its own, and pipes that hold it where a test wants it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::test {

/// How a process ended: its exit code, or 128 and the number of the signal that ended it.
struct Ended {
  int exit_code = 0;
  bool is_killed = false;  ///< by a signal
  std::string out;
  std::string err;
};

/// litdex, started in `folder` with `arguments`. What it writes goes to files, so that it never waits for its reader.
class Process {
 public:
  /// `prepare` runs in the child before the program: it may set limits or close descriptors.
  Process(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
          const std::function<void()>& prepare = nullptr);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return m_id; }
  void send(int signal) const;

  /// Waits for its end. Throws when that takes more than a minute.
  Ended wait();

  /// What it has written to standard error so far.
  [[nodiscard]] std::string said() const;

 private:
  std::filesystem::path m_folder;
  pid_t m_id;
  std::string m_name;  ///< of the files for its output
};

/// Runs litdex to its end.
Ended run_litdex(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                 const std::function<void()>& prepare = nullptr);

/// A named pipe that is open for writing until end().
class Fifo {
 public:
  explicit Fifo(const std::filesystem::path& path);
  ~Fifo() { end(); }
  Fifo(const Fifo&) = delete;
  Fifo& operator=(const Fifo&) = delete;

  /// Writes, and returns when the reader has read all of it.
  void feed(std::string_view bytes) const;
  /// Writes what the pipe can hold, for a reader that may have ended.
  void pour(std::string_view bytes) const;
  void end();

 private:
  int m_descriptor;
};

/// Waits until `condition` holds; false when it does not within half a minute.
bool eventually(const std::function<bool()>& condition);

}  // namespace litdex::test
