// SPDX-License-Identifier: MIT
#include "index/run.hpp"

#include <string>
#include <utility>

#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// A term as it stands in the file: the size of what follows, the term with its size, the last row, the number of rows,
/// and the doclist.
void append_term(std::string& out, const Term& term) {
  const Doclist doclist = term.doclist();
  const auto last_rowid = static_cast<std::uint64_t>(doclist.last_rowid);
  base::append_varint(out, base::varint_size(term.text.size()) + term.text.size() + base::varint_size(last_rowid) +
                               base::varint_size(doclist.rows) + doclist.bytes.size());
  base::append_varint(out, term.text.size());
  out += term.text;
  base::append_varint(out, last_rowid);
  base::append_varint(out, doclist.rows);
  out += doclist.bytes;
}

/// Returns where the file ends then.
std::uint64_t write_terms(Postings& postings, base::SpillFile& file) {
  std::string block;
  for (const Term* const term : postings.finish()) {
    append_term(block, *term);
    if (block.size() < base::k_spill_block_bytes) continue;
    file.append(block);
    block.clear();
  }
  file.append(block);
  return file.size();
}

}  // namespace

MemoryRun::MemoryRun(std::unique_ptr<Postings> postings)
    : m_postings(std::move(postings)), m_terms(m_postings->finish()) {}

bool MemoryRun::next() {
  if (m_next == m_terms.size()) return false;
  const Term& term = *m_terms[m_next++];
  set(term.text, term.doclist());
  return true;
}

SpilledRun::SpilledRun(Postings& postings, base::SpillFile& file)
    : m_terms{file, file.size(), write_terms(postings, file)} {}  // braces: from left to right

bool SpilledRun::next() {
  if (m_terms.is_at_end()) return false;
  std::string_view entry = m_terms.next_entry();
  const std::size_t term_bytes = base::take_varint(entry);
  const std::string_view term = entry.substr(0, term_bytes);
  entry.remove_prefix(term_bytes);
  const auto last_rowid = static_cast<std::int64_t>(base::take_varint(entry));
  const std::uint64_t rows = base::take_varint(entry);
  set(term, {entry, last_rowid, rows});
  return true;
}

}  // namespace litdex::index
