// SPDX-License-Identifier: MIT
#include "db/sql_text.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace litdex::db {
namespace {

/// What a name, a number or a keyword is made of. Two of them are apart by something else, so joining them with
/// a space loses nothing.
bool is_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         c == '$' || c == '.';
}

/// Length of the comment at the front of `sql`, or 0. One without an end takes the rest, as in SQLite.
std::size_t comment_length(std::string_view sql) {
  if (sql.starts_with("--")) return std::min(sql.find('\n'), sql.size());
  if (!sql.starts_with("/*")) return 0;
  const std::size_t end = sql.find("*/", 2);
  return end == std::string_view::npos ? sql.size() : end + 2;
}

/// Length of the quoted text at the front of `sql`, quotes included. A doubled quote reads as two texts side by side;
/// both forms of the comparison see it the same way.
std::size_t quoted_length(std::string_view sql) {
  const char closing = sql.front() == '[' ? ']' : sql.front();
  const std::size_t end = sql.find(closing, 1);
  return end == std::string_view::npos ? sql.size() : end + 1;
}

/// Length of the token at the front of `sql`, which begins with neither blank nor comment.
std::size_t token_length(std::string_view sql) {
  if (std::string_view("'\"`[").find(sql.front()) != std::string_view::npos) return quoted_length(sql);
  const auto end = std::find_if_not(sql.begin(), sql.end(), is_word);
  return std::max<std::size_t>(1, static_cast<std::size_t>(end - sql.begin()));
}

}  // namespace

std::string canonical_sql(std::string_view sql) {
  std::string canonical;
  while (!sql.empty()) {
    if (base::is_blank(sql.front())) {
      sql.remove_prefix(1);
    } else if (const std::size_t comment = comment_length(sql); comment > 0) {
      sql.remove_prefix(comment);
    } else {
      const std::size_t token = token_length(sql);
      if (!canonical.empty()) canonical += ' ';
      canonical += sql.substr(0, token);
      sql.remove_prefix(token);
    }
  }
  return canonical;
}

std::string quoted_name(std::string_view name) {
  std::string quoted = "\"";
  for (const char c : name) quoted.append(c == '"' ? 2 : 1, c);
  return quoted + '"';
}

}  // namespace litdex::db
