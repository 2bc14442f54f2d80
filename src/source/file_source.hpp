// A file, a pipe, a device or standard input, as it lies there.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/error.hpp"
#include "source/source.hpp"

namespace litdex::source {

/// The path that stands for standard input.
inline constexpr std::string_view k_standard_input = "-";

/// An open file descriptor, closed at the end unless it is standard input's.
class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::string name);
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override;

  /// Throws Error(bad_data) at the end of a file that was changed since it was opened.
  std::size_t read(std::span<char> buffer) override;
  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  /// Size and last change of a regular file; null of anything else, which has neither.
  struct State {
    std::int64_t size = 0;
    std::int64_t changed_seconds = 0;
    std::int64_t changed_nanoseconds = 0;
    friend bool operator==(const State&, const State&) = default;
  };
  [[nodiscard]] std::optional<State> state() const;
  void refuse_changed() const;

  int m_descriptor;
  std::string m_name;
  std::optional<State> m_state;
};

/// Opens the file at `path`, or standard input for "-". Throws Error(no_input) when it does not exist, may not be read,
/// or is nothing to read a dump from: a directory, a socket, a disk.
std::unique_ptr<FileSource> open_file(const std::string& path);

/// Why the file at `path` cannot be read, for the error number of a call of the system.
base::Error cannot_open(const std::string& path, int error_number);

}  // namespace litdex::source
