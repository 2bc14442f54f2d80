// Hostile database files: a small sound database, and edits to it that an input describes.
// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace litdex::fuzz {

/// The bytes of a sound database with the edits of `input` made to it, at most 1 MiB. Numbers in `input` are little
/// endian. An edit is a byte, modulo 5 one of:
///   0 bytes:   offset (3 bytes), length (1), bytes: written over the file
///   1 value:   column (2), row (1), type (1: null, integer, real, text, BLOB), length (2), bytes: one stored value
///   2 object:  object (1), way (1: other text, a view in its place, view added, trigger added), length (2), SQL
///   3 size:    (3) the file is cut off or filled with zeros
///   4 whole:   the rest is the file
/// Columns are counted table by table, tables and objects in the order of their names. Values and objects are changed
/// first, then bytes.
std::string edited_database(std::string_view input);

}  // namespace litdex::fuzz
