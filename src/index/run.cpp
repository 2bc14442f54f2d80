// SPDX-License-Identifier: MIT
#include "index/run.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <utility>

#include "base/error.hpp"
#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// What is read or written at once: much for a disk, little beside the postings.
constexpr std::size_t k_block_bytes = std::size_t{256} * 1024;

/// Some file systems make no file without a name: there it has one for a moment, in which a killed program leaves it.
int open_nameless(const std::filesystem::path& folder) {
  int descriptor = open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (descriptor < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
    std::string path = (folder / "litdex-index-XXXXXX").native();
    descriptor = mkostemp(path.data(), O_CLOEXEC);
    if (descriptor >= 0) unlink(path.c_str());
  }
  if (descriptor < 0) throw base::system_error("make a temporary file in", folder.native(), errno);
  return descriptor;
}

/// A term as it stands in the file: the size of what follows, the term with its size, the last row, the number of rows,
/// and the doclist.
void append_term(std::string& out, const Term& term) {
  const Doclist doclist = term.doclist();
  const auto last_rowid = static_cast<std::uint64_t>(doclist.last_rowid);
  base::append_varint(out, base::varint_size(term.text.size()) + term.text.size() + base::varint_size(last_rowid) +
                               base::varint_size(doclist.rows) + doclist.bytes.size());
  base::append_varint(out, term.text.size());
  out += term.text;
  base::append_varint(out, last_rowid);
  base::append_varint(out, doclist.rows);
  out += doclist.bytes;
}

/// Returns where the file ends then.
std::uint64_t write_terms(Postings& postings, SpillFile& file) {
  std::string block;
  for (const Term* const term : postings.finish()) {
    append_term(block, *term);
    if (block.size() < k_block_bytes) continue;
    file.append(block);
    block.clear();
  }
  file.append(block);
  return file.size();
}

}  // namespace

MemoryRun::MemoryRun(std::unique_ptr<Postings> postings)
    : m_postings(std::move(postings)), m_terms(m_postings->finish()) {}

bool MemoryRun::next() {
  if (m_next == m_terms.size()) return false;
  const Term& term = *m_terms[m_next++];
  set(term.text, term.doclist());
  return true;
}

SpillFile::SpillFile(const std::filesystem::path& folder)
    : m_folder(folder.native()), m_descriptor(open_nameless(folder)) {}

SpillFile::~SpillFile() { close(m_descriptor); }

void SpillFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) throw base::system_error("write a temporary file in", m_folder, errno);
    m_size += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void SpillFile::read(std::uint64_t offset, char* out, std::size_t size) const {
  while (size > 0) {
    const ssize_t count = pread(m_descriptor, out, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) throw base::system_error("read a temporary file in", m_folder, count < 0 ? errno : EIO);
    offset += static_cast<std::uint64_t>(count);
    out += count;
    size -= static_cast<std::size_t>(count);
  }
}

SpilledRun::SpilledRun(Postings& postings, SpillFile& file)
    : m_file(file), m_offset(file.size()), m_end(write_terms(postings, file)) {}

bool SpilledRun::next() {
  if (m_taken == m_buffer.size() && m_offset == m_end) return false;
  std::string_view begin = require(base::k_max_varint_bytes);
  const std::size_t held = begin.size();
  const std::size_t size = base::take_varint(begin);
  m_taken += held - begin.size();
  std::string_view entry = require(size).substr(0, size);
  m_taken += size;
  const std::size_t term_bytes = base::take_varint(entry);
  const std::string_view term = entry.substr(0, term_bytes);
  entry.remove_prefix(term_bytes);
  const auto last_rowid = static_cast<std::int64_t>(base::take_varint(entry));
  const std::uint64_t rows = base::take_varint(entry);
  set(term, {entry, last_rowid, rows});
  return true;
}

/// Makes the next `bytes` bytes of the run, or all that are left, stand in the buffer in one piece.
std::string_view SpilledRun::require(std::size_t bytes) {
  if (m_buffer.size() - m_taken < bytes) {
    m_buffer.erase(0, std::exchange(m_taken, 0));
    const std::size_t held = m_buffer.size();
    const std::size_t wanted = std::max(bytes, k_block_bytes) - held;
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(wanted, m_end - m_offset));
    m_buffer.resize(held + size);
    m_file.read(m_offset, m_buffer.data() + held, size);
    m_offset += size;
  }
  return std::string_view(m_buffer).substr(m_taken);
}

}  // namespace litdex::index
