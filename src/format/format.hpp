// The table of dump formats. A new format is one file pair and one row.
// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "format/segment.hpp"
#include "source/window.hpp"

namespace litdex::format {

/// What a person says of a stream that it does not say itself.
struct ReadOptions {
  /// Of tables: the column of a field, by its name in the header.
  std::vector<std::pair<record::Field, std::string>> columns;
};

/// One dump format.
struct Format {
  std::string_view name;
  std::string_view description;
  /// One line of a dump, for `litdex formats`.
  std::string_view example;
  /// Raised when the reader changes what it finds: known streams are then read again.
  int reader_version;
  /// Decides between records of the same date: the higher wins.
  int trust;
  /// How much the first bytes of a stream look like this format: 0 not at all, 1 surely.
  double (*detect)(std::string_view head);
  /// Cuts the stream that `window` reads; the window outlives the segmenter.
  std::unique_ptr<Segmenter> (*make_segmenter)(source::Window& window, const ReadOptions& options);
  /// Pure: what the text of a record segment says, in its context.
  Decoded (*decode)(std::string_view entry, std::string_view context);
};

/// All formats, ordered by name.
std::span<const Format> formats();

/// The format of that name, or nullptr.
const Format* find_format(std::string_view name);

/// How many bytes of a stream `detect_format` wants to see.
inline constexpr std::size_t k_head_bytes = 64U << 10U;

/// The format that `head` looks most like, or nullptr when it looks like none.
const Format* detect_format(std::string_view head);

}  // namespace litdex::format
