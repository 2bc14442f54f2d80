// What was done to the files of a folder, call by call: enough to tell what a power cut may leave of it.
// SPDX-License-Identifier: MIT
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::test {

/// One call that changed something, or that made changes durable.
struct DiskChange {
  enum class Kind : std::uint8_t { create, write, truncate, sync, sync_folder, rename, link, remove, promise };

  Kind kind;
  std::size_t file = 0;  ///< whose bytes, or for which a name stands
  std::string name;      ///< of create, rename, link and remove
  std::string to;        ///< the new name of rename and link
  /// Where a write begins, the size that truncate gives, the amount that was promised.
  std::uint64_t number = 0;
  std::string bytes;  ///< that were written
};

struct DiskRecord {
  /// What was there before: name and bytes. Their numbers are their places.
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<DiskChange> changes;
};

/// Writes a DiskRecord of one folder, told what happens by the calls themselves. A file is known by its inode, because
/// its name changes.
class DiskRecorder {
 public:
  explicit DiskRecorder(std::filesystem::path folder);

  // Each is told after it was done.
  void created(const std::string& path);
  void wrote(int descriptor, std::uint64_t offset, std::string_view bytes);
  void truncated(int descriptor, std::uint64_t size);
  void truncated(const std::string& path, std::uint64_t size);
  void synced(int descriptor);
  void renamed(const std::string& from, const std::string& to, DiskChange::Kind kind);
  void removed(const std::string& path);
  void promise(std::uint64_t amount);

  [[nodiscard]] const DiskRecord& record() const { return m_record; }

 private:
  /// The name of a path in the folder; empty for any other.
  [[nodiscard]] std::string name_of(const std::string& path) const;
  [[nodiscard]] const std::size_t* find(ino_t inode) const;
  [[nodiscard]] const std::size_t* find(int descriptor) const;
  [[nodiscard]] const std::size_t* find(const std::string& path) const;

  std::filesystem::path m_folder;
  ino_t m_folder_inode = 0;
  std::map<ino_t, std::size_t> m_numbers;
  std::size_t m_next = 0;
  DiskRecord m_record;
};

}  // namespace litdex::test
