// What may be cut off in the middle, and what must hold of the files wherever it was.
// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::test {

/// Told how much is done, when it is reported to a person as done.
using Promise = std::function<void(std::uint64_t amount)>;

/// One command, on the files that it begins with. The folder is the one that the command writes; the dumps lie in
/// another one.
struct Scenario {
  std::string_view name;
  std::string_view meaning;
  /// Makes the files to begin with, out of `size` records about.
  void (*begin)(const std::filesystem::path& folder, const std::filesystem::path& dumps, int size);
  void (*act)(const std::filesystem::path& folder, const std::filesystem::path& dumps, const Promise& promise);
  /// How much of it is there, in the measure of the promises. Throws what is wrong.
  std::uint64_t (*amount)(const std::filesystem::path& folder);
};

/// A dump of records `first` to `last`, of papers of which other dumps may say something else.
std::string crash_dump(int first, int last, std::string_view word);

const std::vector<Scenario>& crash_scenarios();
const Scenario& crash_scenario(std::string_view name);

/// How Trial::wrong begins where there is a file that the uninterrupted run does not leave.
inline constexpr std::string_view k_left_behind = "left behind";

/// A scenario with what its uninterrupted run begins and ends with.
class Trial {
 public:
  /// Makes its files below `root`.
  Trial(const Scenario& scenario, const std::filesystem::path& root, int size);

  [[nodiscard]] const Scenario& scenario() const { return m_scenario; }
  /// Where the command writes.
  [[nodiscard]] const std::filesystem::path& folder() const { return m_folder; }
  /// Empties the folder and puts the files there that the scenario begins with.
  void begin() const { put(m_begin); }
  /// Empties the folder and puts these files there.
  void put(const std::map<std::string, std::string>& files) const;
  /// Runs the command.
  void act(const Promise& promise) const { m_scenario.act(m_folder, m_dumps, promise); }

  /// What is wrong with the folder as it is after a run that was cut off: not sound, less than promised, or a rerun
  /// that does not end as the uninterrupted run did, hash by hash and with no other file. Empty when nothing is. The
  /// folder is then as after that rerun.
  [[nodiscard]] std::string wrong(std::uint64_t promised) const;

 private:
  [[nodiscard]] std::string wrong_now(std::uint64_t promised) const;
  [[nodiscard]] std::string wrong_after_rerun() const;
  [[nodiscard]] std::map<std::string, std::string> summary() const;

  const Scenario& m_scenario;
  std::filesystem::path m_folder;
  std::filesystem::path m_dumps;
  std::map<std::string, std::string> m_begin;
  std::set<std::uint64_t> m_amounts;         ///< that a run passes through
  std::map<std::string, std::string> m_end;  ///< what each file of the folder says
};

}  // namespace litdex::test
