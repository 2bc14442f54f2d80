// SPDX-License-Identifier: MIT
#include "base/lock_holder.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>
#include <iterator>
#include <sstream>

#include "base/text.hpp"

namespace litdex::base {
namespace {

constexpr std::size_t k_command_bytes = 100;

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

struct KindInfo {
  LockKind kind;
  std::string_view type;
  std::string_view access;
};

constexpr KindInfo k_kinds[] = {
    {LockKind::whole_file, "FLOCK", "WRITE"},
    {LockKind::writing, "POSIX", "WRITE"},
    {LockKind::reading, "POSIX", "READ"},
};

/// The process, not this one, that has such a lock on the file; 0: none that is known.
/// A line of /proc/locks: "1: FLOCK  ADVISORY  WRITE 4711 fe:00:1095 0 EOF"; who waits has an arrow behind the number.
int locking_process(const struct stat& file, LockKind kind) {
  const KindInfo& wanted =
      *std::find_if(std::begin(k_kinds), std::end(k_kinds), [kind](const KindInfo& info) { return info.kind == kind; });
  const std::string wanted_place =
      fmt::format("{:02x}:{:02x}:{}", ::major(file.st_dev), ::minor(file.st_dev), file.st_ino);
  std::ifstream locks("/proc/locks");
  for (std::string line; std::getline(locks, line);) {
    std::istringstream words(line);
    std::string number;
    std::string type;
    std::string strength;
    std::string access;
    int process = 0;
    std::string place;
    words >> number >> type >> strength >> access >> process >> place;
    const bool is_such = type == wanted.type && access == wanted.access && place == wanted_place;
    if (is_such && process > 0 && process != ::getpid()) return process;
  }
  return 0;
}

long long milliseconds(const timespec& time) { return time.tv_sec * 1000LL + time.tv_nsec / 1'000'000; }

/// When the process began; empty if that is not told. Field 22 of its stat, counted in ticks since the machine's start;
/// the second field, a name in parentheses, may hold anything.
std::string begin_of(int process) {
  constexpr int k_fields_between = 19;
  const std::string status = read_file(fmt::format("/proc/{}/stat", process));
  const std::size_t name_end = status.rfind(')');
  if (name_end == std::string::npos) return {};
  std::istringstream words(status.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < k_fields_between; ++i) words >> skipped;
  long long ticks = 0;
  timespec up{};
  if (!(words >> ticks) || clock_gettime(CLOCK_BOOTTIME, &up) != 0) return {};
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  const long long age_ms = milliseconds(up) - ticks * 1000 / sysconf(_SC_CLK_TCK);
  const std::time_t begin = (milliseconds(now) - age_ms) / 1000;
  std::tm utc{};
  std::array<char, 32> text{};
  gmtime_r(&begin, &utc);
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &utc)};
}

std::string command_of(int process) {
  std::string command = read_file(fmt::format("/proc/{}/cmdline", process));
  for (char& c : command) {
    if (c == '\0') c = ' ';
  }
  const std::string_view trimmed = trim(command);
  const std::string_view prefix = utf8_prefix(trimmed, k_command_bytes);
  return printable(prefix) + (prefix.size() < trimmed.size() ? "…" : "");
}

}  // namespace

std::string lock_holder(const std::filesystem::path& path, LockKind kind) {
  struct stat file {};
  if (::stat(path.c_str(), &file) != 0) return {};
  const int process = locking_process(file, kind);
  if (process == 0) return {};
  const std::string begin = begin_of(process);
  const std::string command = command_of(process);
  return fmt::format(" (process {}{}{})", process, begin.empty() ? "" : ", since " + begin,
                     command.empty() ? "" : ": " + command);
}

}  // namespace litdex::base
