// Import, forgetting, reindex and ship, cut off in the middle: the short forms of `scripts/faults`
// (docs/crash-safety.md). SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <doctest/doctest.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <functional>
#include <random>
#include <string>

#include "support/crash_scenario.hpp"
#include "support/crash_survey.hpp"
#include "support/faulty_disk.hpp"
#include "support/file_bytes.hpp"
#include "support/power_loss.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace litdex;
using test::Syncs;
using test::Tally;
using test::Trial;
namespace fs = std::filesystem;

constexpr int k_records = 24;
constexpr std::uint64_t k_seed = 20261123;

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + "\n";
  return all;
}

/// The survey of a command on a small database.
Tally survey(const test::Scenario& scenario, const std::function<Tally(const Trial&)>& of) {
  const test::TempDir root;
  return of(Trial(scenario, root.path(), k_records));
}

/// The same for every command; `least` are to be tried.
void require_survival(std::size_t least, const std::function<Tally(const Trial&)>& of) {
  Tally all;
  for (const test::Scenario& scenario : test::crash_scenarios()) all += survey(scenario, of);
  CHECK(lines(all.wrong) == "");
  CHECK(all.tried >= least);
}

bool begins_one_with(const Tally& tally, std::string_view command, std::string_view wrong) {
  return std::any_of(tally.wrong.begin(), tally.wrong.end(), [&](const std::string& text) {
    return text.starts_with(command) && text.find(std::string(": ") + std::string(wrong)) != std::string::npos;
  });
}

/// A command that keeps nothing to go back to.
void rebuild_without_journal(const fs::path& folder, const fs::path&, const test::Promise&) {
  SQLite::Database database((folder / "papers.db").native(), SQLite::OPEN_READWRITE);
  database.exec(
      "PRAGMA journal_mode = OFF; INSERT INTO papers_fts (papers_fts) VALUES ('delete-all');"
      "INSERT INTO papers_fts (papers_fts) VALUES ('rebuild')");
}

const test::Scenario& careless() {
  static const test::Scenario k_careless = [] {
    test::Scenario scenario = test::crash_scenario("reindex");
    scenario.name = "careless";
    scenario.act = rebuild_without_journal;
    return scenario;
  }();
  return k_careless;
}

}  // namespace

TEST_SUITE("crash") {
  TEST_CASE("killed at any moment, a command leaves a sound database with all that it reported, and runs again") {
    require_survival(10, [](const Trial& trial) { return test::survey_kills(trial, {5, 53}); });
  }

  TEST_CASE("a power cut leaves a sound database with all that was reported, and the command runs again") {
    require_survival(40, [](const Trial& trial) { return test::survey_power_losses(trial, 6, k_seed); });
  }

  TEST_CASE("wherever the power goes, a shipped file never lies beside the hash of another one") {
    const test::TempDir root;
    const Trial trial(test::crash_scenario("ship"), root.path(), k_records);
    trial.begin();
    const auto before = test::directory_bytes(trial.folder());
    test::FaultyDisk disk;
    disk.record(trial.folder());
    trial.act([](std::uint64_t) {});
    const test::DiskRecord& record = disk.recorded();
    std::mt19937_64 dice(k_seed);
    std::size_t replaced_count = 0;
    for (std::size_t count = record.changes.size() - 12; count <= record.changes.size(); ++count) {
      for (int i = 0; i < 100; ++i) {
        auto files = test::cut_power(record, count, dice, Syncs::kept).files;
        if (files["shipped.db"] == before.at("shipped.db")) continue;
        ++replaced_count;
        CHECK(files["shipped.db.sha256"] != before.at("shipped.db.sha256"));
      }
    }
    CHECK(replaced_count > 100);
  }

  TEST_CASE("when the disk fails, a command says so, leaves a sound database, and runs again") {
    const test::DiskError errors[] = {{test::FileOperation::write, ENOSPC, true},
                                      {test::FileOperation::sync, EIO, false},
                                      {test::FileOperation::read, EIO, false},
                                      {test::FileOperation::rename, EIO, false}};
    require_survival(20, [&](const Trial& trial) {
      Tally all;
      for (const test::DiskError& error : errors) all += test::survey_disk_errors(trial, error, {1, 97});
      return all;
    });
  }

  TEST_CASE("when memory runs out, a command says so, leaves a sound database, and runs again") {
    require_survival(30, [](const Trial& trial) { return test::survey_memory(trial, true, {1, 7499}); });
  }
}

TEST_SUITE("crash_controls") {
  TEST_CASE("the surveys find what is wrong with a command that keeps nothing to go back to") {
    const std::function<Tally(const Trial&)> surveys[] = {
        [](const Trial& trial) { return test::survey_kills(trial, {}); },
        [](const Trial& trial) { return test::survey_power_losses(trial, 6, k_seed); },
        [](const Trial& trial) {
          return test::survey_disk_errors(trial, {test::FileOperation::write, ENOSPC, true}, {});
        },
        [](const Trial& trial) {
          return test::survey_memory(trial, true, {1, 149});
        },
    };
    for (const auto& of : surveys) CHECK(begins_one_with(survey(careless(), of), "careless", "damaged"));
  }

  TEST_CASE("without syncs an increment loses what it reported, and a published file is not whole") {
    const Tally increment = survey(test::crash_scenario("increment"), [](const Trial& trial) {
      return test::survey_power_losses(trial, 12, k_seed, Syncs::ignored);
    });
    CHECK(begins_one_with(increment, "increment", "lost"));
    const Tally first_load = survey(test::crash_scenario("first-load"), [](const Trial& trial) {
      return test::survey_power_losses(trial, 40, k_seed, Syncs::ignored);
    });
    CHECK(begins_one_with(first_load, "first-load", "damaged"));
  }

  TEST_CASE("without syncs of its folder a published file may lose its name") {
    const Tally first_load = survey(test::crash_scenario("first-load"), [](const Trial& trial) {
      return test::survey_power_losses(trial, 30, k_seed, Syncs::of_files_only);
    });
    CHECK(begins_one_with(first_load, "first-load", "lost"));
  }
}
