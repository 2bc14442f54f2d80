// The arXiv identifier: its grammar, read at the front of a text where other text may follow without a gap.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace litdex::record {

/// An arXiv identifier without version in its canonical form: "2009.04153", "0704.0001", "math/0309136".
/// The grammar is numbered in docs/formats/arxiv_id.md.
struct ArxivId {
  std::string text;
  /// Year and month of the first submission, from the identifier itself.
  int year = 0;
  int month = 0;

  friend bool operator==(const ArxivId&, const ArxivId&) = default;
};

/// An identifier found at the front of a text, and how many bytes of the text it takes (without any version).
struct ArxivIdMatch {
  ArxivId id;
  std::size_t length = 0;
};

/// Reads an identifier at the front of `text`. The digit count is fixed by the form and the date, so glued text after
/// it ("2105.057203D graphene") never changes the result. A subject class ("math.GT/0309136") is read and dropped.
std::optional<ArxivIdMatch> match_arxiv_id(std::string_view text);

/// The length of a version ("v" and a number from 1) at the front of `text`, or 0.
std::size_t match_arxiv_version(std::string_view text);

/// Reads `text` as a whole: an identifier, a version or none, and the usual prefixes ("arXiv:", "abs/", "pdf/", URLs,
/// "10.48550/arXiv."). Nothing else may stand before or after.
std::optional<ArxivId> parse_arxiv_id(std::string_view text);

/// The number of the version at the end of what parse_arxiv_id() reads, "v2" or "v2.pdf", or nothing. It points into
/// `text`.
std::string_view version_in_arxiv_id(std::string_view text);

}  // namespace litdex::record
