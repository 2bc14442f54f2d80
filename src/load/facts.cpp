// SPDX-License-Identifier: MIT
#include "load/facts.hpp"

#include "record/links.hpp"
#include "record/withdrawal.hpp"

namespace litdex::load {

Facts facts_in(const FactTexts& texts) {
  Facts facts;
  facts.is_withdrawn = record::says_withdrawn(texts.comments) || record::says_withdrawn(texts.abstract);
  facts.counts = record::counts_in(texts.comments);
  facts.venue = record::venue_of(texts.journal_ref);
  for (const std::string_view text : {texts.comments, texts.abstract, texts.journal_ref}) {
    record::append_links(text, facts.links);
  }
  facts.authors = record::author_names(texts.authors);
  return facts;
}

}  // namespace litdex::load
