// A file system that fails when it is told to, between SQLite and the real one.
// SPDX-License-Identifier: MIT
#include "support/faulty_vfs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

namespace litdex::test {
namespace {

constexpr std::array<std::string_view, k_file_operation_count> k_names = {"open", "write", "sync", "truncate",
                                                                          "remove"};

/// What SQLite holds for a file that was opened here: ours, and directly behind it the real one.
struct File {
  sqlite3_file base;
  FaultyVfs* owner;
  const char* path;  // SQLite's own, valid while the file is open; nullptr for a nameless one
};

// The real file follows; SQLite's structures need no more than eight bytes' alignment.
static_assert(sizeof(File) % 8 == 0);

File* ours(sqlite3_file* file) { return reinterpret_cast<File*>(file); }
sqlite3_file* real(sqlite3_file* file) { return reinterpret_cast<sqlite3_file*>(ours(file) + 1); }
const sqlite3_io_methods* methods(sqlite3_file* file) { return real(file)->pMethods; }
FaultyVfs& owner(sqlite3_vfs* vfs) { return *static_cast<FaultyVfs*>(vfs->pAppData); }

int close(sqlite3_file* file) { return methods(file)->xClose(real(file)); }

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 offset) {
  return methods(file)->xRead(real(file), bytes, size, offset);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  File* self = ours(file);
  int result = SQLITE_OK;
  if (!self->owner->strikes(FileOperation::write, self->path, fmt::format("{} at {}", size, offset), result)) {
    return methods(file)->xWrite(real(file), bytes, size, offset);
  }
  methods(file)->xWrite(real(file), bytes, size / 2, offset);
  self->owner->strike();
  return result;
}

int truncate(sqlite3_file* file, sqlite3_int64 size) {
  File* self = ours(file);
  int result = SQLITE_OK;
  if (!self->owner->strikes(FileOperation::truncate, self->path, fmt::format("to {}", size), result)) {
    return methods(file)->xTruncate(real(file), size);
  }
  self->owner->strike();
  return result;
}

int sync(sqlite3_file* file, int) {
  File* self = ours(file);
  int result = SQLITE_OK;
  if (!self->owner->strikes(FileOperation::sync, self->path, "", result)) return SQLITE_OK;
  self->owner->strike();
  return result;
}

int file_size(sqlite3_file* file, sqlite3_int64* size) { return methods(file)->xFileSize(real(file), size); }
int lock(sqlite3_file* file, int level) { return methods(file)->xLock(real(file), level); }
int unlock(sqlite3_file* file, int level) { return methods(file)->xUnlock(real(file), level); }
int is_reserved(sqlite3_file* file, int* answer) { return methods(file)->xCheckReservedLock(real(file), answer); }
int control(sqlite3_file* file, int code, void* value) { return methods(file)->xFileControl(real(file), code, value); }
int sector_size(sqlite3_file* file) { return methods(file)->xSectorSize(real(file)); }
int characteristics(sqlite3_file* file) { return methods(file)->xDeviceCharacteristics(real(file)); }

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** memory) {
  return methods(file)->xShmMap(real(file), page, size, extend, memory);
}
int shm_lock(sqlite3_file* file, int offset, int n, int flags) {
  return methods(file)->xShmLock(real(file), offset, n, flags);
}
void shm_barrier(sqlite3_file* file) { methods(file)->xShmBarrier(real(file)); }
int shm_unmap(sqlite3_file* file, int is_deleted) { return methods(file)->xShmUnmap(real(file), is_deleted); }

// Version 2: without memory mapping, past which writes would slip.
constexpr sqlite3_io_methods k_methods = {
    2,         close,       read,    write,       truncate,        sync,    file_size, lock,
    unlock,    is_reserved, control, sector_size, characteristics, shm_map, shm_lock,  shm_barrier,
    shm_unmap, nullptr,     nullptr};

int open(sqlite3_vfs* vfs, const char* path, sqlite3_file* file, int flags, int* out_flags) {
  FaultyVfs& self = owner(vfs);
  file->pMethods = nullptr;  // SQLite then does not close what was not opened
  int result = SQLITE_OK;
  if (self.strikes(FileOperation::open, path, "", result)) {
    self.strike();
    return result;
  }
  result = self.real()->xOpen(self.real(), path, real(file), flags, out_flags);
  if (result != SQLITE_OK) return result;
  *ours(file) = File{{&k_methods}, &self, path};
  return SQLITE_OK;
}

int remove(sqlite3_vfs* vfs, const char* path, int is_synced) {
  FaultyVfs& self = owner(vfs);
  int result = SQLITE_OK;
  if (self.strikes(FileOperation::remove, path, "", result)) {
    self.strike();
    return result;
  }
  return self.real()->xDelete(self.real(), path, is_synced);
}

int access(sqlite3_vfs* vfs, const char* path, int flags, int* answer) {
  return owner(vfs).real()->xAccess(owner(vfs).real(), path, flags, answer);
}
int full_path(sqlite3_vfs* vfs, const char* path, int size, char* full) {
  return owner(vfs).real()->xFullPathname(owner(vfs).real(), path, size, full);
}
int randomness(sqlite3_vfs* vfs, int size, char* bytes) {
  return owner(vfs).real()->xRandomness(owner(vfs).real(), size, bytes);
}
int sleep(sqlite3_vfs* vfs, int microseconds) { return owner(vfs).real()->xSleep(owner(vfs).real(), microseconds); }
int current_time(sqlite3_vfs* vfs, double* day) { return owner(vfs).real()->xCurrentTime(owner(vfs).real(), day); }
int last_error(sqlite3_vfs* vfs, int size, char* text) {
  return owner(vfs).real()->xGetLastError(owner(vfs).real(), size, text);
}
int current_time_ms(sqlite3_vfs* vfs, sqlite3_int64* time) {
  return owner(vfs).real()->xCurrentTimeInt64(owner(vfs).real(), time);
}

}  // namespace

std::string_view name_of(FileOperation operation) { return k_names[static_cast<std::size_t>(operation)]; }

FaultyVfs::FaultyVfs() : m_real(sqlite3_vfs_find(nullptr)) {
  m_vfs.iVersion = 2;
  m_vfs.szOsFile = static_cast<int>(sizeof(File)) + m_real->szOsFile;
  m_vfs.mxPathname = m_real->mxPathname;
  m_vfs.zName = "faulty";
  m_vfs.pAppData = this;
  m_vfs.xOpen = open;
  m_vfs.xDelete = remove;
  m_vfs.xAccess = access;
  m_vfs.xFullPathname = full_path;
  m_vfs.xRandomness = randomness;
  m_vfs.xSleep = sleep;
  m_vfs.xCurrentTime = current_time;
  m_vfs.xGetLastError = last_error;
  m_vfs.xCurrentTimeInt64 = current_time_ms;
  sqlite3_vfs_register(&m_vfs, 1);
}

FaultyVfs::~FaultyVfs() {
  sqlite3_vfs_unregister(&m_vfs);
  sqlite3_vfs_register(m_real, 1);
}

void FaultyVfs::set(const FileFault& fault) {
  clear();
  m_fault = fault;
  m_is_armed = true;
}

void FaultyVfs::clear() {
  m_is_armed = false;
  m_has_struck = false;
  m_counts.fill(0);
  m_log.clear();
}

std::size_t FaultyVfs::count(FileOperation operation) const { return m_counts[static_cast<std::size_t>(operation)]; }

bool FaultyVfs::strikes(FileOperation operation, const char* path, std::string_view detail, int& result) {
  const std::size_t place = ++m_counts[static_cast<std::size_t>(operation)];
  if (m_is_logging) {
    const std::string_view name = path == nullptr ? "(temporary)" : path;
    m_log.push_back(fmt::format("{} {}{}{}", name_of(operation), name.substr(name.rfind('/') + 1),
                                detail.empty() ? "" : " ", detail));
  }
  if (!m_is_armed || operation != m_fault.operation || place < m_fault.at) return false;
  if (place > m_fault.at && !m_fault.is_persistent) return false;
  m_has_struck = true;
  result = m_fault.result;
  return true;
}

void FaultyVfs::strike() const {
  if (m_fault.effect == FileFault::Effect::kill) std::raise(SIGKILL);
}

}  // namespace litdex::test
