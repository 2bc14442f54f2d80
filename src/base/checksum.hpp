// The file beside a shipped one that holds its SHA-256, in the form that sha256sum writes and checks.
// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace litdex::base {

/// The file beside `path` that holds its SHA-256.
std::filesystem::path sha256_file_of(const std::filesystem::path& path);

/// The line for a file called `name`, as sha256sum writes it: a name with a line end or a backslash is escaped, and the
/// line then begins with a backslash (GNU coreutils, "cksum output modes").
std::string checksum_line(std::string_view sha256, std::string_view name);

/// The SHA-256 in lower-case hexadecimal that such a line, or a file with it, begins with.
std::optional<std::string> digest_of_line(std::string_view line);

/// Whether a file that begins with `bytes` is one that checksum_line has filled, or was filling when it was cut off.
bool begins_as_checksum(std::string_view bytes);

}  // namespace litdex::base
