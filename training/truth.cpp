// SPDX-License-Identifier: MIT
#include "truth.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <string_view>

#include "base/error.hpp"
#include "base/hash.hpp"

namespace litdex::training {
namespace {

using Object = simdjson::dom::object;

std::string text_of(const Object& object, std::string_view key) {
  std::string_view text;
  if (object[key].get(text) != simdjson::SUCCESS) return {};
  return std::string(text);
}

std::uint64_t number_of(const Object& object, std::string_view key) {
  std::uint64_t number = 0;
  return object[key].get(number) == simdjson::SUCCESS ? number : 0;
}

}  // namespace

std::vector<Truth> read_truth(const std::string& path) {
  simdjson::dom::parser parser;
  simdjson::dom::document_stream lines;
  if (const auto error = parser.load_many(path).get(lines)) {
    throw base::Error(base::ExitCode::no_input, fmt::format("{}: {}", path, simdjson::error_message(error)),
                      "it is to hold JSON lines");
  }
  std::vector<Truth> records;
  for (const auto line : lines) {
    Object object;
    if (line.get(object) != simdjson::SUCCESS) {
      throw base::Error(base::ExitCode::bad_data,
                        fmt::format("{}, record {}: no JSON object", path, records.size() + 1),
                        "it is to hold JSON lines");
    }
    std::string journal_ref = text_of(object, "journal_ref");
    if (journal_ref.empty()) journal_ref = text_of(object, "journal-ref");
    records.push_back({text_of(object, "id"), text_of(object, "abstract"), text_of(object, "comments"),
                       text_of(object, "doi"), std::move(journal_ref), text_of(object, "created"),
                       text_of(object, "updated"), text_of(object, "categories"), number_of(object, "start"),
                       number_of(object, "end")});
  }
  return records;
}

std::size_t part_of(const Truth& record, std::size_t parts) { return base::quick_hash(record.id, 0) % parts; }

}  // namespace litdex::training
