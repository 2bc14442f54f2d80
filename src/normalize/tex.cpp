// SPDX-License-Identifier: MIT
#include "normalize/tex.hpp"

#include <algorithm>
#include <span>
#include <vector>

#include "base/byte_search.hpp"
#include "normalize/tex_letter.hpp"
#include "normalize/tex_spans.hpp"
#include "normalize/tex_symbols.hpp"

// The rules T1 to T9 are those of docs/normalizing.md.
namespace litdex::normalize {
namespace {

// Longer texts are nobody's TeX, and what is remembered of their groups would take many times their size.
constexpr std::size_t k_longest = std::size_t{1} << 20;

constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_one_of(char c, std::string_view set) { return set.find(c) != std::string_view::npos; }

bool may_have_tex(std::string_view text) {
  return base::find_byte(text, [](base::Bytes c) { return (c == '\\') | (c == '~'); }) < text.size();
}

/// Whether a backslash or a tilde stands outside all mathematics in dollars. Most texts with TeX have it inside only,
/// and this look is quick.
bool has_tex_outside_math(std::string_view text, std::span<const std::size_t> signs) {
  bool has_command = false;
  bool is_math = false;
  for (const std::size_t i : signs) {
    if (text[i] == '$') {
      is_math = !is_math;
      has_command = false;
    } else if (text[i] == '\\' || text[i] == '~') {
      if (!is_math) return true;
      has_command = true;
    }
  }
  // What begins with the last dollar is no mathematics when nothing closes it.
  return is_math && has_command;
}

/// One pass over a text, from its beginning to its end.
class Converter {
 public:
  /// `signs` are those of `text`; both outlive this.
  Converter(std::string_view text, std::span<const std::size_t> signs)
      : m_text(text), m_signs(signs), m_spans(text, signs) {
    m_out.reserve(text.size());
  }

  std::string convert() {
    while (m_at < m_text.size()) {
      if (const std::size_t end = m_spans.math_end(m_at); end > m_at) {
        copy(end - m_at);
      } else if (m_text[m_at] == '\\') {
        take_command();
      } else if (m_text[m_at] == '{') {
        open_group();
      } else if (m_text[m_at] == '}') {
        close_group();
      } else if (m_text[m_at] == '~') {
        take_tilde();
      } else {
        copy_plain();
      }
    }
    return std::move(m_out);
  }

 private:
  [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }
  [[nodiscard]] char peek(std::size_t ahead) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : ' '; }
  [[nodiscard]] char before() const { return m_at == 0 ? ' ' : m_text[m_at - 1]; }
  [[nodiscard]] char last_out() const { return m_out.empty() ? ' ' : m_out.back(); }

  /// The last character written that is no blank. None is looked at twice.
  char last_sign() {
    const std::string_view written = std::string_view(m_out).substr(m_looked_at);
    if (const std::size_t place = written.find_last_not_of(' '); place != std::string_view::npos) {
      m_last_sign = written[place];
    }
    m_looked_at = m_out.size();
    return m_last_sign;
  }

  void copy(std::size_t count) {
    m_out += rest().substr(0, count);
    m_at = std::min(m_at + count, m_text.size());
  }

  /// Copies what stands before the next sign.
  void copy_plain() {
    while (!m_signs.empty() && m_signs.front() <= m_at) m_signs = m_signs.subspan(1);
    copy((m_signs.empty() ? m_text.size() : m_signs.front()) - m_at);
  }

  void replace(std::size_t count, std::string_view by) {
    m_out += by;
    m_at += count;
  }

  void take_command() {
    const std::string_view name = command_name(rest());
    const char sign_before = last_sign();
    if (name == "~" && before() == '/') {
      replace(rest().starts_with("\\~{}") ? 4 : 2, "~");
    } else if (const auto letter = match_tex_letter(rest(), sign_before)) {
      replace(letter->length, letter->text);
    } else if (name.empty() || !is_letter(name.front()) || (name.front() & 0x80) != 0) {
      take_sign();
    } else if (name == "url" || name == "href") {
      take_url(name);
    } else if (const auto symbol = symbol_of(name)) {
      take_symbol(name, *symbol);
    } else if (is_style_command(name) && has_group_at(m_at + 1 + name.size())) {
      m_at += 1 + name.size() + 1;
      m_is_dropped.push_back(true);
      skip_font_switches();
    } else if (name == "ensuremath" && has_group_at(m_at + 1 + name.size())) {
      copy(m_spans.group_end(m_at + 1 + name.size()) + 1 - m_at);
    } else {
      copy(1 + name.size());
    }
  }

  /// Whether a brace opens at `place` that is closed again.
  bool has_group_at(std::size_t place) {
    return place < m_text.size() && m_text[place] == '{' && m_spans.group_end(place) != std::string_view::npos;
  }

  /// T4 and T5: a backslash before what is no letter.
  void take_sign() {
    const char sign = peek(1);
    const bool is_line_break = sign == '\\' && (peek(2) == ' ' || before() == ' ');
    const bool is_hyphenation = sign == '-' && is_letter(before()) && (is_letter(peek(2)) || peek(2) == '-');
    if (is_one_of(sign, "%&_#") || (sign == '$' && !m_spans.has_dollar())) {
      replace(2, rest().substr(1, 1));
    } else if (sign == ' ' || sign == ',' || is_line_break) {
      replace(2, " ");
    } else if (sign == '/' || is_hyphenation) {
      replace(2, "");
    } else if (rest().starts_with("\\^{}")) {
      replace(4, "^");
    } else {
      copy(2);
    }
  }

  /// T4: a sign or a word. The blank that ends its name in TeX goes where the sign belongs to what follows.
  void take_symbol(std::string_view name, std::string_view text) {
    const std::size_t length = 1 + name.size();
    const bool is_before_number = is_digit(peek(length)) || (peek(length) == ' ' && is_digit(peek(length + 1)));
    // Without a number after them these are somebody's own commands.
    const bool is_counting_sign = name == "S" || name == "P";
    if (is_counting_sign && !is_before_number) {
      copy(length);
      return;
    }
    const bool is_punctuation = name.find("quote") != std::string_view::npos || name.ends_with("dash") || name == "lq";
    replace(length, text);
    if (rest().starts_with("{}")) {
      m_at += 2;
    } else if (peek(0) == ' ' && (is_before_number || is_punctuation)) {
      m_at += 1;
    }
  }

  /// T7: \url{ADDRESS}, and \href{ADDRESS}{text}, where the address goes after the text.
  void take_url(std::string_view name) {
    const std::size_t open = m_at + 1 + name.size();
    if (!has_group_at(open)) {
      copy(1 + name.size());
      return;
    }
    const std::size_t close = m_spans.group_end(open);
    const std::string address = plain_address(m_text.substr(open + 1, close - open - 1));
    if (name == "url") {
      m_out += address;
      m_at = close + 1;
    } else if (has_group_at(close + 1)) {
      m_addresses.push_back({m_spans.group_end(close + 1), address});
      m_at = close + 2;
      m_is_dropped.push_back(true);
    } else {
      copy(close + 1 - m_at);
    }
  }

  /// An address without its escapes.
  static std::string plain_address(std::string_view text) {
    std::string address;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const bool is_escape = text[i] == '\\' && i + 1 < text.size() && is_one_of(text[i + 1], "%&_#~$");
      if (is_escape) ++i;
      address += text[i];
      if (is_escape && text.substr(i + 1).starts_with("{}")) i += 2;
    }
    return address;
  }

  void open_group() {
    // A group after these is an index or a power, whatever stands around it.
    const bool is_script = is_one_of(before(), "_^");
    if (!is_script && take_letter_group()) return;
    const bool is_styled = !is_script && is_font_switch_at(m_at + 1) && has_group_at(m_at);
    m_is_dropped.push_back(is_styled);
    if (!is_styled) {
      copy(1);
      return;
    }
    m_at += 1;
    skip_font_switches();
  }

  [[nodiscard]] bool is_font_switch_at(std::size_t place) const {
    return place < m_text.size() && m_text[place] == '\\' && is_font_switch(command_name(m_text.substr(place)));
  }

  /// T6.
  void skip_font_switches() {
    while (is_font_switch_at(m_at)) {
      m_at += 1 + command_name(rest()).size();
      if (peek(0) == ' ') m_at += 1;
    }
  }

  /// T3: braces around one converted letter or sign.
  bool take_letter_group() {
    const std::string_view inside = rest().substr(1);
    if (!inside.starts_with('\\')) return false;
    std::size_t length = 0;
    std::string text;
    if (const auto letter = match_tex_letter(inside, ' ')) {
      length = letter->length;
      text = letter->text;
    } else if (const auto symbol = symbol_of(command_name(inside))) {
      length = 1 + command_name(inside).size();
      text = *symbol;
    } else if (inside.size() > 1 && is_one_of(inside[1], "%&_#")) {
      length = 2;
      text = inside[1];
    }
    if (length == 0) return false;
    while (length < inside.size() && inside[length] == ' ') ++length;
    if (!inside.substr(length).starts_with('}')) return false;
    replace(length + 2, text);
    return true;
  }

  void close_group() {
    const bool is_dropped = !m_is_dropped.empty() && m_is_dropped.back();
    if (!m_is_dropped.empty()) m_is_dropped.pop_back();
    if (!m_addresses.empty() && m_addresses.back().end == m_at) {
      m_out += " (" + m_addresses.back().text + ")";
      m_addresses.pop_back();
    }
    if (is_dropped) {
      m_at += 1;
    } else {
      copy(1);
    }
  }

  /// T8.
  void take_tilde() {
    if (is_tie()) {
      replace(1, " ");
    } else {
      copy(1);
    }
  }

  [[nodiscard]] bool is_tie() const {
    const std::size_t ahead = peek(1) == ' ' ? 2 : 1;
    const char next = peek(ahead);
    const char after_next = peek(ahead + 1);
    const bool is_word_before = is_letter(before()) || is_digit(before()) || is_one_of(before(), ".,;:)]}'$&%");
    const bool is_word_after = is_letter(next) || is_digit(next) || is_one_of(next, "\\$([{&");
    if (!is_word_before || !is_word_after) return false;
    // "z~2" and "R~10^5" say "about".
    if (is_digit(next)) return is_one_of(before(), ".,;:$") || follows_counted_word();
    const bool is_single = is_letter(before()) && !is_letter(m_at < 2 ? ' ' : m_text[m_at - 2]);
    const bool is_last = is_letter(next) && !is_letter(after_next);
    const bool is_formula = is_last && is_one_of(after_next, "^_=<>/*+");
    const bool is_pair = is_single && is_last && after_next != '.';
    return !is_formula && !is_pair;
  }

  /// Whether what stands before the tilde is numbered: "Section~3".
  [[nodiscard]] bool follows_counted_word() const {
    constexpr std::string_view k_words[] = {"Section", "Sections", "Table",   "Tables",      "Figure",  "Figures",
                                            "Chapter", "Theorem",  "Lemma",   "Proposition", "Part",    "Appendix",
                                            "Type",    "type",     "Example", "Volume",      "version", "Version"};
    constexpr std::size_t k_longest_word = 12;
    const std::size_t begin = m_at - std::min(m_at, k_longest_word);
    const std::string_view text = m_text.substr(begin, m_at - begin);
    const std::size_t blank = text.find_last_of(" (");
    const std::string_view word = text.substr(blank == std::string_view::npos ? 0 : blank + 1);
    return std::ranges::find(k_words, word) != std::end(k_words);
  }

  struct Address {
    std::size_t end;
    std::string text;
  };

  std::string_view m_text;
  /// Those not yet passed.
  std::span<const std::size_t> m_signs;
  TexSpans m_spans;
  std::string m_out;
  std::size_t m_looked_at = 0;
  char m_last_sign = ' ';  ///< up to there
  std::size_t m_at = 0;
  /// For every open group, whether its braces go.
  std::vector<bool> m_is_dropped;
  /// Of \href, to be written where its text ends.
  std::vector<Address> m_addresses;
};

}  // namespace

std::optional<std::string> tex_to_unicode(std::string_view text) {
  if (text.size() > k_longest || !may_have_tex(text)) return std::nullopt;
  const std::vector<std::size_t> signs = tex_signs(text);
  if (!has_tex_outside_math(text, signs)) return std::nullopt;
  std::string converted = Converter(text, signs).convert();
  return converted == text ? std::nullopt : std::optional(std::move(converted));
}

}  // namespace litdex::normalize
