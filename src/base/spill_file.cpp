// SPDX-License-Identifier: MIT
#include "base/spill_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "base/varint.hpp"

namespace litdex::base {
namespace {

/// Some file systems make no file without a name: there it has one for a moment, in which a killed program leaves it.
int open_nameless(const std::filesystem::path& folder) {
  int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
    std::string path = (folder / "litdex-spill-XXXXXX").native();
    descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor >= 0) unlink(path.c_str());
  }
  if (descriptor < 0) throw system_error("make a temporary file in", folder.native(), errno);
  return descriptor;
}

}  // namespace

SpillFile::SpillFile(const std::filesystem::path& folder)
    : m_folder(folder.native()), m_descriptor(open_nameless(folder)) {}

SpillFile::~SpillFile() { close(m_descriptor); }

void SpillFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw system_error("write a temporary file in", m_folder, errno);
    m_size += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void SpillFile::read(std::uint64_t offset, char* out, std::size_t size) const {
  while (size > 0) {
    const ssize_t count = pread(m_descriptor, out, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw system_error("read a temporary file in", m_folder, count < 0 ? errno : EIO);
    offset += static_cast<std::uint64_t>(count);
    out += count;
    size -= static_cast<std::size_t>(count);
  }
}

std::string_view SpillReader::next_entry() {
  std::string_view begin = require(k_max_varint_bytes);
  const std::size_t held = begin.size();
  const std::size_t size = take_varint(begin);
  m_taken += held - begin.size();
  const std::string_view entry = require(size).substr(0, size);
  m_taken += size;
  return entry;
}

/// Makes the next `bytes` bytes of the span, or all that are left, stand in the buffer in one piece.
std::string_view SpillReader::require(std::size_t bytes) {
  if (m_buffer.size() - m_taken < bytes) {
    m_buffer.erase(0, std::exchange(m_taken, 0));
    const std::size_t held = m_buffer.size();
    const std::size_t wanted = std::max(bytes, k_spill_block_bytes) - held;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, m_end - m_offset));
    m_buffer.resize(held + size);
    m_file.read(m_offset, m_buffer.data() + held, size);
    m_offset += size;
  }
  return std::string_view(m_buffer).substr(m_taken);
}

}  // namespace litdex::base
