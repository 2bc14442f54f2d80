// The two hashes, against published values.
// SPDX-License-Identifier: MIT
#include "base/hash.hpp"

#include <doctest/doctest.h>

#include "base/text.hpp"

using litdex::base::entry_hash_from;
using litdex::base::hash_entry;
using litdex::base::hex;
using litdex::base::Sha256;
using litdex::base::sha256_hex;

TEST_SUITE("base::hash") {
  TEST_CASE("SHA-256 gives the published values, in one piece or several") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    Sha256 pieces;
    pieces.update("a");
    pieces.update("");
    pieces.update("bc");
    CHECK(pieces.finish_hex() == sha256_hex("abc"));
  }

  TEST_CASE("fields that are cut differently hash differently") {
    Sha256 one;
    one.update_field("ab");
    one.update_field("c");
    Sha256 other;
    other.update_field("a");
    other.update_field("bc");
    CHECK(one.finish_hex() != other.finish_hex());
  }

  TEST_CASE("an entry's hash is XXH3-128 in its canonical form, and comes back from its bytes") {
    CHECK(hex(hash_entry("").view()) == "99aa06d3014798d86001c324468d497f");
    CHECK(hash_entry("a") != hash_entry("b"));
    CHECK(entry_hash_from(hash_entry("a").view()) == hash_entry("a"));
  }
}
