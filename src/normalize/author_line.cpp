// SPDX-License-Identifier: MIT
#include "normalize/author_line.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "base/byte_search.hpp"
#include "base/text.hpp"

// The rules A7 to A11 are those of docs/authors.md.
namespace litdex::normalize {
namespace {

using record::Author;
using record::Group;

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0; }

/// A name as the line has it, with what stands in parentheses after it.
struct Entry {
  std::string name;
  std::vector<std::string> notes;
};

/// A9: "A.B. Author" has a blank after its first point.
std::string with_parted_initials(std::string_view name) {
  std::string text;
  for (std::size_t i = 0; i < name.size(); ++i) {
    text += name[i];
    const bool is_between = i > 0 && i + 1 < name.size() && is_letter(name[i - 1]) && is_letter(name[i + 1]);
    if (name[i] == '.' && is_between) text += ' ';
  }
  return text;
}

/// A7.
bool is_conjunction(std::string_view word) { return word == "and" || word == "And" || word == "AND" || word == "&"; }

bool may_end_with_et_al(std::string_view name) {
  return name.ends_with("al") || name.ends_with("al.") || name.ends_with("AL") || name.ends_with("AL.");
}

/// A8: "et al." is nobody's name.
void drop_et_al(std::string& name) {
  constexpr std::string_view k_rest[] = {"et al.", "et al", "et. al.", "et. al"};
  if (!may_end_with_et_al(name)) return;
  const std::string lower = base::ascii_lower(name);
  for (const std::string_view rest : k_rest) {
    if (!lower.ends_with(rest)) continue;
    const std::size_t length = name.size() - rest.size();
    if (length > 0 && name[length - 1] != ' ') continue;
    name.resize(length);
    while (name.ends_with(' ')) name.pop_back();
    return;
  }
}

/// Collects the entries of a line.
class Line {
 public:
  /// Takes a part of the line that stands outside parentheses.
  void take(std::string_view run) {
    for (const char c : run) {
      // "\~" is a sign or an accent that TeX's rules left, and "\ " would be another.
      if (c == ' ' || (c == '~' && !m_word.ends_with('\\'))) {
        end_word();
      } else if (c == ',' || c == ';' || (c == ':' && is_collaboration())) {
        end_name();
      } else {
        m_word += c;
      }
    }
    end_word();
  }

  /// Takes what stands in parentheses.
  void take_note(std::string_view note) {
    end_name();
    const std::string_view text = base::trim(note);
    if (!m_entries.empty() && !text.empty()) m_entries.back().notes.emplace_back(text);
  }

  std::vector<Entry> finish() {
    end_name();
    return std::move(m_entries);
  }

 private:
  void end_word() {
    const std::string word = std::exchange(m_word, {});
    if (word.empty()) return;
    if (is_conjunction(word)) {
      end_name();
      return;
    }
    if (!m_name.empty()) m_name += ' ';
    m_name += word;
    m_has_collective_word = m_has_collective_word || is_collective(word);
  }

  static bool is_collective(const std::string& word) {
    constexpr std::size_t k_longest = 32;
    return word.size() <= k_longest && record::is_collaboration(word);
  }

  /// Whether the name under way is that of a collaboration; asked at every colon, so nothing long is looked at.
  [[nodiscard]] bool is_collaboration() const { return m_has_collective_word || is_collective(m_word); }

  void end_name() {
    end_word();
    std::string name = with_parted_initials(std::exchange(m_name, {}));
    m_has_collective_word = false;
    drop_et_al(name);
    const std::string role = record::take_role(name);
    if (!std::ranges::any_of(name, is_letter)) return;
    // A2: a suffix after a comma belongs to the name before.
    if (record::is_name_suffix(name) && !m_entries.empty()) {
      m_entries.back().name += " " + name;
    } else {
      m_entries.push_back({std::move(name), {}});
    }
    if (!role.empty()) m_entries.back().notes.push_back(role);
  }

  std::string m_word;
  std::string m_name;
  bool m_has_collective_word = false;  ///< in m_name
  std::vector<Entry> m_entries;
};

/// A11: the labels that a note lists, "1,2" or "1 and 3"; nothing where it holds something else.
std::optional<std::vector<std::string>> labels_of(std::string_view note) {
  constexpr std::size_t k_longest_label = 3;
  std::vector<std::string> labels;
  std::string word;
  const auto end_word = [&] {
    const std::string label = std::exchange(word, {});
    if (label.empty() || label == "and" || label == "&" || label == "*" || label == "+") return true;
    const bool is_number = std::ranges::all_of(label, is_digit) && label.size() <= k_longest_label;
    const bool is_sign = label.size() == 1 && label[0] >= 'a' && label[0] <= 'z';
    labels.push_back(label);
    return is_number || is_sign;
  };
  for (const char c : note) {
    if (c != ' ' && c != ',' && c != ';') {
      word += c;
    } else if (!end_word()) {
      return std::nullopt;
    }
  }
  if (!end_word() || labels.empty()) return std::nullopt;
  return labels;
}

/// The text of a legend's entry, without what parts it from the next.
std::string entry_text(std::string_view text) {
  constexpr std::string_view k_and = " and";
  text = base::trim(text);
  while (text.ends_with(',') || text.ends_with(';')) text = base::trim(text.substr(0, text.size() - 1));
  if (text.ends_with(k_and)) text = base::trim(text.substr(0, text.size() - k_and.size()));
  while (text.ends_with(',') || text.ends_with(';')) text = base::trim(text.substr(0, text.size() - 1));
  return std::string(text);
}

using Legend = std::map<std::string, std::string>;

/// A11: adds what "(1) Inst. One, (2) Inst. Two" says; false where the note is no such legend.
bool add_grouped(Legend& legend, std::string_view note) {
  const std::vector<Group> groups = record::outer_groups(note);
  std::string label;
  std::size_t begin = 0;
  bool is_legend = false;
  for (const Group& group : groups) {
    const auto labels = labels_of(note.substr(group.begin + 1, group.end - group.begin - 2));
    if (!labels || labels->size() != 1) continue;
    if (!is_legend && !base::trim(note.substr(0, group.begin)).empty()) return false;
    if (is_legend) legend.emplace(label, entry_text(note.substr(begin, group.begin - begin)));
    is_legend = true;
    label = labels->front();
    begin = group.end;
  }
  if (is_legend) legend.emplace(label, entry_text(note.substr(begin)));
  return is_legend;
}

/// What may stand between the number of a legend's entry and its text.
std::string_view without_label_end(std::string_view text) {
  constexpr std::string_view k_between = " -:=.";
  return text.substr(std::min(text.find_first_not_of(k_between), text.size()));
}

/// Where entry `number` of a legend that is parted by commas has the comma before it: ", 2. Inst. Two".
std::size_t find_entry(std::string_view note, std::size_t begin, int number) {
  const std::string label = ", " + std::to_string(number);
  for (std::size_t comma = note.find(label, begin); comma < note.size(); comma = note.find(label, comma + 1)) {
    const std::string_view rest = note.substr(comma + label.size());
    const std::string_view text = without_label_end(rest);
    const bool is_entry = text.size() < rest.size() && !text.empty() && is_letter(text.front()) &&
                          !(text.front() >= 'a' && text.front() <= 'z');
    if (is_entry) return comma;
  }
  return note.size();
}

/// The entries of "1 Inst. One; 2 - Inst. Two", or of "1. Inst. One, 2. Inst. Two".
std::vector<std::string_view> numbered_entries(std::string_view note) {
  if (note.find(';') != std::string_view::npos) return base::split(note, ';');
  std::vector<std::string_view> entries;
  std::size_t begin = 0;
  for (int number = 2; begin < note.size(); ++number) {
    const std::size_t end = find_entry(note, begin, number);
    entries.push_back(note.substr(begin, end - begin));
    begin = std::min(end + 1, note.size());
  }
  return entries;
}

/// A11: adds what "1 Inst. One; 2 - Inst. Two" says; false where the note is no such legend, as "1 and 2" is none.
bool add_numbered(Legend& legend, std::string_view note) {
  if (labels_of(note)) return false;
  Legend found;
  for (const std::string_view piece : numbered_entries(note)) {
    const std::string_view text = base::trim(piece);
    const auto digits = static_cast<std::size_t>(std::ranges::find_if_not(text, is_digit) - text.begin());
    constexpr std::size_t k_most_digits = 2;
    if (digits == 0 || digits > k_most_digits || digits == text.size()) return false;
    if (is_letter(text[digits])) return false;
    const std::string_view rest = without_label_end(text.substr(digits));
    if (rest.empty() || !is_letter(rest.front())) return false;
    found.emplace(text.substr(0, digits), entry_text(rest));
  }
  legend.merge(found);
  return true;
}

/// Takes the legends out of the notes.
Legend take_legend(std::vector<Entry>& entries) {
  Legend legend;
  for (Entry& entry : entries) {
    std::erase_if(entry.notes, [&](const std::string& note) {
      return add_grouped(legend, note) || (&entry == &entries.back() && add_numbered(legend, note));
    });
  }
  return legend;
}

/// `room` is how many bytes all affiliations of the line may still take.
std::string affiliation_of(const Entry& entry, const Legend& legend, std::size_t& room) {
  std::string affiliation;
  const auto add = [&](std::string_view text) {
    if (text.empty() || text.size() > room) return;
    room -= text.size();
    if (!affiliation.empty()) affiliation += "; ";
    affiliation += text;
  };
  for (const std::string& note : entry.notes) {
    const auto labels = labels_of(note);
    if (!labels) {
      add(note);
      continue;
    }
    for (const std::string& label : *labels) {
      if (const auto found = legend.find(label); found != legend.end()) add(found->second);
    }
  }
  return affiliation;
}

}  // namespace

bool is_plain_name(std::string_view line) {
  const auto is_mark = [](base::Bytes c) {
    return (c == ',') | (c == ';') | (c == ':') | (c == '~') | (c == '(') | (c == ')');
  };
  const auto joins_initials = [](base::Bytes c, base::Bytes next) { return (c == '.') & (next != ' '); };
  if (line.empty() || base::find_byte(line, is_mark) < line.size()) return false;
  if (base::find_pair(line, joins_initials) + 1 < line.size()) return false;
  if (may_end_with_et_al(line) || record::is_collaboration(line)) return false;
  while (!line.empty()) {
    const std::size_t end = std::min(line.find(' '), line.size());
    if (is_conjunction(line.substr(0, end))) return false;
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return true;
}

std::vector<Author> read_author_line(std::string_view text) {
  // Many names may point to one long entry of a legend. All of a collaboration's affiliations take a tenth of this.
  constexpr std::size_t k_most_affiliation_bytes = std::size_t{2} << 20;
  Line line;
  std::size_t begin = 0;
  for (const Group& group : record::outer_groups(text)) {
    line.take(text.substr(begin, group.begin - begin));
    line.take_note(text.substr(group.begin + 1, group.end - group.begin - 2));
    begin = group.end;
  }
  line.take(text.substr(begin));
  std::vector<Entry> entries = line.finish();
  const Legend legend = take_legend(entries);
  std::vector<Author> authors;
  std::size_t room = k_most_affiliation_bytes;
  for (const Entry& entry : entries) {
    authors.push_back(record::author_of(entry.name));
    authors.back().affiliation = affiliation_of(entry, legend, room);
  }
  return authors;
}

}  // namespace litdex::normalize
