// SPDX-License-Identifier: MIT
#include "index/inverter.hpp"

#include <algorithm>
#include <utility>

#include "index/varint.hpp"

namespace litdex::index {
namespace {

/// Longer texts without a separator are rarely met again, and are not remembered.
constexpr std::size_t k_max_word_bytes = 256;

/// Whether the tokenizer is unicode61, alone or under porter: it begins a new token at every ASCII byte that is no
/// character of a token, folds the others one by one, and knows nothing of what it met before.
bool is_cut_at_separators(const std::vector<std::string>& tokenizer) {
  if (tokenizer.front() == "unicode61") return true;
  return tokenizer.front() == "porter" && (tokenizer.size() == 1 || tokenizer[1] == "unicode61");
}

/// What the tokenizer makes of a text of one byte: the byte of its token, or 0 where there is none.
char fold(Tokenizer& tokenizer, char byte) {
  char folded = 0;
  tokenizer.tokenize({&byte, 1}, [&](std::string_view token, bool) { folded = token.size() == 1 ? token[0] : '\0'; });
  return folded;
}

/// The tokenizer's own table of ASCII, asked byte by byte; nothing where words cannot be cut by such a table. Bytes of
/// other characters stay as they are, and in the word.
std::optional<FoldTable> ask_folding(Tokenizer& tokenizer, const std::vector<std::string>& words) {
  if (!is_cut_at_separators(words)) return std::nullopt;
  FoldTable table{};
  for (std::size_t byte = 0; byte < table.size(); ++byte) {
    const char c = static_cast<char>(byte);
    table[byte] = byte < 0x80 ? fold(tokenizer, c) : c;
  }
  // A word is looked up folded: the tokenizer must see the same in it.
  const bool is_stable =
      std::ranges::all_of(table, [&](char c) { return c == 0 || table[static_cast<unsigned char>(c)] == c; });
  return is_stable ? std::optional(table) : std::nullopt;
}

}  // namespace

Inverter::Inverter(const Definition& definition, Tokenizer tokenizer, InverterLimits limits)
    : m_columns(definition.columns.size()),
      m_tokenizer(std::move(tokenizer)),
      m_limits(std::move(limits)),
      m_folding(ask_folding(m_tokenizer, definition.tokenizer)) {
  m_result.sizes.totals.resize(m_columns);
  begin_postings();
}

void Inverter::begin_postings() {
  m_postings = std::make_unique<Postings>();
  m_words = std::make_unique<TextTable<Word>>();
}

void Inverter::add(const RowBatch& batch) {
  for (std::size_t row = 0; row < batch.rowids.size(); ++row) {
    add_row(batch, row);
    if (m_postings->bytes() + m_words->bytes() > m_limits.memory_bytes) spill();
  }
}

void Inverter::add_row(const RowBatch& batch, std::size_t row) {
  RowSizes& sizes = m_result.sizes;
  const std::int64_t rowid = batch.rowids[row];
  append_varint(sizes.bytes, static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(m_rowid));
  m_rowid = rowid;
  for (std::size_t column = 0; column < m_columns; ++column) {
    const std::uint32_t tokens = add_field(static_cast<std::uint32_t>(column), batch.field(row * m_columns + column));
    append_varint(sizes.bytes, tokens);
    sizes.totals[column] += tokens;
  }
  sizes.rows += 1;
}

/// Returns how many tokens the field has.
std::uint32_t Inverter::add_field(std::uint32_t column, std::string_view text) {
  if (text.empty()) return 0;
  Place place{m_rowid, column, 0};
  if (m_folding) return add_words(place, text);
  add_text(place, text);
  return place.position;
}

std::uint32_t Inverter::add_words(Place place, std::string_view text) {
  const FoldTable& folding = *m_folding;
  const auto folded = [&](const char* byte) { return folding[static_cast<unsigned char>(*byte)]; };
  std::array<char, k_max_word_bytes> word;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    const char* const begin = at;
    std::size_t size = 0;
    for (; at != end && size < word.size() && folded(at) != 0; ++at) word[size++] = folded(at);
    if (size == word.size()) {
      at = std::find_if(at, end, [&](const char& byte) { return folded(&byte) == 0; });
      add_text(place, {begin, static_cast<std::size_t>(at - begin)});
    } else if (size > 0) {
      const Word& known = word_of({word.data(), size});
      for (std::size_t i = 0; i < known.term_count; ++i, ++place.position) m_postings->add(*known.terms[i], place);
    }
    if (at != end) ++at;  // the separator
  }
  return place.position;
}

/// Lets the tokenizer find the tokens of a text; `place` is where the first stands, and then where the next would.
void Inverter::add_text(Place& place, std::string_view text) {
  m_tokenizer.tokenize(text, [&](std::string_view token, bool is_colocated) {
    if (is_colocated && place.position > 0) place.position -= 1;
    m_postings->add(m_postings->intern(token), place);
    place.position += 1;
  });
}

const Inverter::Word& Inverter::word_of(std::string_view folded) {
  const std::uint64_t hash = TextTable<Word>::hash_of(folded);
  if (const Word* const known = m_words->find(folded, hash)) return *known;
  return make_word(folded, hash);
}

const Inverter::Word& Inverter::make_word(std::string_view folded, std::uint64_t hash) {
  std::vector<Term*> terms;
  m_tokenizer.tokenize(folded, [&](std::string_view token, bool) { terms.push_back(&m_postings->intern(token)); });
  Arena& arena = m_postings->arena();
  auto* const kept = reinterpret_cast<Term**>(arena.allocate(terms.size() * sizeof(Term*)));
  std::ranges::copy(terms, kept);
  Word* const word = arena.make<Word>(arena.copy(folded), kept, terms.size());
  m_words->add(word, hash);
  return *word;
}

void Inverter::spill() {
  if (!m_result.spill_file) m_result.spill_file = std::make_unique<SpillFile>(m_limits.spill_folder);
  m_result.runs.push_back(std::make_unique<SpilledRun>(*m_postings, *m_result.spill_file));
  begin_postings();
}

InvertedRows Inverter::finish() {
  m_words.reset();
  m_result.runs.push_back(std::make_unique<MemoryRun>(std::move(m_postings)));
  return std::move(m_result);
}

}  // namespace litdex::index
