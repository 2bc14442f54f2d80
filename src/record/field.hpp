// The fields a record can give: one table, from which columns, masks, checks and documentation come.
// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace litdex::record {

/// A field of a record. The value is its bit in `records.fields` and `records.doubtful`: never renumber, only append.
enum class Field : std::uint8_t {
  arxiv_id = 0,
  doi,
  title,
  authors,
  abstract,
  comments,
  journal_ref,
  categories,
  submitted,
  updated,
  latest_version,
  submitter,
  report_no,
  msc_class,
  acm_class,
  license,
  deleted,
};

/// What is known of a field. `name` is its column in `papers` and its name in `alternates` and `originals`.
struct FieldInfo {
  Field field;
  std::string_view name;
  std::string_view meaning;
};

inline constexpr std::array k_fields = {
    FieldInfo{Field::arxiv_id, "arxiv_id", "arXiv identifier without version"},
    FieldInfo{Field::doi, "doi", "DOI as given"},
    FieldInfo{Field::title, "title", "title"},
    FieldInfo{Field::authors, "authors", "names as printed, separated by \"; \""},
    FieldInfo{Field::abstract, "abstract", "abstract"},
    FieldInfo{Field::comments, "comments", "the author's comments: pages, figures, where submitted"},
    FieldInfo{Field::journal_ref, "journal_ref", "where it was published, as the author wrote it"},
    FieldInfo{Field::categories, "categories", "arXiv category codes, primary first, separated by a space"},
    FieldInfo{Field::submitted, "submitted", "date of the first version"},
    FieldInfo{Field::updated, "updated", "date of the latest version"},
    FieldInfo{Field::latest_version, "latest_version", "number of the latest version"},
    FieldInfo{Field::submitter, "submitter", "who submitted it"},
    FieldInfo{Field::report_no, "report_no", "report number of an institution"},
    FieldInfo{Field::msc_class, "msc_class", "Mathematics Subject Classification"},
    FieldInfo{Field::acm_class, "acm_class", "ACM Computing Classification"},
    FieldInfo{Field::license, "license", "URL of the licence"},
    FieldInfo{Field::deleted, "deleted", "date on which its source said that the record was deleted"},
};

inline constexpr std::size_t k_field_count = k_fields.size();

constexpr std::size_t index_of(Field field) { return static_cast<std::size_t>(field); }

static_assert(
    [] {
      for (std::size_t i = 0; i < k_field_count; ++i) {
        if (index_of(k_fields[i].field) != i) return false;
      }
      return true;
    }(),
    "k_fields stands in the order of Field");

constexpr std::string_view name_of(Field field) { return k_fields[index_of(field)].name; }

/// The field of that name, if there is one.
constexpr std::optional<Field> field_named(std::string_view name) {
  for (const FieldInfo& info : k_fields) {
    if (info.name == name) return info.field;
  }
  return std::nullopt;
}

/// A set of fields; bit n stands for the field of value n.
class FieldSet {
 public:
  constexpr FieldSet() = default;
  constexpr explicit FieldSet(std::uint32_t bits) : m_bits(bits) {}

  [[nodiscard]] constexpr bool has(Field field) const { return ((m_bits >> index_of(field)) & 1U) != 0; }
  constexpr void add(Field field) { m_bits |= 1U << index_of(field); }
  constexpr void remove(Field field) { m_bits &= ~(1U << index_of(field)); }
  [[nodiscard]] constexpr bool empty() const { return m_bits == 0; }
  [[nodiscard]] constexpr std::uint32_t bits() const { return m_bits; }
  friend constexpr bool operator==(FieldSet, FieldSet) = default;
  friend constexpr FieldSet operator|(FieldSet a, FieldSet b) { return FieldSet(a.m_bits | b.m_bits); }
  friend constexpr FieldSet operator&(FieldSet a, FieldSet b) { return FieldSet(a.m_bits & b.m_bits); }

 private:
  std::uint32_t m_bits = 0;
};

}  // namespace litdex::record
