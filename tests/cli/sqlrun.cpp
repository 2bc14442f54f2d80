// Runs the SQL on standard input against a database and prints the rows, tab-separated: what any other client could do.
// SPDX-License-Identifier: MIT
#include <sqlite3.h>

#include <iostream>
#include <iterator>
#include <string>

namespace {

int print_row(void*, int count, char** values, char**) {
  for (int i = 0; i < count; ++i) std::cout << (i == 0 ? "" : "\t") << (values[i] == nullptr ? "NULL" : values[i]);
  std::cout << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 64;
  const std::string sql{std::istreambuf_iterator<char>(std::cin), {}};
  sqlite3* database = nullptr;
  char* message = nullptr;
  int result = sqlite3_open(argv[1], &database);
  if (result == SQLITE_OK) result = sqlite3_exec(database, sql.c_str(), print_row, nullptr, &message);
  if (result != SQLITE_OK) std::cerr << "sqlrun: " << (message == nullptr ? sqlite3_errmsg(database) : message) << '\n';
  sqlite3_free(message);
  sqlite3_close(database);
  return result == SQLITE_OK ? 0 : 1;
}
