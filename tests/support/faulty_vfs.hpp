// A file system that fails when it is told to, between SQLite and the real one.
// SPDX-License-Identifier: MIT
#pragma once

#include <sqlite3.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::test {

/// What SQLite asks of a file system and may be made to fail.
enum class FileOperation : std::uint8_t { open, write, sync, truncate, remove };
inline constexpr std::size_t k_file_operation_count = 5;
std::string_view name_of(FileOperation operation);

/// Which operation fails, and how.
struct FileFault {
  enum class Effect : std::uint8_t { fail, kill };

  FileOperation operation = FileOperation::write;
  std::size_t at = 1;            ///< the at-th operation of that kind from now on
  bool is_persistent = false;    ///< and all later ones too
  int result = SQLITE_FULL;      ///< what SQLite is told
  Effect effect = Effect::fail;  ///< kill: the process ends there by SIGKILL
};

/// Passes everything on to the VFS that is the default one when it is made, is itself the default one until it is
/// destroyed, and counts, logs and fails operations. A write that fails or kills has written its first half, as on a
/// disk that is full. Syncs are counted and not passed on: no test cuts the power. Of one thread; connections that were
/// opened through it must be closed before it is destroyed.
class FaultyVfs {
 public:
  FaultyVfs();
  ~FaultyVfs();
  FaultyVfs(const FaultyVfs&) = delete;
  FaultyVfs& operator=(const FaultyVfs&) = delete;

  /// Begins counting anew; from now on `fault` comes true.
  void set(const FileFault& fault);
  /// Begins counting anew, and nothing fails.
  void clear();

  /// Operations since set() or clear(), the failed ones included.
  [[nodiscard]] std::size_t count(FileOperation operation) const;
  /// Whether the fault has come true.
  [[nodiscard]] bool has_struck() const { return m_has_struck; }

  /// One line an operation: "write papers.db-journal 512 at 0". Kept while it is switched on.
  void keep_log(bool is_kept) { m_is_logging = is_kept; }
  [[nodiscard]] const std::vector<std::string>& log() const { return m_log; }

  /// For the functions that SQLite calls: counts, and says whether this operation fails. `result` then is the code for
  /// SQLite. `detail` follows the base name of `path` in the log.
  bool strikes(FileOperation operation, const char* path, std::string_view detail, int& result);
  /// Ends the process, if that is the fault's effect.
  void strike() const;
  [[nodiscard]] sqlite3_vfs* real() const { return m_real; }

 private:
  sqlite3_vfs* m_real;
  sqlite3_vfs m_vfs{};
  FileFault m_fault;
  bool m_is_armed = false;
  bool m_has_struck = false;
  bool m_is_logging = false;
  std::array<std::size_t, k_file_operation_count> m_counts{};
  std::vector<std::string> m_log;
};

}  // namespace litdex::test
