// SPDX-License-Identifier: MIT
#include "support/faulty_disk.hpp"

#include <cerrno>
#include <csignal>

namespace litdex::test {
namespace {

constexpr std::array<std::string_view, k_file_operation_count> k_names = {"open", "read",     "create", "write",
                                                                          "sync", "truncate", "rename", "remove"};

/// What the calls of the C library, which take no argument of ours, have to find.
FaultyDisk* current_disk = nullptr;

}  // namespace

std::string_view name_of(FileOperation operation) { return k_names[static_cast<std::size_t>(operation)]; }

FaultyDisk::FaultyDisk() : m_outer(current_disk) { current_disk = this; }

FaultyDisk::~FaultyDisk() { current_disk = m_outer; }

FaultyDisk* FaultyDisk::current() { return current_disk; }

void FaultyDisk::set(const FileFault& fault) {
  clear();
  m_fault = fault;
  m_is_armed = true;
}

void FaultyDisk::clear() {
  m_is_armed = false;
  m_has_struck = false;
  m_change_count = 0;
  m_counts.fill(0);
}

void FaultyDisk::promise(std::uint64_t amount) {
  if (m_recorder) m_recorder->promise(amount);
}

std::size_t FaultyDisk::count(FileOperation operation) const { return m_counts[static_cast<std::size_t>(operation)]; }

std::optional<int> FaultyDisk::strikes(FileOperation operation) {
  const std::lock_guard lock(m_mutex);
  std::size_t place = ++m_counts[static_cast<std::size_t>(operation)];
  if (changes_the_disk(operation)) ++m_change_count;
  if (!m_is_armed) return std::nullopt;
  if (!m_fault.operation) {
    if (!changes_the_disk(operation)) return std::nullopt;
    place = m_change_count;
  } else if (*m_fault.operation != operation) {
    return std::nullopt;
  }
  if (place < m_fault.at || (place > m_fault.at && !m_fault.is_persistent)) return std::nullopt;
  m_has_struck = true;
  return m_fault.error;
}

void FaultyDisk::tell_recorder(const std::function<void(DiskRecorder&)>& note) {
  const std::lock_guard lock(m_mutex);
  if (m_recorder) note(*m_recorder);
}

int FaultyDisk::strike(int error) const {
  if (m_fault.effect == FileFault::Effect::kill) std::raise(SIGKILL);
  errno = error;
  return -1;
}

}  // namespace litdex::test
