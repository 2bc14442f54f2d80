// SPDX-License-Identifier: MIT
#include "format/oai_dc_json.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "format/field_texts.hpp"
#include "format/json_entry.hpp"
#include "format/json_likeness.hpp"
#include "format/name_list.hpp"
#include "record/arxiv_id.hpp"

// The rules D1 to D8 are those of docs/formats/oai_dc_json.md.
namespace litdex::format {
namespace {

using record::Field;
using simdjson::dom::element;
using Texts = std::vector<std::string_view>;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The elements of a Dublin Core record that say something of ours.
struct DublinCore {
  Texts title;
  Texts creator;
  Texts description;
  Texts identifier;
  Texts date;
  Texts subject;
  Texts rights;
};

constexpr struct {
  std::string_view key;
  Texts DublinCore::*texts;
} k_elements[] = {
    {"title", &DublinCore::title},
    {"creator", &DublinCore::creator},
    {"description", &DublinCore::description},
    {"identifier", &DublinCore::identifier},
    {"date", &DublinCore::date},
    {"subject", &DublinCore::subject},
    {"rights", &DublinCore::rights},
};

/// D1: a list of strings, or a string alone.
Texts texts_of(element value) {
  Texts texts;
  simdjson::dom::array array;
  const auto add = [&texts](element part) {
    if (const std::string_view text = base::trim(json_string(part)); !text.empty()) texts.push_back(json_string(part));
  };
  if (value.get(array) == simdjson::SUCCESS) {
    for (const element part : array) add(part);
  } else {
    add(value);
  }
  return texts;
}

DublinCore elements_of(simdjson::dom::object object) {
  DublinCore core;
  for (const auto& pair : object) {
    const JsonKey key(pair.key);
    for (const auto& known : k_elements) {
      if (known.key == key.text() && (core.*known.texts).empty()) core.*known.texts = texts_of(pair.value);
    }
  }
  return core;
}

void append(std::string& all, std::string_view separator, std::string_view text) {
  if (!all.empty()) all += separator;
  all += text;
}

/// D3.
void set_descriptions(FieldTexts& fields, const Texts& descriptions) {
  constexpr std::string_view k_comment = "Comment:";
  std::string comments;
  for (const std::string_view text : descriptions) {
    const std::string_view trimmed = base::trim(text);
    if (!trimmed.starts_with(k_comment)) {
      fields.set(Field::abstract, text);
      continue;
    }
    append(comments, "; ", base::trim(trimmed.substr(k_comment.size())));
  }
  fields.set(Field::comments, comments);
}

bool begins_with(std::string_view text, std::string_view lower_case) {
  return base::ascii_lower(text.substr(0, lower_case.size())) == lower_case;
}

/// D4.
void set_identifiers(FieldTexts& fields, const Texts& identifiers) {
  std::string dois;
  std::string reference;
  for (const std::string_view identifier : identifiers) {
    const std::string_view text = base::trim(identifier);
    if (begins_with(text, "doi:") || begins_with(text, "https://doi.org/") || begins_with(text, "http://dx.doi.org/")) {
      append(dois, " ", text);
    } else if (record::parse_arxiv_id(text)) {
      fields.set(Field::arxiv_id, text);
    } else {
      append(reference, "; ", text);
    }
  }
  fields.set(Field::doi, dois);
  fields.set(Field::journal_ref, reference);
}

/// D5.
void set_creators(FieldTexts& fields, const Texts& creators) {
  NameList names;
  for (const std::string_view creator : creators) {
    const std::size_t comma = creator.find(',');
    if (comma == std::string_view::npos) {
      names.add(creator);
    } else {
      names.add(creator.substr(0, comma), creator.substr(comma + 1));
    }
  }
  fields.set(Field::authors, names.take());
}

/// D7: whether a subject begins with a class of the Mathematics Subject Classification: "03E75", "28-01", "81Txx".
bool is_msc_class(std::string_view subject) {
  constexpr std::size_t k_code = 5;
  if (subject.size() < k_code || !is_digit(subject[0]) || !is_digit(subject[1])) return false;
  const bool has_letter = (subject[2] >= 'A' && subject[2] <= 'Z') || subject[2] == '-';
  const std::string_view rest = subject.substr(3, 2);
  return has_letter && (std::ranges::all_of(rest, is_digit) || base::ascii_lower(rest) == "xx");
}

void set_rest(FieldTexts& fields, const DublinCore& core) {
  if (!core.title.empty()) fields.set(Field::title, core.title.front());
  // D6.
  if (!core.date.empty()) {
    fields.set(Field::submitted, core.date.front());
    fields.set(Field::updated, core.date.back());
  }
  // D7.
  const auto msc = std::ranges::find_if(core.subject, is_msc_class);
  if (msc != core.subject.end()) fields.set(Field::msc_class, *msc);
  // D8.
  const auto license =
      std::ranges::find_if(core.rights, [](std::string_view text) { return text.starts_with("http"); });
  if (license != core.rights.end()) fields.set(Field::license, *license);
}

Reject malformed(std::string_view message) { return {RejectCode::malformed, std::string(message)}; }

Decoded decode_object(simdjson::dom::object object, std::string_view id, std::size_t bytes) {
  const DublinCore core = elements_of(object);
  FieldTexts fields(bytes);
  // D2: the pair's own identifier goes before those of the record.
  if (record::parse_arxiv_id(id)) fields.set(Field::arxiv_id, id);
  set_identifiers(fields, core.identifier);
  set_descriptions(fields, core.description);
  set_creators(fields, core.creator);
  set_rest(fields, core);
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
