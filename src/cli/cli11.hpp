// CLI11, without the warnings that GCC 12 has about what it inlines of it.
// SPDX-License-Identifier: MIT
#pragma once

// CLI::detail::split grows a vector of strings, and GCC sees a null pointer there at some levels of optimization.
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wnull-dereference"
#include <CLI/CLI.hpp>  // IWYU pragma: export
#pragma GCC diagnostic pop
