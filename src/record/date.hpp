// Dates in the forms of dumps, as ISO 8601: rules D1 to D5 of docs/normalizing.md.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace litdex::record {

/// A day ("2007-04-02") or a second of it in UTC ("2007-04-02T19:18:42Z"), in the form of ISO 8601, of the years 0 to
/// 9999.
class IsoDate {
 public:
  explicit IsoDate(const std::chrono::year_month_day& day) : IsoDate("yyyy-mm-dd", day) {}
  /// `of_day`: since midnight, less than a day.
  IsoDate(const std::chrono::year_month_day& day, std::chrono::seconds of_day);
  explicit IsoDate(std::chrono::sys_seconds moment);

  /// Valid as long as the date.
  [[nodiscard]] std::string_view text() const& { return {m_text.data(), m_size}; }
  [[nodiscard]] std::string_view text() const&& = delete;

 private:
  static constexpr std::string_view k_longest = "yyyy-mm-ddThh:mm:ssZ";

  IsoDate(std::string_view form, const std::chrono::year_month_day& day);
  /// Writes `value` over so many characters of the form.
  void put(std::size_t begin, std::size_t width, unsigned value);

  std::array<char, k_longest.size()> m_text{};
  std::size_t m_size;
};

/// The date that `text` is. Reads ISO 8601 and the form of e-mail ("Mon, 2 Apr 2007 19:18:42 GMT"). Nothing where it
/// has another form, or a day that no calendar has.
std::optional<IsoDate> iso_date(std::string_view text);

}  // namespace litdex::record
