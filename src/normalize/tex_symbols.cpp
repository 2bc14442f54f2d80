// SPDX-License-Identifier: MIT
#include "normalize/tex_symbols.hpp"

#include <algorithm>
#include <iterator>

namespace litdex::normalize {
namespace {

struct Accent {
  char name;
  std::uint32_t mark;
};

constexpr Accent k_accents[] = {
    {'`', 0x300}, {'\'', 0x301}, {'^', 0x302}, {'~', 0x303}, {'"', 0x308}, {'=', 0x304}, {'.', 0x307}, {'u', 0x306},
    {'v', 0x30C}, {'H', 0x30B},  {'c', 0x327}, {'k', 0x328}, {'r', 0x30A}, {'d', 0x323}, {'b', 0x331}, {'t', 0x361},
};

struct Symbol {
  std::string_view name;
  std::string_view text;
};

constexpr Symbol k_letters[] = {
    {"aa", "\u00E5"}, {"AA", "\u00C5"}, {"ae", "\u00E6"}, {"AE", "\u00C6"}, {"oe", "\u0153"}, {"OE", "\u0152"},
    {"o", "\u00F8"},  {"O", "\u00D8"},  {"ss", "\u00DF"}, {"SS", "\u1E9E"}, {"l", "\u0142"},  {"L", "\u0141"},
    {"i", "\u0131"},  {"j", "\u0237"},  {"dh", "\u00F0"}, {"DH", "\u00D0"}, {"th", "\u00FE"}, {"TH", "\u00DE"},
    {"ng", "\u014B"}, {"NG", "\u014A"}, {"dj", "\u0111"}, {"DJ", "\u0110"},
};

constexpr Symbol k_symbols[] = {
    {"S", "\u00A7"},
    {"P", "\u00B6"},
    {"dag", "\u2020"},
    {"ddag", "\u2021"},
    {"copyright", "\u00A9"},
    {"pounds", "\u00A3"},
    {"dots", "\u2026"},
    {"ldots", "\u2026"},
    {"lq", "\u2018"},
    {"rq", "\u2019"},
    {"euro", "\u20AC"},
    {"TeX", "TeX"},
    {"LaTeX", "LaTeX"},
    {"LaTeXe", "LaTeX2e"},
    {"BibTeX", "BibTeX"},
    {"guillemotleft", "\u00AB"},
    {"guillemotright", "\u00BB"},
    {"guilsinglleft", "\u2039"},
    {"guilsinglright", "\u203A"},
    {"quotedblbase", "\u201E"},
    {"quotesinglbase", "\u201A"},
    {"textasciicircum", "^"},
    {"textbar", "|"},
    {"textbullet", "\u2022"},
    {"textcent", "\u00A2"},
    {"textcopyright", "\u00A9"},
    {"textdagger", "\u2020"},
    {"textdaggerdbl", "\u2021"},
    {"textdegree", "\u00B0"},
    {"textdiv", "\u00F7"},
    {"textdollar", "$"},
    {"textellipsis", "\u2026"},
    {"textemdash", "\u2014"},
    {"textendash", "\u2013"},
    {"texteuro", "\u20AC"},
    {"textexclamdown", "\u00A1"},
    {"textgreater", ">"},
    {"textless", "<"},
    {"textmu", "\u00B5"},
    {"textnumero", "\u2116"},
    {"textonehalf", "\u00BD"},
    {"textonequarter", "\u00BC"},
    {"textonesuperior", "\u00B9"},
    {"textordfeminine", "\u00AA"},
    {"textordmasculine", "\u00BA"},
    {"textparagraph", "\u00B6"},
    {"textperiodcentered", "\u00B7"},
    {"textperthousand", "\u2030"},
    {"textpm", "\u00B1"},
    {"textquestiondown", "\u00BF"},
    {"textquotedbl", "\""},
    {"textquotedblleft", "\u201C"},
    {"textquotedblright", "\u201D"},
    {"textquoteleft", "\u2018"},
    {"textquoteright", "\u2019"},
    {"textquotesingle", "'"},
    {"textregistered", "\u00AE"},
    {"textsection", "\u00A7"},
    {"textsterling", "\u00A3"},
    {"textthreequarters", "\u00BE"},
    {"textthreesuperior", "\u00B3"},
    {"texttimes", "\u00D7"},
    {"texttrademark", "\u2122"},
    {"texttwosuperior", "\u00B2"},
    {"textunderscore", "_"},
    {"textvisiblespace", "\u2423"},
    {"textyen", "\u00A5"},
};

constexpr std::string_view k_font_switches[] = {
    "bf",      "bfseries", "em",       "it",      "itshape",      "mdseries", "normalfont",
    "rm",      "rmfamily", "sc",       "scshape", "sf",           "sffamily", "sl",
    "slshape", "tt",       "ttfamily", "upshape", "footnotesize", "large",    "small",
};

constexpr std::string_view k_style_commands[] = {
    "emph",   "mbox",   "text",   "textbf",        "textit",          "textmd", "textnormal", "textrm",
    "textsc", "textsf", "textsl", "textsubscript", "textsuperscript", "texttt", "textup",     "underline",
};

template <std::size_t Size>
std::optional<std::string_view> text_in(const Symbol (&table)[Size], std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &Symbol::name);
  return found == std::end(table) ? std::nullopt : std::optional(found->text);
}

}  // namespace

std::uint32_t combining_mark(std::string_view name) {
  if (name.size() != 1) return 0;
  const auto* const found = std::ranges::find(k_accents, name.front(), &Accent::name);
  return found == std::end(k_accents) ? 0 : found->mark;
}

std::optional<std::string_view> letter_of(std::string_view name) { return text_in(k_letters, name); }

std::optional<std::string_view> symbol_of(std::string_view name) { return text_in(k_symbols, name); }

bool is_font_switch(std::string_view name) {
  return std::ranges::find(k_font_switches, name) != std::end(k_font_switches);
}

bool is_style_command(std::string_view name) {
  return std::ranges::find(k_style_commands, name) != std::end(k_style_commands);
}

}  // namespace litdex::normalize
