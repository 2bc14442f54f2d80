// SPDX-License-Identifier: MIT
#include "index/segment_writer.hpp"

#include <algorithm>
#include <utility>

#include "base/varint.hpp"

namespace litdex::index {
namespace {

/// Stands before each term of the main index; those of prefix indexes, which this program does not write, have others.
constexpr char k_main_index = '0';

constexpr std::size_t k_header_bytes = 4;

/// Pages without a term from which on a doclist has an index.
constexpr std::uint64_t k_min_indexed_pages = 4;

/// What is handed over at once.
constexpr std::size_t k_part_leaves = 64;

/// The first byte of a page of a doclist index.
constexpr char k_is_root = 0;
constexpr char k_is_below_root = 1;

/// Where FTS5 keeps a page of its segment: the segment's number, whether it is of a doclist index and on which level,
/// and the page's number.
constexpr int k_segment_shift = 37;
constexpr int k_index_shift = 36;
constexpr int k_level_shift = 31;

std::int64_t leaf_id(std::int64_t page) { return (k_segment << k_segment_shift) + page; }

std::int64_t index_page_id(std::size_t level, std::int64_t page) {
  return leaf_id(page) + (std::int64_t{1} << k_index_shift) + (static_cast<std::int64_t>(level) << k_level_shift);
}

void put_16_bits(std::string& page, std::size_t place, std::size_t value) {
  page[place] = static_cast<char>(value >> 8);
  page[place + 1] = static_cast<char>(value);
}

std::uint64_t difference(std::int64_t rowid, std::int64_t before) {
  return static_cast<std::uint64_t>(rowid) - static_cast<std::uint64_t>(before);
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto ends = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(ends.in1 - a.begin());
}

/// As many bytes of whole numbers as fit into `room`.
std::size_t whole_numbers(std::string_view bytes, std::size_t room) {
  if (bytes.size() <= room) return bytes.size();
  const auto ends_number = [&](std::size_t size) { return static_cast<unsigned char>(bytes[size - 1]) < 0x80; };
  while (room > 0 && !ends_number(room)) room -= 1;
  return room;
}

}  // namespace

SegmentWriter::SegmentWriter(std::size_t page_bytes, std::function<void(SegmentPart)> take)
    : m_page_bytes(page_bytes), m_take(std::move(take)) {
  m_separator.page = m_page * 2;
  begin_leaf();
}

void SegmentWriter::begin_leaf() {
  m_leaf.clear();
  m_leaf.reserve(m_page_bytes);
  m_leaf.assign(k_header_bytes, '\0');
}

/// Bytes that the leaf has left.
std::size_t SegmentWriter::room() const {
  const std::size_t used = m_leaf.size() + m_footer.size();
  return used < m_page_bytes ? m_page_bytes - used : 0;
}

/// Bytes that the leaf needs for a term that shares so many with the one before.
std::size_t SegmentWriter::term_size(std::size_t size, std::size_t shared) const {
  const std::size_t own = m_has_term ? size - shared : size;
  return (m_has_term ? base::varint_size(shared) : 0) + base::varint_size(own) + own +
         base::varint_size(m_leaf.size() - m_last_term_at);
}

void SegmentWriter::begin_term(std::string_view term) {
  std::string key(1, k_main_index);
  key += term;
  const std::size_t shared = common_prefix(m_term, key);
  if (term_size(key.size(), shared) > room() && m_leaf.size() > k_header_bytes) end_leaf();

  base::append_varint(m_footer, m_leaf.size() - m_last_term_at);
  m_last_term_at = m_leaf.size();
  if (m_has_term) {
    base::append_varint(m_leaf, shared);
    base::append_varint(m_leaf, key.size() - shared);
    m_leaf.append(key, shared);
  } else {
    if (m_page > 1) begin_separator(std::string_view(key).substr(0, shared + 1));
    base::append_varint(m_leaf, key.size());
    m_leaf += key;
  }
  m_term = std::move(key);
  m_has_term = true;
  m_has_rowid = true;
  m_is_first_row = true;
}

void SegmentWriter::add(const Doclist& doclist) {
  std::string_view rows = doclist.bytes;
  auto rowid = static_cast<std::int64_t>(base::take_varint(rows));
  if (m_has_rowid && rows.size() + base::k_max_varint_bytes <= room()) {
    base::append_varint(m_leaf, m_is_first_row ? static_cast<std::uint64_t>(rowid) : difference(rowid, m_rowid));
    m_leaf += rows;
    m_rowid = doclist.last_rowid;
    m_is_first_row = false;
    return;
  }
  while (true) {
    std::string_view list = rows;
    const std::size_t list_bytes = base::take_varint(list) / 2;
    const std::size_t sized_bytes = rows.size() - list.size() + list_bytes;
    add_row(rowid, rows.substr(0, sized_bytes));
    rows.remove_prefix(sized_bytes);
    if (m_has_rowid) add_whole_rows(rows);
    if (rows.empty()) return;
    rowid = static_cast<std::int64_t>(static_cast<std::uint64_t>(m_rowid) + base::take_varint(rows));
  }
}

/// Takes off the front of `rows` those that fit into the leaf as they stand, with the differences of their rowids.
void SegmentWriter::add_whole_rows(std::string_view& rows) {
  std::string_view rest = rows;
  const std::size_t limit = room();
  auto rowid = static_cast<std::uint64_t>(m_rowid);
  while (!rest.empty()) {
    std::string_view list = rest;
    const std::uint64_t next = rowid + base::take_varint(list);
    const std::size_t list_bytes = base::take_varint(list) / 2;
    if (rows.size() - list.size() + list_bytes > limit) break;
    rest = list.substr(list_bytes);
    rowid = next;
  }
  m_leaf += rows.substr(0, rows.size() - rest.size());
  m_rowid = static_cast<std::int64_t>(rowid);
  rows = rest;
}

/// Adds a row and the list of its places, before which its size stands.
void SegmentWriter::add_row(std::int64_t rowid, std::string_view sized_list) {
  std::string_view list = sized_list;
  base::take_varint(list);
  const std::string_view size = sized_list.substr(0, sized_list.size() - list.size());
  begin_row(rowid, size.size());
  m_leaf += size;
  add_list(list);
}

/// Writes the rowid where the size of its list fits behind it.
void SegmentWriter::begin_row(std::int64_t rowid, std::size_t size_bytes) {
  const bool is_full = m_is_first_row || !m_has_rowid;
  const std::uint64_t number = is_full ? static_cast<std::uint64_t>(rowid) : difference(rowid, m_rowid);
  if (base::varint_size(number) + size_bytes > room()) end_leaf();
  if (!m_has_rowid) {
    put_16_bits(m_leaf, 0, m_leaf.size());
    index_page(rowid);
  }
  base::append_varint(m_leaf, m_is_first_row || !m_has_rowid ? static_cast<std::uint64_t>(rowid) : number);
  m_rowid = rowid;
  m_has_rowid = true;
  m_is_first_row = false;
}

void SegmentWriter::add_list(std::string_view list) {
  while (true) {
    const std::size_t size = whole_numbers(list, room());
    m_leaf += list.substr(0, size);
    list.remove_prefix(size);
    if (list.empty()) return;
    end_leaf();
  }
}

void SegmentWriter::end_leaf() {
  put_16_bits(m_leaf, 2, m_leaf.size());
  if (!m_has_term) {
    m_pages_without_term += 1;
    // In the doclist index each page has its number, 0 where no row begins on it.
    if (!m_has_rowid && !m_index.empty()) m_index[0].bytes += '\0';
  }
  m_leaf += m_footer;
  m_part.leaves.push_back({leaf_id(m_page), std::move(m_leaf)});
  begin_leaf();
  m_footer.clear();
  m_page += 1;
  m_last_term_at = 0;
  m_has_term = false;
  m_has_rowid = false;
  if (m_part.leaves.size() >= k_part_leaves) hand_over();
}

/// The leaf gets its first term.
void SegmentWriter::begin_separator(std::string_view term) {
  end_separator();
  m_separator = {std::string(term), m_page * 2};
}

/// There are no more pages between this separator and the next.
void SegmentWriter::end_separator() {
  if (end_doclist_index()) m_separator.page += 1;
  m_part.separators.push_back(std::move(m_separator));
  m_pages_without_term = 0;
}

/// Notes that `rowid` is the first on the page that is being written, which is not the one with the doclist's term.
void SegmentWriter::index_page(std::int64_t rowid) {
  if (m_index.empty()) m_index.push_back({{}, m_separator.page / 2});
  bool has_ended = true;
  for (std::size_t level = 0; has_ended; ++level) {
    has_ended = m_index[level].bytes.size() >= m_page_bytes;
    if (has_ended) end_index_page(level);
    IndexPage& index = m_index[level];
    if (index.bytes.empty()) {
      const std::int64_t child = level == 0 ? m_page : m_index[level - 1].number;
      begin_index_page(index, has_ended ? k_is_below_root : k_is_root, child, rowid);
    } else {
      base::append_varint(index.bytes, difference(rowid, index.last_rowid));
      index.last_rowid = rowid;
    }
  }
}

void SegmentWriter::begin_index_page(IndexPage& index, char kind, std::int64_t child, std::int64_t rowid) {
  index.bytes += kind;
  base::append_varint(index.bytes, static_cast<std::uint64_t>(child));
  base::append_varint(index.bytes, static_cast<std::uint64_t>(rowid));
  index.first_rowid = rowid;
  index.last_rowid = rowid;
}

/// Puts a full page away, under a root that is made if there is none, and makes room for the next one.
void SegmentWriter::end_index_page(std::size_t level) {
  if (level + 1 == m_index.size()) {
    m_index.push_back({{}, m_separator.page / 2});
    begin_index_page(m_index.back(), k_is_root, m_index[level].number, m_index[level].first_rowid);
  }
  IndexPage& index = m_index[level];
  index.bytes[0] = k_is_below_root;
  m_end.doclist_indexes.push_back({index_page_id(level, index.number), std::exchange(index.bytes, {})});
  index.number += 1;
}

/// Whether the doclist that ends on this page, if one does, gets an index.
bool SegmentWriter::end_doclist_index() {
  const bool is_kept = !m_index.empty() && m_pages_without_term >= k_min_indexed_pages;
  for (std::size_t level = 0; is_kept && level < m_index.size(); ++level) {
    m_end.doclist_indexes.push_back({index_page_id(level, m_index[level].number), std::move(m_index[level].bytes)});
  }
  m_index.clear();
  return is_kept;
}

void SegmentWriter::hand_over() { m_take(std::exchange(m_part, {})); }

SegmentEnd SegmentWriter::finish() {
  if (m_leaf.size() > k_header_bytes) end_leaf();
  m_end.leaves = static_cast<std::uint64_t>(m_page - 1);
  if (m_end.leaves > 0) end_separator();
  hand_over();
  std::ranges::sort(m_end.doclist_indexes, {}, &Block::id);
  return std::move(m_end);
}

}  // namespace litdex::index
