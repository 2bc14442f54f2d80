// SPDX-License-Identifier: MIT
#include "format/json_versions.hpp"

#include <charconv>
#include <system_error>

#include "format/json_entry.hpp"

namespace litdex::format {
namespace {

using simdjson::dom::element;

/// A version of the paper: its number, 0 where it gives none, and its date.
struct Version {
  int number = 0;
  std::string_view created;
};

int version_number(std::string_view text) {
  if (text.starts_with('v')) text.remove_prefix(1);
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : 0;
}

Version version_of(element value) {
  simdjson::dom::object object;
  if (value.get(object) != simdjson::SUCCESS) return {version_number(json_scalar_text(value).value_or("")), {}};
  element number;
  Version version;
  if (object["version"].get(number) == simdjson::SUCCESS) {
    version.number = version_number(json_scalar_text(number).value_or(""));
  }
  version.created = json_first_of(object, {"created", "date"});
  return version;
}

}  // namespace

VersionList versions_in_json(element versions, std::optional<element> dates) {
  simdjson::dom::array array;
  if (versions.get(array) != simdjson::SUCCESS) return {};
  simdjson::dom::array date_array;
  const bool has_dates = dates && dates->get(date_array) == simdjson::SUCCESS;
  auto date = has_dates ? date_array.begin() : simdjson::dom::array::iterator();
  Version first;
  Version last;
  for (const element value : array) {
    Version version = version_of(value);
    if (has_dates && date != date_array.end()) {
      if (version.created.empty()) version.created = json_string(*date);
      ++date;
    }
    if (version.number == 1) first = version;
    if (version.number > last.number) last = version;
  }
  return {last.number, first.created, last.created};
}

}  // namespace litdex::format
