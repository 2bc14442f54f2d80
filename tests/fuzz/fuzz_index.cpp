// Texts to be indexed: our index says what FTS5's says, and FTS5 takes it for its own.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "fuzz/fuzz.hpp"
#include "support/indexed_texts.hpp"

using namespace litdex;
using fuzz::require;

namespace {

constexpr std::array k_tokenizers = {"porter unicode61 remove_diacritics 2",
                                     "unicode61 remove_diacritics 0",
                                     "porter",
                                     "unicode61 tokenchars ''-_''",
                                     "ascii",
                                     "trigram"};

/// Pages so small that a few words fill one.
constexpr std::uint32_t k_least_page_bytes = 32;

/// A line is a row; what stands before its first tabulator is one field, the rest another. Numbers rise by `step`.
void add_rows(test::IndexedTexts& texts, std::string_view input, std::int64_t step) {
  std::int64_t id = 0;
  for (const std::string_view line : base::split(input, '\n')) {
    const std::size_t tabulator = line.find('\t');
    id += step;
    if (tabulator == std::string_view::npos) {
      texts.add(id, std::string(line));
    } else {
      texts.add(id, std::string(line.substr(0, tabulator)), std::string(line.substr(tabulator + 1)));
    }
  }
}

}  // namespace

// SQLite::Exception is not caught: an index that FTS5 cannot go on with ends the program.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text_of(data, size);
  const char* const tokenizer = k_tokenizers[fuzz::take_number(input, 1) % k_tokenizers.size()];
  const std::uint32_t page_bytes = k_least_page_bytes + fuzz::take_number(input, 1) * 16;
  const index::WriteLimits limits{1 + fuzz::take_number(input, 1) % 3, fuzz::take_number(input, 2) * std::size_t{64}};
  const std::int64_t step = 1 + std::int64_t{fuzz::take_number(input, 4)};

  test::IndexedTexts texts(fmt::format("tokenize = '{}'", tokenizer));
  texts.database().exec(fmt::format("INSERT INTO own (own, rank) VALUES ('pgsz', {})", page_bytes));
  add_rows(texts, input, step);
  require(!texts.build(limits), "every text can be indexed");
  const std::string difference = texts.difference();
  require(difference.empty(), difference);
  texts.database().exec("INSERT INTO own (own) VALUES ('optimize')");
  require(texts.difference().empty(), "FTS5 writes the index anew as it was");
  return 0;
}
