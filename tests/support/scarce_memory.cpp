// SPDX-License-Identifier: MIT
#include "support/scarce_memory.hpp"

#include <sqlite3.h>

#include <stdexcept>

namespace litdex::test {
namespace {

// What SQLite's calls, which take no argument of ours, have to find. SQLite asks under a lock of its own.
struct State {
  sqlite3_mem_methods real;
  std::size_t at = 0;  ///< 0: never
  bool is_persistent = false;
  std::size_t count = 0;
  bool has_struck = false;
};
State state;

bool is_refused() {
  ++state.count;
  if (state.at == 0 || state.count < state.at || (state.count > state.at && !state.is_persistent)) return false;
  state.has_struck = true;
  return true;
}

void* allocate(int size) { return is_refused() ? nullptr : state.real.xMalloc(size); }
void* reallocate(void* memory, int size) { return is_refused() ? nullptr : state.real.xRealloc(memory, size); }

void use(const sqlite3_mem_methods& methods) {
  sqlite3_shutdown();
  if (sqlite3_config(SQLITE_CONFIG_MALLOC, &methods) != SQLITE_OK || sqlite3_initialize() != SQLITE_OK) {
    throw std::runtime_error("SQLite does not take other memory");
  }
}

}  // namespace

ScarceMemory::ScarceMemory() {
  state = {};
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state.real);
  if (state.real.xMalloc == nullptr) sqlite3_initialize();
  sqlite3_shutdown();
  sqlite3_config(SQLITE_CONFIG_GETMALLOC, &state.real);
  sqlite3_mem_methods scarce = state.real;
  scarce.xMalloc = allocate;
  scarce.xRealloc = reallocate;
  use(scarce);
}

ScarceMemory::~ScarceMemory() { use(state.real); }

void ScarceMemory::set(std::size_t at, bool is_persistent) {
  clear();
  state.at = at;
  state.is_persistent = is_persistent;
}

void ScarceMemory::clear() {
  state.at = 0;
  state.count = 0;
  state.has_struck = false;
}

bool ScarceMemory::has_struck() { return state.has_struck; }

}  // namespace litdex::test
