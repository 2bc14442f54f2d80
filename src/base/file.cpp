// SPDX-License-Identifier: MIT
#include "base/file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/interrupt.hpp"
#include "base/lock_holder.hpp"
#include "base/text.hpp"

namespace litdex::base {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : m_value(::open(path.c_str(), flags | O_CLOEXEC, 0666)) {}
  ~Descriptor() {
    if (m_value >= 0) ::close(m_value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const { return m_value; }
  int release() { return std::exchange(m_value, -1); }

 private:
  int m_value;
};

Error cannot_create(const fs::path& path, int error_number) {
  return {ExitCode::cannot_create,
          fmt::format("cannot write {}: {}", printable(path.string()), std::generic_category().message(error_number)),
          "choose a folder that exists and that you may write to"};
}

void sync_descriptor(const fs::path& path, int flags) {
  const Descriptor descriptor(path, flags);
  if (descriptor.value() < 0 || ::fsync(descriptor.value()) != 0) throw system_error("sync", path.string(), errno);
}

/// Whether the descriptor still is the file of that name: it may have been renamed or removed since it was opened.
bool is_named(int descriptor, const fs::path& path) {
  struct stat by_descriptor {};
  struct stat by_name {};
  return ::fstat(descriptor, &by_descriptor) == 0 && ::stat(path.c_str(), &by_name) == 0 &&
         by_descriptor.st_ino == by_name.st_ino && by_descriptor.st_dev == by_name.st_dev;
}

/// The first hundred bytes: the length of the header of an SQLite file.
std::string first_bytes(const fs::path& path) {
  std::array<char, 100> bytes{};
  const Descriptor descriptor(path, O_RDONLY);
  if (descriptor.value() < 0) throw system_error("open", path.string(), errno);
  const ssize_t count = ::read(descriptor.value(), bytes.data(), bytes.size());
  if (count < 0) throw system_error("read", path.string(), errno);
  return {bytes.data(), static_cast<std::size_t>(count)};
}

/// Whether the file at `path` may be overwritten: nobody would miss it. Zeros are what a power cut leaves of a file
/// whose first bytes had not come to the disk.
bool is_ours(const fs::path& path, IsLeftover is_leftover) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) return false;
  const std::string bytes = first_bytes(path);
  return bytes.find_first_not_of('\0') == std::string::npos || is_leftover(bytes);
}

/// rename() without replacing; a file system that does not know that is asked first whether the name is free.
void rename_to_free_name(const fs::path& from, const fs::path& to) {
  if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0) return;
  int reason = errno;
  if (reason == EINVAL || reason == ENOSYS) {
    std::error_code ignored;
    if (fs::exists(fs::symlink_status(to, ignored))) {
      reason = EEXIST;
    } else if (std::rename(from.c_str(), to.c_str()) == 0) {
      return;
    } else {
      reason = errno;
    }
  }
  if (reason != EEXIST) throw cannot_create(to, reason);
  throw Error(ExitCode::cannot_create, fmt::format("{} has appeared while it was being made", printable(to.string())),
              "nothing was overwritten; move it away, or choose another name, and run this again");
}

using Clock = std::chrono::steady_clock;

/// Waits for the lock in the system's queue, where it comes as soon as it is free.
bool wait_for_lock(int descriptor, const LockWait& wait, Clock::time_point deadline) {
  const WakeUp wake_up(static_cast<unsigned>(wait.limit.count()));
  // A signal before it set an alarm that this one has replaced; one from here on sets its own.
  stop_if_interrupted();
  while (::flock(descriptor, LOCK_EX) != 0) {
    stop_if_interrupted();
    if (Clock::now() >= deadline) return false;
  }
  return true;
}

void take_lock(int descriptor, const fs::path& path, const LockWait& wait, Clock::time_point deadline) {
  if (::flock(descriptor, LOCK_EX | LOCK_NB) == 0) return;
  if (errno != EWOULDBLOCK) throw system_error("lock", path.string(), errno);
  const std::string message =
      fmt::format("another litdex is writing {}{}", printable(path.string()), lock_holder(path, LockKind::whole_file));
  if (wait.limit.count() > 0) {
    if (wait.notice) wait.notice(message);
    if (wait_for_lock(descriptor, wait, deadline)) return;
  }
  throw Error(ExitCode::busy, message, "wait until it has finished, then run this again; --wait does that");
}

}  // namespace

void sync_file(const fs::path& path) { sync_descriptor(path, O_RDONLY); }

std::string sha256_of_file(const fs::path& path) {
  const Descriptor descriptor(path, O_RDONLY);
  if (descriptor.value() < 0) throw system_error("open", path.string(), errno);
  Sha256 sha;
  std::vector<char> buffer(1U << 20U);
  ssize_t count = 0;
  while ((count = ::read(descriptor.value(), buffer.data(), buffer.size())) > 0) {
    sha.update({buffer.data(), static_cast<std::size_t>(count)});
  }
  if (count < 0) throw system_error("read", path.string(), errno);
  return sha.finish_hex();
}

void sync_name(const fs::path& path) {
  const fs::path folder = path.parent_path();
  sync_descriptor(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

void publish_file(const fs::path& from, const fs::path& to, IfTaken if_taken) {
  if (if_taken == IfTaken::refuse) {
    rename_to_free_name(from, to);
  } else if (std::rename(from.c_str(), to.c_str()) != 0) {
    throw cannot_create(to, errno);
  }
  sync_name(to);
}

FileLock::FileLock(const fs::path& path, IfAbsent if_absent, const LockWait& wait) : m_path(path) {
  const int create = if_absent == IfAbsent::create ? O_CREAT : 0;
  const auto deadline = Clock::now() + wait.limit;
  while (m_descriptor < 0) {
    Descriptor file(path, O_RDWR | create | O_NOFOLLOW);
    if (file.value() < 0) throw cannot_create(path, errno);
    take_lock(file.value(), path, wait, deadline);
    // What was waited for may have taken the place of the file, or have removed it.
    if (is_named(file.value(), path)) m_descriptor = file.release();
  }
}

FileLock::~FileLock() { ::close(m_descriptor); }

void FileLock::begin_write_back() const noexcept {
  // What fails now fails again when the file is synced.
  ::sync_file_range(m_descriptor, 0, 0, SYNC_FILE_RANGE_WRITE);
}

bool FileLock::is_in_place() const { return is_named(m_descriptor, m_path); }

fs::path scratch_path(const fs::path& target, const std::string& suffix) {
  fs::path path = target;
  path += "." + suffix;
  return path;
}

void remove_leftover(const fs::path& path, IsLeftover is_leftover) {
  std::error_code error;
  if (!is_ours(path, is_leftover)) return;
  fs::remove(path, error);
  if (error) throw system_error("remove", path.string(), error.value());
}

ScratchFile::ScratchFile(const fs::path& target, const std::string& suffix, IsLeftover is_leftover,
                         const LockWait& wait)
    : m_target(target), m_path(scratch_path(target, suffix)), m_lock(m_path, FileLock::IfAbsent::create, wait) {
  if (!is_ours(m_path, is_leftover)) {
    throw Error(
        ExitCode::cannot_create,
        fmt::format("{} is in the way: litdex needs that name and did not make that file", printable(m_path.string())),
        "move it away, or choose another name; if a litdex that was killed has left it, remove it");
  }
  // ext4 puts a file that was truncated on the disk when it is closed, and who closes it waits, had it been empty or
  // not.
  std::error_code unknown;
  const bool is_empty = fs::file_size(m_path, unknown) == 0;
  if (!is_empty && ::truncate(m_path.c_str(), 0) != 0) throw cannot_create(m_path, errno);
}

ScratchFile::~ScratchFile() {
  if (m_is_published || !m_lock.is_in_place()) return;
  std::error_code ignored;
  fs::remove(m_path, ignored);
}

void ScratchFile::require_in_place() const {
  if (m_lock.is_in_place()) return;
  throw Error(ExitCode::io,
              fmt::format("{} was moved, removed or replaced while it was written", printable(m_path.string())),
              "leave that file alone, and run this again");
}

void ScratchFile::begin_write_back() const noexcept { m_lock.begin_write_back(); }

void ScratchFile::publish(IfTaken if_taken) {
  require_in_place();
  sync_file(m_path);
  publish_file(m_path, m_target, if_taken);
  m_is_published = true;
}

}  // namespace litdex::base
