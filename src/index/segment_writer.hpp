// Terms and doclists as one segment of an FTS5 index.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "index/postings.hpp"

namespace litdex::index {

/// The number of the segment; an index that is written whole has no other.
inline constexpr std::int64_t k_segment = 1;

/// A row of FTS5's table of blocks.
struct Block {
  std::int64_t id = 0;
  std::string bytes;
};

/// A row of FTS5's table of separators: terms from this one on stand on this page or after it.
struct Separator {
  std::string term;
  std::int64_t page = 0;  ///< as FTS5 keeps it: twice the page's number, plus 1 where the page has a doclist index
};

/// A part of a segment, in the order in which its rows are best inserted.
struct SegmentPart {
  std::vector<Block> leaves;
  std::vector<Separator> separators;
};

/// What is known of a segment when all of it is written.
struct SegmentEnd {
  std::uint64_t leaves = 0;
  std::vector<Block> doclist_indexes;  ///< in ascending order of their ids, which are above those of leaves
};

/// Lays out a segment. The format is that of the comment at the head of SQLite's fts5_index.c; in short:
///
/// 1. A leaf is a page: 2 bytes where its first rowid is, if that stands before its first term, else 0; 2 bytes where
///    its footer begins; terms with their doclists; and a footer, the place of each term as the difference to the one
///    before. The first term of a page stands in full, the others without what they share with the term before.
/// 2. A doclist that does not fit goes on on the next pages. The first rowid of a page stands in full; no number is
/// cut.
/// 3. For each page with a term there is a separator, the shortest beginning of its first term that is above the term
///    before.
/// 4. A doclist that covers four pages or more without another term has a doclist index: the first rowid of each of
///    them, in pages that are a tree when they are many.
///
/// The same terms and doclists give the same bytes, in however many parts the doclists come.
class SegmentWriter {
 public:
  /// `take` is given the parts of the segment as they are done.
  SegmentWriter(std::size_t page_bytes, std::function<void(SegmentPart)> take);

  /// Begins the next term, which is above all before.
  void begin_term(std::string_view term);

  /// Adds rows to the term's doclist, all above those before.
  void add(const Doclist& doclist);

  /// Writes what is left.
  SegmentEnd finish();

 private:
  /// A page under construction on one level of a doclist index.
  struct IndexPage {
    std::string bytes;
    std::int64_t number = 0;
    std::int64_t first_rowid = 0;
    std::int64_t last_rowid = 0;
  };

  [[nodiscard]] std::size_t room() const;
  [[nodiscard]] std::size_t term_size(std::size_t size, std::size_t shared) const;
  void add_whole_rows(std::string_view& rows);
  void add_row(std::int64_t rowid, std::string_view sized_list);
  void begin_row(std::int64_t rowid, std::size_t size_bytes);
  void add_list(std::string_view list);
  void begin_leaf();
  void end_leaf();
  void begin_separator(std::string_view term);
  void end_separator();
  void index_page(std::int64_t rowid);
  static void begin_index_page(IndexPage& index, char kind, std::int64_t child, std::int64_t rowid);
  void end_index_page(std::size_t level);
  bool end_doclist_index();
  void hand_over();

  std::size_t m_page_bytes;
  std::function<void(SegmentPart)> m_take;
  SegmentPart m_part;
  SegmentEnd m_end;

  std::string m_leaf;
  std::string m_footer;
  std::int64_t m_page = 1;
  std::size_t m_last_term_at = 0;
  bool m_has_term = false;   ///< the leaf
  bool m_has_rowid = false;  ///< the leaf, before its first term, or a term, which ends looking for one

  std::string m_term;
  std::int64_t m_rowid = 0;
  bool m_is_first_row = true;  ///< of the doclist

  Separator m_separator;
  std::uint64_t m_pages_without_term = 0;  ///< since the last page that has one
  std::vector<IndexPage> m_index;          ///< of the doclist, level by level
};

}  // namespace litdex::index
