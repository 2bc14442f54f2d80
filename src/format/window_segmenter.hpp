// What all segmenters have in common: segments are given off the front of a window.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// A segmenter whose next segment begins where the window does. A byte order mark that one would begin with is frame:
/// files were joined. What else there is, the derived class gives.
class WindowSegmenter : public Segmenter {
 public:
  /// `window` outlives this.
  explicit WindowSegmenter(source::Window& window) : m_window(window) {}

  bool next(Segment& segment) final;

 protected:
  /// What is given in one piece of blanks at most, so that memory stays bounded.
  static constexpr std::size_t k_max_blank_bytes = 1U << 20U;

  source::Window& window() { return m_window; }
  [[nodiscard]] const source::Window& window() const { return m_window; }

  /// Reads until the window holds `count` bytes; false when the stream ends before.
  bool has_bytes(std::size_t count);

  /// Gives the first `length` bytes of the window.
  void give(Segment& segment, SpanKind kind, std::size_t length);

  /// Gives the blanks that the window begins with; false when it begins with none.
  bool give_blanks(Segment& segment);

 private:
  /// Gives the segment that begins where the window does. The window is not empty.
  virtual void give_next(Segment& segment) = 0;

  /// What was given last, no byte order mark, is about to leave the window.
  virtual void pass(SpanKind /*kind*/, std::string_view /*given*/) {}

  bool give_byte_order_mark(Segment& segment);
  void drop_given();

  source::Window& m_window;
  SpanKind m_given_kind = SpanKind::blank;
  std::size_t m_given = 0;  ///< bytes of the segment given last
  std::uint64_t m_line = 1;
};

}  // namespace litdex::format
