// SPDX-License-Identifier: MIT
#include "support/indexed_texts.hpp"

#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <variant>

#include "db/statement.hpp"

namespace litdex::test {
namespace {

SQLite::Database database_with_texts(const std::string& path) {
  SQLite::Database database(path, SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
  database.exec("CREATE TABLE texts (id INTEGER PRIMARY KEY, a, b, c)");
  return database;
}

bool is_sound(SQLite::Database& database) {
  try {
    database.exec("INSERT INTO own (own, rank) VALUES ('integrity-check', 1)");
    return true;
  } catch (const SQLite::Exception&) {
    return false;
  }
}

}  // namespace

IndexedTexts::IndexedTexts(const std::string& options, const std::string& path)
    : m_database(database_with_texts(path)), m_insert(m_database, "INSERT INTO texts VALUES (?, ?, 'left out', ?)") {
  for (const char* table : {"own", "stock"}) {
    m_database.exec(
        fmt::format("CREATE VIRTUAL TABLE {} USING fts5 (a, b UNINDEXED, -- a comment, with a comma\n"
                    "c, content=\"texts\", content_rowid='id', {})",
                    table, options));
    m_database.exec(fmt::format("CREATE VIRTUAL TABLE {0}_terms USING fts5vocab ({0}, instance)", table));
  }
}

void IndexedTexts::add(std::int64_t id, const std::optional<std::string>& a, const std::optional<std::string>& c) {
  db::run(m_insert, id, a, c);
}

void IndexedTexts::remove(std::int64_t id) {
  for (const char* table : {"own", "stock"}) {
    m_database.exec(fmt::format(
        "INSERT INTO {0} ({0}, rowid, a, b, c) SELECT 'delete', id, a, b, c FROM texts WHERE id = {1}", table, id));
  }
  m_database.exec(fmt::format("DELETE FROM texts WHERE id = {}", id));
}

void IndexedTexts::index(std::int64_t id) {
  for (const char* table : {"own", "stock"}) {
    m_database.exec(
        fmt::format("INSERT INTO {} (rowid, a, b, c) SELECT id, a, b, c FROM texts WHERE id = {}", table, id));
  }
}

std::optional<index::Unsupported> IndexedTexts::build(const index::WriteLimits& limits) {
  SQLite::Transaction transaction(m_database);
  auto unsupported = write_own(limits);
  m_database.exec("INSERT INTO stock (stock) VALUES ('rebuild')");
  transaction.commit();
  return unsupported;
}

std::optional<index::Unsupported> IndexedTexts::write_own(const index::WriteLimits& limits) {
  const auto written = index::write_index(m_database, "own", limits);
  const auto* const unsupported = std::get_if<index::Unsupported>(&written);
  return unsupported == nullptr ? std::nullopt : std::optional(*unsupported);
}

std::string IndexedTexts::difference() {
  if (!is_sound(m_database)) return "the integrity check fails";
  for (const char* columns : {"term, doc, col, offset FROM {}_terms", "id, sz FROM {}_docsize"}) {
    const std::string own = "SELECT " + fmt::format(fmt::runtime(columns), "own");
    const std::string stock = "SELECT " + fmt::format(fmt::runtime(columns), "stock");
    for (const std::string& rest : {own + " EXCEPT " + stock, stock + " EXCEPT " + own}) {
      if (number("SELECT count(*) FROM (" + rest + ")") != 0) return "there are rows in: " + rest;
    }
    if (number("SELECT count(*) FROM (" + own + ")") != number("SELECT count(*) FROM (" + stock + ")")) {
      return "rows stand twice in: " + own;
    }
  }
  const auto averages = [](const char* table) {
    return fmt::format("(SELECT block FROM {}_data WHERE id = 1)", table);
  };
  const bool is_same = number("SELECT " + averages("own") + " = " + averages("stock")) == 1;
  return is_same ? "" : "the averages differ";
}

std::string IndexedTexts::bytes() {
  std::string all;
  for (const char* query :
       {"SELECT id, hex(block) FROM own_data ORDER BY id", "SELECT hex(term), pgno FROM own_idx ORDER BY term, pgno",
        "SELECT id, hex(sz) FROM own_docsize ORDER BY id"}) {
    SQLite::Statement rows(m_database, query);
    while (rows.executeStep()) all += rows.getColumn(0).getString() + ' ' + rows.getColumn(1).getString() + '\n';
  }
  return all;
}

}  // namespace litdex::test
