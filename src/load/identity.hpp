// Which records are of one paper: a pure function of the set of records, not of their order.
// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "load/source_record.hpp"

namespace litdex::load {

/// An identifier other than an arXiv identifier: {"doi", "10.1000/182"}.
struct Identifier {
  std::string scheme;
  std::string value;

  friend auto operator<=>(const Identifier&, const Identifier&) = default;
};

/// What a record says of the identity of its paper.
struct Identity {
  std::optional<std::string> arxiv_id;
  /// Those out of sure cuts only: an identifier out of a doubtful cut never joins.
  std::vector<Identifier> identifiers;
};

/// The identity of one record. A DOI 10.48550/arXiv.X is arXiv:X. A record without any identifier has the hash of its
/// fields (scheme "hash").
Identity identity_of(const SourceRecord& source);

/// The records of one paper, as indexes into what `identify` was given, ascending.
struct PaperGroup {
  std::optional<std::string> arxiv_id;
  std::vector<std::size_t> members;
};

/// Puts records into papers:
///  1. records with the same arXiv identifier are one paper, records with different ones never are;
///  2. records without one are put together where they share an identifier, directly or through others;
///  3. such a set joins the paper with an arXiv identifier that bears one of its identifiers, if exactly one does.
/// The groups stand in the order of their first members.
std::vector<PaperGroup> identify(std::span<const Identity> records);

}  // namespace litdex::load
