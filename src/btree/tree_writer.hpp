// Trees of SQLite's file format, made of rows that come in the order of their keys.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string_view>

#include "btree/page.hpp"
#include "btree/page_sink.hpp"

namespace litdex::btree {

/// Holds one page of each level of a tree, the leaf first; full ones go to the sink, and the level above is told of
/// them. No page is read again, and none is balanced: each is as full as it can be.
class TreeWriter {
 public:
  virtual ~TreeWriter() = default;
  TreeWriter(const TreeWriter&) = delete;
  TreeWriter& operator=(const TreeWriter&) = delete;

  /// Writes all pages that are open, the topmost as `root`, which is in the file already. Nothing may follow.
  void finish(PageNumber root);

 protected:
  /// `sink` outlives the object.
  TreeWriter(PageSink& sink, PageKind leaf, PageKind inner);

  Page& leaf() { return m_levels.front(); }
  /// A cell: `head`, and as much of `record` as may stand in the page; the rest goes to pages of its own. What does not
  /// fit starts the next leaf, after `end_leaf`.
  void add_to_leaf(std::string_view head, std::string_view record);
  /// Ends the leaf and tells the level above.
  virtual void end_leaf() = 0;
  /// Writes the leaf and begins it anew.
  PageNumber write_leaf();
  /// Says at `level` that the keys up to that of `divider` are in `child`.
  void add_child(std::size_t level, PageNumber child, std::string_view divider);

 private:
  [[nodiscard]] std::size_t local_bytes(std::size_t record_bytes) const;
  PageNumber write_overflow(std::string_view rest);

  PageSink& m_sink;
  PageKind m_inner;
  std::size_t m_max_local;
  std::deque<Page> m_levels;
};

/// The tree of a table with row numbers.
class TableWriter final : public TreeWriter {
 public:
  explicit TableWriter(PageSink& sink);

  /// `record` in SQLite's record format. `rowid` is larger than all before it.
  void append(std::int64_t rowid, std::string_view record);

 private:
  void end_leaf() override;

  std::int64_t m_last_rowid = 0;
};

/// The tree of an index, or of a table WITHOUT ROWID.
class IndexWriter final : public TreeWriter {
 public:
  explicit IndexWriter(PageSink& sink);

  /// `record` in SQLite's record format; it comes after all before it.
  void append(std::string_view record);

 private:
  void end_leaf() override;
};

}  // namespace litdex::btree
