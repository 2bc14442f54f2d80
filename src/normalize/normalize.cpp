// SPDX-License-Identifier: MIT
#include "normalize/normalize.hpp"

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "normalize/clean_text.hpp"
#include "record/arxiv_id.hpp"

namespace litdex::normalize {
namespace {

using record::Field;
using record::Value;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The source of a changed text, fit to be stored and shown: white space folded, and control characters and invalid
/// bytes written as \xNN.
std::string source_text(std::string_view text) {
  std::string folded;
  for (const char c : base::trim(text)) {
    if (!base::is_blank(c)) {
      folded += c;
    } else if (!folded.ends_with(' ')) {
      folded += ' ';
    }
  }
  return base::printable(folded);
}

/// The identifier in its canonical form; absent when it is none.
std::optional<Value> canonical_id(const std::string& text) {
  const std::optional<record::ArxivId> id = record::parse_arxiv_id(text);
  if (!id) return std::nullopt;
  return id->text == text ? Value{text, std::nullopt} : Value{id->text, text};
}

/// The number of a version, "v" or none before it; absent when it is none.
std::optional<Value> version_number(std::string_view text) {
  constexpr std::size_t k_most_digits = 6;
  if (text.starts_with('v')) text.remove_prefix(1);
  const bool is_number = !text.empty() && text.size() <= k_most_digits && std::ranges::all_of(text, is_digit);
  if (!is_number || text.front() == '0') return std::nullopt;
  return Value{std::string(text), std::nullopt};
}

std::optional<Value> clean_value(Field field, std::string_view raw) {
  Clean cleaned = clean(raw);
  if (cleaned.text.empty()) return std::nullopt;
  if (field == Field::arxiv_id) return canonical_id(cleaned.text);
  if (field == Field::latest_version) return version_number(cleaned.text);
  Value value{std::move(cleaned.text), std::nullopt};
  if (cleaned.changed_more) value.original = source_text(raw);
  return value;
}

int number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

/// Whether `text` is a day as ISO 8601 writes it: YYYY-MM-DD.
bool is_iso_date(std::string_view text) {
  constexpr std::string_view k_form = "0000-00-00";
  if (text.size() != k_form.size()) return false;
  for (std::size_t i = 0; i < k_form.size(); ++i) {
    if (k_form[i] == '0' ? !is_digit(text[i]) : text[i] != '-') return false;
  }
  const int month = number(text.substr(5, 2));
  const int day = number(text.substr(8, 2));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

}  // namespace

record::Record normalize(const record::RawRecord& raw) {
  record::Record result;
  for (const record::FieldInfo& info : record::k_fields) {
    if (raw[info.field]) result[info.field] = clean_value(info.field, *raw[info.field]);
  }
  if (raw.date) {
    if (Clean date = clean(*raw.date); is_iso_date(date.text)) result.date = std::move(date.text);
  }
  for (const Field field : {Field::updated, Field::submitted}) {
    if (!result.date && result[field] && is_iso_date(result[field]->text)) result.date = result[field]->text;
  }
  return result;
}

}  // namespace litdex::normalize
