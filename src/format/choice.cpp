// SPDX-License-Identifier: MIT
#include "format/choice.hpp"

#include <fmt/format.h>

// Values are a few bytes long: calling a library would cost as much as hashing them.
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <iterator>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/text_table.hpp"

namespace litdex::format {
namespace {

static_assert(std::size(k_kind_names) == static_cast<std::size_t>(Kind::opener_count) + 1);

/// Never 0. That two observations share a key by chance is a matter of a few in a million.
std::uint32_t key_of(Kind kind, std::string_view value) {
  const auto key =
      static_cast<std::uint32_t>(XXH3_64bits_withSeed(value.data(), value.size(), static_cast<XXH64_hash_t>(kind)));
  return key == 0 ? 1 : key;
}

[[noreturn]] void refuse(std::string_view line) {
  throw base::Error(base::ExitCode::bad_data, fmt::format("no line of a model: {}", base::printable(line)),
                    "a line is a kind, a value and a weight, with tabs between them");
}

/// `likely`: the kind of the line before, which most lines share.
Kind kind_called(std::string_view name, std::string_view line, Kind likely) {
  if (name == name_of(likely)) return likely;
  const auto* const found = std::ranges::find(k_kind_names, name);
  if (found == std::end(k_kind_names)) refuse(line);
  return static_cast<Kind>(found - std::begin(k_kind_names));
}

std::string unescape_value(std::string_view text, std::string_view line) {
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') {
      value += text[i];
      continue;
    }
    unsigned byte = 0;
    const std::string_view digits = text.substr(std::min(i + 2, text.size()), 2);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), byte, 16);
    if (error != std::errc() || digits.size() != 2 || end != digits.data() + 2) refuse(line);
    value += static_cast<char>(byte);
    i += 3;
  }
  return value;
}

float parse_weight(std::string_view text, std::string_view line) {
  float weight = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), weight);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(weight)) refuse(line);
  return weight;
}

}  // namespace

void Observations::add(Kind kind, int value) {
  std::array<char, 12> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  add(kind, {digits.data(), static_cast<std::size_t>(end - digits.data())});
}

ChoiceModel::ChoiceModel(std::string_view text) {
  const auto lines = static_cast<std::size_t>(std::ranges::count(text, '\n')) + 1;
  std::size_t capacity = 64;
  while (capacity < 2 * lines) capacity *= 2;
  m_slots.resize(capacity);
  Kind kind{};
  for (const std::string_view line : base::split(text, '\n')) {
    if (!line.empty() && line.front() != '#') kind = add_line(line, kind);
  }
}

const ChoiceModel& ChoiceModel::shipped() {
  static const ChoiceModel model(base::embedded_text("src/format/arxiver.model"));
  return model;
}

Kind ChoiceModel::add_line(std::string_view line, Kind likely) {
  const std::size_t value = line.find('\t') + 1;
  const std::size_t weight = line.find('\t', value) + 1;
  if (value == 0 || weight == 0 || line.find('\t', weight) != std::string_view::npos) refuse(line);
  const Kind kind = kind_called(line.substr(0, value - 1), line, likely);
  const std::string text = unescape_value(line.substr(value, weight - 1 - value), line);
  insert(key_of(kind, text), parse_weight(line.substr(weight), line));
  return kind;
}

void ChoiceModel::insert(std::uint32_t key, float weight) {
  std::size_t i = first_slot(key);
  while (m_slots[i].key != 0) i = (i + 1) & (m_slots.size() - 1);
  m_slots[i] = {key, weight};
}

std::optional<float> ChoiceModel::weight(Kind kind, std::string_view value) const {
  return weight_of(key_of(kind, value));
}

std::optional<float> ChoiceModel::weight_of(std::uint32_t key) const {
  for (std::size_t i = first_slot(key); m_slots[i].key != 0; i = (i + 1) & (m_slots.size() - 1)) {
    if (m_slots[i].key == key) return m_slots[i].weight;
  }
  return std::nullopt;
}

double ChoiceModel::score(const Observations& seen) const {
  std::array<std::uint32_t, Observations::k_max_count> keys{};
  // The slots are farther away than the next cache: all are sent for before the first is needed.
  for (std::size_t i = 0; i < seen.size(); ++i) {
    keys[i] = key_of(seen.kind(i), seen.value(i));
    base::prefetch(&m_slots[first_slot(keys[i])]);
  }
  double sum = 0;
  for (std::size_t i = 0; i < seen.size(); ++i) sum += weight_of(keys[i]).value_or(0);
  return sum;
}

std::string escape_value(std::string_view value) {
  std::string text;
  for (const char c : value) {
    if (c < ' ' || c > '~' || c == '\\') {
      text += fmt::format("\\x{:02X}", static_cast<unsigned char>(c));
    } else {
      text += c;
    }
  }
  return text;
}

void make_probabilities(std::span<double> scores) {
  if (scores.empty()) return;
  const double highest = *std::ranges::max_element(scores);
  double total = 0;
  for (double& score : scores) total += score = std::exp(score - highest);
  for (double& score : scores) score /= total;
}

}  // namespace litdex::format
