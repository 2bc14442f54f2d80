// Decoding an entry: never fails, fields lie inside the entry or are kept, and what comes of them is fit to be stored.
// SPDX-License-Identifier: MIT
#include <algorithm>
#include <functional>
#include <string>
#include <string_view>
#include <variant>

#include "base/text.hpp"
#include "format/format.hpp"
#include "fuzz/fuzz.hpp"
#include "normalize/normalize.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

using namespace litdex;
using fuzz::require;

namespace {

bool lies_in(std::string_view part, std::string_view whole) {
  const std::less_equal<const char*> is_before;
  return is_before(whole.data(), part.data()) && is_before(part.data() + part.size(), whole.data() + whole.size());
}

void require_storable(const record::Record& record) {
  for (const record::FieldInfo& info : record::k_fields) {
    const auto value = record[info.field];
    if (!value) continue;
    require(!value->text.empty(), "no value is empty");
    require(base::is_valid_utf8(value->text), "a value is valid UTF-8");
    if (value->original) require(base::is_valid_utf8(*value->original), "an original is valid UTF-8");
  }
}

void decode(const format::Format& row, std::string_view entry, std::string_view context = {}) {
  const format::Decoded decoded = row.decode(entry, context);
  if (const auto* reject = std::get_if<format::Reject>(&decoded)) {
    require(!reject->message.empty(), "a reject has a message");
    return;
  }
  const auto& raw = std::get<record::RawRecord>(decoded);
  const auto is_kept = [&raw](std::string_view field) {
    return std::ranges::any_of(raw.kept, [field](const std::string& text) { return lies_in(field, text); });
  };
  for (const auto& field : raw.fields) {
    if (field)
      require(lies_in(*field, entry) || is_kept(*field), "a field lies inside its entry, or is kept beside it");
  }
  require_storable(normalize::normalize(raw));
}

/// The cut of this format is made at an identifier, so a record has one.
void require_identified(const format::Format& row, std::string_view entry) {
  const format::Decoded decoded = row.decode(entry, {});
  const auto* const raw = std::get_if<record::RawRecord>(&decoded);
  require(raw != nullptr, "a record decodes");
  require(normalize::normalize(*raw).given().has(record::Field::arxiv_id), "a record has an identifier");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = fuzz::text_of(data, size);
  for (const format::Format& row : format::formats()) {
    decode(row, bytes);
    const auto source = source::memory_source("dump", bytes);
    source::Window window(*source);
    const auto segmenter = row.make_segmenter(window, {});
    for (format::Segment segment; segmenter->next(segment);) {
      if (segment.kind != format::SpanKind::record) continue;
      decode(row, segment.text, segment.context);
      if (row.name == "arxiver-text") require_identified(row, segment.text);
    }
  }
  return 0;
}
