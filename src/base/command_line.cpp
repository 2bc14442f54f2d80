// SPDX-License-Identifier: MIT
#include "base/command_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace litdex::base {
namespace {

/// Whether no shell gives the character a meaning of its own, wherever in a word it stands.
bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./,:@%+").find(c) != std::string_view::npos;
}

std::string replaced(std::string_view text, char old, std::string_view by) {
  std::string out;
  for (const char c : text) c == old ? out += by : out += c;
  return out;
}

/// In $'…', with every byte that is not ASCII or not printable as its number.
std::string with_numbers(std::string_view word) {
  std::string out = "$'";
  for (const char c : word) {
    if (c == '\'' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c >= ' ' && c < '\x7f') {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  return out + '\'';
}

}  // namespace

std::string shell_quoted(std::string_view word) {
  if (word.starts_with('-')) return shell_quoted("./" + std::string(word));
  if (printable(word) != word) return with_numbers(word);
  if (!word.empty() && std::all_of(word.begin(), word.end(), is_plain)) return std::string(word);
  return '\'' + replaced(word, '\'', R"('\'')") + '\'';
}

std::string database_option(std::string_view path) {
  return path == k_default_database ? std::string() : " --db " + shell_quoted(path);
}

}  // namespace litdex::base
