// What segmenting a stream yields: spans that are disjoint, ordered, and cover it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/hash.hpp"
#include "record/field.hpp"
#include "record/record.hpp"

namespace litdex::format {

/// What a span of a stream is.
enum class SpanKind : std::uint8_t {
  record,  ///< an entry, without blanks at its ends
  reject,  ///< bytes that should have been a record and are not one
  frame,   ///< what belongs to the format or the page, not to a record
  blank,   ///< white space between the others
};

/// Why bytes are no record. `k_reject_codes` holds the meanings.
enum class RejectCode : std::uint8_t {
  no_identifier,  ///< text that no identifier line ends
  too_long,       ///< longer than an entry may be
  malformed,      ///< the entry breaks its format's grammar
};

struct RejectCodeInfo {
  RejectCode code;
  std::string_view name;
  std::string_view meaning;
};

inline constexpr RejectCodeInfo k_reject_codes[] = {
    {RejectCode::no_identifier, "no_identifier", "text that no identifier line ends: the stream may be cut here"},
    {RejectCode::too_long, "too_long", "longer than an entry may be (64 MiB)"},
    {RejectCode::malformed, "malformed", "the entry breaks its format's grammar"},
};

constexpr std::string_view name_of(RejectCode code) { return k_reject_codes[static_cast<std::size_t>(code)].name; }

/// Why an entry is refused, for people.
struct Reject {
  RejectCode code = RejectCode::malformed;
  std::string message;
};

/// A place considered for a doubtful cut: byte offset in the stream, and the probability that it is the right one.
struct CutCandidate {
  std::uint64_t offset = 0;
  double probability = 0;
  /// What stands on both sides, made printable.
  std::string before;
  std::string after;

  friend bool operator==(const CutCandidate&, const CutCandidate&) = default;
};

/// One span. `text` is valid until the next call of Segmenter::next.
struct Segment {
  SpanKind kind = SpanKind::blank;
  std::uint64_t start = 0;
  /// Line of the first byte, from 1.
  std::uint64_t line = 0;
  std::string_view text;
  /// For a record: what its text does not say and decoding must know, as the columns of a table; mostly empty.
  std::string_view context;
  /// For a record: the probability that both ends and all inner cuts are right.
  double confidence = 1;
  /// For a record: the fields whose text depends on a cut of less than k_sure.
  record::FieldSet doubtful;
  /// For a record whose own end is doubtful: the places considered, in stream order.
  std::vector<CutCandidate> candidates;
  /// For a reject.
  Reject reject;
};

/// A cut of at least this probability counts as sure.
inline constexpr double k_sure = 0.99;

/// The longest entry; what is longer is a reject.
inline constexpr std::size_t k_max_entry_bytes = 64U << 20U;

/// Cuts a stream. The same bytes give the same segments, however they arrive.
class Segmenter {
 public:
  Segmenter() = default;
  virtual ~Segmenter() = default;
  Segmenter(const Segmenter&) = delete;
  Segmenter& operator=(const Segmenter&) = delete;

  /// The next segment; false at the end of the stream. Errors of the source pass through.
  virtual bool next(Segment& segment) = 0;
};

/// What decoding an entry gives.
using Decoded = std::variant<record::RawRecord, Reject>;

/// Hash of an entry with all that it means: of its bytes, and of its context where it has one.
base::EntryHash hash_of(const Segment& segment);

}  // namespace litdex::format
