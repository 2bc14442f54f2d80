// Searching text sixteen bytes at a time, by questions that are asked of all of them in one go.
// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace litdex::base {

/// Sixteen bytes. Comparing them gives sixteen answers; `|` and `&` join answers, and there is no branch between them.
/// This is GCC's and Clang's extension of the language, which becomes the machine's vector instructions.
using Bytes [[gnu::vector_size(16)]] = unsigned char;

/// Whether `c`, a byte or Bytes, is between `first` and `last`, these included.
template <typename T>
constexpr auto is_between(T c, unsigned char first, unsigned char last) {
  return static_cast<T>(c - first) <= static_cast<unsigned char>(last - first);
}

/// Whether `c`, a byte or Bytes, is none of the bytes between `first` and `last`.
template <typename T>
constexpr auto is_outside(T c, unsigned char first, unsigned char last) {
  return static_cast<T>(c - first) > static_cast<unsigned char>(last - first);
}

namespace detail {

using Words [[gnu::vector_size(16)]] = std::uint64_t;

/// A bit for each of sixteen answers, the first lowest.
template <typename Answers>
std::uint64_t gathered_bits_of(Answers answers) {
  const auto bits_of_word = [](std::uint64_t word) {
    constexpr std::uint64_t k_lowest_bits = 0x0101010101010101;
    // Moves the lowest bit of byte i to bit 56 + i.
    constexpr std::uint64_t k_gather = 0x0102040810204080;
    if constexpr (std::endian::native == std::endian::big) word = __builtin_bswap64(word);
    return (word & k_lowest_bits) * k_gather >> 56;
  };
  const auto words = reinterpret_cast<Words>(answers);
  return bits_of_word(words[0]) | bits_of_word(words[1]) << 8;
}

/// The same, by the instruction that some machines have for it.
template <typename Answers>
std::uint64_t bits_of(Answers answers) {
#ifdef __SSE2__
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(answers)));
#else
  return gathered_bits_of(answers);
#endif
}

/// The place of the first yes among sixteen answers; 16 if all are no.
template <typename Answers>
std::size_t first_yes(Answers answers) {
  constexpr std::uint64_t k_end = std::uint64_t{1} << sizeof(Bytes);
  return static_cast<std::size_t>(std::countr_zero(bits_of(answers) | k_end));
}

inline Bytes load(const char* at) {
  Bytes bytes;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

/// `count` bytes, fewer than sixteen, and zeros behind them.
inline Bytes load_short(const char* at, std::size_t count) {
  if constexpr (std::endian::native != std::endian::little) {
    char bytes[sizeof(Bytes)] = {};
    std::copy_n(at, count, bytes);
    return load(bytes);
  }
  // Two reads that overlap, put together without going through memory, are faster than a copy of any length.
  const auto read = [at]<typename Word>(Word word, std::size_t from) -> std::uint64_t {
    std::memcpy(&word, at + from, sizeof word);
    return word;
  };
  Words words = {0, 0};
  if (count > 8) {
    words[0] = read(std::uint64_t{0}, 0);
    words[1] = read(std::uint64_t{0}, count - 8) >> 8 * (16 - count);
  } else if (count >= 4) {
    words[0] = read(std::uint32_t{0}, 0) | read(std::uint32_t{0}, count - 4) << 8 * (count - 4);
  } else {
    for (std::size_t i = 0; i < count; ++i) words[0] |= read(std::uint8_t{0}, i) << 8 * i;
  }
  return reinterpret_cast<Bytes>(words);
}

/// The first place below `count` that there is a yes to; `count` if there is none. `answers_at(place, asked)` gives the
/// answers for so many places from that one on, sixteen or fewer.
template <typename AnswersAt>
std::size_t find_place(std::size_t count, AnswersAt answers_at) {
  constexpr std::size_t k_block = sizeof(Bytes);
  std::size_t at = 0;
  for (; at + k_block <= count; at += k_block) {
    const std::uint64_t bits = bits_of(answers_at(at, k_block));
    if (bits != 0) return at + static_cast<std::size_t>(std::countr_zero(bits));
  }
  if (at == count) return count;
  // Of the last block, some were asked about before.
  const std::size_t last = count < k_block ? 0 : count - k_block;
  return std::min(count, last + first_yes(answers_at(last, count - last)));
}

inline Bytes load_some(const char* at, std::size_t count) {
  return count < sizeof(Bytes) ? load_short(at, count) : load(at);
}

}  // namespace detail

/// How many bytes find_bits looks at.
inline constexpr std::size_t k_bits = 64;

/// A bit for each of k_bits bytes from `at` on, which can all be read, the first lowest: whether `is_wanted` says yes
/// to it. It is asked of Bytes.
template <typename IsWanted>
std::uint64_t find_bits(const char* at, IsWanted is_wanted) {
  std::uint64_t bits = 0;
  for (std::size_t block = 0; block < k_bits; block += sizeof(Bytes)) {
    bits |= detail::bits_of(is_wanted(detail::load(at + block))) << block;
  }
  return bits;
}

/// Where the first byte stands that `is_wanted` says yes to; the size of `text` if none does. It is asked of Bytes.
template <typename IsWanted>
std::size_t find_byte(std::string_view text, IsWanted is_wanted) {
  const char* const begin = text.data();
  return detail::find_place(
      text.size(), [=](std::size_t at, std::size_t count) { return is_wanted(detail::load_some(begin + at, count)); });
}

/// Where the first byte stands that `is_wanted` says yes to together with the one behind it; where the last byte stands
/// if none does. `text` is not empty. It is asked of Bytes, and of the Bytes one place further.
template <typename IsWanted>
std::size_t find_pair(std::string_view text, IsWanted is_wanted) {
  const char* const begin = text.data();
  return detail::find_place(text.size() - 1, [=](std::size_t at, std::size_t count) {
    return is_wanted(detail::load_some(begin + at, count), detail::load_some(begin + at + 1, count));
  });
}

}  // namespace litdex::base
