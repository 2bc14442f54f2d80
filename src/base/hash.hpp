// The hashes of the project: SHA-256 for identity of files and content, XXH3-128 for entries, XXH3-64 for tables.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace litdex::base {

/// Incremental SHA-256.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(const Sha256&) = delete;
  Sha256& operator=(const Sha256&) = delete;

  void update(std::string_view bytes);

  /// Adds a field so that no two sequences of fields give the same input: its length as 8 bytes, then its bytes.
  void update_field(std::string_view bytes);

  /// The digest of everything so far as 64 hexadecimal digits. Nothing can be added afterwards.
  [[nodiscard]] std::string finish_hex();

 private:
  struct Context;
  std::unique_ptr<Context> m_context;
};

/// SHA-256 of `bytes` as 64 hexadecimal digits.
std::string sha256_hex(std::string_view bytes);

/// 128 bits that stand for the raw bytes of one entry of a dump.
struct EntryHash {
  std::array<std::uint8_t, 16> bytes{};

  friend auto operator<=>(const EntryHash&, const EntryHash&) = default;
  [[nodiscard]] std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
};

/// XXH3-128 of `bytes` in its canonical (big-endian) form.
EntryHash hash_entry(std::string_view bytes);

/// The hash made of 16 bytes as a database holds them.
EntryHash entry_hash_from(std::string_view sixteen_bytes);

/// XXH3-64 of `bytes`, for tables in memory.
std::uint64_t quick_hash(std::string_view bytes, std::uint64_t seed);

struct EntryHashHasher {
  std::size_t operator()(const EntryHash& hash) const noexcept;
};

}  // namespace litdex::base
