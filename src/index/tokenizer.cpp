// SPDX-License-Identifier: MIT
#include "index/tokenizer.hpp"

#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <exception>

#include "db/raw_statement.hpp"

namespace litdex::index {
namespace {

/// FTS5 cuts a token off after so many bytes.
constexpr int k_max_token_bytes = 32768;

void require_ok(int result) {
  if (result != SQLITE_OK) throw SQLite::Exception(sqlite3_errstr(result), result);
}

/// What FTS5 gives other code to work with.
fts5_api& api_of(SQLite::Database& database) {
  db::RawStatement query(database, "SELECT fts5(?)");
  fts5_api* api = nullptr;
  query.bind(1, static_cast<void*>(&api), "fts5_api_ptr");
  query.step();
  if (api == nullptr) require_ok(SQLITE_ERROR);
  return *api;
}

/// Who takes the tokens of a text, and what that threw: nothing may be thrown through FTS5.
struct Taking {
  const TokenTaker& take;
  std::exception_ptr error;
};

// The parameters are FTS5's.
// NOLINTNEXTLINE(readability-function-size)
int take_token(void* context, int flags, const char* token, int size, int /*begin*/, int /*end*/) {
  Taking& taking = *static_cast<Taking*>(context);
  try {
    const int kept = std::min(size, k_max_token_bytes);
    taking.take({token, static_cast<std::size_t>(kept)}, (flags & FTS5_TOKEN_COLOCATED) != 0);
    return SQLITE_OK;
  } catch (...) {
    taking.error = std::current_exception();
    return SQLITE_ABORT;
  }
}

}  // namespace

Tokenizer::Tokenizer(SQLite::Database& database, const std::vector<std::string>& words) {
  fts5_api& api = api_of(database);
  void* factory = nullptr;
  require_ok(api.xFindTokenizer(&api, words.front().c_str(), &factory, &m_functions));
  std::vector<const char*> arguments;
  arguments.reserve(words.size());
  for (const std::string& word : words) arguments.push_back(word.c_str());
  Fts5Tokenizer* made = nullptr;
  const int count = static_cast<int>(arguments.size()) - 1;
  require_ok(m_functions.xCreate(factory, arguments.data() + 1, count, &made));
  m_tokenizer = {made, m_functions.xDelete};
}

void Tokenizer::tokenize(std::string_view text, const TokenTaker& take) {
  Taking taking{take, nullptr};
  const int result = m_functions.xTokenize(m_tokenizer.get(), &taking, FTS5_TOKENIZE_DOCUMENT, text.data(),
                                           static_cast<int>(text.size()), take_token);
  if (taking.error) std::rethrow_exception(taking.error);
  require_ok(result);
}

}  // namespace litdex::index
