// SPDX-License-Identifier: MIT
#include "record/author.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "base/byte_search.hpp"
#include "base/text.hpp"

// The rules A1 to A6 and A10 are those of docs/authors.md.
namespace litdex::record {
namespace {

// Beyond this a text is no list of authors: the longest known has 0.4 MB.
constexpr std::size_t k_longest_text = std::size_t{8} << 20;

constexpr auto k_collective_words = std::to_array<std::string_view>(
    {"collaboration", "collaborations", "collab", "consortium", "team", "teams", "group"});

/// Whether one of k_collective_words begins with `c`, a byte or Bytes, in lower case.
template <typename T>
constexpr auto begins_collective(T c) {
  return (c == 'c') | (c == 't') | (c == 'g');
}
static_assert(std::ranges::all_of(k_collective_words,
                                  [](std::string_view word) { return begins_collective(word.front()); }));

constexpr auto k_suffixes =
    std::to_array<std::string_view>({"Jr", "Jr.", "jr", "jr.", "Sr", "Sr.", "II", "III", "IV", "2nd", "3rd"});

// A3. The first belong to the family name also with a capital, inside a name; the second do after an initial only,
// because they are given names too.
constexpr auto k_particles =
    std::to_array<std::string_view>({"van", "der", "de", "la", "von", "del", "della", "da", "mac", "ter", "dem", "di"});
constexpr auto k_more_particles =
    std::to_array<std::string_view>({"af",  "al",  "av", "bin", "dal", "dalla", "das", "dei", "degli", "den", "des",
                                     "do",  "dos", "du", "el",  "ibn", "in",    "las", "le",  "les",   "los", "op",
                                     "san", "st.", "t",  "'t",  "te",  "ten",   "vom", "zu",  "zum",   "zur", "of"});

template <std::size_t Size>
bool is_in(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Whether `word` is one of `words`, which are in lower case, whatever its own.
template <std::size_t Size>
bool is_in_folded(const std::array<std::string_view, Size>& words, std::string_view word) {
  return std::ranges::any_of(words, [&](std::string_view each) {
    return each.size() == word.size() && std::ranges::equal(each, word, {}, {}, lower);
  });
}

bool is_particle(std::string_view word, bool is_first, bool follows_initial) {
  constexpr std::size_t k_longest = 5;
  if (word.size() > k_longest) return false;
  const bool is_lower = std::ranges::all_of(word, [](char c) { return lower(c) == c; });
  if (is_first && !is_lower) return false;
  if (is_in_folded(k_particles, word)) return true;
  return (is_lower || follows_initial) && is_in_folded(k_more_particles, word);
}

/// Whether some word of `name` begins like one of k_collective_words. Most names have none, and this look is quick.
bool may_hold_collective(std::string_view name) {
  const auto begins_word = [](base::Bytes c, base::Bytes next) {
    return (c == ' ') & begins_collective<base::Bytes>(next | 0x20);
  };
  return !name.empty() &&
         (begins_collective(lower(name.front())) || base::find_pair(name, begins_word) + 1 < name.size());
}

/// Appends `text`, after a blank where something stands before it.
void append_part(std::string& out, std::string_view text) {
  if (text.empty()) return;
  if (!out.empty()) out += ' ';
  out += text;
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string text;
  for (const std::string_view part : parts) append_part(text, part);
  return text;
}

bool has_double_blank(std::string_view text) {
  const auto is_blank = [](base::Bytes c, base::Bytes next) { return (c == ' ') & (next == ' '); };
  return text.size() > 1 && base::find_pair(text, is_blank) + 1 < text.size();
}

/// The words of `text`, each after one blank.
std::string folded(std::string_view text) {
  text = base::trim(text);
  if (!has_double_blank(text)) return std::string(text);
  std::string words;
  for (const std::string_view word : base::split(text, ' ')) append_part(words, word);
  return words;
}

std::string_view last_word(std::string_view text) {
  const std::size_t blank = text.rfind(' ');
  return blank == std::string_view::npos ? text : text.substr(blank + 1);
}

/// The places of all parentheses.
std::vector<std::size_t> parentheses_in(std::string_view text) {
  const auto is_parenthesis = [](base::Bytes c) { return (c == '(') | (c == ')'); };
  std::vector<std::size_t> places;
  for (std::size_t i = base::find_byte(text, is_parenthesis); i < text.size();
       i += 1 + base::find_byte(text.substr(i + 1), is_parenthesis)) {
    places.push_back(i);
  }
  return places;
}

/// Calls `take` with each place of `separator` outside all groups, as long as it says yes.
template <typename Take>
void for_each_outside(std::string_view text, char separator, const Take& take) {
  std::size_t place = text.find(separator);
  if (place == std::string_view::npos) return;
  const std::vector<Group> groups = outer_groups(text);
  auto group = groups.begin();
  while (place != std::string_view::npos) {
    while (group != groups.end() && group->end <= place) ++group;
    const bool is_outside = group == groups.end() || place < group->begin;
    if (is_outside && !take(place)) return;
    place = text.find(separator, is_outside ? place + 1 : group->end);
  }
}

/// The first place of `separator` outside all groups.
std::optional<std::size_t> first_outside(std::string_view text, char separator) {
  std::optional<std::size_t> first;
  for_each_outside(text, separator, [&first](std::size_t place) {
    first = place;
    return false;
  });
  return first;
}

/// Takes the groups at the end of `text` for the affiliations they hold, as long as a name is left.
std::string take_affiliation(std::string_view& text) {
  std::vector<std::string_view> found;
  const std::vector<Group> groups = outer_groups(text);
  for (std::size_t i = groups.size(); i-- > 0;) {
    const Group& group = groups[i];
    const std::string_view before = base::trim(text.substr(0, group.begin));
    if (group.end != text.size() || before.empty()) break;
    found.push_back(base::trim(text.substr(group.begin + 1, group.end - group.begin - 2)));
    text = before;
  }
  std::string affiliation;
  for (std::size_t i = found.size(); i-- > 0;) {
    if (found[i].empty()) continue;
    if (!affiliation.empty()) affiliation += "; ";
    affiliation += found[i];
  }
  return affiliation;
}

/// Parts of a name; they point into it.
struct NameParts {
  std::string_view given;
  std::string_view family;
  std::string_view suffix;

  friend bool operator==(const NameParts&, const NameParts&) = default;
};

/// Takes a suffix at the end of `name`, as long as something is left before it.
std::string_view take_suffix(std::string_view& name) {
  const std::string_view last = last_word(name);
  if (last.size() == name.size() || !is_name_suffix(last)) return {};
  name.remove_suffix(last.size() + 1);
  return last;
}

/// A3: the parts of a name in natural order, its words parted by one blank each.
NameParts parts_of(std::string_view name) {
  NameParts parts;
  if (name.empty() || is_collaboration(name)) return parts;
  parts.suffix = take_suffix(name);
  std::size_t family = name.size() - last_word(name).size();
  while (family > 0) {
    const std::string_view before = name.substr(0, family - 1);
    const std::string_view word = last_word(before);
    const std::size_t begin = before.size() - word.size();
    const bool follows_initial = begin > 1 && before[begin - 2] == '.';
    if (!is_particle(word, begin == 0, follows_initial)) break;
    family = begin;
  }
  parts.given = name.substr(0, family > 0 ? family - 1 : 0);
  parts.family = name.substr(family);
  return parts;
}

/// "Family, Given Suffix", cut at `comma`.
Author author_of_parts(std::string_view text, std::size_t comma) {
  Author author;
  author.family = folded(text.substr(0, comma));
  std::string rest(text.substr(comma + 1));
  // A second comma is no part of a name, but may stand before a suffix.
  for_each_outside(rest, ',', [&rest](std::size_t place) {
    rest[place] = ' ';
    return true;
  });
  author.given = folded(rest);
  std::string_view given = author.given;
  author.suffix = take_suffix(given);
  author.given.resize(given.size());
  author.name = joined({author.given, author.family, author.suffix});
  return author;
}

/// Removes `prefix` from the front of `text`, whatever its case.
bool drop_prefix(std::string& text, std::string_view prefix) {
  if (base::ascii_lower(std::string_view(text).substr(0, prefix.size())) != prefix) return false;
  text.erase(0, prefix.size());
  return true;
}

/// Takes "for the X Collaboration" off the end of a name; nothing where it does not end so.
std::string take_role_behind(std::string& name) {
  for (const std::string_view role : {" for the ", " on behalf of "}) {
    const std::size_t begin = name.find(role);
    if (begin == std::string::npos || !is_collaboration(std::string_view(name).substr(begin))) continue;
    std::string taken = name.substr(begin + 1);
    name.resize(begin);
    return taken;
  }
  return {};
}

/// Makes "for the X Collaboration" and "the X Collaboration" the X Collaboration, whose name begins with neither.
void drop_roles_before(std::string& name) {
  for (std::size_t size = 0; size != name.size() && is_collaboration(name);) {
    size = name.size();
    const bool has_role = drop_prefix(name, "for ") || drop_prefix(name, "on behalf of ");
    if (has_role || name.starts_with("the ")) drop_prefix(name, "the ");
  }
}

/// Whether take_role may change the name; most names need not be looked at word by word.
bool may_have_role(std::string_view name) {
  return name.starts_with("the ") || name.find("or ") < name.size() || name.find("ehalf ") < name.size();
}

/// A4 and A10: one name, with or without affiliation.
Author read_author(std::string_view piece) {
  std::string_view text = base::trim(piece);
  std::string affiliation = take_affiliation(text);
  std::string name;
  if (may_have_role(text)) {
    name = text;
    const std::string role = take_role(name);
    if (!role.empty()) affiliation = affiliation.empty() ? role : role + "; " + affiliation;
    text = name;
  }
  const std::optional<std::size_t> comma = first_outside(text, ',');
  const bool has_family = comma && !base::trim(text.substr(0, *comma)).empty();
  Author author = has_family ? author_of_parts(text, *comma) : author_of(text);
  author.affiliation = std::move(affiliation);
  return author;
}

/// The first comma or parenthesis; the size of `text` where it has none.
std::size_t find_mark(std::string_view text) {
  return base::find_byte(text, [](base::Bytes c) { return (c == ',') | (c == '(') | (c == ')'); });
}

/// Whether the author's name, written in natural order, is read as the same author.
bool is_found_in_name(const Author& author) {
  const NameParts parts = {author.given, author.family, author.suffix};
  if (find_mark(author.name) == author.name.size()) return parts_of(author.name) == parts;
  const Author found = read_author(author.name);
  return NameParts{found.given, found.family, found.suffix} == parts;
}

/// "Family, Given Suffix", where nothing but that is in the piece: as read_author reads it, without memory of its own.
/// `comma`: the first mark, or the size where there is none.
std::optional<NameParts> plain_inverted_name(std::string_view piece, std::size_t comma) {
  if (comma == piece.size() || piece[comma] != ',') return std::nullopt;
  const std::string_view rest = piece.substr(comma + 1);
  if (find_mark(rest) < rest.size() || has_double_blank(piece)) return std::nullopt;
  NameParts parts;
  parts.family = base::trim(piece.substr(0, comma));
  parts.given = base::trim(rest);
  if (parts.family.empty()) return std::nullopt;
  parts.suffix = take_suffix(parts.given);
  return parts;
}

/// "Family, Given Suffix".
void append_inverted(std::string& out, const NameParts& parts) {
  out.append(parts.family).append(",");
  for (const std::string_view part : {parts.given, parts.suffix}) {
    if (!part.empty()) out.append(" ").append(part);
  }
}

/// Appends the name in natural order where its parts are found so.
void append_plain_name(std::string& out, const NameParts& parts) {
  const std::size_t begin = out.size();
  for (const std::string_view part : {parts.given, parts.family, parts.suffix}) {
    if (part.empty()) continue;
    if (out.size() > begin) out += ' ';
    out += part;
  }
  if (parts_of(std::string_view(out).substr(begin)) == parts) return;
  out.resize(begin);
  append_inverted(out, parts);
}

void append_author(std::string& out, const Author& author) {
  if (author.family.empty() || is_found_in_name(author)) {
    out += author.name;
  } else {
    append_inverted(out, {author.given, author.family, author.suffix});
  }
  if (!author.affiliation.empty()) out.append(" (").append(author.affiliation).append(")");
}

/// Asked before the first piece is taken: such a text is no list at all.
bool has_too_many_pieces(std::string_view text) {
  if (text.size() <= k_most_names) return false;
  std::size_t count = 0;
  for_each_outside(text, ';', [&count](std::size_t) { return ++count <= k_most_names; });
  return count > k_most_names;
}

/// Calls `take` with each piece of a list of names.
template <typename Take>
void for_each_piece(std::string_view text, const Take& take) {
  if (text.size() > k_longest_text || has_too_many_pieces(text)) return;
  std::size_t begin = 0;
  for_each_outside(text, ';', [&](std::size_t end) {
    take(text.substr(begin, end - begin));
    begin = end + 1;
    return true;
  });
  take(text.substr(begin));
}

}  // namespace

std::vector<Group> outer_groups(std::string_view text) {
  constexpr std::size_t k_passed_over = std::string_view::npos;
  // Most names have none.
  if (text.find('(') == std::string_view::npos) return {};
  std::vector<std::size_t> places = parentheses_in(text);
  // How many parentheses stay open is known at the end: from there, one that is not closed is passed over.
  std::size_t closing = 0;
  for (std::size_t i = places.size(); i-- > 0;) {
    if (text[places[i]] == ')') {
      ++closing;
    } else if (closing > 0) {
      --closing;
    } else {
      places[i] = k_passed_over;
    }
  }
  std::vector<Group> groups;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (const std::size_t place : places) {
    if (place == k_passed_over) continue;
    if (text[place] == '(' && depth++ == 0) begin = place;
    if (text[place] == ')' && depth > 0 && --depth == 0) groups.push_back({begin, place + 1});
  }
  return groups;
}

bool has_outside_groups(std::string_view text, char separator) { return first_outside(text, separator).has_value(); }

bool is_collaboration(std::string_view name) {
  if (!may_hold_collective(name)) return false;
  while (!name.empty()) {
    const std::size_t end = std::min(name.find(' '), name.size());
    std::string_view word = name.substr(0, end);
    name.remove_prefix(std::min(end + 1, name.size()));
    while (word.ends_with('.') || word.ends_with(',')) word.remove_suffix(1);
    const bool may_be_collective = !word.empty() && begins_collective(lower(word.front()));
    if (may_be_collective && is_in_folded(k_collective_words, word)) return true;
  }
  return false;
}

std::string take_role(std::string& name) {
  if (!is_collaboration(name)) return {};
  std::string role = take_role_behind(name);
  drop_roles_before(name);
  return role;
}

bool is_name_suffix(std::string_view word) { return is_in(k_suffixes, word); }

Author author_of(std::string_view name) {
  Author author;
  author.name = folded(name);
  const NameParts parts = parts_of(author.name);
  author.given = parts.given;
  author.family = parts.family;
  author.suffix = parts.suffix;
  return author;
}

std::vector<Author> author_names(std::string_view text) {
  std::vector<Author> authors;
  authors.reserve(std::min(static_cast<std::size_t>(std::ranges::count(text, ';')), k_most_names) + 1);
  for_each_piece(text, [&](std::string_view piece) {
    Author author = read_author(piece);
    if (!author.name.empty()) authors.push_back(std::move(author));
  });
  return authors;
}

std::string author_text(const std::vector<Author>& authors) {
  std::string text;
  for (const Author& author : authors) {
    if (!text.empty()) text += "; ";
    append_author(text, author);
  }
  return text;
}

CanonicalList canonical_list(std::string_view text) {
  CanonicalList list;
  std::string& result = list.text;
  result.reserve(text.size());
  for_each_piece(text, [&](std::string_view piece) {
    const std::size_t mark = find_mark(piece);
    const std::size_t size = result.size();
    if (size > 0) result += "; ";
    const std::size_t begin = result.size();
    if (mark == piece.size() && !may_have_role(base::trim(piece))) {
      result += folded(piece);
    } else if (const std::optional<NameParts> parts = plain_inverted_name(piece, mark)) {
      append_plain_name(result, *parts);
    } else {
      append_author(result, read_author(piece));
      list.is_only_reordered = false;
    }
    if (result.size() == begin) result.resize(size);
  });
  return list;
}

}  // namespace litdex::record
