// SPDX-License-Identifier: MIT
#include "db/page_file.hpp"

#include <SQLiteCpp/Exception.h>

#include <array>
#include <cassert>
#include <stdexcept>

namespace litdex::db {
namespace {

using btree::get_number;
using btree::PageNumber;
using btree::put_number;

// Places in the header of a database file (https://sqlite.org/fileformat2.html, "The Database Header").
constexpr std::size_t k_header_bytes = 100;
constexpr std::size_t k_at_change_counter = 24;
constexpr std::size_t k_at_page_count = 28;
constexpr std::size_t k_at_version_valid_for = 92;  ///< the change counter when the page count was written

/// The page with this byte is never used: some systems lock bytes in it.
constexpr std::int64_t k_lock_byte = std::int64_t{1} << 30;

/// What is written at once. SQLite's files take less than 128 KiB.
constexpr std::size_t k_buffer_bytes = std::size_t{64} << 10;

void require_ok(int result) {
  if (result != SQLITE_OK) throw SQLite::Exception(sqlite3_errstr(result), result);
}

}  // namespace

PageFile::PageFile(SQLite::Database& database) : m_handle(database.getHandle()) {
  m_page_bytes = static_cast<std::size_t>(database.execAndGet("PRAGMA page_size").getInt64());
  require_ok(sqlite3_file_control(m_handle, "main", SQLITE_FCNTL_FILE_POINTER, &m_file));
}

void PageFile::begin() {
  if (sqlite3_txn_state(m_handle, "main") != SQLITE_TXN_NONE) {
    throw std::logic_error("pages are added within a transaction");
  }
  std::array<char, k_header_bytes> header{};
  read_header(header.data());
  m_change_counter = get_number({header.data() + k_at_change_counter, btree::k_number_bytes});
  m_page_count = get_number({header.data() + k_at_page_count, btree::k_number_bytes});
  m_has_written = false;
}

PageNumber PageFile::append(std::string_view page) {
  assert(page.size() == m_page_bytes);
  const std::scoped_lock lock(m_mutex);
  m_page_count += 1;
  if (m_page_count == lock_page()) {
    flush();
    m_page_count += 1;
  }
  if (m_unwritten.empty()) m_first_unwritten = m_page_count;
  m_unwritten += page;
  if (m_unwritten.size() + m_page_bytes > k_buffer_bytes) flush();
  return m_page_count;
}

void PageFile::write(PageNumber number, std::string_view page) {
  const std::scoped_lock lock(m_mutex);
  flush();
  write_at(offset_of(number), page);
  m_has_written = true;
}

void PageFile::end() {
  flush();
  if (!m_has_written) return;
  std::array<char, k_header_bytes> header{};
  read_header(header.data());
  if (get_number({header.data() + k_at_change_counter, btree::k_number_bytes}) != m_change_counter) {
    throw std::logic_error("a transaction while pages are added");
  }
  put_number(header.data() + k_at_change_counter, m_change_counter + 1);
  put_number(header.data() + k_at_version_valid_for, m_change_counter + 1);
  put_number(header.data() + k_at_page_count, m_page_count);
  write_at(0, {header.data(), header.size()});
}

void PageFile::read_header(char* header) {
  require_ok(m_file->pMethods->xRead(m_file, header, static_cast<int>(k_header_bytes), 0));
}

void PageFile::flush() {
  if (m_unwritten.empty()) return;
  write_at(offset_of(m_first_unwritten), m_unwritten);
  m_unwritten.clear();
  m_has_written = true;
}

void PageFile::write_at(std::int64_t offset, std::string_view bytes) {
  require_ok(m_file->pMethods->xWrite(m_file, bytes.data(), static_cast<int>(bytes.size()), offset));
}

PageNumber PageFile::lock_page() const {
  return static_cast<PageNumber>(k_lock_byte / static_cast<std::int64_t>(m_page_bytes)) + 1;
}

std::int64_t PageFile::offset_of(PageNumber number) const {
  return (std::int64_t{number} - 1) * static_cast<std::int64_t>(m_page_bytes);
}

}  // namespace litdex::db
