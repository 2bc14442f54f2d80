// Tables of a file that nobody else reads yet, written as the pages of their trees.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "btree/page.hpp"
#include "btree/record.hpp"
#include "btree/tree_writer.hpp"
#include "db/appended_index.hpp"
#include "db/page_file.hpp"

namespace litdex::db {

/// What becomes of the indexes that are gathered while rows come.
enum class Indexes : std::uint8_t {
  written,   ///< they have all rows
  given_up,  ///< they are empty, and to be taken off before anything else
};

/// A table whose rows come in the order of their keys.
class AppendedTable {
 public:
  /// `file` outlives the object.
  AppendedTable(SQLite::Database& database, PageFile& file, std::string_view name);

  [[nodiscard]] const std::string& name() const { return m_name; }
  [[nodiscard]] btree::PageNumber root() const { return m_root; }
  /// Those that are gathered while rows come.
  [[nodiscard]] std::deque<AppendedIndex>& indexes() { return m_indexes; }
  [[nodiscard]] const std::deque<AppendedIndex>& indexes() const { return m_indexes; }

  /// The columns in the order in which records have them.
  [[nodiscard]] std::size_t column_count() const { return m_columns.size(); }
  /// Throws std::logic_error where the table has no such column.
  [[nodiscard]] std::size_t place_of(std::string_view column) const;

  /// Whether rows are appended; otherwise they are inserted by SQL.
  [[nodiscard]] bool is_open() const { return m_is_open; }
  void open() { m_is_open = true; }
  /// How many were appended.
  [[nodiscard]] std::int64_t row_count() const { return m_row_count; }

  /// Appends a row, which has a value for each column, and changes it to what SQLite would store. Returns its row
  /// number, the next one where the row gives none; 0 for a table WITHOUT ROWID. Throws std::logic_error where the key
  /// is not above that of the row before, or a value is NULL or empty that the schema forbids to be (its other
  /// constraints are not looked at), SQLite::Exception, and Error(io).
  std::int64_t append(std::span<btree::Value> row);

  /// Writes what is left of the tree; from then on, rows are inserted. Throws SQLite::Exception.
  void finish();

 private:
  struct Column {
    std::string name;
    std::string type;
    bool may_be_null;
    bool may_be_empty;
  };
  /// A part of a key. Its text is copied.
  struct KeyPart {
    std::int64_t integer = 0;
    std::string text;

    friend auto operator<=>(const KeyPart&, const KeyPart&) = default;
  };

  void read_columns(SQLite::Database& database);
  void convert(std::span<btree::Value> row) const;
  void require_values(std::span<const btree::Value> row) const;
  std::int64_t append_row(std::span<btree::Value> row);
  std::int64_t take_rowid(std::span<btree::Value> row);
  void take_key(std::span<const btree::Value> key);

  PageFile& m_file;
  std::string m_name;
  btree::PageNumber m_root = 0;
  std::vector<Column> m_columns;
  std::size_t m_key_columns = 0;
  // One of the two.
  std::optional<btree::TableWriter> m_rows;
  std::optional<btree::IndexWriter> m_entries;
  std::deque<AppendedIndex> m_indexes;
  std::int64_t m_last_rowid = 0;
  std::vector<KeyPart> m_last_key, m_key;
  std::string m_record;
  std::int64_t m_row_count = 0;
  bool m_is_open = false;
};

/// Tables that are being filled, as long as nobody seeks or changes a row of them. SQLite takes a microsecond for
/// each row that it inserts; to put rows into pages one after another takes a tenth of that.
///
/// Until settle(), the tables have no root for SQLite: who reads one by SQL is told that the file is malformed.
class AppendedTables {
 public:
  /// What the tables hold, on one page each, will be forgotten. `database` is thrown away when anything fails, and
  /// outlives the object.
  AppendedTables(SQLite::Database& database, std::span<const std::string_view> names);

  /// nullptr where rows of the table are inserted by SQL at any time. Lives as long as this object.
  [[nodiscard]] AppendedTable* find(std::string_view table);

  /// Between the two, rows of these tables are appended, and SQL writes nothing. A transaction that is open is
  /// committed by the first; the second begins another. Both throw SQLite::Exception, the first also std::logic_error
  /// where a table has an index that is not gathered.
  void begin();
  void end();

  /// Whether rows of all tables are inserted and sought by SQL.
  [[nodiscard]] bool is_settled() const { return m_state == State::settled; }
  /// Makes it so, at any time. Throws SQLite::Exception, and as AppendedIndex::write does.
  void settle(Indexes indexes = Indexes::written);
  /// The names of the indexes that are gathered.
  [[nodiscard]] std::vector<std::string> indexes() const;

 private:
  enum class State : std::uint8_t { untouched, open, settled };

  void open();
  void commit();
  void finish(Indexes indexes);
  [[nodiscard]] std::vector<AppendedIndex*> largest_first();

  SQLite::Database& m_database;
  PageFile m_file;
  std::deque<AppendedTable> m_tables;
  State m_state = State::untouched;
  bool m_is_appending = false;
};

}  // namespace litdex::db
