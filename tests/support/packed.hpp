// Compressed streams and archives in memory, made by libarchive.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace litdex::test {

/// `bytes` as one compressed stream: "gzip", "bzip2", "xz" or "zstd".
std::string packed(const char* filter, std::string_view bytes);

struct PackedMember {
  std::string name;
  std::string bytes;
  char type = '-';  ///< as ls shows it: - file, d directory, l symbolic link, p pipe
};

/// An archive: "zip", "ustar" or "pax". With a passphrase its members are encrypted, which zip alone can.
std::string archive_of(const char* format, const std::vector<PackedMember>& members, const char* passphrase = nullptr);

}  // namespace litdex::test
