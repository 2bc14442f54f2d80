// SPDX-License-Identifier: MIT
#include "index/definition.hpp"

#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <optional>

#include "base/text.hpp"
#include "db/sql_text.hpp"

namespace litdex::index {
namespace {

/// Pages above this could, with the longest term, not be described by the 16 bits that their header has for it.
constexpr std::int64_t k_max_page_bytes = 32768;

/// The character that ends what `open` begins, or 0 where it begins nothing.
char closing_quote(char open) {
  switch (open) {
    case '"':
    case '\'':
    case '`': return open;
    case '[': return ']';
    default: return 0;
  }
}

/// Where the quoted text that begins at `begin` ends: behind its last quote.
std::size_t quoted_end(std::string_view text, std::size_t begin) {
  const char quote = closing_quote(text[begin]);
  for (std::size_t i = begin + 1; i < text.size(); ++i) {
    if (text[i] != quote) continue;
    if (i + 1 == text.size() || text[i + 1] != quote) return i + 1;
    i += 1;
  }
  return text.size();
}

/// Where the comment that begins at `begin` ends; `begin` where none does.
std::size_t comment_end(std::string_view text, std::size_t begin) {
  const std::string_view mark = text.substr(begin, 2);
  if (mark != "--" && mark != "/*") return begin;
  const std::size_t end = text.find(mark == "--" ? "\n" : "*/", begin + 2);
  return end == std::string_view::npos ? text.size() : end + mark.size() - (mark == "--" ? 1 : 0);
}

/// The arguments in the parentheses of a CREATE VIRTUAL TABLE statement, without comments.
std::vector<std::string> module_arguments(std::string_view sql) {
  std::vector<std::string> arguments;
  bool is_inside = false;
  for (std::size_t i = 0; i < sql.size();) {
    std::size_t end = comment_end(sql, i);
    if (end != i) {
      if (is_inside) arguments.back() += ' ';
      i = end;
      continue;
    }
    end = closing_quote(sql[i]) != 0 ? quoted_end(sql, i) : i + 1;
    if (is_inside && sql[i] == ',') {
      arguments.emplace_back();
    } else if (is_inside && sql[i] == ')') {
      return arguments;
    } else if (is_inside) {
      arguments.back() += sql.substr(i, end - i);
    } else if (sql[i] == '(') {
      is_inside = true;
      arguments.emplace_back();
    }
    i = end;
  }
  return {};
}

bool is_bare(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || byte >= 0x80;
}

/// Takes a word off the front of `text`, without its quotes; nothing where there is none.
std::optional<std::string> take_word(std::string_view& text) {
  text = base::trim(text);
  if (text.empty()) return std::nullopt;
  std::string word;
  std::size_t end = 0;
  if (const char quote = closing_quote(text[0]); quote != 0) {
    end = quoted_end(text, 0);
    for (std::size_t i = 1; i + 1 < end; ++i) {
      word += text[i];
      if (text[i] == quote) i += 1;
    }
  } else {
    while (end < text.size() && is_bare(text[end])) end += 1;
    if (end == 0) return std::nullopt;
    word = text.substr(0, end);
  }
  text = base::trim(text.substr(end));
  return word;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (auto word = take_word(text)) words.push_back(*word);
  return words;
}

/// Whether the option is one that this program follows.
bool take_option(Definition& definition, const std::string& name, const std::string& value) {
  if (name == "content") {
    definition.content = value;
  } else if (name == "content_rowid") {
    definition.content_rowid = value;
  } else if (name == "tokenize") {
    definition.tokenizer = words_of(value);
  } else {
    return false;
  }
  return true;
}

Unsupported unsupported(std::string_view argument) {
  return {fmt::format("its definition has '{}'", base::printable(base::trim(argument)))};
}

/// Takes an argument up: a column, or an option.
std::optional<Unsupported> take_argument(Definition& definition, std::string_view argument) {
  std::string_view rest = argument;
  const auto word = take_word(rest);
  if (!word) return unsupported(argument);
  if (!rest.starts_with('=')) {
    const bool is_indexed = rest.empty();
    if (!is_indexed && base::ascii_lower(rest) != "unindexed") return unsupported(argument);
    definition.columns.push_back({*word, is_indexed});
    return std::nullopt;
  }
  rest.remove_prefix(1);
  const auto value = take_word(rest);
  if (!value || !rest.empty() || !take_option(definition, base::ascii_lower(*word), *value)) {
    return unsupported(argument);
  }
  return std::nullopt;
}

std::string create_statement(SQLite::Database& database, const std::string& table) {
  SQLite::Statement query(database, "SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?");
  query.bind(1, table);
  return query.executeStep() ? query.getColumn(0).getString() : "";
}

/// A setting that FTS5 keeps beside the index.
std::optional<std::int64_t> setting(SQLite::Database& database, const std::string& table, const char* name) {
  SQLite::Statement query(database, fmt::format("SELECT v FROM {} WHERE k = ?", db::quoted_name(table + "_config")));
  query.bind(1, name);
  if (!query.executeStep()) return std::nullopt;
  return query.getColumn(0).getInt64();
}

}  // namespace

std::variant<Definition, Unsupported> parse_definition(const std::string& table, std::string_view sql) {
  Definition definition;
  definition.table = table;
  for (const std::string& argument : module_arguments(sql)) {
    if (auto refusal = take_argument(definition, argument)) return *refusal;
  }
  if (definition.content.empty()) return Unsupported{"its rows stand in no other table"};
  if (definition.columns.empty() || definition.tokenizer.empty())
    return Unsupported{"its definition is not understood"};
  return definition;
}

std::variant<Definition, Unsupported> read_definition(SQLite::Database& database, const std::string& table) {
  auto parsed = parse_definition(table, create_statement(database, table));
  auto* const definition = std::get_if<Definition>(&parsed);
  if (definition == nullptr) return parsed;
  const auto version = setting(database, table, "version");
  if (version != k_format_version) {
    return Unsupported{version ? fmt::format("its format is version {}", *version) : "its format has no version"};
  }
  if (const auto page_bytes = setting(database, table, "pgsz")) {
    if (*page_bytes < 32 || *page_bytes > k_max_page_bytes) return Unsupported{"its pages are of an unusual size"};
    definition->page_bytes = static_cast<std::size_t>(*page_bytes);
  }
  return parsed;
}

}  // namespace litdex::index
