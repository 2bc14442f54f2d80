// SPDX-License-Identifier: MIT
#include "load/cut_correction.hpp"

#include <string>

#include "base/text.hpp"
#include "normalize/normalize.hpp"

namespace litdex::load {
namespace {

std::optional<record::Record> read_entry(const format::Format& format, std::string_view bytes) {
  const format::Decoded decoded = format.decode(base::trim(bytes), {});
  const auto* const raw = std::get_if<record::RawRecord>(&decoded);
  return raw == nullptr ? std::nullopt : std::optional(normalize::normalize(*raw));
}

/// The record that `bytes` are, if it is the one that `before` were.
std::optional<record::Record> read_same(const format::Format& format, std::string_view bytes, std::string_view before) {
  const auto record = read_entry(format, bytes);
  const auto old_record = read_entry(format, before);
  constexpr auto k_id = record::Field::arxiv_id;
  return record && old_record && (*record)[k_id] == (*old_record)[k_id] ? record : std::nullopt;
}

}  // namespace

std::optional<MovedCut> move_cut(const format::Format& format, const CutEntries& entries, std::uint64_t length) {
  const bool takes_more = length > entries.bytes.size();
  if (takes_more && entries.has_gap) return std::nullopt;
  std::string all(entries.bytes);
  if (entries.has_gap) all += '\n';  // which ends the line, whatever else stands there
  all += entries.next;
  if (length > all.size()) return std::nullopt;
  const std::string_view left = std::string_view(all).substr(0, length);
  auto record = read_same(format, left, entries.bytes);
  if (!record) return std::nullopt;
  if (!entries.next_is_record) return MovedCut{std::move(*record), std::nullopt};
  auto next = read_same(format, std::string_view(all).substr(length), entries.next);
  if (!next) return std::nullopt;
  return MovedCut{std::move(*record), std::move(next)};
}

}  // namespace litdex::load
