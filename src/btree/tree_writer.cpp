// SPDX-License-Identifier: MIT
#include "btree/tree_writer.hpp"

#include <algorithm>
#include <string>

#include "base/varint.hpp"

namespace litdex::btree {
namespace {

// The limits of what a record may take in a page, by the file format: a row of a table may fill its leaf, and of the
// entries of an index four must fit.
constexpr std::size_t k_table_leaf_reserve = 35;
std::size_t max_index_bytes(std::size_t page_bytes) { return (page_bytes - 12) * 64 / 255 - 23; }
std::size_t min_bytes(std::size_t page_bytes) { return (page_bytes - 12) * 32 / 255 - 23; }

std::size_t max_local_bytes(PageKind leaf, std::size_t page_bytes) {
  return leaf == PageKind::table_leaf ? page_bytes - k_table_leaf_reserve : max_index_bytes(page_bytes);
}

}  // namespace

TreeWriter::TreeWriter(PageSink& sink, PageKind leaf, PageKind inner)
    : m_sink(sink), m_inner(inner), m_max_local(max_local_bytes(leaf, sink.page_bytes())) {
  m_levels.emplace_back(leaf, sink.page_bytes());
}

void TreeWriter::finish(PageNumber root) {
  PageNumber child = 0;
  for (std::size_t level = 0; level + 1 < m_levels.size(); ++level) {
    child = m_sink.append(m_levels[level].finish(child));
  }
  m_sink.write(root, m_levels.back().finish(child));
}

void TreeWriter::add_to_leaf(std::string_view head, std::string_view record) {
  const std::size_t local = local_bytes(record.size());
  const bool overflows = local < record.size();
  const PageNumber overflow = overflows ? write_overflow(record.substr(local)) : 0;
  const std::size_t bytes = head.size() + local + (overflows ? k_number_bytes : 0);
  if (!leaf().has_room_for(bytes)) end_leaf();
  char* out = leaf().add_cell(bytes);
  out += head.copy(out, head.size());
  out += record.copy(out, local);
  if (overflows) put_number(out, overflow);
}

std::size_t TreeWriter::local_bytes(std::size_t record_bytes) const {
  if (record_bytes <= m_max_local) return record_bytes;
  const std::size_t min_local = min_bytes(m_sink.page_bytes());
  const std::size_t full_pages_left = min_local + (record_bytes - min_local) % (m_sink.page_bytes() - k_number_bytes);
  return full_pages_left <= m_max_local ? full_pages_left : min_local;
}

/// Each of the pages begins with the number of the next, so that the last is written first.
PageNumber TreeWriter::write_overflow(std::string_view rest) {
  const std::size_t room = m_sink.page_bytes() - k_number_bytes;
  std::string page(m_sink.page_bytes(), '\0');
  PageNumber next = 0;
  while (!rest.empty()) {
    const std::string_view piece = rest.substr((rest.size() - 1) / room * room);
    rest.remove_suffix(piece.size());
    put_number(page.data(), next);
    piece.copy(page.data() + k_number_bytes, piece.size());
    std::fill(page.begin() + static_cast<std::ptrdiff_t>(k_number_bytes + piece.size()), page.end(), '\0');
    next = m_sink.append(page);
  }
  return next;
}

PageNumber TreeWriter::write_leaf() {
  const PageNumber number = m_sink.append(leaf().finish());
  leaf().clear();
  return number;
}

void TreeWriter::add_child(std::size_t level, PageNumber child, std::string_view divider) {
  if (m_levels.size() == level) m_levels.emplace_back(m_inner, m_sink.page_bytes());
  Page& page = m_levels[level];
  const std::size_t bytes = k_number_bytes + divider.size();
  if (!page.has_room_for(bytes)) {
    // The child of its last cell is the last one under this page, and the key of that cell divides it from the next.
    const std::string last(page.last_cell());
    page.remove_last_cell();
    const PageNumber number = m_sink.append(page.finish(get_number(last)));
    page.clear();
    add_child(level + 1, number, std::string_view(last).substr(k_number_bytes));
  }
  char* const out = page.add_cell(bytes);
  put_number(out, child);
  divider.copy(out + k_number_bytes, divider.size());
}

TableWriter::TableWriter(PageSink& sink) : TreeWriter(sink, PageKind::table_leaf, PageKind::table_inner) {}

void TableWriter::append(std::int64_t rowid, std::string_view record) {
  char head[2 * base::k_max_varint_bytes];
  std::size_t size = base::put_varint(head, record.size());
  size += base::put_varint(head + size, static_cast<std::uint64_t>(rowid));
  add_to_leaf({head, size}, record);
  m_last_rowid = rowid;
}

void TableWriter::end_leaf() {
  char divider[base::k_max_varint_bytes];
  const std::size_t size = base::put_varint(divider, static_cast<std::uint64_t>(m_last_rowid));
  add_child(1, write_leaf(), {divider, size});
}

IndexWriter::IndexWriter(PageSink& sink) : TreeWriter(sink, PageKind::index_leaf, PageKind::index_inner) {}

void IndexWriter::append(std::string_view record) {
  char head[base::k_max_varint_bytes];
  const std::size_t size = base::put_varint(head, record.size());
  add_to_leaf({head, size}, record);
}

/// The last entry of the leaf stands in the page above, between this leaf and the next.
void IndexWriter::end_leaf() {
  const std::string divider(leaf().last_cell());
  leaf().remove_last_cell();
  add_child(1, write_leaf(), divider);
}

}  // namespace litdex::btree
