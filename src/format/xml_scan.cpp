// SPDX-License-Identifier: MIT
#include "format/xml_scan.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "base/text.hpp"
#include "format/char_class.hpp"
#include "format/window_segmenter.hpp"
#include "format/xml_tag.hpp"

// The rules X are those of docs/formats/xml.md.
namespace litdex::format {
namespace {

// What is frame or blank is given away in pieces of at most this size, or to the end of the tag that begins in it.
constexpr std::size_t k_piece_bytes = 1U << 20U;

// A tag's name, with "</" before and the byte after it.
constexpr std::size_t k_tag_bytes = k_max_tag_name + 3;

constexpr std::size_t k_nowhere = std::string_view::npos;

/// X3: what may hold tags that are none.
struct Quiet {
  std::string_view opening;
  std::string_view closing;
};

constexpr std::array k_quiet = {Quiet{"<!--", "-->"}, Quiet{"<![CDATA[", "]]>"}, Quiet{"<?", "?>"}};

/// X6: the XML declaration, which begins a document.
bool begins_document(std::string_view text) {
  constexpr std::string_view k_declaration = "<?xml";
  return text.starts_with(k_declaration) && text.size() > k_declaration.size() &&
         base::is_blank(text[k_declaration.size()]);
}

/// X11: whether an HTML page begins with `text`.
bool begins_html(std::string_view text) {
  constexpr std::array<std::string_view, 3> k_first_elements = {"html", "head", "body"};
  constexpr std::string_view k_doctype = "<!doctype html";
  if (base::ascii_lower(text.substr(0, k_doctype.size())) == k_doctype) return true;
  const std::optional<TagName> tag = match_tag_name(text);
  return tag && !tag->is_end && tag->prefix.empty() &&
         std::ranges::find(k_first_elements, base::ascii_lower(tag->local)) != k_first_elements.end();
}

/// X11: whether two letters or digits stand together in `text`.
bool has_word(std::string_view text) {
  const auto are_of_word = [](char a, char b) {
    return (is_letter(a) || is_digit(a)) && (is_letter(b) || is_digit(b));
  };
  return std::ranges::adjacent_find(text, are_of_word) != text.end();
}

/// A tag of an entry's name.
struct Tag {
  TagName name;
  /// From its "<" to behind its ">", or behind its name where there is no ">".
  std::size_t length = 0;
  std::string_view default_namespace;
  bool is_empty_element = false;
};

class XmlSegmenter final : public WindowSegmenter {
 public:
  XmlSegmenter(source::Window& window, std::span<const std::string_view> names, std::size_t max_entry_bytes)
      : WindowSegmenter(window), m_names(names), m_max_entry(max_entry_bytes) {}

 private:
  void give_next(Segment& segment) override {
    if (m_depth > 0) return give_entry(segment, 0);
    if (give_blanks(segment)) return;
    if (const std::optional<Tag> tag = tag_at(0); tag && !tag->name.is_end) {
      begin_entry(segment, *tag);
    } else if (const std::size_t quiet = quiet_length(0)) {
      if (begins_document(window().text())) m_open_frame = 0;
      give(segment, SpanKind::frame, quiet);
    } else if (is_html_at(0)) {
      give_reject(segment, html_length(), RejectCode::malformed, "an HTML page stands between the entries");
    } else if (is_foreign_text_at(0)) {
      const std::size_t length = std::min(find_markup(0, m_max_entry), m_max_entry);
      give_reject(segment, trimmed(length), RejectCode::malformed, "text stands between the entries");
    } else {
      give_frame(segment);
    }
  }

  enum class Ending : std::uint8_t { closed, next_begins, stream_ends, out_of_reach };
  struct EntryEnd {
    Ending how = Ending::closed;
    std::size_t length = 0;
  };

  /// Where `what` begins at or after `from` and before `limit`, or k_nowhere.
  std::size_t find(std::string_view what, std::size_t from, std::size_t limit) {
    while (true) {
      const std::string_view text = window().text();
      const std::size_t found = text.find(what, from);
      if (found != k_nowhere) return found < limit ? found : k_nowhere;
      from = std::max(from, text.size() - std::min(text.size(), what.size() - 1));
      if (from >= limit || !window().more()) return k_nowhere;
    }
  }

  /// X3: how many bytes the comment, CDATA section or processing instruction at `at` takes, or 0. One that has no end
  /// within an entry's length from the window's beginning is text.
  std::size_t quiet_length(std::size_t at) {
    constexpr std::size_t k_longest_opening = std::string_view("<![CDATA[").size();
    has_bytes(at + k_longest_opening);
    for (std::size_t i = 0; i < k_quiet.size(); ++i) {
      if (!window().text().substr(at).starts_with(k_quiet[i].opening)) continue;
      const std::uint64_t limit = window().offset() + m_max_entry;
      if (m_no_closing_before[i] >= limit) return 0;
      std::size_t from = at + k_quiet[i].opening.size();
      if (m_no_closing_before[i] > window().offset() + from) {
        from = static_cast<std::size_t>(m_no_closing_before[i] - window().offset());
      }
      const std::size_t found = find(k_quiet[i].closing, from, m_max_entry);
      if (found != k_nowhere) return found + k_quiet[i].closing.size() - at;
      m_no_closing_before[i] = limit;
      return 0;
    }
    return 0;
  }

  /// X1, X2: the tag of an entry at `at`, or nothing.
  std::optional<Tag> tag_at(std::size_t at) {
    has_bytes(at + k_tag_bytes);
    std::optional<TagName> name = match_tag_name(window().text().substr(at));
    if (!name || std::ranges::find(m_names, name->local) == m_names.end()) return std::nullopt;
    const std::size_t end = read_tag_end(at + name->length);
    const std::string_view text = window().text().substr(at);
    name = match_tag_name(text);  // reading may have moved the window's bytes
    if (!name) return std::nullopt;
    Tag tag{*name, name->length, {}, false};
    if (end == k_nowhere) return tag;
    tag.length = end - at;
    const std::string_view inner = text.substr(name->length, tag.length - name->length - 1);
    tag.default_namespace = attribute_in(inner, "xmlns");
    tag.is_empty_element = inner.ends_with('/');
    return tag;
  }

  /// X2: the place after the ">" of the tag whose name ends before `from`, or k_nowhere when the end of the stream,
  /// or another tag, comes first.
  std::size_t read_tag_end(std::size_t from) {
    char quote = 0;
    for (std::size_t at = from; at < m_max_entry && has_bytes(at + 1); ++at) {
      const char c = window().text()[at];
      if (c == '<') return k_nowhere;
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '>') {
        return at + 1;
      }
    }
    return k_nowhere;
  }

  void begin_entry(Segment& segment, const Tag& tag) {
    m_entry_name = tag.name.local;
    m_entry_prefix = tag.name.prefix;
    m_entry_namespace = tag.default_namespace;
    m_open_frame = 0;
    if (tag.is_empty_element) {
      give(segment, SpanKind::record, tag.length);
      return;
    }
    m_depth = 1;
    give_entry(segment, tag.length);
  }

  /// X4, X5: whether a tag inside an entry begins the next one: it has the entry's own name or that of the records, and
  /// is written like the entry's own.
  [[nodiscard]] bool begins_next(const Tag& tag) const {
    if (tag.name.local != m_entry_name && tag.name.local != m_names.front()) return false;
    return tag.name.prefix == m_entry_prefix && tag.default_namespace == m_entry_namespace;
  }

  /// X4 to X7: reads to the end of the entry, of which the first `at` bytes are read.
  EntryEnd find_entry_end(std::size_t at) {
    while (true) {
      at = find("<", at, m_max_entry);
      if (at == k_nowhere) return end_without_tag();
      has_bytes(at + k_tag_bytes);
      if (begins_document(window().text().substr(at))) return {Ending::next_begins, at};
      if (const std::size_t quiet = quiet_length(at)) {
        at += quiet;
        continue;
      }
      const std::optional<Tag> tag = tag_at(at);
      if (!tag) {
        ++at;
        continue;
      }
      if (!tag->name.is_end && begins_next(*tag)) return {Ending::next_begins, at};
      at += tag->length;
      if (tag->name.local != m_entry_name || tag->is_empty_element) continue;
      if (!tag->name.is_end) {
        ++m_depth;
      } else if (--m_depth == 0) {
        return {Ending::closed, at};
      }
    }
  }

  EntryEnd end_without_tag() {
    if (has_bytes(m_max_entry + 1)) return {Ending::out_of_reach, m_max_entry};
    return {Ending::stream_ends, trimmed(k_nowhere)};
  }

  /// The first `length` bytes of the window, or all, without the blanks at their end.
  [[nodiscard]] std::size_t trimmed(std::size_t length) const {
    const std::string_view text = window().text();
    length = std::min(length, text.size());
    while (length > 1 && base::is_blank(text[length - 1])) --length;
    return length;
  }

  void give_entry(Segment& segment, std::size_t at) {
    const EntryEnd end = find_entry_end(at);
    const bool is_too_long = m_is_too_long || end.how == Ending::out_of_reach || end.length > m_max_entry;
    m_is_too_long = end.how == Ending::out_of_reach;
    if (!m_is_too_long) m_depth = 0;
    if (end.length == 0) {  // what follows an entry that is too long is the next one
      next(segment);
    } else if (is_too_long) {
      give_reject(segment, end.length, RejectCode::too_long, "part of an entry that is longer than an entry may be");
    } else if (end.how == Ending::closed) {
      give(segment, SpanKind::record, end.length);
    } else if (end.how == Ending::next_begins) {
      give_reject(segment, trimmed(end.length), RejectCode::malformed,
                  "the entry has no end tag before the next one begins");
    } else {
      give_reject(segment, end.length, RejectCode::malformed, "the stream ends inside the entry");
    }
  }

  /// X8, X9: what is between entries, up to the next one, a comment or the like, what is foreign, or the end of a
  /// piece.
  void give_frame(Segment& segment) {
    std::size_t at = 0;
    do {
      const std::optional<Tag> tag = tag_at(at);
      if (tag && tag->name.is_end) {
        m_open_frame = 0;
        give_reject(segment, at + tag->length, RejectCode::malformed, "the entry has no start tag");
        return;
      }
      if (tag) break;
      at = pass_frame(at);
    } while (at < k_piece_bytes && has_bytes(at + 1) && !is_piece_at(at));
    give(segment, SpanKind::frame, trimmed(at));
  }

  /// Whether what begins at `at`, between entries, is a piece of its own.
  bool is_piece_at(std::size_t at) { return quiet_length(at) > 0 || is_html_at(at) || is_foreign_text_at(at); }

  /// The place behind the tag, or the text of a piece's length, at `at`. Counts what the tag opens or closes.
  std::size_t pass_frame(std::size_t at) {
    if (!is_markup_at(at)) return std::min(find_markup(at, k_piece_bytes), piece_end());
    std::size_t end = read_tag_end(at + 1);
    const bool is_empty_element = end != k_nowhere && window().text()[end - 2] == '/';
    if (end == k_nowhere) end = std::min(find("<", at + 1, k_piece_bytes), piece_end());
    const std::string_view text = window().text().substr(at);
    if (begins_document(text)) m_open_frame = 0;
    const std::optional<TagName> name = match_tag_name(text);
    if (name && !name->is_end && !is_empty_element) ++m_open_frame;
    if (name && name->is_end && m_open_frame > 0) --m_open_frame;
    return end;
  }

  [[nodiscard]] std::size_t piece_end() const { return std::min(window().text().size(), k_piece_bytes); }

  /// Whether a tag, a comment or the like begins at `at`.
  bool is_markup_at(std::size_t at) {
    has_bytes(at + k_tag_bytes);
    const std::string_view text = window().text().substr(at);
    return text.starts_with("<!") || text.starts_with("<?") || match_tag_name(text);
  }

  /// Where markup begins at or after `at` and before `limit`, or k_nowhere.
  std::size_t find_markup(std::size_t at, std::size_t limit) {
    for (at = find("<", at, limit); at != k_nowhere && !is_markup_at(at);) at = find("<", at + 1, limit);
    return at;
  }

  /// X11: whether foreign text begins at `at`.
  bool is_foreign_text_at(std::size_t at) {
    if (m_open_frame > 0 || is_markup_at(at)) return false;
    const std::size_t limit = at + k_piece_bytes;
    const std::size_t end = find_markup(at, limit);
    if (end != k_nowhere && window().text().substr(end).starts_with("</")) return false;
    const std::string_view text = base::trim(window().text().substr(at, std::min(end, limit) - at));
    const bool is_entity = text.size() > 1 && text.front() == '%' && is_letter(text[1]);
    return !is_entity && has_word(text) && text.find('>') == k_nowhere;
  }

  /// X11: whether an HTML page begins at `at`.
  bool is_html_at(std::size_t at) {
    if (m_open_frame > 0) return false;
    has_bytes(at + k_tag_bytes);
    return begins_html(window().text().substr(at));
  }

  /// X11: the length of the HTML page that the window begins with.
  std::size_t html_length() {
    constexpr std::string_view k_end = "</html";
    for (std::size_t at = find("<", 1, m_max_entry); at != k_nowhere; at = find("<", at + 1, m_max_entry)) {
      has_bytes(at + k_tag_bytes);
      const std::string_view text = window().text().substr(at);
      if (begins_document(text)) return trimmed(at);
      if (base::ascii_lower(text.substr(0, k_end.size())) == k_end) {
        const std::size_t end = read_tag_end(at + k_end.size());
        return end == k_nowhere ? at + k_end.size() : end;
      }
      if (const std::optional<Tag> tag = tag_at(at); tag && !tag->name.is_end) return trimmed(at);
    }
    return trimmed(m_max_entry);
  }

  void give_reject(Segment& segment, std::size_t length, RejectCode code, std::string_view message) {
    give(segment, SpanKind::reject, length);
    segment.reject = {code, std::string(message)};
  }

  std::span<const std::string_view> m_names;
  std::size_t m_max_entry;
  std::size_t m_depth = 0;       ///< open elements of the entry's name; 0 between entries
  std::size_t m_open_frame = 0;  ///< X11: elements of the frame that are open and hold no entry
  bool m_is_too_long = false;    ///< the window begins inside an entry that is too long
  std::string m_entry_name;
  std::string m_entry_prefix;
  std::string m_entry_namespace;
  /// Of each of k_quiet: its closing is known not to begin between a place already looked at and this one.
  std::array<std::uint64_t, k_quiet.size()> m_no_closing_before{};
};

}  // namespace

std::unique_ptr<Segmenter> make_xml_segmenter(source::Window& window, std::span<const std::string_view> names,
                                              std::size_t max_entry_bytes) {
  return std::make_unique<XmlSegmenter>(window, names, max_entry_bytes);
}

bool begins_as_xml(std::string_view head) { return base::trim(base::without_byte_order_mark(head)).starts_with('<'); }

bool has_element(std::string_view head, std::string_view local_name) {
  while (const std::optional<TagName> tag = take_tag(head)) {
    if (!tag->is_end && tag->local == local_name) return true;
  }
  return false;
}

}  // namespace litdex::format
