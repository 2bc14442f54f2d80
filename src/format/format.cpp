// SPDX-License-Identifier: MIT
#include "format/format.hpp"

#include <algorithm>
#include <array>

#include "format/arxiv_abs.hpp"
#include "format/arxiv_atom.hpp"
#include "format/arxiv_json.hpp"
#include "format/arxiv_oai.hpp"
#include "format/arxiver_text.hpp"
#include "format/csv.hpp"
#include "format/csv_scan.hpp"
#include "format/json_segmenter.hpp"
#include "format/oai_dc_json.hpp"

namespace litdex::format {
namespace {

constexpr std::array k_formats = {
    Format{
        .name = "arxiv-abs",
        .description = R"(arXiv's .abs files, one or many: fields and abstract between lines "\\")",
        .example = "arXiv:0704.0001",
        .reader_version = 2,
        .trust = 90,
        .detect = detect_arxiv_abs,
        .make_segmenter = [](source::Window& window,
                             const ReadOptions&) { return make_abs_segmenter(window, k_max_entry_bytes); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiv_abs(entry); },
    },
    Format{
        .name = "arxiv-atom",
        .description = "Atom and RSS feeds of arXiv, of its API or its news, several in one file or bare entries too",
        .example = "<entry><id>http://arxiv.org/abs/2105.05720v2</id><title>Teapots</title> ... </entry>",
        .reader_version = 2,
        .trust = 60,
        .detect = detect_arxiv_atom,
        .make_segmenter = [](source::Window& window, const ReadOptions&) { return make_arxiv_atom_segmenter(window); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiv_atom(entry); },
    },
    Format{
        .name = "arxiv-json",
        .description = "JSON objects of arXiv metadata: lines, an array or one after another",
        .example = R"({"id": "0704.0001", "title": "..."})",
        .reader_version = 4,
        .trust = 80,
        .detect = detect_arxiv_json,
        .make_segmenter =
            [](source::Window& window, const ReadOptions&) {
              return make_json_segmenter(window, JsonEntries::objects, k_max_entry_bytes);
            },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiv_json(entry); },
    },
    Format{
        .name = "arxiv-listing",
        .description = "arXiv's listings of a month or week and its daily mailings: entries as in .abs files",
        .example = "arXiv:0704.0001 (*cross-listing*)",
        .reader_version = 2,
        .trust = 20,
        .detect = detect_arxiv_listing,
        .make_segmenter = [](source::Window& window,
                             const ReadOptions&) { return make_abs_segmenter(window, k_max_entry_bytes); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiv_listing(entry); },
    },
    Format{
        .name = "arxiv-oai",
        .description = "OAI-PMH pages of arXiv with arXiv, arXivRaw or oai_dc metadata, or bare records",
        .example = "<record><header><identifier>oai:arXiv.org:2105.05720</identifier> ... </record>",
        .reader_version = 2,
        .trust = 70,
        .detect = detect_arxiv_oai,
        .make_segmenter = [](source::Window& window, const ReadOptions&) { return make_arxiv_oai_segmenter(window); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiv_oai(entry); },
    },
    Format{
        .name = "arxiver-text",
        .description = "page text of arXiver author pages: abstract, comments, then a line with the arXiv identifier",
        .example = "arXiv:2009.04153 - ACMMM 2020",
        .reader_version = 6,
        .trust = 10,
        .detect = detect_arxiver_text,
        .make_segmenter = [](source::Window& window,
                             const ReadOptions&) { return make_arxiver_segmenter(window, k_max_entry_bytes); },
        .decode = [](std::string_view entry, std::string_view) { return decode_arxiver_text(entry); },
    },
    Format{
        .name = "csv",
        .description = "tables with a header row: comma-, tab-, semicolon- or pipe-separated, a record a row",
        .example = "id,title,abstract,categories",
        .reader_version = 3,
        .trust = 30,
        .detect = detect_csv,
        .make_segmenter =
            [](source::Window& window, const ReadOptions& options) {
              return make_csv_segmenter(window, options, k_max_entry_bytes);
            },
        .decode = decode_csv,
    },
    Format{
        .name = "oai-dc-json",
        .description = "JSON pairs of an arXiv identifier and its Dublin Core record",
        .example = R"(["0704.0001", {"title": ["..."]}])",
        .reader_version = 2,
        .trust = 40,
        .detect = detect_oai_dc_json,
        .make_segmenter =
            [](source::Window& window, const ReadOptions&) {
              return make_json_segmenter(window, JsonEntries::objects_or_pairs, k_max_entry_bytes);
            },
        .decode = [](std::string_view entry, std::string_view) { return decode_oai_dc_json(entry); },
    },
};

// A head that looks less like any format than this is of none.
constexpr double k_least_likeness = 0.05;

}  // namespace

base::EntryHash hash_of(const Segment& segment) {
  if (segment.context.empty()) return base::hash_entry(segment.text);
  std::string whole(segment.context);
  whole += '\0';
  return base::hash_entry(whole.append(segment.text));
}

std::span<const Format> formats() { return k_formats; }

const Format* find_format(std::string_view name) {
  const auto* const found = std::ranges::find(k_formats, name, &Format::name);
  return found == k_formats.end() ? nullptr : found;
}

const Format* detect_format(std::string_view head) {
  const Format* best = nullptr;
  double most = k_least_likeness;
  for (const Format& format : k_formats) {
    const double likeness = format.detect(head);
    if (likeness < most || (best != nullptr && likeness == most)) continue;
    most = likeness;
    best = &format;
  }
  return best;
}

}  // namespace litdex::format
