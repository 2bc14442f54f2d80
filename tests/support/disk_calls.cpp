// The calls of the C library that open, read or change files, defined here: what a program itself defines goes before
// the libraries', also for the libraries that it is linked with. Each asks the current FaultyDisk, if there is one,
// and then the system.
// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <string>
#include <string_view>

#include "support/faulty_disk.hpp"

namespace {

using litdex::test::DiskChange;
using litdex::test::DiskRecorder;
using litdex::test::FaultyDisk;
using litdex::test::FileOperation;

/// The disk that a descriptor is asked of: pipes, terminals and this program's own output are none of its business.
FaultyDisk* disk_of(int descriptor) {
  FaultyDisk* disk = FaultyDisk::current();
  if (disk == nullptr || descriptor <= STDERR_FILENO) return nullptr;
  const int reason = errno;
  struct stat status {};
  const bool is_file = ::fstat(descriptor, &status) == 0 && (S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
  errno = reason;
  return is_file ? disk : nullptr;
}

bool is_there(const char* path) {
  struct stat status {};
  const int reason = errno;
  const bool is_found = ::lstat(path, &status) == 0;
  errno = reason;
  return is_found;
}

/// `call` does it; `note` tells the recorder, after it was done.
template <typename Call, typename Note>
auto pass(FaultyDisk* disk, FileOperation operation, Call call, Note note) {
  if (disk == nullptr) return call();
  if (const auto error = disk->strikes(operation)) return static_cast<decltype(call())>(disk->strike(*error));
  const auto result = call();
  if (result >= 0) disk->tell_recorder([&](DiskRecorder& recorder) { note(recorder, result); });
  return result;
}

/// `call(n)` writes the first n of `size` bytes, `bytes` are they, and `offset` is where.
template <typename Call>
ssize_t pass_write(int descriptor, std::size_t size, const char* bytes, off_t offset, Call call) {
  FaultyDisk* disk = disk_of(descriptor);
  if (disk == nullptr) return call(size);
  if (const auto error = disk->strikes(FileOperation::write)) {
    call(size / 2);
    return disk->strike(*error);
  }
  const ssize_t result = call(size);
  if (result > 0) {
    disk->tell_recorder([&](DiskRecorder& recorder) {
      recorder.wrote(descriptor, static_cast<std::uint64_t>(offset), {bytes, static_cast<std::size_t>(result)});
    });
  }
  return result;
}

off_t position(int descriptor) { return ::lseek(descriptor, 0, SEEK_CUR); }

int open_file(const char* path, int flags, mode_t mode) {
  const auto call = [&] { return static_cast<int>(::syscall(SYS_openat, AT_FDCWD, path, flags, mode)); };
  FaultyDisk* disk = FaultyDisk::current();
  if (disk == nullptr) return call();
  const bool is_nameless = (flags & O_TMPFILE) == O_TMPFILE;
  const bool is_new = is_nameless || ((flags & O_CREAT) != 0 && !is_there(path));
  return pass(disk, is_new ? FileOperation::create : FileOperation::open, call, [&](DiskRecorder& recorder, int) {
    if (is_new && !is_nameless) recorder.created(path);
    if (!is_new && (flags & O_TRUNC) != 0) recorder.truncated(path, 0);
  });
}

int sync_file(int descriptor) {
  // Not passed on.
  return pass(
      disk_of(descriptor), FileOperation::sync,
      [&] { return FaultyDisk::current() != nullptr ? 0 : static_cast<int>(::syscall(SYS_fsync, descriptor)); },
      [&](DiskRecorder& recorder, int) { recorder.synced(descriptor); });
}

template <typename Call>
int name_anew(const char* from, const char* to, DiskChange::Kind kind, Call call) {
  return pass(
      FaultyDisk::current(), FileOperation::rename, [&] { return static_cast<int>(call()); },
      [&](DiskRecorder& recorder, int) { recorder.renamed(from, to, kind); });
}

mode_t mode_of(int flags, std::va_list arguments) {
  const bool has_mode = (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
  return has_mode ? static_cast<mode_t>(va_arg(arguments, int)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  std::va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_file(path, flags, mode);
}

// As streams open files: the C library would do it without asking here.
std::FILE* fopen64(const char* path, const char* mode) {
  const std::string_view letters = mode;
  const bool is_both = letters.find('+') != std::string_view::npos;
  int flags = O_RDONLY;
  if (is_both || letters.front() != 'r') flags = is_both ? O_RDWR : O_WRONLY;
  if (letters.front() == 'w') flags |= O_CREAT | O_TRUNC;
  if (letters.front() == 'a') flags |= O_CREAT | O_APPEND;
  const int descriptor = open_file(path, flags, 0666);
  return descriptor < 0 ? nullptr : ::fdopen(descriptor, mode);
}

ssize_t read(int descriptor, void* bytes, std::size_t size) {
  return pass(
      disk_of(descriptor), FileOperation::read, [&] { return ::syscall(SYS_read, descriptor, bytes, size); },
      [](DiskRecorder&, ssize_t) {});
}

ssize_t pread64(int descriptor, void* bytes, std::size_t size, off64_t offset) {
  return pass(
      disk_of(descriptor), FileOperation::read, [&] { return ::syscall(SYS_pread64, descriptor, bytes, size, offset); },
      [](DiskRecorder&, ssize_t) {});
}

ssize_t write(int descriptor, const void* bytes, std::size_t size) {
  const off_t offset = disk_of(descriptor) == nullptr ? 0 : position(descriptor);
  return pass_write(descriptor, size, static_cast<const char*>(bytes), offset,
                    [&](std::size_t count) { return ::syscall(SYS_write, descriptor, bytes, count); });
}

ssize_t pwrite64(int descriptor, const void* bytes, std::size_t size, off64_t offset) {
  return pass_write(descriptor, size, static_cast<const char*>(bytes), offset,
                    [&](std::size_t count) { return ::syscall(SYS_pwrite64, descriptor, bytes, count, offset); });
}

// As this program calls them.
ssize_t pread(int descriptor, void* bytes, std::size_t size, off_t offset) {
  return pread64(descriptor, bytes, size, offset);
}
ssize_t pwrite(int descriptor, const void* bytes, std::size_t size, off_t offset) {
  return pwrite64(descriptor, bytes, size, offset);
}

// As one write: a stream writes what it has and what is new in one call.
ssize_t writev(int descriptor, const iovec* parts, int count) {
  std::string bytes;
  for (int i = 0; i < count; ++i) bytes.append(static_cast<const char*>(parts[i].iov_base), parts[i].iov_len);
  return write(descriptor, bytes.data(), bytes.size());
}

// Read and written: what is copied past this program could not be recorded.
ssize_t sendfile(int to, int from, off_t* offset, std::size_t size) noexcept {
  if (disk_of(to) == nullptr) return ::syscall(SYS_sendfile, to, from, offset, size);
  std::string bytes(size, '\0');
  const ssize_t count = offset == nullptr ? read(from, bytes.data(), size) : pread64(from, bytes.data(), size, *offset);
  if (count <= 0) return count;
  const ssize_t written = write(to, bytes.data(), static_cast<std::size_t>(count));
  if (written > 0 && offset != nullptr) *offset += written;
  return written;
}

int ftruncate64(int descriptor, off64_t size) noexcept {
  return pass(
      disk_of(descriptor), FileOperation::truncate,
      [&] { return static_cast<int>(::syscall(SYS_ftruncate, descriptor, size)); },
      [&](DiskRecorder& recorder, int) { recorder.truncated(descriptor, static_cast<std::uint64_t>(size)); });
}

int truncate(const char* path, off_t size) noexcept {
  return pass(
      FaultyDisk::current(), FileOperation::truncate,
      [&] { return static_cast<int>(::syscall(SYS_truncate, path, size)); },
      [&](DiskRecorder& recorder, int) { recorder.truncated(path, static_cast<std::uint64_t>(size)); });
}

int fsync(int descriptor) { return sync_file(descriptor); }
int fdatasync(int descriptor) { return sync_file(descriptor); }

int rename(const char* from, const char* to) noexcept {
  return name_anew(from, to, DiskChange::Kind::rename, [&] { return ::syscall(SYS_rename, from, to); });
}

int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) noexcept {
  return name_anew(from, to, DiskChange::Kind::rename,
                   [&] { return ::syscall(SYS_renameat2, from_folder, from, to_folder, to, flags); });
}

int link(const char* from, const char* to) noexcept {
  return name_anew(from, to, DiskChange::Kind::link, [&] { return ::syscall(SYS_link, from, to); });
}

int unlink(const char* path) noexcept {
  return pass(
      is_there(path) ? FaultyDisk::current() : nullptr, FileOperation::remove,
      [&] { return static_cast<int>(::syscall(SYS_unlink, path)); },
      [&](DiskRecorder& recorder, int) { recorder.removed(path); });
}

int remove(const char* path) noexcept {
  const int result = unlink(path);
  return result != 0 && errno == EISDIR ? ::rmdir(path) : result;
}

}  // extern "C"
