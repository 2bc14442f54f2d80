// What a power cut may leave on the disk.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>

#include "support/disk_record.hpp"

namespace litdex::test {

/// The files after a power cut, and what had been promised before it.
struct PowerLoss {
  std::map<std::string, std::string> files;  ///< name and bytes
  std::uint64_t promised = 0;
};

/// Which syncs do what they say. The last two are controls: a program that does not sync names, or nothing at all.
enum class Syncs : std::uint8_t { kept, of_files_only, ignored };

/// One of the states that are possible when the power goes after the first `count` changes of `record`, drawn with
/// `dice`. What was synced is there. Of the later writes and truncations of a file any may be missing, and a write may
/// be torn: some of its sectors are there and others are not. A write that is missing may still have made the file
/// longer, with zeros. Of the names that were given and taken since the folder was synced any may be missing, those of
/// other names apart: a file system keeps the order of what is done to one name only.
PowerLoss cut_power(const DiskRecord& record, std::size_t count, std::mt19937_64& dice, Syncs syncs);

}  // namespace litdex::test
