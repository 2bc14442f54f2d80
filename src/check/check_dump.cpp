// SPDX-License-Identifier: MIT
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <fmt/format.h>

#include <optional>

#include "base/command_line.hpp"
#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "check/check.hpp"
#include "db/database.hpp"
#include "db/hints.hpp"
#include "db/statement.hpp"
#include "format/format.hpp"
#include "source/input.hpp"
#include "source/window.hpp"

namespace litdex::check {
namespace {

namespace fs = std::filesystem;

/// A span as the database or the dump has it.
struct Span {
  std::int64_t start = 0;
  std::int64_t length = 0;
  std::string hash;
  bool is_record = true;

  friend bool operator==(const Span&, const Span&) = default;
};

std::string describe(const std::optional<Span>& span) {
  if (!span) return "nothing";
  return fmt::format("a {} of {} bytes at byte {}", span->is_record ? "record" : "reject", span->length, span->start);
}

constexpr auto k_sql_spans =
    "SELECT start, length, hex(entry_hash), 1 FROM records WHERE dump_id = ?1"
    " UNION ALL SELECT start, length, hex(hash), 0 FROM rejects WHERE dump_id = ?1 ORDER BY start";

/// The spans that the database has of one dump, in stream order.
class StoredSpans {
 public:
  StoredSpans(SQLite::Database& database, std::int64_t dump_id) : m_rows(database, k_sql_spans) {
    m_rows.bind(1, dump_id);
  }
  std::optional<Span> next() {
    // The dump may have more: then this is asked again after the end.
    if (m_rows.isDone() || !m_rows.executeStep()) return std::nullopt;
    return Span{m_rows.getColumn(0).getInt64(), m_rows.getColumn(1).getInt64(),
                base::ascii_lower(m_rows.getColumn(2).getString()), m_rows.getColumn(3).getInt() == 1};
  }

 private:
  SQLite::Statement m_rows;
};

/// The records and rejects of a dump, cut anew.
class FreshSpans {
 public:
  FreshSpans(const format::Format& format, source::Window& window, const format::ReadOptions& options)
      : m_format(format), m_segmenter(format.make_segmenter(window, options)) {}
  std::optional<Span> next() {
    format::Segment segment;
    while (m_segmenter->next(segment)) {
      if (segment.kind == format::SpanKind::frame || segment.kind == format::SpanKind::blank) continue;
      const bool is_record = segment.kind == format::SpanKind::record &&
                             std::holds_alternative<record::RawRecord>(m_format.decode(segment.text, segment.context));
      return Span{static_cast<std::int64_t>(segment.start), static_cast<std::int64_t>(segment.text.size()),
                  base::hex(format::hash_of(segment).view()), is_record};
    }
    return std::nullopt;
  }

 private:
  const format::Format& m_format;
  std::unique_ptr<format::Segmenter> m_segmenter;
};

std::string sha256_of_stream(source::ByteSource& bytes) {
  source::Window window(bytes);
  while (window.more()) window.drop(window.text().size());
  return window.sha256_hex();
}

/// The dump is read twice: for its hash, which finds it in the database, and to be cut.
void require_readable_twice(const std::string& dump_path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(dump_path, ignored);
  // What is not there, or is a directory, is named better when it is opened.
  const bool is_refused_later = fs::is_directory(status) || !fs::exists(status);
  if (dump_path != "-" && (fs::is_regular_file(status) || is_refused_later)) return;
  throw base::Error(base::ExitCode::usage,
                    fmt::format("{} cannot be read twice, as check must",
                                dump_path == "-" ? "standard input" : base::printable(dump_path)),
                    "write the dump to a file and name that");
}

/// The dump in the database with the bytes of that stream, and its format.
struct KnownDump {
  std::int64_t dump_id = 0;
  const format::Format* format = nullptr;
};

KnownDump find_dump(SQLite::Database& database, const fs::path& path, source::ByteSource& bytes) {
  SQLite::Statement row(database, "SELECT dump_id, format, reader_version FROM dumps WHERE sha256 = ?");
  const std::string sha256 = sha256_of_stream(bytes);
  db::bind_all(row, sha256);
  if (!row.executeStep()) {
    throw base::Error(base::ExitCode::no_input,
                      fmt::format("the database holds no dump with the bytes of {}", base::printable(bytes.name())),
                      fmt::format("litdex info{} lists the dumps it holds", base::database_option(path.native())));
  }
  const format::Format* known_format = format::find_format(row.getColumn(1).getString());
  if (known_format == nullptr || known_format->reader_version != row.getColumn(2).getInt()) {
    throw base::Error(base::ExitCode::bad_data, "the dump was read by another version of its reader",
                      "import it again with this version");
  }
  return {row.getColumn(0).getInt64(), known_format};
}

void compare(SQLite::Database& database, const KnownDump& dump, source::ByteSource& bytes,
             const format::ReadOptions& options, std::vector<Finding>& findings) {
  source::Window window(bytes);
  FreshSpans fresh(*dump.format, window, options);
  StoredSpans stored(database, dump.dump_id);
  while (findings.size() < k_max_findings) {
    const std::optional<Span> found = fresh.next();
    const std::optional<Span> expected = stored.next();
    if (!found && !expected) break;
    if (found == expected) continue;
    const auto at = found ? found->start : expected->start;
    findings.push_back({"spans", fmt::format("{}, byte {}", bytes.name(), at),
                        fmt::format("the dump has {} where the database has {}", describe(found), describe(expected)),
                        db::k_hint_import_again});
  }
}

}  // namespace

std::vector<Finding> check_dump(const std::filesystem::path& path, const std::string& dump_path,
                                const format::ReadOptions& options) {
  require_readable_twice(dump_path);
  SQLite::Database database = db::open_database(path, db::Access::read);
  std::vector<KnownDump> dumps;
  source::Input to_find(dump_path);
  while (const std::optional<source::Stream> stream = to_find.next()) {
    dumps.push_back(find_dump(database, path, *stream->bytes));
  }
  std::vector<Finding> findings;
  source::Input to_compare(dump_path);
  for (const KnownDump& dump : dumps) {
    const std::optional<source::Stream> stream = to_compare.next();
    if (stream) compare(database, dump, *stream->bytes, options, findings);
  }
  return findings;
}

}  // namespace litdex::check
