// SPDX-License-Identifier: MIT
#include "source/packing.hpp"

#include <algorithm>

namespace litdex::source {
namespace {

using namespace std::string_view_literals;

// The magic bytes are those of RFC 1952 (gzip), RFC 8878 (zstd), the xz file format 1.2, APPNOTE.TXT (zip), POSIX ustar
// (tar), and of file(1) for the others.

bool is_bzip2(std::string_view head) {
  if (head.size() < 10 || !head.starts_with("BZh") || head[3] < '1' || head[3] > '9') return false;
  const std::string_view block = head.substr(4, 6);
  return block == "1AY&SY" || block == "\x17\x72\x45\x38\x50\x90"sv;
}

/// A frame, or a frame to be skipped.
bool is_zstd(std::string_view head) {
  return head.starts_with("\x28\xB5\x2F\xFD") ||
         (head.size() >= 4 && (static_cast<unsigned char>(head[0]) & 0xF0U) == 0x50 &&
          head.substr(1, 3) == "\x2A\x4D\x18"sv);
}

/// Every variant of tar has the sum of its header's bytes in it, and only newer ones a magic word.
bool is_tar(std::string_view head) {
  constexpr std::size_t k_sum_begin = 148;
  constexpr std::size_t k_sum_end = 156;
  if (head.size() < k_packing_head_bytes || head.front() == '\0') return false;
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < k_packing_head_bytes; ++i) {
    sum += i >= k_sum_begin && i < k_sum_end ? ' ' : static_cast<unsigned char>(head[i]);
  }
  std::uint32_t stated = 0;
  std::size_t digits = 0;
  for (const char c : head.substr(k_sum_begin, k_sum_end - k_sum_begin)) {
    if (c >= '0' && c <= '7') {
      stated = stated * 8 + static_cast<std::uint32_t>(c - '0');
      ++digits;
    } else if (digits > 0) {
      break;
    }
  }
  return digits > 0 && stated == sum;
}

constexpr PackingInfo k_packings[] = {
    {Packing::gzip, Holds::one_stream, "gzip", [](std::string_view head) { return head.starts_with("\x1F\x8B\x08"); }},
    {Packing::bzip2, Holds::one_stream, "bzip2", is_bzip2},
    {Packing::xz, Holds::one_stream, "xz", [](std::string_view head) { return head.starts_with("\xFD\x37zXZ\0"sv); }},
    {Packing::zstd, Holds::one_stream, "zstd", is_zstd},
    {Packing::zip, Holds::members, "zip",
     [](std::string_view head) { return head.starts_with("PK\3\4") || head.starts_with("PK\5\6"); }},
    {Packing::tar, Holds::members, "tar", is_tar},
    {Packing::unsupported, Holds::members, "7z",
     [](std::string_view head) { return head.starts_with("7z\xBC\xAF\x27\x1C"); }},
    {Packing::unsupported, Holds::members, "RAR", [](std::string_view head) { return head.starts_with("Rar!\x1A\7"); }},
    {Packing::unsupported, Holds::members, "zip (in several parts)",
     [](std::string_view head) { return head.starts_with("PK\7\x8"); }},
    {Packing::unsupported, Holds::one_stream, "lz4",
     [](std::string_view head) { return head.starts_with("\4\x22\x4D\x18"); }},
    {Packing::unsupported, Holds::one_stream, "lzip", [](std::string_view head) { return head.starts_with("LZIP\1"); }},
    {Packing::unsupported, Holds::one_stream, "compress (.Z)",
     [](std::string_view head) { return head.starts_with("\x1F\x9D"); }},
};

}  // namespace

std::span<const PackingInfo> packings() { return k_packings; }

const PackingInfo* find_packing(std::string_view head) {
  const auto* const found =
      std::ranges::find_if(k_packings, [head](const PackingInfo& row) { return row.is_at(head); });
  return found == std::end(k_packings) ? nullptr : found;
}

}  // namespace litdex::source
