// SPDX-License-Identifier: MIT
#include "source/file_source.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <utility>

#include "base/interrupt.hpp"
#include "base/text.hpp"

namespace litdex::source {

using base::ExitCode;

base::Error cannot_open(const std::string& path, int error_number) {
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
    case ENXIO:
    case ENOTBLK:
      return {ExitCode::no_input,
              fmt::format("{} is a {}, and no file", shown, error_number == ENXIO ? "socket" : "disk"),
              "name a file or a pipe; - reads standard input"};
    case ELOOP:
      return {ExitCode::no_input, fmt::format("{} is a symbolic link that leads back to itself", shown),
              "name the file that it was meant to lead to"};
    case ENAMETOOLONG:
      return {ExitCode::no_input, fmt::format("no file can have a name as long as {}…", shown.substr(0, 40)),
              "check the path; a file may have been given by its content"};
    default: return base::system_error("open", path, error_number);
  }
}

FileSource::FileSource(int descriptor, std::string name)
    : m_descriptor(descriptor), m_name(std::move(name)), m_state(state()) {}

FileSource::~FileSource() {
  if (m_descriptor != STDIN_FILENO) ::close(m_descriptor);
}

std::size_t FileSource::read(std::span<char> buffer) {
  for (;;) {
    base::stop_if_interrupted();
    const ssize_t count = ::read(m_descriptor, buffer.data(), buffer.size());
    if (count >= 0) {
      if (count == 0 && !buffer.empty()) refuse_changed();
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) throw base::system_error("read", m_name, errno);
  }
}

std::optional<FileSource::State> FileSource::state() const {
  struct stat status {};
  if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  return State{status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

void FileSource::refuse_changed() const {
  if (state() == m_state) return;
  throw base::Error(ExitCode::bad_data, fmt::format("{} was changed while it was read", base::printable(m_name)),
                    "import it again when nobody writes it any more; what was read of it whole stays");
}

std::unique_ptr<FileSource> open_file(const std::string& path) {
  if (path == k_standard_input) return std::make_unique<FileSource>(STDIN_FILENO, path);
  int descriptor = -1;
  do {
    base::stop_if_interrupted();
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);  // NOLINT(cppcoreguidelines-pro-type-vararg)
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) throw cannot_open(path, errno);
  auto source = std::make_unique<FileSource>(descriptor, std::filesystem::path(path).filename().string());
  struct stat status {};
  if (::fstat(descriptor, &status) != 0) throw cannot_open(path, errno);
  if (S_ISDIR(status.st_mode)) throw cannot_open(path, EISDIR);
  if (S_ISBLK(status.st_mode)) throw cannot_open(path, ENOTBLK);
  return source;
}

}  // namespace litdex::source
