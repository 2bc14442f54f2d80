// One entry of a JSON stream, parsed, mended where its bytes are bad but their meaning is plain.
// SPDX-License-Identifier: MIT
#pragma once

#include <simdjson.h>

#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace litdex::format {

/// A parsed entry. Its elements and their texts live as long as it does.
class JsonEntry {
 public:
  /// Parses `entry`; where it breaks the grammar only as M1 to M4 of docs/formats/json.md say, mends and parses again.
  explicit JsonEntry(std::string_view entry);
  ~JsonEntry();
  JsonEntry(const JsonEntry&) = delete;
  JsonEntry& operator=(const JsonEntry&) = delete;

  /// Why there is no root(), for people; absent where there is one.
  [[nodiscard]] const std::optional<std::string>& problem() const { return m_problem; }

  [[nodiscard]] simdjson::dom::element root() const { return m_root; }

 private:
  bool parse(std::string_view entry);

  std::unique_ptr<simdjson::dom::parser> m_parser;
  simdjson::dom::element m_root;
  std::optional<std::string> m_problem;
};

/// `entry` with its bad bytes mended (M1 to M4). Pure; what needs no mending stays as it is.
std::string mend_json(std::string_view entry);

/// `key` as keys are compared: ASCII letters and digits only, in lower case, without a prefix that ends with ':'.
/// "journal-ref", "journal_ref" and "journalRef" are one. Longer keys than any that is looked for come out empty.
class JsonKey {
 public:
  /// `key` must live as long as this.
  explicit JsonKey(std::string_view key);
  JsonKey(const JsonKey&) = delete;
  JsonKey& operator=(const JsonKey&) = delete;
  /// Valid as long as this and the key.
  [[nodiscard]] std::string_view text() const { return m_text; }

 private:
  static constexpr std::size_t k_most = 24;
  /// The key as it is compared, in m_written.
  std::string_view write(std::string_view key);

  std::string_view m_text;  ///< points to the key, or to m_written
  char m_written[k_most] = {};
};

/// What a string or number says; absent for null, true, false, "" and containers.
std::optional<std::string> json_scalar_text(simdjson::dom::element element);

/// What a string says, as long as its entry lives; empty for all else.
std::string_view json_string(simdjson::dom::element element);

/// What a value of words says: a string or number, or the strings and numbers of an array with a space between them.
std::string json_words(simdjson::dom::element element);

/// The first string that is not empty among the values of `keys`, as long as its entry lives; empty where there is
/// none.
std::string_view json_first_of(simdjson::dom::object object, std::initializer_list<std::string_view> keys);

}  // namespace litdex::format
