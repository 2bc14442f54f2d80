// SPDX-License-Identifier: MIT
#include "cli/column_map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/cli11.hpp"
#include "cli/wording.hpp"

namespace litdex::cli {
namespace {

record::Field known_field(const std::string& name) {
  if (const auto field = record::field_named(name)) return *field;
  std::vector<std::string_view> names;
  names.reserve(record::k_field_count);
  for (const record::FieldInfo& info : record::k_fields) names.push_back(info.name);
  std::string message = fmt::format("unknown field '{}'", base::printable(name));
  if (const auto near = nearest(name, names)) message += fmt::format("; did you mean '{}'?", *near);
  throw base::Error(base::ExitCode::usage, message, fmt::format("the fields are {}", fmt::join(names, ", ")));
}

}  // namespace

CLI::Option* add_map_option(CLI::App& app, std::vector<std::string>& map) {
  return app.add_option("--map", map, "which column of a table holds a field; may be given again")
      ->type_name("FIELD=COLUMN")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
}

std::vector<std::pair<record::Field, std::string>> parse_column_map(const std::vector<std::string>& map) {
  std::vector<std::pair<record::Field, std::string>> columns;
  for (const std::string& text : map) {
    const std::size_t sign = text.find('=');
    if (sign == std::string::npos || base::trim(text.substr(sign + 1)).empty()) {
      throw base::Error(base::ExitCode::usage, fmt::format("'{}' names no field and column", base::printable(text)),
                        "--map takes FIELD=COLUMN, as in --map abstract=summary_text");
    }
    const record::Field field = known_field(text.substr(0, sign));
    if (std::ranges::any_of(columns, [field](const auto& column) { return column.first == field; })) {
      throw base::Error(base::ExitCode::usage, fmt::format("--map names two columns of {}", record::name_of(field)),
                        "a field is in one column");
    }
    columns.emplace_back(field, text.substr(sign + 1));
  }
  return columns;
}

void refuse_map_of(std::string_view format) {
  throw base::Error(base::ExitCode::usage, fmt::format("--map is of no use with {}, which has no columns", format),
                    fmt::format("tables are --format {}", k_table_format));
}

}  // namespace litdex::cli
