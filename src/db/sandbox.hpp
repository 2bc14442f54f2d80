// A connection that may run SQL of anybody: it reads this one database, and nothing else.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <chrono>
#include <optional>

namespace litdex::db {

/// What a statement may use.
struct SandboxLimits {
  /// From the making of the sandbox; none: as long as it takes.
  std::optional<std::chrono::milliseconds> time;
  /// SQLite's memory in all.
  std::int64_t memory_bytes = 512LL << 20U;
  /// The longest text or blob that a statement may make.
  int value_bytes = 64 << 20;
};

/// Puts a connection of Access::read into a sandbox for as long as it lives.
///
/// A read-only connection is not enough: VACUUM INTO and ATTACH write other files through it, temporary tables fill the
/// disk, pragmas loosen its settings. Here an authorizer allows only what reads: SELECT, transactions, and the pragmas
/// that ask. Statements over a limit end with SQLITE_INTERRUPT, SQLITE_TOOBIG or SQLITE_NOMEM, and
/// after base::note_signal with SQLITE_INTERRUPT.
class Sandbox {
 public:
  Sandbox(SQLite::Database& database, const SandboxLimits& limits);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  /// Whether the last statement was ended because its time was over.
  [[nodiscard]] bool is_out_of_time() const { return m_is_out_of_time; }

 private:
  static int check_progress(void* sandbox);

  SQLite::Database& m_database;
  SandboxLimits m_limits;
  std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
  bool m_is_out_of_time = false;
};

}  // namespace litdex::db
