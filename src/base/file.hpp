// Files as the writers of databases need them: locks, making durable, scratch files.
// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace litdex::base {

/// Makes the bytes of a file durable. Throws Error(io).
void sync_file(const std::filesystem::path& path);

/// Makes durable that the file at `path` has its name, or has none any more. Throws Error(io).
void sync_name(const std::filesystem::path& path);

/// SHA-256 of a file's bytes, as 64 hexadecimal digits. No SQLite connection of this process may be open on it: closing
/// any descriptor of a file drops the process's locks. Throws Error(io).
std::string sha256_of_file(const std::filesystem::path& path);

/// What is done with a file that has the name already.
enum class IfTaken : std::uint8_t { replace, refuse };

/// Gives the file at `from` the name `to`, and makes that durable. Throws Error(cannot_create).
void publish_file(const std::filesystem::path& from, const std::filesystem::path& to, IfTaken if_taken);

/// How long to wait for another litdex, and whom to tell that one waits.
struct LockWait {
  std::chrono::seconds limit{0};  ///< zero: not at all
  std::function<void(const std::string& message)> notice;
};

/// An exclusive lock on a file. Held until destruction. It is advisory, between runs of
/// litdex, and independent of SQLite's own locks; but it must outlive every SQLite connection to the file in this
/// process, because closing any descriptor of a file drops the process's POSIX locks on it.
class FileLock {
 public:
  enum class IfAbsent : std::uint8_t { create, fail };

  /// Throws Error(busy) when another process holds it and goes on holding it, Error(cannot_create) when the file cannot
  /// be opened, and what stop_if_interrupted throws while it waits.
  FileLock(const std::filesystem::path& path, IfAbsent if_absent, const LockWait& wait = {});
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

  /// Whether the locked file still has its name: it may have been moved, removed or replaced.
  [[nodiscard]] bool is_in_place() const;

  /// Has the system put on the disk what was written of the file so far, and does not wait.
  void begin_write_back() const noexcept;

 private:
  std::filesystem::path m_path;
  int m_descriptor = -1;
};

/// The name of a scratch file: "papers.db" gives "papers.db.<suffix>".
std::filesystem::path scratch_path(const std::filesystem::path& target, const std::string& suffix);

/// Tells what a killed run has left from a file of somebody's own, by its first hundred bytes.
using IsLeftover = bool (*)(std::string_view first_bytes);

/// Removes the file at `path`, if there is one that is empty, begins with zeros only, or that `is_leftover` recognizes,
/// and that has only this name. Throws Error(io).
void remove_leftover(const std::filesystem::path& path, IsLeftover is_leftover);

/// A file under construction beside its target, locked, and removed on destruction unless published. What a killed run
/// has left under its name is emptied; a file of anybody else is not touched.
class ScratchFile {
 public:
  /// Makes the file at scratch_path, or takes over one that remove_leftover would remove. Throws as FileLock does, and
  /// Error(cannot_create) for any other file of that name.
  ScratchFile(const std::filesystem::path& target, const std::string& suffix, IsLeftover is_leftover,
              const LockWait& wait = {});
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  /// Throws Error(io) when the file was moved, removed or replaced.
  void require_in_place() const;

  /// As FileLock has it: publish() then has less to wait for.
  void begin_write_back() const noexcept;

  /// Makes the file durable and gives it the name of its target. No connection to it may be open. Throws
  /// Error(cannot_create) when the name is taken and `if_taken` refuses that, Error(io) when the scratch file was
  /// moved.
  void publish(IfTaken if_taken);

 private:
  std::filesystem::path m_target;
  std::filesystem::path m_path;
  FileLock m_lock;
  bool m_is_published = false;
};

}  // namespace litdex::base
