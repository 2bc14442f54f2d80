// SPDX-License-Identifier: MIT
#include "load/identity.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <unordered_map>

#include "base/text.hpp"
#include "record/arxiv_id.hpp"
#include "record/doi.hpp"

namespace litdex::load {
namespace {

using record::Field;

/// The registrant of DOIs that arXiv itself gives out: what follows is the arXiv identifier.
constexpr std::string_view k_arxiv_doi_prefix = "10.48550/arxiv.";

std::optional<std::string> arxiv_id_of_doi(std::string_view doi) {
  if (!doi.starts_with(k_arxiv_doi_prefix)) return std::nullopt;
  const auto id = record::parse_arxiv_id(doi.substr(k_arxiv_doi_prefix.size()));
  return id ? std::optional(id->text) : std::nullopt;
}

std::string hash_of_fields(const record::Record& record) {
  base::Sha256 sha;
  for (const record::FieldInfo& info : record::k_fields) {
    if (const auto value = record[info.field]) {
      sha.update_field(info.name);
      sha.update_field(value->text);
    }
  }
  return sha.finish_hex().substr(0, 32);
}

/// Disjoint sets over the indexes of records.
class DisjointSets {
 public:
  explicit DisjointSets(std::size_t size) : m_parent(size) { std::iota(m_parent.begin(), m_parent.end(), 0U); }

  std::size_t root(std::size_t i) {
    while (m_parent[i] != i) i = m_parent[i] = m_parent[m_parent[i]];
    return i;
  }

  /// The smaller root stays root, so that the result does not depend on the order of joins.
  void join(std::size_t a, std::size_t b) {
    const std::size_t root_a = root(a);
    const std::size_t root_b = root(b);
    m_parent[std::max(root_a, root_b)] = std::min(root_a, root_b);
  }

 private:
  std::vector<std::size_t> m_parent;
};

/// Rules 1 and 2.
DisjointSets join_by_own_identifiers(std::span<const Identity> records) {
  DisjointSets sets(records.size());
  std::unordered_map<std::string_view, std::size_t> by_arxiv_id;
  std::map<Identifier, std::size_t> by_identifier;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].arxiv_id) {
      sets.join(i, by_arxiv_id.try_emplace(*records[i].arxiv_id, i).first->second);
    } else {
      for (const Identifier& id : records[i].identifiers) sets.join(i, by_identifier.try_emplace(id, i).first->second);
    }
  }
  return sets;
}

/// Rule 3.
void join_to_arxiv_papers(std::span<const Identity> records, DisjointSets& sets) {
  std::map<Identifier, std::set<std::size_t>> bearers;
  for (const Identity& record : records) {
    if (!record.arxiv_id) {
      for (const Identifier& id : record.identifiers) bearers[id];
    }
  }
  if (bearers.empty()) return;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (!records[i].arxiv_id) continue;
    for (const Identifier& id : records[i].identifiers) {
      if (const auto found = bearers.find(id); found != bearers.end()) found->second.insert(sets.root(i));
    }
  }
  std::map<std::size_t, std::set<std::size_t>> papers_of_set;
  for (std::size_t i = 0; i < records.size(); ++i) {
    if (records[i].arxiv_id) continue;
    for (const Identifier& id : records[i].identifiers) papers_of_set[sets.root(i)].merge(std::set(bearers[id]));
  }
  for (const auto& [set, papers] : papers_of_set) {
    if (papers.size() == 1) sets.join(set, *papers.begin());
  }
}

}  // namespace

Identity identity_of(const SourceRecord& source) {
  Identity identity;
  if (const auto id = source.record[Field::arxiv_id]) identity.arxiv_id = id->text;
  if (const auto doi = source.record[Field::doi]; doi && !source.doubtful.has(Field::doi)) {
    for (std::string& value : record::canonical_dois(doi->text)) {
      auto arxiv_id = arxiv_id_of_doi(value);
      if (arxiv_id && !identity.arxiv_id) {
        identity.arxiv_id = std::move(arxiv_id);
      } else if (!arxiv_id) {
        identity.identifiers.push_back({"doi", std::move(value)});
      }
    }
  }
  if (!identity.arxiv_id && identity.identifiers.empty()) {
    identity.identifiers.push_back({"hash", hash_of_fields(source.record)});
  }
  return identity;
}

std::vector<PaperGroup> identify(std::span<const Identity> records) {
  DisjointSets sets = join_by_own_identifiers(records);
  join_to_arxiv_papers(records, sets);
  std::vector<PaperGroup> groups;
  std::unordered_map<std::size_t, std::size_t> group_of_root;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const auto [found, is_new] = group_of_root.try_emplace(sets.root(i), groups.size());
    if (is_new) groups.emplace_back();
    PaperGroup& group = groups[found->second];
    group.members.push_back(i);
    if (records[i].arxiv_id) group.arxiv_id = records[i].arxiv_id;
  }
  return groups;
}

}  // namespace litdex::load
