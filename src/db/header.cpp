// The first bytes of an SQLite file: what it is, before anything in it is trusted.
// SPDX-License-Identifier: MIT
#include "db/header.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

#include "db/database.hpp"

namespace litdex::db {
namespace {

constexpr std::string_view k_magic("SQLite format 3\0", 16);
constexpr std::string_view k_journal_magic("\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8);
constexpr std::string_view k_unsynced_journal("\0\0\0\0\0\0\0\0\0\0\0\0", 12);
constexpr std::size_t k_header_bytes = 100;
constexpr std::size_t k_read_version_at = 19;
constexpr std::size_t k_user_version_at = 60;
constexpr std::size_t k_application_id_at = 68;
constexpr unsigned char k_version_wal = 2;

using HeaderBytes = std::array<unsigned char, k_header_bytes>;

std::int32_t big_endian(const HeaderBytes& bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = at; i < at + 4; ++i) value = (value << 8U) | bytes[i];
  return static_cast<std::int32_t>(value);
}

void require_ok(SQLite::Database& database, int result) {
  if (result != SQLITE_OK) throw SQLite::Exception(database.getHandle(), result);
}

}  // namespace

bool begins_as_litdex(std::string_view bytes) {
  if (bytes.size() < k_header_bytes || !bytes.starts_with(k_magic)) return false;
  HeaderBytes header{};
  std::copy_n(bytes.begin(), header.size(), header.begin());
  return big_endian(header, k_application_id_at) == k_application_id;
}

bool begins_as_journal(std::string_view bytes) {
  return bytes.starts_with(k_journal_magic) || bytes.starts_with(k_unsynced_journal);
}

FileHeader read_header(SQLite::Database& database) {
  sqlite3_file* file = nullptr;
  require_ok(database, sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file));
  FileHeader header;
  // Not by the file's own xFileSize, to which a file of one byte is empty.
  header.file_bytes = std::filesystem::file_size(sqlite3_db_filename(database.getHandle(), "main"));
  header.is_complete = header.file_bytes >= k_header_bytes;
  HeaderBytes bytes{};
  if (header.file_bytes < k_magic.size()) return header;
  // A short read fills the rest with zeros.
  const int result = file->pMethods->xRead(file, bytes.data(), static_cast<int>(bytes.size()), 0);
  if (result != SQLITE_IOERR_SHORT_READ) require_ok(database, result);
  header.has_magic = std::string_view(reinterpret_cast<const char*>(bytes.data()), k_magic.size()) == k_magic;
  header.is_wal = bytes[k_read_version_at] == k_version_wal;
  header.application_id = big_endian(bytes, k_application_id_at);
  header.user_version = big_endian(bytes, k_user_version_at);
  return header;
}

}  // namespace litdex::db
