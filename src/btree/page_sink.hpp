// Where the pages of trees go.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string_view>

#include "btree/page.hpp"

namespace litdex::btree {

class PageSink {
 public:
  PageSink() = default;
  virtual ~PageSink() = default;
  PageSink(const PageSink&) = delete;
  PageSink& operator=(const PageSink&) = delete;

  /// Bytes of every page.
  [[nodiscard]] virtual std::size_t page_bytes() const = 0;
  /// Adds a page. Returns the number that it has from then on.
  virtual PageNumber append(std::string_view page) = 0;
  /// Writes a page that is there already.
  virtual void write(PageNumber number, std::string_view page) = 0;
};

}  // namespace litdex::btree
