// SPDX-License-Identifier: MIT
#include "support/crash_survey.hpp"

#include <SQLiteCpp/Exception.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <new>
#include <optional>
#include <random>
#include <set>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "db/failure.hpp"
#include "support/file_bytes.hpp"
#include "support/killed.hpp"
#include "support/scarce_memory.hpp"

namespace litdex::test {
namespace {

constexpr DiskError k_disk_errors[] = {
    {FileOperation::write, ENOSPC, false}, {FileOperation::write, ENOSPC, true}, {FileOperation::write, EIO, false},
    {FileOperation::write, EIO, true},     {FileOperation::sync, EIO, false},    {FileOperation::sync, EIO, true},
    {FileOperation::truncate, EIO, false}, {FileOperation::truncate, EIO, true}, {FileOperation::create, ENOSPC, false},
    {FileOperation::create, ENOSPC, true}, {FileOperation::open, EMFILE, false}, {FileOperation::open, EMFILE, true},
    {FileOperation::read, EIO, false},     {FileOperation::read, EIO, true},     {FileOperation::rename, EIO, false},
    {FileOperation::rename, EIO, true},    {FileOperation::remove, EIO, false},  {FileOperation::remove, EIO, true},
};

/// Looks at each folder once: many points leave the same.
class Inspector {
 public:
  explicit Inspector(const Trial& trial, bool may_leave_files = false)
      : m_trial(trial), m_may_leave_files(may_leave_files) {}

  /// The folder as it is after a run that was cut off at `where`.
  void inspect(std::uint64_t promised, const std::string& where) {
    ++tally.tried;
    if (!m_known.insert(key(promised)).second) return;
    ++tally.looked_at;
    note(m_trial.wrong(promised), where);
  }

  void note(const std::string& wrong, const std::string& where) {
    if (!wrong.empty() && (!m_may_leave_files || !wrong.starts_with(k_left_behind)))
      tally.wrong.push_back(fmt::format("{}, {}: {}", m_trial.scenario().name, where, wrong));
  }

  Tally tally;

 private:
  [[nodiscard]] std::string key(std::uint64_t promised) const {
    base::Sha256 sha;
    for (const auto& [name, bytes] : directory_bytes(m_trial.folder())) {
      sha.update(fmt::format("{} {}:", name, bytes.size()));
      sha.update(bytes);
    }
    return fmt::format("{} {}", promised, sha.finish_hex());
  }

  const Trial& m_trial;
  bool m_may_leave_files;
  std::set<std::string> m_known;
};

void promise_nothing(std::uint64_t) {}

/// What a person is told when the command ends so; none where it does not fail.
struct Outcome {
  bool has_failed = false;
  std::uint64_t promised = 0;
  std::string unhelpful;  ///< the error, where it says nothing that helps
};

Outcome run(const Trial& trial) {
  Outcome outcome;
  try {
    trial.act([&](std::uint64_t amount) { outcome.promised = amount; });
    return outcome;
  } catch (const base::Error& error) {
    if (error.code() == base::ExitCode::bug || error.hint().empty()) outcome.unhelpful = error.message();
  } catch (const SQLite::Exception& exception) {
    if (db::exit_code_for(exception) == base::ExitCode::bug) outcome.unhelpful = exception.what();
  } catch (const std::filesystem::filesystem_error&) {
    // Told with its path.
  } catch (const std::exception& exception) {
    outcome.unhelpful = exception.what();
  }
  outcome.has_failed = true;
  return outcome;
}

/// How many changes are done when the power goes: in every second case when a name, a sync or a promise has just been
/// given, in the others any number.
std::size_t any_moment(const DiskRecord& record, std::mt19937_64& dice) {
  const std::size_t any = dice() % (record.changes.size() + 1);
  if (dice() % 2 == 0) return any;
  std::vector<std::size_t> turns = {any};
  for (std::size_t i = 0; i < record.changes.size(); ++i) {
    const DiskChange::Kind kind = record.changes[i].kind;
    if (kind != DiskChange::Kind::write && kind != DiskChange::Kind::truncate) turns.push_back(i + 1);
  }
  return turns[dice() % turns.size()];
}

}  // namespace

Tally& Tally::operator+=(const Tally& other) {
  tried += other.tried;
  looked_at += other.looked_at;
  wrong.insert(wrong.end(), other.wrong.begin(), other.wrong.end());
  return *this;
}

Tally survey_kills(const Trial& trial, Points points) {
  Inspector inspector(trial);
  const FaultyDisk quick;  // because it syncs nothing
  for (std::size_t at = points.first;; at += points.step) {
    trial.begin();
    const Ending ending = run_in_child([&] {
      FaultyDisk disk;
      disk.set({.operation = std::nullopt, .at = at, .effect = FileFault::Effect::kill});
      trial.act(promise_nothing);
    });
    if (ending == Ending::threw) inspector.note("it fails by itself", fmt::format("point {}", at));
    if (ending != Ending::killed) return inspector.tally;
    inspector.inspect(0, fmt::format("killed at change {}", at));
  }
}

Tally survey_power_losses(const Trial& trial, std::size_t count, std::uint64_t seed, Syncs syncs) {
  Inspector inspector(trial);
  const auto recorded = [&] {
    FaultyDisk disk;
    disk.record(trial.folder());
    try {
      trial.act([&](std::uint64_t amount) { disk.promise(amount); });
    } catch (const std::exception&) {
      // The control leaves what no run can go on from; looking at it says so.
    }
    return disk.recorded();
  };
  trial.begin();
  const DiskRecord record = recorded();
  std::mt19937_64 dice(seed);
  const FaultyDisk quick;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = any_moment(record, dice);
    const PowerLoss loss = cut_power(record, at, dice, syncs);
    trial.put(loss.files);
    inspector.inspect(loss.promised, fmt::format("power lost after change {}, state {} of seed {}", at, i, seed));
    if (i % 3 != 0) continue;
    trial.put(loss.files);
    const DiskRecord rerun = recorded();
    const std::size_t then = any_moment(rerun, dice);
    const PowerLoss second = cut_power(rerun, then, dice, syncs);
    trial.put(second.files);
    inspector.inspect(std::max(loss.promised, second.promised),
                      fmt::format("power lost after change {} and after change {} of the rerun, state {} of seed {}",
                                  at, then, i, seed));
  }
  return inspector.tally;
}

std::span<const DiskError> disk_errors() { return k_disk_errors; }

std::string describe(const DiskError& error) {
  return fmt::format("{} {} {}", name_of(error.operation), std::generic_category().message(error.error),
                     error.is_persistent ? "for good" : "once");
}

Tally survey_disk_errors(const Trial& trial, const DiskError& error, Points points) {
  Inspector inspector(trial, error.operation == FileOperation::remove);
  const FaultyDisk quick;
  for (std::size_t at = points.first;; at += points.step) {
    trial.begin();
    Outcome outcome;
    bool has_struck = false;
    {
      FaultyDisk disk;
      disk.set({error.operation, at, error.is_persistent, error.error});
      outcome = run(trial);
      has_struck = disk.has_struck();
    }
    if (!has_struck) return inspector.tally;
    const std::string where = fmt::format("{} at {}", describe(error), at);
    if (!outcome.unhelpful.empty()) inspector.note("says: " + outcome.unhelpful, where);
    inspector.inspect(outcome.promised, where);
  }
}

Tally survey_memory(const Trial& trial, bool is_persistent, Points points) {
  Inspector inspector(trial);
  const FaultyDisk quick;
  const ScarceMemory memory;
  for (std::size_t at = points.first;; at += points.step) {
    trial.begin();
    ScarceMemory::set(at, is_persistent);
    const Outcome outcome = run(trial);
    const bool has_struck = ScarceMemory::has_struck();
    ScarceMemory::clear();
    if (!has_struck) return inspector.tally;
    inspector.inspect(outcome.promised, fmt::format("out of memory {} at {}", is_persistent ? "for good" : "once", at));
  }
}

}  // namespace litdex::test
