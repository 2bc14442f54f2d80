// SPDX-License-Identifier: MIT
#include "record/withdrawal.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/text.hpp"
#include "record/tokens.hpp"

// The rules W1 to W5 are those of docs/facts.md.
namespace litdex::record {
namespace {

using Words = std::span<const std::string_view>;

constexpr auto k_done = std::to_array<std::string_view>({"withdrawn", "withdraw"});
constexpr auto k_papers = std::to_array<std::string_view>({"paper", "article", "manuscript", "preprint", "submission",
                                                           "work", "letter", "note", "eprint", "document", "draft",
                                                           "report", "thesis", "papers", "entry", "comment", "text"});
constexpr auto k_pointers = std::to_array<std::string_view>({"this", "the", "present", "our"});
constexpr auto k_between =
    std::to_array<std::string_view>({"is", "was", "has", "been", "being", "be", "now", "hereby", "have", "had",
                                     "already", "currently", "temporarily", "therefore"});
constexpr auto k_reasons = std::to_array<std::string_view>(
    {"by", "due", "because", "since", "as", "for", "on", "owing", "at", "and", "pending"});
constexpr auto k_doers = std::to_array<std::string_view>({"we", "i", "author", "authors"});
constexpr auto k_doing = std::to_array<std::string_view>({"withdraw", "withdraws", "withdrawn", "withdrawing", "have",
                                                          "has", "am", "are", "is", "hereby", "want", "wants", "wish",
                                                          "would", "like", "to", "decide", "decided"});

bool is_in(const Token& token, Words words) { return std::ranges::find(words, token.text) != words.end(); }

/// Reads the tokens of a text in lower case.
class Reader {
 public:
  explicit Reader(std::span<const Token> tokens) : m_tokens(tokens) {}

  [[nodiscard]] bool says_withdrawn() const {
    for (std::size_t i = 0; i < m_tokens.size(); ++i) {
      if (!m_tokens[i].is_word()) continue;
      if (m_tokens[i].text.starts_with("withdraw") && is_announced(i)) return true;
      if (is_in(m_tokens[i], k_done) && !is_from_elsewhere(i) && (is_of_paper(i) || is_headline(i))) return true;
    }
    return false;
  }

 private:
  [[nodiscard]] bool begins_sentence(std::size_t i) const {
    if (i == 0) return true;
    const Token& before = m_tokens[i - 1];
    return before.kind == Token::Kind::mark && !before.is(",") && !before.is("'");
  }

  /// W1 and W2.
  [[nodiscard]] bool is_of_paper(std::size_t done) const {
    std::size_t i = done;
    while (i > 0 && is_in(m_tokens[i - 1], k_between)) --i;
    const bool has_verb = i < done;
    if (has_verb) i = subject_end(i);
    if (i == 0 || !is_in(m_tokens[i - 1], k_papers)) return false;
    --i;
    const bool is_pointed_at = i > 0 && is_in(m_tokens[i - 1], k_pointers);
    if (is_pointed_at) --i;
    if (m_tokens[i].is("the") && i > 0 && !follows_remark(i)) return false;
    return begins_sentence(i) || (has_verb && is_pointed_at && follows_remark(i));
  }

  /// Before the "and" at `i`, where what a sentence says of its subject goes on: "This paper is wrong and is
  /// withdrawn".
  [[nodiscard]] std::size_t subject_end(std::size_t i) const {
    constexpr auto k_verbs = std::to_array<std::string_view>({"is", "was", "contains", "has"});
    if (i == 0 || !m_tokens[i - 1].is("and")) return i;
    const std::size_t least = i - std::min(i, k_max_tokens_back);
    for (std::size_t verb = i - 1; verb > least && !begins_sentence(verb); --verb) {
      if (is_in(m_tokens[verb], k_verbs) && is_in(m_tokens[verb - 1], k_papers)) return verb;
    }
    return i;
  }

  /// What has no full stop before the next sentence: "18 pages This paper has been withdrawn".
  [[nodiscard]] bool follows_remark(std::size_t i) const {
    constexpr auto k_ends =
        std::to_array<std::string_view>({"pages", "figures", "figure", "pp", "latex", "tables", "note", "however"});
    return is_in(m_tokens[i - 1], k_ends) || m_tokens[i - 1].is(",");
  }

  /// W3.
  [[nodiscard]] bool is_headline(std::size_t done) const {
    if (m_tokens[done].is("withdraw") || !begins_sentence(done)) return false;
    if (done > 0 && (m_tokens[done - 1].is("-") || m_tokens[done - 1].is("(") || m_tokens[done - 1].is("/")))
      return false;
    const bool is_end = done + 1 == m_tokens.size();
    return is_end || m_tokens[done + 1].kind == Token::Kind::mark || is_in(m_tokens[done + 1], k_reasons);
  }

  /// W4.
  [[nodiscard]] bool is_announced(std::size_t done) const {
    if (done + 2 >= m_tokens.size() || !is_in(m_tokens[done + 1], k_pointers) || !is_in(m_tokens[done + 2], k_papers)) {
      return false;
    }
    std::size_t i = done;
    while (i > 0 && is_in(m_tokens[i - 1], k_doing)) --i;
    return i > 0 && is_in(m_tokens[i - 1], k_doers) && !is_from_elsewhere(done + 2);
  }

  /// W5.
  [[nodiscard]] bool is_from_elsewhere(std::size_t done) const {
    if (done + 1 >= m_tokens.size() || !m_tokens[done + 1].is("from")) return false;
    const std::size_t place = done + 2 < m_tokens.size() && m_tokens[done + 2].is("the") ? done + 3 : done + 2;
    return place >= m_tokens.size() || !m_tokens[place].is("arxiv");
  }

  std::span<const Token> m_tokens;
};

/// Whether the words of the rules may be in the text at all. Abstracts are long, and this is the quick way out.
bool may_say(std::string_view text) {
  constexpr auto k_stems = std::to_array<std::string_view>({"withdr", "Withdr", "WITHDR"});
  return base::has_pair(text, 'h', 'd') &&
         std::ranges::any_of(k_stems, [&](std::string_view stem) { return text.find(stem) != std::string_view::npos; });
}

}  // namespace

bool says_withdrawn(std::string_view text) {
  if (text.size() > k_max_fact_bytes || !may_say(text)) return false;
  const std::string lower = base::ascii_lower(text);
  return Reader(tokens_of(lower)).says_withdrawn();
}

}  // namespace litdex::record
