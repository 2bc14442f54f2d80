// Damage to files, for tests of what finds it.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <random>
#include <string_view>

namespace litdex::test {

enum class DamageKind : std::uint8_t { bit, zeroed_page, swapped_pages, cut };

struct DamageInfo {
  DamageKind kind;
  std::string_view name;
};

inline constexpr DamageInfo k_damages[] = {
    {DamageKind::bit, "one bit flipped"},
    {DamageKind::zeroed_page, "a page zeroed"},
    {DamageKind::swapped_pages, "two pages swapped"},
    {DamageKind::cut, "the end cut off"},
};

/// Damages the database file at `path`, made of pages of 8,192 bytes, at a place that `random` draws. Never without
/// effect: two pages of the same bytes are not swapped, a page of zeros is not zeroed.
void damage(const std::filesystem::path& path, DamageKind kind, std::mt19937& random);

}  // namespace litdex::test
