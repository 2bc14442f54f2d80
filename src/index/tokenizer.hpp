// FTS5's own tokenizers, so that a token here is a token there.
// SPDX-License-Identifier: MIT
#pragma once

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace litdex::index {

/// Told each token: its bytes, cut to the length that FTS5 keeps, and whether it stands where the one before stands.
using TokenTaker = std::function<void(std::string_view token, bool is_colocated)>;

/// A tokenizer of FTS5. After it is made it no longer needs the connection, and may be used by another thread.
class Tokenizer {
 public:
  /// `words`: its name and arguments, as in the option tokenize. Throws SQLite::Exception when there is none of that
  /// name, or when it refuses the arguments.
  Tokenizer(SQLite::Database& database, const std::vector<std::string>& words);

  /// Tells `take` of the tokens of a text that is to be indexed, in their order. Throws SQLite::Exception, and what
  /// `take` throws.
  void tokenize(std::string_view text, const TokenTaker& take);

 private:
  fts5_tokenizer m_functions{};
  std::unique_ptr<Fts5Tokenizer, void (*)(Fts5Tokenizer*)> m_tokenizer{nullptr, nullptr};
};

}  // namespace litdex::index
