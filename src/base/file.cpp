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
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"

namespace litdex::base {
namespace {

namespace fs = std::filesystem;

/// A file descriptor that closes itself.
class Descriptor {
 public:
  Descriptor(const fs::path& path, int flags) : m_value(::open(path.c_str(), flags | O_CLOEXEC)) {}
  ~Descriptor() {
    if (m_value >= 0) ::close(m_value);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int value() const { return m_value; }

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

/// Whether the file at `path` may be overwritten: nobody would miss it.
bool is_ours(const fs::path& path, IsLeftover is_leftover) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode) || status.st_nlink != 1) return false;
  return status.st_size == 0 || is_leftover(first_bytes(path));
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

void publish_file(const fs::path& from, const fs::path& to) {
  if (std::rename(from.c_str(), to.c_str()) != 0) throw cannot_create(to, errno);
  const fs::path folder = to.parent_path();
  sync_descriptor(folder.empty() ? fs::path(".") : folder, O_RDONLY | O_DIRECTORY);
}

FileLock::FileLock(const fs::path& path, IfAbsent if_absent) {
  const int create = if_absent == IfAbsent::create ? O_CREAT : 0;
  while (true) {
    m_descriptor = ::open(path.c_str(), O_RDWR | create | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (m_descriptor < 0) throw cannot_create(path, errno);
    if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
      ::close(m_descriptor);
      throw Error(ExitCode::busy, fmt::format("another litdex is writing {}", printable(path.string())),
                  "wait until it has finished, then run this again");
    }
    if (is_named(m_descriptor, path)) return;
    ::close(m_descriptor);
  }
}

FileLock::~FileLock() { ::close(m_descriptor); }

fs::path scratch_path(const fs::path& target, const std::string& suffix) {
  fs::path path = target;
  path += "." + suffix;
  return path;
}

ScratchFile::ScratchFile(const fs::path& target, const std::string& suffix, IsLeftover is_leftover)
    : m_target(target), m_path(scratch_path(target, suffix)), m_lock(m_path, FileLock::IfAbsent::create) {
  if (!is_ours(m_path, is_leftover)) {
    throw Error(
        ExitCode::cannot_create,
        fmt::format("{} is in the way: litdex needs that name and did not make that file", printable(m_path.string())),
        "move it away, or choose another name; if a litdex that was killed has left it, remove it");
  }
  if (::truncate(m_path.c_str(), 0) != 0) throw cannot_create(m_path, errno);
}

ScratchFile::~ScratchFile() {
  if (m_is_published) return;
  std::error_code ignored;
  fs::remove(m_path, ignored);
}

void ScratchFile::publish() {
  sync_file(m_path);
  publish_file(m_path, m_target);
  m_is_published = true;
}

}  // namespace litdex::base
