// The long forms of the crash tests (docs/crash-safety.md). scripts/faults runs this.
// SPDX-License-Identifier: MIT
#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "program_kills.hpp"
#include "support/crash_scenario.hpp"
#include "support/crash_survey.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex::test;

/// As many records as make an increment of eight batches.
constexpr int k_records = 48;

std::size_t wrong_count = 0;

void report(std::string_view what, std::string_view unit, const std::function<Tally()>& survey) {
  const auto begin = std::chrono::steady_clock::now();
  const Tally tally = survey();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  fmt::print("{}: {} {}, {} different folders looked at, {} wrong ({:.1f} s)\n", what, tally.tried, unit,
             tally.looked_at, tally.wrong.size(), took.count());
  for (const std::string& wrong : tally.wrong) fmt::print("  {}\n", wrong);
  std::fflush(stdout);
  wrong_count += tally.wrong.size();
}

void for_each_scenario(const std::function<void(const Trial&)>& action) {
  for (const Scenario& scenario : crash_scenarios()) {
    const TempDir root;
    action(Trial(scenario, root.path(), k_records));
  }
}

void kill(std::size_t count, std::uint64_t seed, const std::string& program) {
  for_each_scenario([](const Trial& trial) {
    report(fmt::format("kill {}", trial.scenario().name), "kills, one at each change of the disk",
           [&] { return survey_kills(trial, {}); });
  });
  report("kill the program", "kills at random moments", [&] { return survey_program_kills(program, count, seed); });
}

void power(std::size_t count, std::uint64_t seed, const std::string&) {
  for_each_scenario([&](const Trial& trial) {
    report(fmt::format("power {}", trial.scenario().name), "states",
           [&] { return survey_power_losses(trial, count, seed); });
  });
}

void errors(std::size_t step, std::uint64_t seed, const std::string&) {
  const Points points{1 + seed % step, step};
  for_each_scenario([&](const Trial& trial) {
    report(fmt::format("errors {}, disk", trial.scenario().name), "errors", [&] {
      Tally all;
      for (const DiskError& error : disk_errors()) all += survey_disk_errors(trial, error, {});
      return all;
    });
    report(fmt::format("errors {}, memory", trial.scenario().name), "refusals", [&] {
      Tally all = survey_memory(trial, false, points);
      return all += survey_memory(trial, true, points);
    });
  });
}

struct Form {
  std::string_view name;
  std::size_t count;  ///< where nothing is said
  void (*run)(std::size_t count, std::uint64_t seed, const std::string& program);
};

constexpr Form k_forms[] = {{"kill", 100, kill}, {"power", 1000, power}, {"errors", 499, errors}};

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error(fmt::format("{} is no number", text));
  }
  return value;
}

}  // namespace

/// litdex_faults PROGRAM kill|power|errors [COUNT [SEED]]
int main(int argc, char** argv) {
  try {
    const std::vector<std::string> words(argv + 1, argv + argc);
    for (const Form& form : k_forms) {
      if (words.size() < 2 || words.size() > 4 || form.name != words[1]) continue;
      const std::size_t count = words.size() > 2 ? number(words[2]) : form.count;
      const std::uint64_t seed = words.size() > 3 ? number(words[3]) : 1;
      if (count == 0) break;
      fmt::print("{} {}, seed {}\n", form.name, count, seed);
      form.run(count, seed, words[0]);
      return wrong_count == 0 ? 0 : 1;
    }
    fmt::print(stderr, "usage: litdex_faults PROGRAM kill|power|errors [COUNT [SEED]]\n");
    return 64;
  } catch (const std::exception& exception) {
    fmt::print(stderr, "litdex_faults: {}\n", exception.what());
    return 70;
  }
}
