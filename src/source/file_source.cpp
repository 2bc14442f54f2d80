// SPDX-License-Identifier: MIT
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "source/source.hpp"

namespace litdex::source {
namespace {

constexpr const char* k_standard_input = "-";

/// An open file descriptor, closed at the end unless it is standard input's.
class FileSource final : public ByteSource {
 public:
  FileSource(int descriptor, std::string name) : m_descriptor(descriptor), m_name(std::move(name)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (m_descriptor != STDIN_FILENO) ::close(m_descriptor);
  }

  std::size_t read(std::span<char> buffer) override {
    for (;;) {
      const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
      if (count >= 0) return static_cast<std::size_t>(count);
      if (errno != EINTR) throw base::system_error("read", m_name, errno);
    }
  }

  [[nodiscard]] const std::string& name() const override { return m_name; }

  [[nodiscard]] std::optional<std::uint64_t> size_hint() const override {
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
    return static_cast<std::uint64_t>(status.st_size);
  }

 private:
  int m_descriptor;
  std::string m_name;
};

base::Error cannot_open(const std::string& path, int error_number) {
  using base::ExitCode;
  const std::string shown = base::printable(path);
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
      return {ExitCode::no_input, fmt::format("no such file: {}", shown), "check the path; - reads standard input"};
    case EACCES:
    case EPERM:
      return {ExitCode::no_input, fmt::format("not allowed to read {}", shown),
              "check the permissions of the file and of the directories above it"};
    case EISDIR:
      return {ExitCode::no_input, fmt::format("{} is a directory", shown), "name the files in it, for example with *"};
    case ENAMETOOLONG:
      return {ExitCode::no_input, fmt::format("no file can have a name as long as {}…", shown.substr(0, 40)),
              "check the path; a file may have been given by its content"};
    default: return base::system_error("open", path, error_number);
  }
}

}  // namespace

std::unique_ptr<ByteSource> open_source(const std::string& path) {
  if (path == k_standard_input) return std::make_unique<FileSource>(STDIN_FILENO, k_standard_input);
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) throw cannot_open(path, errno);
  auto source = std::make_unique<FileSource>(descriptor, std::filesystem::path(path).filename().string());
  struct stat status {};
  if (::fstat(descriptor, &status) == 0 && S_ISDIR(status.st_mode)) throw cannot_open(path, EISDIR);
  return source;
}

}  // namespace litdex::source
