// A disk that fails, kills or takes notes when it is told to: between this program with its libraries and the system.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string_view>

#include "support/disk_record.hpp"

namespace litdex::test {

/// What is asked of a disk and may be made to fail. `open` is of a file that is there, `rename` also a second name.
enum class FileOperation : std::uint8_t { open, read, create, write, sync, truncate, rename, remove };
inline constexpr std::size_t k_file_operation_count = 8;
std::string_view name_of(FileOperation operation);
/// Whether it may leave the disk another than it was.
constexpr bool changes_the_disk(FileOperation operation) { return operation >= FileOperation::create; }

/// Which operation fails, and how.
struct FileFault {
  enum class Effect : std::uint8_t { fail, kill };

  /// Of this kind; none: of any kind that changes the disk.
  std::optional<FileOperation> operation = FileOperation::write;
  std::size_t at = 1;            ///< the at-th such operation from now on
  bool is_persistent = false;    ///< and all later ones too
  int error = 0;                 ///< what errno then says
  Effect effect = Effect::fail;  ///< kill: the process ends there by SIGKILL
};

/// From its construction to its destruction every call of the C library that opens, reads or changes files passes
/// through here (disk_calls.cpp): SQLite's, the standard library's and ours. It counts them, fails them, and records
/// what they change. A write that fails or kills has written its first half, as on a disk that is full. Syncs are
/// counted and not passed on: no test cuts the power of this machine. The latest one is asked, by any thread; all
/// else is for the one that made it, while no other uses files.
class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  /// Begins counting anew; from now on `fault` comes true.
  void set(const FileFault& fault);
  /// Begins counting anew, and nothing fails.
  void clear();
  /// From now on everything that is done to the files of `folder` is recorded.
  void record(const std::filesystem::path& folder) { m_recorder.emplace(folder); }
  /// Notes in the record that `amount` was reported as done.
  void promise(std::uint64_t amount);
  [[nodiscard]] const DiskRecord& recorded() const { return m_recorder->record(); }

  /// Operations since set() or clear(), the failed ones included.
  [[nodiscard]] std::size_t count(FileOperation operation) const;
  /// Whether the fault has come true.
  [[nodiscard]] bool has_struck() const { return m_has_struck; }

  /// For the calls: the disk that is asked now; nullptr for none.
  static FaultyDisk* current();
  /// For the calls: counts, and says with which errno this operation fails.
  std::optional<int> strikes(FileOperation operation);
  /// For the calls, when what is to happen before a failure has happened: ends the process, if that is the fault's
  /// effect, or sets errno; returns what the call then returns.
  [[nodiscard]] int strike(int error) const;
  /// For the calls: lets `note` tell the recorder, if there is one.
  void tell_recorder(const std::function<void(DiskRecorder&)>& note);

 private:
  FaultyDisk* m_outer;
  std::mutex m_mutex;
  FileFault m_fault;
  bool m_is_armed = false;
  bool m_has_struck = false;
  std::size_t m_change_count = 0;
  std::array<std::size_t, k_file_operation_count> m_counts{};
  std::optional<DiskRecorder> m_recorder;
};

}  // namespace litdex::test
