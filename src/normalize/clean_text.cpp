// SPDX-License-Identifier: MIT
#include "normalize/clean_text.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <memory>
#include <new>
#include <optional>
#include <span>
#include <utility>

#include "base/byte_search.hpp"
#include "base/text.hpp"
#include "normalize/entities.hpp"
#include "normalize/normalize.hpp"
#include "normalize/tex.hpp"

namespace litdex::normalize {
namespace {

constexpr std::uint32_t k_replacement = 0xFFFD;
constexpr std::uint32_t k_grapheme_joiner = 0x034F;

// The limit of the Stream-Safe Text Format (Unicode Standard Annex 15): with more marks on one letter, putting them in
// order takes time that grows with the square of their number.
constexpr int k_max_marks = 30;

/// White space of Unicode, the next-line control among it.
bool is_white_space(std::uint32_t c) {
  if (c < 0x80) return c == ' ' || (c >= '\t' && c <= '\r');
  return c == 0x85 || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 ||
         c == 0x202F || c == 0x205F || c == 0x3000;
}

bool is_control(std::uint32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0); }

/// The marks of a character once it is taken apart (NFD): composing may move any of them to other letters.
struct Marks {
  int leading = 0;  ///< those before its first letter, or all when there is none
  bool has_letter = false;
  int trailing = 0;  ///< those after its last letter

  void add(bool is_mark) {
    has_letter = has_letter || !is_mark;
    trailing = is_mark && has_letter ? trailing + 1 : 0;
    if (!has_letter) ++leading;
  }
};

bool is_mark(std::int32_t c) { return utf8proc_get_property(c)->combining_class != 0; }

Marks marks_of(std::uint32_t c) {
  constexpr std::uint32_t k_least_composed = 0xC0;
  constexpr std::size_t k_max_parts = 18;  // the longest of all decompositions (Unicode Standard Annex 15)
  Marks marks;
  if (c < k_least_composed) {
    marks.add(false);
    return marks;
  }
  const auto character = static_cast<utf8proc_int32_t>(c);
  if (utf8proc_get_property(character)->decomp_seqindex == UINT16_MAX) {
    marks.add(is_mark(character));
    return marks;
  }
  std::array<utf8proc_int32_t, k_max_parts> parts{};
  const utf8proc_ssize_t count =
      utf8proc_decompose_char(character, parts.data(), std::ssize(parts), UTF8PROC_DECOMPOSE, nullptr);
  for (utf8proc_ssize_t i = 0; i < count; ++i) marks.add(is_mark(parts[static_cast<std::size_t>(i)]));
  return marks;
}

/// Whether composing leaves `c` as it is whatever stands around it. Below U+0300 all are composed and no mark is among
/// them (Unicode Standard Annex 15, NFC_Quick_Check); above, a character that no composition begins, ends or replaces.
/// False for some that stay too.
bool stays_composed(std::uint32_t c) {
  if (c < 0x300) return true;
  const bool is_conjoining_jamo = c >= 0x1100 && c < 0x1200;
  const utf8proc_property_t& property = *utf8proc_get_property(static_cast<utf8proc_int32_t>(c));
  return !is_conjoining_jamo && property.combining_class == 0 && property.decomp_seqindex == UINT16_MAX &&
         property.comb_index == UINT16_MAX;
}

/// Appends a run of plain_run, folded.
void append_plain(std::string& out, std::string_view run) {
  const std::size_t begin = out.size();
  out += run;
  // Written whether it changes or not: the compiler turns that into vector instructions.
  for (char& c : std::span(out).subspan(begin)) c = c == '\n' ? ' ' : c;
}

/// Appends code points one by one: white space folded, controls dropped, never too many marks in a row.
class Folder {
 public:
  explicit Folder(Clean& clean) : m_clean(clean) {}

  void add(base::CodePoint point, std::string_view bytes) {
    if (is_white_space(point.value)) {
      m_is_space_due = !m_clean.text.empty();
      return;
    }
    if (is_control(point.value)) {
      m_clean.changed_more = true;
      return;
    }
    if (m_is_space_due) {
      m_clean.text += ' ';
      m_marks = 0;
    }
    m_is_space_due = false;
    limit_marks(marks_of(point.value));
    if (point.is_valid) {
      m_clean.text += bytes;
    } else {
      base::append_utf8(m_clean.text, k_replacement);
      m_clean.changed_more = true;
    }
  }

  /// Appends a run of plain_run.
  void add_plain(std::string_view run) {
    if (m_is_space_due) m_clean.text += ' ';
    m_is_space_due = false;
    m_marks = 0;
    append_plain(m_clean.text, run);
  }

 private:
  void limit_marks(const Marks& marks) {
    if (m_marks + marks.leading > k_max_marks) {
      base::append_utf8(m_clean.text, k_grapheme_joiner);
      m_clean.changed_more = true;
      m_marks = 0;
    }
    m_marks = marks.has_letter ? marks.trailing : m_marks + marks.leading;
  }

  Clean& m_clean;
  bool m_is_space_due = false;
  int m_marks = 0;
};

/// How many bytes at the front of `text` are printable ASCII whose words stand one space or line end apart, neither of
/// them at the ends. Most text is.
std::size_t plain_run(std::string_view text) {
  const auto is_space = [](auto c) { return (c == ' ') | (c == '\n'); };
  const auto is_odd = [](auto c) { return base::is_outside(c, ' ', '~') & (c != '\n'); };
  if (text.empty() || is_space(text.front())) return 0;
  std::size_t length = base::find_pair(
      text, [=](base::Bytes c, base::Bytes next) { return is_odd(c) | (is_space(c) & is_space(next)); });
  if (length + 1 == text.size() && !is_odd(static_cast<unsigned char>(text[length]))) ++length;
  while (length > 0 && is_space(text[length - 1])) --length;
  return length;
}

struct Free {
  void operator()(utf8proc_uint8_t* bytes) const {
    // utf8proc gives what malloc gave.
    std::free(bytes);  // NOLINT(cppcoreguidelines-no-malloc,cppcoreguidelines-owning-memory)
  }
};

/// `text`, valid UTF-8, appended in its composed form (NFC).
void append_composed(std::string& out, std::string_view text) {
  utf8proc_uint8_t* bytes = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &bytes, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, Free> owner(bytes);
  // The text is valid UTF-8, so the only failure left is that memory ran out.
  if (length < 0) throw std::bad_alloc();
  out.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(length));
}

/// Where the first character stands, from `from` on, that composing may change; the end when none does.
std::size_t find_unsettled(std::string_view text, std::size_t from) {
  // The first byte of U+0300.
  constexpr unsigned char k_least_lead = 0xCC;
  const auto may_lead = [](base::Bytes c) { return c >= k_least_lead; };
  for (;;) {
    from += base::find_byte(text.substr(from), may_lead);
    if (from == text.size()) return from;
    const base::CodePoint point = base::read_code_point(text.substr(from));
    if (!stays_composed(point.value)) return from;
    from += point.length;
  }
}

/// The first character at or after `from` that stays as it is, and so parts what stands before it from the rest.
std::size_t find_settled(std::string_view text, std::size_t from) {
  while (from < text.size()) {
    const base::CodePoint point = base::read_code_point(text.substr(from));
    if (stays_composed(point.value)) break;
    from += point.length;
  }
  return from;
}

/// Whether all of `text` is ASCII: one plain loop that the compiler turns into vector instructions.
bool is_ascii(std::string_view text) {
  unsigned char all = 0;
  for (const char c : text) all |= static_cast<unsigned char>(c);
  return all < 0x80;
}

/// Composes valid UTF-8 (NFC): the few characters that it may change, each with the one before them.
void compose(Clean& clean) {
  const std::string_view text = clean.text;
  if (is_ascii(text)) return;
  std::string composed;
  std::size_t done = 0;
  for (std::size_t next = find_unsettled(text, 0); next < text.size(); next = find_unsettled(text, done)) {
    std::size_t begin = next;
    while (begin > done && (begin == next || (static_cast<unsigned char>(text[begin]) & 0xC0U) == 0x80U)) --begin;
    composed += text.substr(done, begin - done);
    done = find_settled(text, next);
    append_composed(composed, text.substr(begin, done - begin));
  }
  if (done == 0) return;
  composed += text.substr(done);
  if (composed == text) return;
  clean.text = std::move(composed);
  clean.changed_more = true;
}

/// White space folded, controls dropped, composed.
void fold(std::string_view text, Clean& result) {
  text = base::trim(text);
  result.text.clear();
  result.changed_more = false;
  if (plain_run(text) == text.size()) return append_plain(result.text, text);
  result.text.reserve(text.size());
  Folder folder(result);
  while (!text.empty()) {
    if (const std::size_t plain = plain_run(text)) {
      folder.add_plain(text.substr(0, plain));
      text.remove_prefix(plain);
      continue;
    }
    const base::CodePoint point = base::read_code_point(text);
    folder.add(point, text.substr(0, point.length));
    text.remove_prefix(point.length);
  }
  compose(result);
}

}  // namespace

void clean(std::string_view text, Clean& result) {
  fold(text, result);
  // After folding, because what was folded away may have stood inside an entity.
  const std::optional<std::string> decoded = decode_entities(result.text);
  if (!decoded) return;
  fold(*decoded, result);
  result.changed_more = true;
}

void clean_tex(std::string_view text, Clean& result) {
  // What one round brings to light the next one converts: an escaped ampersand may begin an entity. A text that is not
  // done after so many, more than any text needs that was not made to, stays as it is, so that it stays so next time.
  constexpr int k_most_rounds = 6;
  clean(text, result);
  std::optional<std::string> converted = tex_to_unicode(result.text);
  for (int round = 0; converted && round < k_most_rounds; ++round) {
    clean(*converted, result);
    result.changed_more = true;
    converted = tex_to_unicode(result.text);
  }
  if (converted) clean(text, result);
}

std::string clean_text(std::string_view text) {
  Clean result;
  clean(text, result);
  return std::move(result.text);
}

}  // namespace litdex::normalize
