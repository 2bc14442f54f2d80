// SPDX-License-Identifier: MIT
#include "format/oai_dc_json.hpp"

#include <string>

#include "format/dublin_core.hpp"
#include "format/field_texts.hpp"
#include "format/json_entry.hpp"
#include "format/json_likeness.hpp"
#include "record/arxiv_id.hpp"

// The rules J1 to J3 are those of docs/formats/oai_dc_json.md.
namespace litdex::format {
namespace {

using record::Field;
using simdjson::dom::element;

/// J1: adds the value of a key, a list of strings or a string alone.
void add_texts(DublinCore& core, std::string_view name, element value) {
  simdjson::dom::array array;
  if (value.get(array) != simdjson::SUCCESS) return core.add(name, json_string(value));
  for (const element part : array) core.add(name, json_string(part));
}

DublinCore elements_of(simdjson::dom::object object) {
  DublinCore core;
  for (const auto& pair : object) {
    const JsonKey key(pair.key);
    // Of equal keys the first that gives something (Y2 of docs/formats/json.md).
    if (!core.has(key.text())) add_texts(core, key.text(), pair.value);
  }
  return core;
}

Reject malformed(std::string_view message) { return {RejectCode::malformed, std::string(message)}; }

Decoded decode_object(simdjson::dom::object object, std::string_view id, std::size_t bytes) {
  const DublinCore core = elements_of(object);
  FieldTexts fields(bytes);
  // J2: the pair's own identifier goes before those of the record.
  if (record::parse_arxiv_id(id)) fields.set(Field::arxiv_id, id);
  core.give([&fields](Field field, std::string_view text) { fields.set(field, text); });
  // J3.
  if (!fields.has_identity()) return malformed("the record has no arXiv identifier, no DOI and no title");
  return fields.finish();
}

}  // namespace

Decoded decode_oai_dc_json(std::string_view entry) {
  const JsonEntry json(entry);
  if (json.problem()) return malformed(*json.problem());
  simdjson::dom::object object;
  if (json.root().get(object) == simdjson::SUCCESS) return decode_object(object, {}, entry.size());
  simdjson::dom::array pair;
  if (json.root().get(pair) != simdjson::SUCCESS || pair.size() < 2 || pair.at(1).get(object) != simdjson::SUCCESS) {
    return malformed("no pair of an identifier and an object");
  }
  return decode_object(object, json_string(*pair.begin()), entry.size());
}

double detect_oai_dc_json(std::string_view head) {
  return json_likeness(head, JsonEntries::objects_or_pairs, decode_oai_dc_json, [](const record::RawRecord& record) {
    constexpr double k_likeness = 0.95;
    const bool has_texts = record[Field::title] && (record[Field::abstract] || record[Field::authors]);
    return has_texts && record[Field::arxiv_id] ? k_likeness : 0.0;
  });
}

}  // namespace litdex::format
