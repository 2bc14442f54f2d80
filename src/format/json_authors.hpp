// Authors as JSON has them, one by one. Rules A1 to A5 of docs/formats/arxiv_json.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <string>

namespace litdex::format {

/// The authors in an array of names, objects or arrays: "Name; Family, Given Suffix (Affiliation);", or the line that
/// its only string is (A5). Empty where it names nobody, and where `authors` is no array.
std::string authors_in_json(simdjson::dom::element authors);

}  // namespace litdex::format
