// SPDX-License-Identifier: MIT
#include "index/inverter.hpp"

#include <algorithm>
#include <bit>
#include <cstring>
#include <utility>

#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// Longer texts without a separator are rarely met again, and are not remembered.
constexpr std::size_t k_max_word_bytes = 256;

/// Whether the tokenizer is unicode61, alone or under porter: an ASCII byte either is of a token or ends it, whatever
/// stands around it, and each token is made of its own bytes alone.
bool is_cut_at_separators(const std::vector<std::string>& tokenizer) {
  if (tokenizer.front() == "unicode61") return true;
  return tokenizer.front() == "porter" && (tokenizer.size() == 1 || tokenizer[1] == "unicode61");
}

/// Whether the tokenizer makes a token of the byte alone.
bool is_token(Tokenizer& tokenizer, char byte) {
  bool is_token = false;
  tokenizer.tokenize({&byte, 1}, [&](std::string_view, bool) { is_token = true; });
  return is_token;
}

/// Asks the tokenizer of every ASCII byte; nothing where words cannot be cut so. Bytes of other characters are left to
/// the tokenizer, as part of the word that they stand in.
std::optional<TokenBytes> ask_token_bytes(Tokenizer& tokenizer, const std::vector<std::string>& words) {
  if (!is_cut_at_separators(words)) return std::nullopt;
  TokenBytes of_token;
  for (unsigned char byte = 0; byte < 0x80; ++byte) {
    if (!is_token(tokenizer, static_cast<char>(byte))) continue;
    if (!of_token.empty() && of_token.back().last + 1 == byte) {
      of_token.back().last = byte;
    } else {
      of_token.push_back({byte, byte});
    }
  }
  of_token.push_back({0x80, 0xFF});
  return of_token;
}

/// A mask of the first `count` bytes of a number in memory, fewer than all.
std::uint64_t first_bytes(std::size_t count) {
  constexpr std::uint64_t k_all = ~std::uint64_t{0};
  const std::size_t left_out = 8 * (sizeof k_all - count);
  return std::endian::native == std::endian::little ? k_all >> left_out : k_all << left_out;
}

}  // namespace

Inverter::Inverter(const Definition& definition, Tokenizer tokenizer, InverterLimits limits)
    : m_columns(definition.columns.size()),
      m_tokenizer(std::move(tokenizer)),
      m_limits(std::move(limits)),
      m_token_bytes(ask_token_bytes(m_tokenizer, definition.tokenizer)) {
  m_result.sizes.totals.resize(m_columns);
  begin_postings();
}

void Inverter::begin_postings() {
  m_postings = std::make_unique<Postings>();
  m_words = std::make_unique<base::TextTable<Word>>();
  m_known_words.clear();
  m_further_terms.clear();
}

std::size_t Inverter::bytes() const {
  return m_postings->bytes() + m_words->bytes() + m_known_words.size() * sizeof(Word);
}

void Inverter::add(const RowBatch& batch) {
  for (std::size_t row = 0; row < batch.rowids.size(); ++row) {
    add_row(batch, row);
    if (bytes() > m_limits.memory_bytes) spill();
  }
}

void Inverter::add_row(const RowBatch& batch, std::size_t row) {
  RowSizes& sizes = m_result.sizes;
  const std::int64_t rowid = batch.rowids[row];
  base::append_varint(sizes.bytes, static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(m_rowid));
  m_rowid = rowid;
  for (std::size_t column = 0; column < m_columns; ++column) {
    const std::uint32_t tokens = add_field(static_cast<std::uint32_t>(column), batch.field(row * m_columns + column));
    base::append_varint(sizes.bytes, tokens);
    sizes.totals[column] += tokens;
  }
  sizes.rows += 1;
}

/// Returns how many tokens the field has.
std::uint32_t Inverter::add_field(std::uint32_t column, std::string_view text) {
  if (text.empty()) return 0;
  Place place{m_rowid, column, 0};
  m_token_bytes ? add_words(place, text) : add_text(place, text);
  return place.position;
}

/// Goes through the words some at a time, and with each step through all of those: what a step reads was fetched while
/// the step before was busy with the other words.
void Inverter::add_words(Place& place, std::string_view text) {
  while (!text.empty()) {
    text = cut_block(text);
    look_up_block();
    add_block(place);
  }
}

/// A hash for the table of words: of each round the result depends one-to-one on the bytes that it takes. Reads beyond
/// the text, RowBatch::k_padding bytes at most.
std::uint64_t Inverter::hash_word(std::string_view text) {
  constexpr std::uint64_t k_odd = 0x9E3779B97F4A7C15;
  static_assert(k_hashed_bytes <= RowBatch::k_padding);
  std::uint64_t hash = text.size() * k_odd;
  for (std::size_t at = 0; at < text.size(); at += k_hashed_bytes) {
    std::uint64_t part = 0;
    std::memcpy(&part, text.data() + at, k_hashed_bytes);
    const std::size_t left = text.size() - at;
    if (left < k_hashed_bytes) part &= first_bytes(left);
    hash = (hash ^ part) * k_odd;
    hash ^= hash >> 32;
  }
  return hash;
}

/// Cuts words off the front of the text and returns the rest. Reads beyond the text, RowBatch::k_padding bytes at most.
std::string_view Inverter::cut_block(std::string_view text) {
  static_assert(base::k_bits <= RowBatch::k_padding);
  const auto is_of_token = [&of_token = *m_token_bytes](base::Bytes c) {
    auto answers = c < 0;  // no to all
    for (const ByteRange& range : of_token) answers |= base::is_between(c, range.first, range.last);
    return answers;
  };
  std::size_t words = 0;
  std::size_t begin = 0;
  bool is_in_word = false;
  for (std::size_t at = 0; at < text.size(); at += base::k_bits) {
    if (words >= k_block_words) {
      m_block = std::span(m_block_words).first(words);
      return text.substr(is_in_word ? begin : at);
    }
    std::uint64_t of_token = base::find_bits(text.data() + at, is_of_token);
    if (text.size() - at < base::k_bits) of_token &= (std::uint64_t{1} << (text.size() - at)) - 1;
    // A bit wherever a word begins or has just ended.
    std::uint64_t edges = of_token ^ (of_token << 1 | static_cast<std::uint64_t>(is_in_word));
    for (; edges != 0; edges &= edges - 1) {
      const std::size_t edge = at + static_cast<std::size_t>(std::countr_zero(edges));
      if (is_in_word) meet(words++, text.substr(begin, edge - begin));
      begin = edge;
      is_in_word = !is_in_word;
    }
  }
  if (is_in_word) meet(words++, text.substr(begin));
  m_block = std::span(m_block_words).first(words);
  return {};
}

/// Puts a word to its place in the block, and has the processor fetch where it may stand in the table.
void Inverter::meet(std::size_t place, std::string_view word) {
  const std::uint64_t hash = hash_word(word);
  m_words->prefetch_slot(hash);
  m_block_words[place] = {word, hash};
}

void Inverter::look_up_block() {
  for (const Met& met : m_block) m_words->prefetch_entry(met.hash);
  for (Met& met : m_block) {
    if (met.text.size() > k_max_word_bytes) continue;
    met.word = m_words->find(met.text, met.hash);
    if (met.word == nullptr) met.word = &make_word(met.text, met.hash);
    base::prefetch(met.word->first_term);
  }
  for (const Met& met : m_block) {
    if (met.word != nullptr && met.word->first_term != nullptr) base::prefetch(met.word->first_term->end());
  }
}

void Inverter::add_block(Place& place) {
  for (const Met& met : m_block) {
    if (met.word == nullptr) {
      add_text(place, met.text);
    } else if (met.word->first_term != nullptr) {
      add_word(place, *met.word);
    }
  }
}

void Inverter::add_word(Place& place, const Word& word) {
  m_postings->add(*word.first_term, place);
  place.position += 1;
  if (word.further_terms == nullptr) return;
  for (Term* const term : *word.further_terms) {
    m_postings->add(*term, place);
    place.position += 1;
  }
}

/// Lets the tokenizer find the tokens of a text; `place` is where the first stands, and then where the next would.
void Inverter::add_text(Place& place, std::string_view text) {
  m_tokenizer.tokenize(text, [&](std::string_view token, bool is_colocated) {
    if (is_colocated && place.position > 0) place.position -= 1;
    m_postings->add(m_postings->intern(token), place);
    place.position += 1;
  });
}

const Inverter::Word& Inverter::make_word(std::string_view text, std::uint64_t hash) {
  Word& word = m_known_words.emplace_back();
  word.text = m_postings->arena().copy(text);
  std::vector<Term*> further_terms;
  m_tokenizer.tokenize(text, [&](std::string_view token, bool) {
    Term& term = m_postings->intern(token);
    if (word.first_term == nullptr) {
      word.first_term = &term;
    } else {
      further_terms.push_back(&term);
    }
  });
  if (!further_terms.empty()) word.further_terms = &m_further_terms.emplace_back(std::move(further_terms));
  m_words->add(&word, hash);
  return word;
}

void Inverter::spill() {
  if (!m_result.spill_file) m_result.spill_file = std::make_unique<base::SpillFile>(m_limits.spill_folder);
  m_result.runs.push_back(std::make_unique<SpilledRun>(*m_postings, *m_result.spill_file));
  begin_postings();
}

InvertedRows Inverter::finish() {
  m_words.reset();
  m_result.runs.push_back(std::make_unique<MemoryRun>(std::move(m_postings)));
  return std::move(m_result);
}

}  // namespace litdex::index
