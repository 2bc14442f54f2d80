// A further step of the schema's history that no litdex has: for tests of upgrading.
// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "db/migration.hpp"

namespace litdex::test {

/// The compiled-in migrations and one step after them. It does what steps do: adds a column and a table, rebuilds a
/// table and the full-text index, replaces a view; and unless `is_structure_only`, changes rows.
std::vector<db::Migration> with_made_up_step(bool is_structure_only = false);

}  // namespace litdex::test
