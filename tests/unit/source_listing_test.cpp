// Which files the arguments of an import stand for.
// SPDX-License-Identifier: MIT
#include "source/listing.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "support/file_bytes.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
namespace fs = std::filesystem;

namespace {

using Names = std::vector<std::string>;

/// What a listing found below `root`, with the paths from there.
struct Found {
  Names files;
  Names skipped;
  Names failed;
};

Found list(const fs::path& root, const Names& arguments) {
  const auto is_database = [](std::string_view bytes) { return bytes.starts_with("database"); };
  const source::Listing listing = source::list_inputs(arguments, is_database);
  const auto below = [&](const std::string& path) { return fs::path(path).lexically_relative(root).string(); };
  Found found;
  for (const source::ListedFile& file : listing.files) found.files.push_back(below(file.path));
  for (const source::Skipped& one : listing.skipped)
    found.skipped.push_back(below(one.name) + ": " + std::string(one.reason));
  for (const source::Failure& one : listing.failed) found.failed.push_back(one.error.message());
  return found;
}

}  // namespace

TEST_SUITE("source::list_inputs") {
  TEST_CASE("a directory stands for the files in it and below, in byte order") {
    const test::TempDir folder;
    const fs::path& root = folder.path();
    fs::create_directories(root / "b" / "deep");
    for (const char* name : {"c.txt", "B.txt", "b/z", "b/deep/y", "a.txt", "\xC3\xA4"})
      test::write_bytes(root / name, "text");
    CHECK(list(root, {root.string()}).files == Names{"B.txt", "a.txt", "b/deep/y", "b/z", "c.txt", "\xC3\xA4"});
  }

  TEST_CASE("in a directory, what nobody means is passed over and named") {
    const test::TempDir folder;
    const fs::path& root = folder.path();
    fs::create_directories(root / "d" / ".git");
    for (const char* name :
         {".hidden", "d/.git/x", "papers.db-wal", "papers.db.sha256", "dump.txt.sha256", "dump.txt"}) {
      test::write_bytes(root / name, "text");
    }
    test::write_bytes(root / "papers.db", "database");
    fs::create_directory_symlink(root, root / "d" / "loop");
    fs::create_symlink(root / "dump.txt", root / "link");
    REQUIRE(::mkfifo((root / "pipe").c_str(), 0600) == 0);
    const Found found = list(root, {root.string()});
    CHECK(found.files == Names{"dump.txt", "dump.txt.sha256", "link"});
    CHECK(found.skipped == Names{".hidden: hidden", "d/.git: hidden", "d/loop: a link to a directory",
                                 "papers.db: a litdex database", "papers.db-wal: belongs to a database beside it",
                                 "papers.db.sha256: belongs to a database beside it",
                                 "pipe: neither a file nor a directory"});
    CHECK(found.failed.empty());
  }

  TEST_CASE("what is named is never passed over; a database of ours is no dump") {
    const test::TempDir folder;
    const fs::path& root = folder.path();
    test::write_bytes(root / ".hidden", "text");
    test::write_bytes(root / "papers.db", "database");
    const Found found = list(root, {(root / ".hidden").string(), (root / "papers.db").string()});
    CHECK(found.files == Names{".hidden"});
    CHECK(found.failed == Names{(root / "papers.db").string() + " is a litdex database, and no dump"});
    // A pattern is no name.
    CHECK(list(root, {(root / "p*").string()}).skipped == Names{"papers.db: a litdex database"});
  }

  TEST_CASE("a pattern stands for what matches it, unless a file has its name") {
    const test::TempDir folder;
    const fs::path& root = folder.path();
    for (const char* name : {"b.gz", "a.gz", "B.gz", "c.txt"}) test::write_bytes(root / name, "text");
    CHECK(list(root, {(root / "*.gz").string()}).files == Names{"B.gz", "a.gz", "b.gz"});
    test::write_bytes(root / "[ab].gz", "text");
    CHECK(list(root, {(root / "[ab].gz").string()}).files == Names{"[ab].gz"});
    CHECK(list(root, {(root / "*.zip").string()}).failed == Names{"no file matches " + (root / "*.zip").string()});
  }

  TEST_CASE("what is absent, empty or closed is a failure beside what is found") {
    const test::TempDir folder;
    const fs::path& root = folder.path();
    fs::create_directory(root / "empty");
    test::write_bytes(root / "a", "text");
    fs::create_symlink("nowhere", root / "dangling");
    const Found found = list(root, {(root / "absent").string(), (root / "a").string(), (root / "empty").string(),
                                    (root / "dangling").string()});
    CHECK(found.files == Names{"a"});
    CHECK(found.failed == Names{"no such file: " + (root / "absent").string(),
                                "there is no file to read in " + (root / "empty").string(),
                                "no such file: " + (root / "dangling").string()});
    if (::geteuid() == 0) return;
    fs::permissions(root / "empty", fs::perms::none);
    CHECK(list(root, {(root / "empty").string()}).failed == Names{"not allowed to read " + (root / "empty").string()});
    fs::permissions(root / "empty", fs::perms::owner_all);
  }

  TEST_CASE("sizes are known of files alone") {
    const test::TempDir folder;
    test::write_bytes(folder.path() / "a", "four");
    REQUIRE(::mkfifo((folder.path() / "pipe").c_str(), 0600) == 0);
    const source::Listing listing =
        source::list_inputs({(folder.path() / "a").string(), (folder.path() / "pipe").string(), "-"},
                            [](std::string_view) { return false; });
    REQUIRE(listing.files.size() == 3);
    CHECK(listing.files[0].size == 4);
    CHECK_FALSE(listing.files[1].size);
    CHECK_FALSE(listing.files[2].size);
  }
}
