// SPDX-License-Identifier: MIT
#include "load/forget.hpp"

#include "db/database.hpp"
#include "load/run.hpp"

namespace litdex::load {

ForgetReport forget_dumps(const std::filesystem::path& database_path, const std::vector<std::string>& names,
                          const base::LockWait& wait, const Notice& notice) {
  db::open_database(database_path, db::Access::write);  // refuses what is no database, where a run would begin one
  Run run(database_path, wait, notice);
  ForgetReport report;
  run.guard([&] {
    report.dumps = dumps_named(run.database(), names);
    report.papers_before = run.count_papers();
    report.changed_papers = run.forget(report.dumps);
    report.papers_after = run.count_papers();
    run.finish();
  });
  return report;
}

}  // namespace litdex::load
