// Files as the writers of databases need them: locks, making durable, scratch files.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

namespace litdex::base {

/// Makes the bytes of a file durable. Throws Error(io).
void sync_file(const std::filesystem::path& path);

/// SHA-256 of a file's bytes, as 64 hexadecimal digits. No SQLite connection of this process may be open on it: closing
/// any descriptor of a file drops the process's locks. Throws Error(io).
std::string sha256_of_file(const std::filesystem::path& path);

/// The file beside `path` that holds its SHA-256 in the form that sha256sum writes and checks.
std::filesystem::path sha256_file_of(const std::filesystem::path& path);

/// Gives the file at `from` the name `to`, replacing what has it, and makes that durable. Throws Error(cannot_create).
void publish_file(const std::filesystem::path& from, const std::filesystem::path& to);

/// An exclusive lock on a file. Held until destruction. It is advisory, between runs of
/// litdex, and independent of SQLite's own locks; but it must outlive every SQLite connection to the file in this
/// process, because closing any descriptor of a file drops the process's POSIX locks on it.
class FileLock {
 public:
  enum class IfAbsent : std::uint8_t { create, fail };

  /// Throws Error(busy) when another process holds it, Error(cannot_create) when the file cannot be opened.
  FileLock(const std::filesystem::path& path, IfAbsent if_absent);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int m_descriptor = -1;
};

/// A file under construction beside its target, locked, and removed on destruction unless published. A file of that
/// name that a killed run has left is emptied.
class ScratchFile {
 public:
  /// "papers.db" gives "papers.db.<suffix>". Throws as FileLock does.
  ScratchFile(const std::filesystem::path& target, const std::string& suffix);
  ~ScratchFile();
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

  /// Makes the file durable and gives it the name of its target. No connection to it may be open.
  void publish();

 private:
  std::filesystem::path m_target;
  std::filesystem::path m_path;
  FileLock m_lock;
  bool m_is_published = false;
};

}  // namespace litdex::base
