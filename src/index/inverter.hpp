// Rows in, sorted runs of postings out.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/byte_search.hpp"
#include "index/definition.hpp"
#include "index/postings.hpp"
#include "index/row_batch.hpp"
#include "index/run.hpp"
#include "index/tokenizer.hpp"

namespace litdex::index {

/// How many tokens the fields of rows have.
struct RowSizes {
  std::uint64_t rows = 0;
  std::vector<std::uint64_t> totals;  ///< of all rows, column by column
  /// For each row the difference of its number to the one before (from 0), then the tokens of each column, all as
  /// varints.
  std::string bytes;
};

/// What becomes of the texts of some rows.
struct InvertedRows {
  RowSizes sizes;
  std::unique_ptr<base::SpillFile> spill_file;  ///< what some of the runs read
  std::vector<std::unique_ptr<Run>> runs;       ///< in the order of their rows
};

/// What an inverter may use.
struct InverterLimits {
  std::size_t memory_bytes;            ///< beyond this, postings go to a file; one row may exceed it
  std::filesystem::path spill_folder;  ///< where that is made
};

/// Bytes from the first to the last, these included.
struct ByteRange {
  unsigned char first;
  unsigned char last;
};

/// The bytes that may be of a token, in ascending order; all others are separators.
using TokenBytes = std::vector<ByteRange>;

/// Finds the tokens of rows and gathers where they stand.
///
/// FTS5's tokenizer says what a token is. Where that is known to depend on nothing beyond the ASCII separators around a
/// word, it is asked once for every distinct word, and the words are cut here; else it is asked for every field.
class Inverter {
 public:
  Inverter(const Definition& definition, Tokenizer tokenizer, InverterLimits limits);

  /// Takes rows whose numbers are above those of all before. Throws Error(io), SQLite::Exception.
  void add(const RowBatch& batch);

  /// What became of all rows. Nothing can be added afterwards.
  InvertedRows finish();

 private:
  /// What one round of the hash of a word takes.
  static constexpr std::size_t k_hashed_bytes = sizeof(std::uint64_t);

  /// A text without ASCII separators, and the terms that the tokenizer finds in it. Two in one line of the cache.
  struct alignas(32) Word {
    std::string_view text;
    Term* first_term = nullptr;                         ///< nullptr: there is none
    const std::vector<Term*>* further_terms = nullptr;  ///< nullptr: there are none

    /// Of short texts of the same size no two have the same hash.
    [[nodiscard]] bool is(std::string_view other) const {
      return text.size() == other.size() && (text.size() <= k_hashed_bytes || has_same_bytes(other));
    }

   private:
    /// Of a text of more than k_hashed_bytes, whose last ones are compared with those before or again. Most words are
    /// so short that calling a library would take as long.
    [[nodiscard]] bool has_same_bytes(std::string_view other) const {
      const auto is_same_at = [&](std::size_t at) {
        return std::memcmp(text.data() + at, other.data() + at, k_hashed_bytes) == 0;
      };
      const std::size_t last = text.size() - k_hashed_bytes;
      for (std::size_t at = 0; at < last; at += k_hashed_bytes) {
        if (!is_same_at(at)) return false;
      }
      return is_same_at(last);
    }
  };
  /// One that was met; one that is too long to be remembered has no `word`.
  struct Met {
    std::string_view text;
    std::uint64_t hash = 0;
    const Word* word = nullptr;
  };
  /// When so many words are cut, they are looked up. The last bytes that were looked at may have more.
  static constexpr std::size_t k_block_words = 64;
  static constexpr std::size_t k_more_words = base::k_bits / 2 + 1;

  void add_row(const RowBatch& batch, std::size_t row);
  std::uint32_t add_field(std::uint32_t column, std::string_view text);
  void add_words(Place& place, std::string_view text);
  static std::uint64_t hash_word(std::string_view text);
  std::string_view cut_block(std::string_view text);
  void meet(std::size_t place, std::string_view word);
  void look_up_block();
  void add_block(Place& place);
  void add_word(Place& place, const Word& word);
  void add_text(Place& place, std::string_view text);
  const Word& make_word(std::string_view text, std::uint64_t hash);
  void begin_postings();
  [[nodiscard]] std::size_t bytes() const;
  void spill();

  std::size_t m_columns;
  Tokenizer m_tokenizer;
  InverterLimits m_limits;
  std::optional<TokenBytes> m_token_bytes;  ///< where words can be cut by it
  std::unique_ptr<Postings> m_postings;
  std::unique_ptr<base::TextTable<Word>> m_words;
  std::deque<Word> m_known_words;
  std::deque<std::vector<Term*>> m_further_terms;  ///< of words with more than one
  std::array<Met, k_block_words + k_more_words> m_block_words;
  std::span<Met> m_block;  ///< those in use
  std::int64_t m_rowid = 0;
  InvertedRows m_result;
};

}  // namespace litdex::index
