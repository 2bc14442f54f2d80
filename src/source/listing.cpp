// SPDX-License-Identifier: MIT
#include "source/listing.hpp"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/text.hpp"
#include "source/file_source.hpp"

namespace litdex::source {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view k_our_database = "a litdex database";
constexpr std::string_view k_beside_database = "belongs to a database beside it";
constexpr std::string_view k_directory_link = "a link to a directory";

constexpr std::size_t k_database_head_bytes = 100;

/// What matches a pattern, in byte order. Nothing where the pattern cannot be tried.
std::vector<std::string> matches(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> paths;
  if (::glob(pattern.c_str(), GLOB_NOSORT, nullptr, &found) == 0) {
    paths.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  }
  ::globfree(&found);
  std::ranges::sort(paths);
  return paths;
}

class Lister {
 public:
  explicit Lister(IsDatabase is_database) : m_is_database(is_database) {}

  void add(const std::string& argument) {
    std::error_code error;
    const fs::file_status status = fs::status(argument, error);
    if (argument == k_standard_input) {
      m_listing.files.push_back({argument, std::nullopt});
    } else if (fs::is_directory(status)) {
      add_directory(argument);
    } else if (fs::exists(status)) {
      add_file(argument, status);
    } else if (argument.find_first_of("*?[") != std::string::npos) {
      add_matches(argument);
    } else {
      fail(argument, cannot_open(argument, error ? error.value() : ENOENT));
    }
  }

  Listing take() { return std::move(m_listing); }

 private:
  void add_file(const std::string& path, const fs::file_status& status) {
    if (!fs::is_regular_file(status)) {
      m_listing.files.push_back({path, std::nullopt});
    } else if (holds_database(path)) {
      fail(path, {base::ExitCode::bad_data, fmt::format("{} is a litdex database, and no dump", base::printable(path)),
                  "name the dumps that it was made from"});
    } else {
      std::error_code ignored;
      m_listing.files.push_back({path, fs::file_size(path, ignored)});
    }
  }

  void add_matches(const std::string& pattern) {
    const std::vector<std::string> paths = matches(pattern);
    for (const std::string& path : paths) {
      std::error_code ignored;
      if (fs::is_regular_file(path, ignored) && holds_database(path)) {
        skip(path, k_our_database);
      } else {
        add(path);
      }
    }
    if (!paths.empty()) return;
    fail(pattern, {base::ExitCode::no_input, fmt::format("no file matches {}", base::printable(pattern)),
                   "check the pattern; - reads standard input"});
  }

  void add_directory(const std::string& directory) {
    const std::size_t before = m_listing.files.size() + m_listing.failed.size();
    walk(directory);
    if (m_listing.files.size() + m_listing.failed.size() > before) return;
    fail(directory,
         {base::ExitCode::no_input, fmt::format("there is no file to read in {}", base::printable(directory)),
          "name the files, or a directory that holds some"});
  }

  void walk(const fs::path& directory) {
    std::error_code error;
    std::vector<fs::path> paths;
    for (fs::directory_iterator place(directory, error), end; !error && place != end; place.increment(error)) {
      paths.push_back(place->path());
    }
    if (error) return fail(directory.string(), cannot_open(directory.string(), error.value()));
    std::ranges::sort(paths, {}, &fs::path::native);
    for (const fs::path& path : paths) add_found(path);
  }

  void add_found(const fs::path& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (path.filename().native().starts_with('.')) return skip(path, k_hidden);
    if (fs::is_directory(status)) return fs::is_symlink(path, error) ? skip(path, k_directory_link) : walk(path);
    if (!fs::exists(status)) return fail(path.string(), cannot_open(path.string(), error ? error.value() : ENOENT));
    if (!fs::is_regular_file(status)) return skip(path, k_no_file);
    if (holds_database(path)) return skip(path, k_our_database);
    if (is_beside_database(path)) return skip(path, k_beside_database);
    add_file(path.string(), status);
  }

  /// What cannot be read is no database; it is named when it is opened to be imported.
  [[nodiscard]] bool holds_database(const fs::path& path) const {
    std::array<char, k_database_head_bytes> head{};
    try {
      const std::size_t count = open_file(path.string())->read(head);
      return m_is_database({head.data(), count});
    } catch (const base::Error&) {
      return false;
    }
  }

  [[nodiscard]] bool is_beside_database(const fs::path& path) const {
    for (const std::string_view ending : {"-wal", "-shm", "-journal", ".sha256"}) {
      const std::string& name = path.native();
      if (name.ends_with(ending) && holds_database(name.substr(0, name.size() - ending.size()))) return true;
    }
    return false;
  }

  void skip(const fs::path& path, std::string_view reason) { m_listing.skipped.push_back({path.string(), reason}); }
  void fail(const std::string& name, base::Error error) { m_listing.failed.push_back({name, std::move(error)}); }

  IsDatabase m_is_database;
  Listing m_listing;
};

}  // namespace

Listing list_inputs(const std::vector<std::string>& arguments, IsDatabase is_database) {
  Lister lister(is_database);
  for (const std::string& argument : arguments) lister.add(argument);
  return lister.take();
}

}  // namespace litdex::source
