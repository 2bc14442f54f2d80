// Pages at the end of a database file, written without SQLite's page cache.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "btree/page_sink.hpp"

namespace litdex::db {

/// Adds pages between two transactions of a connection, as another program with the file might. It goes through the
/// connection's own file, so that no lock is lost and failures are those of SQLite. Only for a file that nobody else
/// reads, of a connection that gives up its lock after every transaction and then sees what has changed.
class PageFile final : public btree::PageSink {
 public:
  /// `database` outlives the object.
  explicit PageFile(SQLite::Database& database);

  /// Takes the file over. The connection has no transaction open, and begins none before end(). Throws
  /// std::logic_error where it has one.
  void begin();
  [[nodiscard]] std::size_t page_bytes() const override { return m_page_bytes; }
  /// Several threads may call the two at once. Both throw SQLite::Exception.
  btree::PageNumber append(std::string_view page) override;
  void write(btree::PageNumber number, std::string_view page) override;
  /// Gives the file back: its header counts the new pages. Throws SQLite::Exception, and std::logic_error where the
  /// connection has written meanwhile.
  void end();

 private:
  void read_header(char* header);
  void flush();
  void write_at(std::int64_t offset, std::string_view bytes);
  [[nodiscard]] btree::PageNumber lock_page() const;
  [[nodiscard]] std::int64_t offset_of(btree::PageNumber number) const;

  std::mutex m_mutex;
  sqlite3* m_handle;
  sqlite3_file* m_file = nullptr;
  std::size_t m_page_bytes = 0;
  std::uint32_t m_change_counter = 0;  ///< of the file when it was taken over
  bool m_has_written = false;
  btree::PageNumber m_page_count = 0;
  std::string m_unwritten;  ///< the last pages of the file
  btree::PageNumber m_first_unwritten = 0;
};

}  // namespace litdex::db
