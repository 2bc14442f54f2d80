// SPDX-License-Identifier: MIT
#include "record/links.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>

#include "base/text.hpp"
#include "record/tokens.hpp"

// The rules L1 to L7 are those of docs/facts.md.
namespace litdex::record {
namespace {

bool is_alphanumeric(char c) { return is_ascii_letter(c) || is_ascii_digit(c); }

/// L1: the scheme or host that `text` begins with, or 0 bytes.
std::size_t opener_length(std::string_view text) {
  constexpr auto k_openers = std::to_array<std::string_view>({"http://", "https://", "ftp://", "www."});
  for (const std::string_view opener : k_openers) {
    if (text.size() > opener.size() && base::ascii_lower(text.substr(0, opener.size())) == opener) return opener.size();
  }
  return 0;
}

/// The first place from `from` on where a URL may begin; the size of the text when there is none. Most texts have no
/// "://" and no "www", and are searched for nothing else.
std::size_t next_opener(std::string_view text, std::size_t from) {
  const auto begins = [&](std::size_t i) {
    return i < text.size() && (i == 0 || !is_alphanumeric(text[i - 1])) && opener_length(text.substr(i)) > 0;
  };
  std::size_t found = text.size();
  for (std::size_t i = text.find("://", from); i != std::string_view::npos && found == text.size();
       i = text.find("://", i + 1)) {
    for (const std::size_t scheme : {std::size_t{3}, std::size_t{4}, std::size_t{5}}) {
      if (i >= from + scheme && begins(i - scheme)) found = std::min(found, i - scheme);
    }
  }
  if (!base::has_pair(text.substr(from), 'w', 'w')) return found;
  for (const std::string_view www : {"www.", "WWW.", "Www."}) {
    for (std::size_t i = text.find(www, from); i < found; i = text.find(www, i + 1)) {
      if (begins(i)) found = i;
    }
  }
  return found;
}

/// What of the text a URL takes, and the URL.
struct Piece {
  std::string url;
  std::size_t length = 0;
  bool is_exact = true;
};

/// L2 and L3: reads on until something that no URL holds.
Piece read_piece(std::string_view text) {
  constexpr std::string_view k_ends = "<>\"`|^{}";
  constexpr std::string_view k_escaped = "~_%#&-";
  Piece piece;
  int depth = 0;
  std::size_t i = 0;
  for (; i < text.size() && text[i] > ' ' && text[i] < '\x7F' && k_ends.find(text[i]) == std::string_view::npos; ++i) {
    if (text[i] == '\\') {
      if (i + 1 >= text.size() || k_escaped.find(text[i + 1]) == std::string_view::npos) break;
      ++i;
    }
    const bool is_next_url = (text[i] == ',' || text[i] == ';') && opener_length(text.substr(i + 1)) > 0;
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    if (is_next_url || depth < 0) break;
    piece.url += text[i];
  }
  piece.length = i;
  const std::string_view rest = text.substr(i);
  const bool is_broken_by_tex = rest.starts_with('\\') || rest.starts_with('{') || rest.starts_with('^');
  const bool is_broken_by_blank = rest.starts_with(" /") || rest.starts_with(" ~") || piece.url.ends_with('-');
  piece.is_exact = !is_broken_by_tex && !is_broken_by_blank && piece.url.find('$') == std::string::npos;
  return piece;
}

/// L4.
void drop_sentence_end(std::string& url) {
  constexpr std::string_view k_punctuation = ".,;:!?'*";
  const auto closes_unopened = [&] {
    return url.back() == ']' && std::ranges::count(url, '[') < std::ranges::count(url, ']');
  };
  while (!url.empty() && (k_punctuation.find(url.back()) != std::string_view::npos || closes_unopened())) {
    url.pop_back();
  }
}

/// L5: where the host that begins at `start` ends; nothing when it is none.
std::optional<std::size_t> end_of_host(std::string_view url, std::size_t start) {
  std::size_t end = start;
  while (end < url.size() && (is_alphanumeric(url[end]) || url[end] == '-' || url[end] == '.' || url[end] == '_'))
    ++end;
  std::string_view host = url.substr(start, end - start);
  while (host.ends_with('.')) host.remove_suffix(1);
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return std::nullopt;
  const bool is_name = dot + 2 < host.size() && std::ranges::all_of(host.substr(dot + 1), is_ascii_letter);
  const bool is_address = std::ranges::all_of(host, [](char c) { return is_ascii_digit(c) || c == '.'; });
  return is_name || is_address ? std::optional(start + host.size()) : std::nullopt;
}

/// L6: a word glued to the comma behind a URL, or an entity, cannot be told from the URL.
bool has_glued_word(std::string_view path) {
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if ((path[i] == ',' || path[i] == ';') && is_ascii_letter(path[i + 1])) return true;
  }
  return false;
}

/// The URL of the piece as far as it is one; else an empty text.
std::string exact_url(Piece piece) {
  if (!piece.is_exact) return {};
  drop_sentence_end(piece.url);
  const std::size_t slashes = piece.url.find("://");
  const std::size_t start = slashes < piece.url.find('.') ? slashes + std::string_view("://").size() : 0;
  const std::optional<std::size_t> host = end_of_host(piece.url, start);
  if (!host) return {};
  std::size_t path = *host;
  if (path < piece.url.size() && piece.url[path] == ':') {
    std::size_t port = path + 1;
    while (port < piece.url.size() && is_ascii_digit(piece.url[port])) ++port;
    if (port > path + 1) path = port;
  }
  if (path < piece.url.size() && std::string_view("/?#").find(piece.url[path]) == std::string_view::npos) {
    piece.url.resize(path);
  }
  return has_glued_word(std::string_view(piece.url).substr(path)) ? std::string() : std::move(piece.url);
}

}  // namespace

void append_links(std::string_view text, std::vector<std::string>& urls) {
  if (text.size() > k_max_fact_bytes) return;
  for (std::size_t i = next_opener(text, 0); i < text.size(); i = next_opener(text, i)) {
    const std::size_t opener = opener_length(text.substr(i));
    Piece piece = read_piece(text.substr(i));
    i += std::max(piece.length, opener);
    std::string url = exact_url(std::move(piece));
    if (!url.empty() && std::ranges::find(urls, url) == urls.end()) urls.push_back(std::move(url));
  }
}

}  // namespace litdex::record
