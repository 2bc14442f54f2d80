// SPDX-License-Identifier: MIT
#include "support/decoded.hpp"

#include "format/format.hpp"
#include "source/source.hpp"
#include "source/window.hpp"

namespace litdex::test {

std::string shown(const format::Decoded& decoded) {
  if (const auto* const reject = std::get_if<format::Reject>(&decoded)) return "reject: " + reject->message + "\n";
  const auto& raw = std::get<record::RawRecord>(decoded);
  std::string text;
  for (const record::FieldInfo& info : record::k_fields) {
    if (raw[info.field]) text.append(info.name).append("=").append(*raw[info.field]).append("\n");
  }
  if (raw.damaged_id) text.append("damaged_id=").append(*raw.damaged_id).append("\n");
  if (raw.date) text.append("date=").append(*raw.date).append("\n");
  return text;
}

std::string read_all(std::string_view format, std::string_view bytes) {
  const auto source = source::memory_source("dump", bytes);
  source::Window window(*source);
  const format::Format& row = *format::find_format(format);
  const auto segmenter = row.make_segmenter(window, {});
  std::string text;
  for (format::Segment segment; segmenter->next(segment);) {
    if (segment.kind == format::SpanKind::record) text += shown(row.decode(segment.text, segment.context)) + "--\n";
    if (segment.kind == format::SpanKind::reject) text += shown(segment.reject) + "--\n";
  }
  return text;
}

}  // namespace litdex::test
