// SPDX-License-Identifier: MIT
#include "record/category.hpp"

#include <algorithm>
#include <vector>

#include "base/key_index.hpp"
#include "base/text.hpp"

namespace litdex::record {
namespace {

constexpr Category k_categories[] = {
    {"acc-phys", "physics.acc-ph"},
    {"adap-org", "nlin.AO"},
    {"alg-geom", "math.AG"},
    {"ao-sci", "physics.ao-ph"},
    {"astro-ph", ""},
    {"astro-ph.CO", ""},
    {"astro-ph.EP", ""},
    {"astro-ph.GA", ""},
    {"astro-ph.HE", ""},
    {"astro-ph.IM", ""},
    {"astro-ph.SR", ""},
    {"atom-ph", "physics.atom-ph"},
    {"bad-arch.bad-cat", ""},
    {"bayes-an", "physics.data-an"},
    {"chao-dyn", "nlin.CD"},
    {"chem-ph", "physics.chem-ph"},
    {"cmp-lg", "cs.CL"},
    {"comp-gas", "nlin.CG"},
    {"cond-mat", ""},
    {"cond-mat.dis-nn", ""},
    {"cond-mat.mes-hall", ""},
    {"cond-mat.mtrl-sci", ""},
    {"cond-mat.other", ""},
    {"cond-mat.quant-gas", ""},
    {"cond-mat.soft", ""},
    {"cond-mat.stat-mech", ""},
    {"cond-mat.str-el", ""},
    {"cond-mat.supr-con", ""},
    {"cs.AI", ""},
    {"cs.AR", ""},
    {"cs.CC", ""},
    {"cs.CE", ""},
    {"cs.CG", ""},
    {"cs.CL", ""},
    {"cs.CR", ""},
    {"cs.CV", ""},
    {"cs.CY", ""},
    {"cs.DB", ""},
    {"cs.DC", ""},
    {"cs.DL", ""},
    {"cs.DM", ""},
    {"cs.DS", ""},
    {"cs.ET", ""},
    {"cs.FL", ""},
    {"cs.GL", ""},
    {"cs.GR", ""},
    {"cs.GT", ""},
    {"cs.HC", ""},
    {"cs.IR", ""},
    {"cs.IT", ""},
    {"cs.LG", ""},
    {"cs.LO", ""},
    {"cs.MA", ""},
    {"cs.MM", ""},
    {"cs.MS", ""},
    {"cs.NA", ""},
    {"cs.NE", ""},
    {"cs.NI", ""},
    {"cs.OH", ""},
    {"cs.OS", ""},
    {"cs.PF", ""},
    {"cs.PL", ""},
    {"cs.RO", ""},
    {"cs.SC", ""},
    {"cs.SD", ""},
    {"cs.SE", ""},
    {"cs.SI", ""},
    {"cs.SY", ""},
    {"dg-ga", "math.DG"},
    {"econ.EM", ""},
    {"econ.GN", ""},
    {"econ.TH", ""},
    {"eess.AS", ""},
    {"eess.IV", ""},
    {"eess.SP", ""},
    {"eess.SY", ""},
    {"funct-an", "math.FA"},
    {"gr-qc", ""},
    {"hep-ex", ""},
    {"hep-lat", ""},
    {"hep-ph", ""},
    {"hep-th", ""},
    {"math-ph", ""},
    {"math.AC", ""},
    {"math.AG", ""},
    {"math.AP", ""},
    {"math.AT", ""},
    {"math.CA", ""},
    {"math.CO", ""},
    {"math.CT", ""},
    {"math.CV", ""},
    {"math.DG", ""},
    {"math.DS", ""},
    {"math.FA", ""},
    {"math.GM", ""},
    {"math.GN", ""},
    {"math.GR", ""},
    {"math.GT", ""},
    {"math.HO", ""},
    {"math.IT", ""},
    {"math.KT", ""},
    {"math.LO", ""},
    {"math.MG", ""},
    {"math.MP", ""},
    {"math.NA", ""},
    {"math.NT", ""},
    {"math.OA", ""},
    {"math.OC", ""},
    {"math.PR", ""},
    {"math.QA", ""},
    {"math.RA", ""},
    {"math.RT", ""},
    {"math.SG", ""},
    {"math.SP", ""},
    {"math.ST", ""},
    {"mtrl-th", "cond-mat.mtrl-sci"},
    {"nlin.AO", ""},
    {"nlin.CD", ""},
    {"nlin.CG", ""},
    {"nlin.PS", ""},
    {"nlin.SI", ""},
    {"nucl-ex", ""},
    {"nucl-th", ""},
    {"patt-sol", "nlin.PS"},
    {"physics.acc-ph", ""},
    {"physics.ao-ph", ""},
    {"physics.app-ph", ""},
    {"physics.atm-clus", ""},
    {"physics.atom-ph", ""},
    {"physics.bio-ph", ""},
    {"physics.chem-ph", ""},
    {"physics.class-ph", ""},
    {"physics.comp-ph", ""},
    {"physics.data-an", ""},
    {"physics.ed-ph", ""},
    {"physics.flu-dyn", ""},
    {"physics.gen-ph", ""},
    {"physics.geo-ph", ""},
    {"physics.hist-ph", ""},
    {"physics.ins-det", ""},
    {"physics.med-ph", ""},
    {"physics.optics", ""},
    {"physics.plasm-ph", ""},
    {"physics.pop-ph", ""},
    {"physics.soc-ph", ""},
    {"physics.space-ph", ""},
    {"plasm-ph", "physics.plasm-ph"},
    {"q-alg", "math.QA"},
    {"q-bio", ""},
    {"q-bio.BM", ""},
    {"q-bio.CB", ""},
    {"q-bio.GN", ""},
    {"q-bio.MN", ""},
    {"q-bio.NC", ""},
    {"q-bio.OT", ""},
    {"q-bio.PE", ""},
    {"q-bio.QM", ""},
    {"q-bio.SC", ""},
    {"q-bio.TO", ""},
    {"q-fin.CP", ""},
    {"q-fin.EC", ""},
    {"q-fin.GN", ""},
    {"q-fin.MF", ""},
    {"q-fin.PM", ""},
    {"q-fin.PR", ""},
    {"q-fin.RM", ""},
    {"q-fin.ST", ""},
    {"q-fin.TR", ""},
    {"quant-ph", ""},
    {"solv-int", "nlin.SI"},
    {"stat.AP", ""},
    {"stat.CO", ""},
    {"stat.ME", ""},
    {"stat.ML", ""},
    {"stat.OT", ""},
    {"stat.TH", ""},
    {"supr-con", "cond-mat.supr-con"},
    {"test", ""},
    {"test.dis-nn", ""},
    {"test.mes-hall", ""},
    {"test.mtrl-sci", ""},
    {"test.soft", ""},
    {"test.stat-mech", ""},
    {"test.str-el", ""},
    {"test.supr-con", ""},
};

bool is_separator(char c) { return base::is_blank(c) || c == ',' || c == ';'; }

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool is_before(std::string_view a, std::string_view b) {
  return std::ranges::lexicographical_compare(a, b, {}, lower, lower);
}

static_assert(std::ranges::is_sorted(k_categories, is_before, &Category::code), "found by binary search");

constexpr std::string_view code_of(std::size_t place) { return k_categories[place].code; }
constexpr base::KeyIndex<std::size(k_categories)> k_places_by_code(code_of);
constexpr std::size_t k_no_place = decltype(k_places_by_code)::k_absent;

/// The category of that code in any case, or nullptr. Nearly all are written as the table has them.
const Category* find_category(std::string_view code) {
  const std::size_t place = k_places_by_code.find(code, code_of);
  if (place != k_no_place) return &k_categories[place];
  const auto* const found = std::ranges::lower_bound(k_categories, code, is_before, &Category::code);
  return found == std::end(k_categories) || is_before(code, found->code) ? nullptr : found;
}

std::string_view canonical_code(std::string_view given) {
  const Category* const found = find_category(given);
  if (found == nullptr) return given;
  return found->successor.empty() ? found->code : found->successor;
}

/// Whether the taxonomy has categories in the archive of that name, which is in any case.
bool has_subjects(std::string_view archive) {
  const std::string beginning = std::string(archive) + '.';
  const auto* const found = std::ranges::lower_bound(k_categories, beginning, is_before, &Category::code);
  const auto is_same = [](char a, char b) { return lower(a) == lower(b); };
  return found != std::end(k_categories) && found->code.size() > beginning.size() &&
         std::ranges::equal(found->code.substr(0, beginning.size()), beginning, is_same);
}

/// Whether the archive is one of those that arXiv tests its programs with.
bool is_of_tests(std::string_view archive) {
  constexpr std::string_view k_archives[] = {"test", "bad-arch"};
  return std::ranges::find(k_archives, base::ascii_lower(archive)) != std::end(k_archives);
}

}  // namespace

std::span<const Category> categories() { return k_categories; }

bool is_category_code(std::string_view text) {
  constexpr std::size_t k_longest_archive = 8;
  constexpr std::size_t k_shortest_subject = 2;
  const std::size_t dot = std::min(text.find('.'), text.size());
  const std::string_view archive = text.substr(0, dot);
  if (archive.empty() || archive.size() > k_longest_archive || is_of_tests(archive)) return false;
  const bool is_category = find_category(archive) != nullptr;
  if (dot == text.size()) return is_category || (has_subjects(archive) && base::ascii_lower(archive) == archive);
  const std::string_view subject = text.substr(dot + 1);
  const bool is_word =
      std::ranges::all_of(subject, [](char c) { return (lower(c) >= 'a' && lower(c) <= 'z') || c == '-'; });
  return is_word && subject.size() >= k_shortest_subject && (is_category || has_subjects(archive));
}

std::string canonical_categories(std::string_view text) {
  constexpr std::size_t k_usual = 8;
  std::vector<std::string_view> codes;
  codes.reserve(k_usual);
  std::string joined;
  while (true) {
    while (!text.empty() && is_separator(text.front())) text.remove_prefix(1);
    if (text.empty()) return joined;
    const auto length = static_cast<std::size_t>(std::ranges::find_if(text, is_separator) - text.begin());
    const std::string_view code = canonical_code(text.substr(0, length));
    text.remove_prefix(length);
    // Papers have a handful; more than a hundred distinct ones are no categories, and are not searched for repeats.
    constexpr std::size_t k_most_compared = 100;
    const auto compared = std::span(codes).first(std::min(codes.size(), k_most_compared));
    if (std::ranges::find(compared, code) != compared.end()) continue;
    codes.push_back(code);
    if (!joined.empty()) joined += ' ';
    joined += code;
  }
}

}  // namespace litdex::record
