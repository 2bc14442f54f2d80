// SPDX-License-Identifier: MIT
#include "base/hash.hpp"

#include <openssl/evp.h>
#include <xxhash.h>

#include <cassert>
#include <cstring>
#include <new>

#include "base/text.hpp"

namespace litdex::base {

struct Sha256::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  Context() {
    if (handle == nullptr || EVP_DigestInit_ex(handle, EVP_sha256(), nullptr) != 1) throw std::bad_alloc();
  }
  ~Context() { EVP_MD_CTX_free(handle); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
};

Sha256::Sha256() : m_context(std::make_unique<Context>()) {}
Sha256::~Sha256() = default;

void Sha256::update(std::string_view bytes) {
  if (EVP_DigestUpdate(m_context->handle, bytes.data(), bytes.size()) != 1) throw std::bad_alloc();
}

void Sha256::update_field(std::string_view bytes) {
  std::array<char, 8> length{};
  for (std::size_t i = 0; i < length.size(); ++i) length[i] = static_cast<char>(bytes.size() >> (8 * i));
  update({length.data(), length.size()});
  update(bytes);
}

std::string Sha256::finish_hex() {
  std::array<unsigned char, 32> digest{};
  if (EVP_DigestFinal_ex(m_context->handle, digest.data(), nullptr) != 1) throw std::bad_alloc();
  return hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 sha;
  sha.update(bytes);
  return sha.finish_hex();
}

EntryHash hash_entry(std::string_view bytes) {
  XXH128_canonical_t canonical;
  XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
  EntryHash hash;
  static_assert(sizeof(canonical.digest) == sizeof(hash.bytes));
  std::memcpy(hash.bytes.data(), canonical.digest, sizeof(canonical.digest));
  return hash;
}

EntryHash entry_hash_from(std::string_view sixteen_bytes) {
  EntryHash hash;
  assert(sixteen_bytes.size() == hash.bytes.size());
  std::memcpy(hash.bytes.data(), sixteen_bytes.data(), hash.bytes.size());
  return hash;
}

std::uint64_t quick_hash(std::string_view bytes, std::uint64_t seed) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

std::size_t EntryHashHasher::operator()(const EntryHash& hash) const noexcept {
  std::size_t value = 0;
  std::memcpy(&value, hash.bytes.data(), sizeof(value));
  return value;
}

}  // namespace litdex::base
