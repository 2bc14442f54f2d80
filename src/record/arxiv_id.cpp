// SPDX-License-Identifier: MIT
#include "record/arxiv_id.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

// The rules R1 to R6 are those of docs/formats/arxiv_id.md.
namespace litdex::record {
namespace {

// R2.
constexpr std::array<std::string_view, 34> k_archives = {
    "plasm-ph", "funct-an", "bayes-an", "chao-dyn", "cond-mat", "comp-gas", "alg-geom", "adap-org", "solv-int",
    "supr-con", "patt-sol", "acc-phys", "astro-ph", "quant-ph", "mtrl-th",  "nucl-th",  "nucl-ex",  "hep-lat",
    "chem-ph",  "physics",  "math-ph",  "atom-ph",  "hep-ph",   "hep-ex",   "hep-th",   "dg-ga",    "gr-qc",
    "ao-sci",   "cmp-lg",   "q-alg",    "q-bio",    "nlin",     "math",     "cs",
};

constexpr std::size_t k_longest_archive = std::ranges::max(k_archives, {}, &std::string_view::size).size();

// R5. The prefixes of parse_arxiv_id, in lower case. They may follow one another.
constexpr std::array<std::string_view, 13> k_prefixes = {
    "https://",       "http://",  "www.",        "export.", "arxiv.org/",      "abs/",   "pdf/",
    "oai:arxiv.org:", "doi.org/", "dx.doi.org/", "doi:",    "10.48550/arxiv.", "arxiv:",
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

/// The number that the first `count` characters of `text` write, or -1 when they are not all digits.
constexpr int read_digits(std::string_view text, std::size_t count) {
  if (text.size() < count) return -1;
  int value = 0;
  for (const char c : text.substr(0, count)) {
    if (!is_digit(c)) return -1;
    value = value * 10 + (c - '0');
  }
  return value;
}

constexpr bool is_month(int yymm) { return yymm % 100 >= 1 && yymm % 100 <= 12; }

/// R2: the length of a subject class with its dot (".GT", ".mes-hall") before a "/", else 0.
std::size_t subject_class_length(std::string_view text) {
  constexpr std::size_t k_longest_class = 16;
  if (!text.starts_with('.')) return 0;
  const std::size_t slash = text.substr(0, k_longest_class).find('/');
  if (slash == std::string_view::npos || slash < 3) return 0;
  const std::string_view name = text.substr(1, slash - 1);
  const bool is_code = name.size() == 2 && std::ranges::all_of(name, is_upper);
  const bool is_word = std::ranges::all_of(name, [](char c) { return is_lower(c) || c == '-'; });
  return is_code || is_word ? slash : 0;
}

/// R2, R3: archive, "/", YYMM from 9107 to 0703, and three digits.
std::optional<ArxivIdMatch> match_old(std::string_view text) {
  const auto ends_archive = [](char c) { return c == '/' || c == '.'; };
  const std::string_view head = text.substr(0, k_longest_archive + 1);
  const auto* const end = std::ranges::find_if(head, ends_archive);
  const auto* const archive = std::ranges::find(k_archives, std::string_view(head.begin(), end));
  if (end == head.end() || archive == k_archives.end()) return std::nullopt;
  const std::size_t slash = archive->size() + subject_class_length(text.substr(archive->size()));
  if (slash >= text.size() || text[slash] != '/') return std::nullopt;
  const std::string_view digits = text.substr(slash + 1);
  const int yymm = read_digits(digits, 4);
  if (read_digits(digits, 7) < 0 || read_digits(digits.substr(4), 3) == 0 || !is_month(yymm)) return std::nullopt;
  const bool is_last_century = yymm >= 9107 && yymm <= 9912;
  const bool is_this_century = yymm >= 1 && yymm <= 703;
  if (!is_last_century && !is_this_century) return std::nullopt;
  ArxivIdMatch match;
  match.id.text.append(*archive).append(text.substr(slash, 8));
  match.id.year = (is_last_century ? 1900 : 2000) + yymm / 100;
  match.id.month = yymm % 100;
  match.length = slash + 8;
  return match;
}

/// R1, R3: YYMM from 0704, ".", four digits until 1412, five from 1501.
std::optional<ArxivIdMatch> match_new(std::string_view text) {
  const int yymm = read_digits(text, 4);
  if (yymm < 704 || !is_month(yymm) || text.size() < 5 || text[4] != '.') return std::nullopt;
  const std::size_t digits = yymm <= 1412 ? 4 : 5;
  if (read_digits(text.substr(5), digits) <= 0) return std::nullopt;
  return ArxivIdMatch{{std::string(text.substr(0, 5 + digits)), 2000 + yymm / 100, yymm % 100}, 5 + digits};
}

/// Whether `text` begins with `prefix`, which is in lower case, whatever its own.
bool begins_with(std::string_view text, std::string_view prefix) {
  if (text.size() < prefix.size()) return false;
  const auto lower = [](char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(text.substr(0, prefix.size()), prefix, {}, lower);
}

/// R5: removes the prefixes at the front of `text`; whether one says that a file follows.
bool drop_prefixes(std::string_view& text) {
  bool is_pdf = false;
  // Most identifiers begin with a digit; of the prefixes only "10.48550/arxiv." does.
  const bool may_have_prefix = !text.empty() && (!is_digit(text.front()) || text.starts_with("10."));
  for (bool found = may_have_prefix; found;) {
    found = false;
    for (const std::string_view prefix : k_prefixes) {
      if (!begins_with(text, prefix)) continue;
      text.remove_prefix(prefix.size());
      if (prefix.back() == ':') text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
      is_pdf = is_pdf || prefix == "pdf/";
      found = true;
    }
  }
  return is_pdf;
}

}  // namespace

std::optional<ArxivIdMatch> match_arxiv_id(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return is_digit(text.front()) ? match_new(text) : match_old(text);
}

std::size_t match_arxiv_version(std::string_view text) {
  if (text.size() < 2 || text[0] != 'v' || text[1] < '1' || text[1] > '9') return 0;
  std::size_t length = 2;
  while (length < text.size() && is_digit(text[length])) ++length;
  return length;
}

std::optional<ArxivId> parse_arxiv_id(std::string_view text) {
  const bool is_pdf = drop_prefixes(text);
  std::optional<ArxivIdMatch> match = match_arxiv_id(text);
  if (!match) return std::nullopt;
  const std::string behind = base::ascii_lower(text.substr(match->length));
  const std::string_view rest = std::string_view(behind).substr(match_arxiv_version(behind));
  if (!rest.empty() && !(is_pdf && rest == ".pdf")) return std::nullopt;
  return std::move(match->id);
}

std::string_view version_in_arxiv_id(std::string_view text) {
  constexpr std::size_t k_suffix = 4;
  const std::size_t stem = text.size() - std::min(text.size(), k_suffix);
  if (base::ascii_lower(text.substr(stem)) == ".pdf") text.remove_suffix(k_suffix);
  std::size_t begin = text.size();
  while (begin > 0 && is_digit(text[begin - 1])) --begin;
  const bool is_version = begin > 1 && (text[begin - 1] == 'v' || text[begin - 1] == 'V') && is_digit(text[begin - 2]);
  return is_version ? text.substr(begin) : std::string_view();
}

}  // namespace litdex::record
