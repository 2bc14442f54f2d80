// SPDX-License-Identifier: MIT
#include "base/checksum.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"

namespace litdex::base {
namespace {

constexpr std::size_t k_digits = 64;

bool is_hexadecimal(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }

std::string escaped(std::string_view name) {
  std::string text;
  for (const char c : name) {
    switch (c) {
      case '\\': text += "\\\\"; break;
      case '\n': text += "\\n"; break;
      case '\r': text += "\\r"; break;
      default: text += c;
    }
  }
  return text;
}

}  // namespace

std::filesystem::path sha256_file_of(const std::filesystem::path& path) {
  std::filesystem::path beside = path;
  beside += ".sha256";
  return beside;
}

std::string checksum_line(std::string_view sha256, std::string_view name) {
  const std::string shown = escaped(name);
  return fmt::format("{}{}  {}\n", shown == name ? "" : "\\", sha256, shown);
}

std::optional<std::string> digest_of_line(std::string_view line) {
  if (line.starts_with('\\')) line.remove_prefix(1);
  std::string digest = ascii_lower(line.substr(0, k_digits));
  const bool is_whole = digest.size() == k_digits && std::all_of(digest.begin(), digest.end(), is_hexadecimal);
  if (!is_whole || (line.size() > k_digits && !is_blank(line[k_digits]))) return std::nullopt;
  return digest;
}

bool begins_as_checksum(std::string_view bytes) {
  if (digest_of_line(bytes)) return true;
  if (bytes.starts_with('\\')) bytes.remove_prefix(1);
  return bytes.size() < k_digits && std::all_of(bytes.begin(), bytes.end(), is_hexadecimal);
}

}  // namespace litdex::base
