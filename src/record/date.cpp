// SPDX-License-Identifier: MIT
#include "record/date.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>

#include "base/text.hpp"
#include "record/tokens.hpp"

// The rules D1 to D5 are those of docs/normalizing.md.
namespace litdex::record {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct Zone {
  std::string_view name;
  int hours;
};

// D4. Those of e-mail, and the ones of central Europe, which old submissions bear.
constexpr auto k_zones = std::to_array<Zone>({{"z", 0},
                                              {"gmt", 0},
                                              {"utc", 0},
                                              {"ut", 0},
                                              {"est", -5},
                                              {"edt", -4},
                                              {"cst", -6},
                                              {"cdt", -5},
                                              {"mst", -7},
                                              {"mdt", -6},
                                              {"pst", -8},
                                              {"pdt", -7},
                                              {"met", 1},
                                              {"cet", 1},
                                              {"mest", 2},
                                              {"cest", 2}});

constexpr auto k_months =
    std::to_array<std::string_view>({"january", "february", "march", "april", "may", "june", "july", "august",
                                     "september", "october", "november", "december"});
constexpr auto k_days =
    std::to_array<std::string_view>({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});

/// Reads a text from its front; a step that fails takes nothing.
class Reader {
 public:
  explicit Reader(std::string_view text) : m_text(text) {}

  [[nodiscard]] bool at_end() const { return m_text.empty(); }

  bool skip(char c) {
    if (!m_text.starts_with(c)) return false;
    m_text.remove_prefix(1);
    return true;
  }

  bool skip_blanks() {
    const std::size_t before = m_text.size();
    while (!m_text.empty() && base::is_blank(m_text.front())) m_text.remove_prefix(1);
    return m_text.size() < before;
  }

  /// A number of `least` to `most` digits, all that there are.
  std::optional<int> number(std::size_t least, std::size_t most) {
    std::size_t length = 0;
    while (length <= most && length < m_text.size() && is_ascii_digit(m_text[length])) ++length;
    if (length < least || length > most) return std::nullopt;
    return take_digits(length);
  }

  /// A number of exactly two digits, whatever follows.
  std::optional<int> two_digits() {
    if (m_text.size() < 2 || !is_ascii_digit(m_text[0]) || !is_ascii_digit(m_text[1])) return std::nullopt;
    const int value = (m_text[0] - '0') * 10 + (m_text[1] - '0');
    m_text.remove_prefix(2);
    return value;
  }

  /// The next letters; empty where there are none.
  std::string_view word() {
    const auto* const end = std::ranges::find_if_not(m_text, is_ascii_letter);
    const std::string_view letters = m_text.substr(0, static_cast<std::size_t>(end - m_text.begin()));
    m_text.remove_prefix(letters.size());
    return letters;
  }

 private:
  int take_digits(std::size_t length) {
    int value = 0;
    for (const char c : m_text.substr(0, length)) value = value * 10 + (c - '0');
    m_text.remove_prefix(length);
    return value;
  }

  std::string_view m_text;
};

/// Whether `word` is `lower`, which is in lower case, whatever its own.
bool is_folded(std::string_view word, std::string_view lower) {
  return word.size() == lower.size() &&
         std::ranges::equal(word, lower, {}, [](char c) { return static_cast<char>(c | 0x20); });
}

// Names of months and days are abbreviated to so many letters, which tell them apart.
constexpr std::size_t k_short = 3;

/// The first letters of a name, whatever their case, as one number; 0 where it is too short to be one.
constexpr std::uint32_t beginning_of(std::string_view name) {
  const auto letter = [name](std::size_t i) { return static_cast<unsigned char>(name[i]) | std::uint32_t{0x20}; };
  static_assert(k_short == 3);
  return name.size() < k_short ? 0 : letter(0) << 16U | letter(1) << 8U | letter(2);
}

/// Which of `Names` the word is, whole or its first three letters; from 0.
template <const auto& Names>
std::optional<unsigned> index_in(std::string_view word) {
  static constexpr auto k_beginnings = [] {
    std::array<std::uint32_t, std::size(Names)> beginnings{};
    std::ranges::transform(Names, beginnings.begin(), beginning_of);
    return beginnings;
  }();
  const auto* const found = std::ranges::find(k_beginnings, beginning_of(word));
  if (found == k_beginnings.end()) return std::nullopt;
  const auto index = static_cast<std::size_t>(found - k_beginnings.begin());
  const bool is_name = word.size() == k_short || is_folded(word, Names[index]);
  return is_name ? std::optional(static_cast<unsigned>(index)) : std::nullopt;
}

/// D3: "19:18:42", "19:18", "19:18:42.5".
std::optional<seconds> read_time(Reader& reader) {
  const auto hour = reader.number(1, 2);
  if (!hour || *hour > 23 || !reader.skip(':')) return std::nullopt;
  const auto minute = reader.two_digits();
  if (!minute || *minute > 59) return std::nullopt;
  const seconds time = minutes(*hour * 60 + *minute);
  if (!reader.skip(':')) return time;
  const auto second = reader.two_digits();
  // A leap second is written as the one before it, which every calendar knows.
  if (!second || *second > 60) return std::nullopt;
  constexpr std::size_t k_most_decimals = 9;
  if (reader.skip('.') && !reader.number(1, k_most_decimals)) return std::nullopt;
  return time + seconds(std::min(*second, 59));
}

/// D4: how far the zone is ahead of UTC; none means UTC.
std::optional<minutes> read_zone(Reader& reader) {
  reader.skip_blanks();
  if (reader.at_end()) return minutes(0);
  const bool is_ahead = reader.skip('+');
  if (is_ahead || reader.skip('-')) {
    const auto hour = reader.two_digits();
    reader.skip(':');
    const auto minute = reader.at_end() ? std::optional(0) : reader.two_digits();
    if (!hour || !minute || *hour > 14 || *minute > 59) return std::nullopt;
    const minutes ahead(*hour * 60 + *minute);
    return is_ahead ? ahead : -ahead;
  }
  const std::string_view name = reader.word();
  const auto* const zone =
      std::ranges::find_if(k_zones, [name](const Zone& each) { return is_folded(name, each.name); });
  if (zone == k_zones.end()) return std::nullopt;
  return minutes(zone->hours * 60);
}

/// D5: a name of the zone in parentheses may follow its number.
void skip_comment(Reader& reader) {
  reader.skip_blanks();
  if (!reader.skip('(')) return;
  reader.word();
  reader.skip(')');
}

using Day = std::chrono::year_month_day;

/// "2007-04-02".
std::optional<Day> read_iso_day(Reader& reader) {
  const auto year = reader.number(4, 4);
  if (!year || !reader.skip('-')) return std::nullopt;
  const auto month = reader.number(2, 2);
  if (!month || !reader.skip('-')) return std::nullopt;
  const auto day = reader.number(2, 2);
  if (!day) return std::nullopt;
  return Day(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
             std::chrono::day(static_cast<unsigned>(*day)));
}

/// "Mon, 2 Apr 2007", with or without the day of the week.
std::optional<Day> read_mail_day(Reader& reader) {
  constexpr int k_first_short_year = 70;
  constexpr int k_last_century = 1900;
  const std::string_view weekday = reader.word();
  if (!weekday.empty()) {
    if (!index_in<k_days>(weekday)) return std::nullopt;
    reader.skip(',');
    reader.skip_blanks();
  }
  const auto day = reader.number(1, 2);
  if (!day || !reader.skip_blanks()) return std::nullopt;
  const auto month = index_in<k_months>(reader.word());
  reader.skip('.');
  if (!month || !reader.skip_blanks()) return std::nullopt;
  auto year = reader.number(4, 4);
  if (!year) {
    // Mail of the last century wrote two digits.
    year = reader.number(2, 2);
    if (!year) return std::nullopt;
    *year += *year >= k_first_short_year ? k_last_century : k_last_century + 100;
  }
  return Day(std::chrono::year(*year), std::chrono::month(*month + 1), std::chrono::day(static_cast<unsigned>(*day)));
}

/// D1 and D2: whether the day is one of the years that anything here can be from, in UTC too.
bool is_day(const Day& day) {
  constexpr std::chrono::year k_before_first(1000);
  constexpr std::chrono::year k_after_last(9999);
  return day.ok() && day.year() > k_before_first && day.year() < k_after_last;
}

}  // namespace

IsoDate::IsoDate(std::string_view form, const std::chrono::year_month_day& day) : m_size(form.size()) {
  std::ranges::copy(form, m_text.begin());
  put(0, 4, static_cast<unsigned>(static_cast<int>(day.year())));
  put(5, 2, static_cast<unsigned>(day.month()));
  put(8, 2, static_cast<unsigned>(day.day()));
}

IsoDate::IsoDate(const std::chrono::year_month_day& day, std::chrono::seconds of_day) : IsoDate(k_longest, day) {
  constexpr unsigned k_minute = 60;
  const auto second = static_cast<unsigned>(of_day.count());
  put(11, 2, second / k_minute / k_minute);
  put(14, 2, second / k_minute % k_minute);
  put(17, 2, second % k_minute);
}

IsoDate::IsoDate(std::chrono::sys_seconds moment)
    : IsoDate(std::chrono::floor<std::chrono::days>(moment), moment - std::chrono::floor<std::chrono::days>(moment)) {}

void IsoDate::put(std::size_t begin, std::size_t width, unsigned value) {
  constexpr unsigned k_base = 10;
  for (std::size_t i = width; i-- > 0; value /= k_base) m_text[begin + i] = static_cast<char>('0' + value % k_base);
}

std::optional<IsoDate> iso_date(std::string_view text) {
  Reader reader(base::trim(text));
  Reader mail_reader = reader;
  std::optional<Day> day = read_iso_day(reader);
  if (!day) {
    reader = mail_reader;
    day = read_mail_day(reader);
  }
  if (!day || !is_day(*day)) return std::nullopt;
  if (reader.at_end()) return IsoDate(*day);
  if (!reader.skip('T') && !reader.skip_blanks()) return std::nullopt;
  const auto time = read_time(reader);
  if (!time) return std::nullopt;
  const auto ahead = read_zone(reader);
  skip_comment(reader);
  if (!ahead || !reader.at_end()) return std::nullopt;
  if (*ahead == minutes(0)) return IsoDate(*day, *time);
  return IsoDate(std::chrono::sys_days(*day) + *time - *ahead);
}

}  // namespace litdex::record
