// Packed bytes: told by their beginning, unpacked as they come, and damaged in every way.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/text.hpp"
#include "source/archive.hpp"
#include "source/input.hpp"
#include "source/packing.hpp"
#include "source/unpacked_source.hpp"
#include "support/file_bytes.hpp"
#include "support/packed.hpp"
#include "support/temp_dir.hpp"

using namespace litdex;
using source::Packing;
using source::PackingInfo;
using test::archive_of;
using test::packed;

namespace {

constexpr std::array k_filters = {"gzip", "bzip2", "xz", "zstd"};

/// Text that does not shrink to nothing.
std::string sample(std::size_t lines) {
  std::string text;
  for (std::size_t i = 0; i < lines; ++i)
    text += std::to_string(i * 2654435761U % 1000003U) + (i % 3 == 0 ? "\n" : " ");
  return text;
}

/// What a source gave, and the error it ended with.
struct Read {
  std::string bytes;
  std::string error;
  std::string hint;
  base::ExitCode code = base::ExitCode::done;
};

void note(Read& read, const base::Error& error) {
  read.error = error.message();
  read.hint = error.hint();
  read.code = error.code();
}

Read read_all(source::ByteSource& bytes, std::size_t buffer_size = 1U << 16U) {
  Read read;
  std::string buffer(buffer_size, '\0');
  try {
    while (const std::size_t count = bytes.read(buffer)) read.bytes.append(buffer, 0, count);
  } catch (const base::Error& error) {
    note(read, error);
  }
  return read;
}

Read unpack(std::string_view bytes, std::size_t chunk = SIZE_MAX, std::size_t buffer_size = 1U << 16U) {
  const PackingInfo* packing = source::find_packing(bytes);
  REQUIRE(packing != nullptr);
  source::UnpackedSource unpacked(source::memory_source("x", bytes, chunk), *packing, {});
  return read_all(unpacked, buffer_size);
}

/// Every stream of a file, as "name (archive, compression): bytes".
struct Streams {
  std::vector<std::string> streams;
  std::string error;
  std::string hint;
  base::ExitCode code = base::ExitCode::done;
};

Streams streams_of(const std::filesystem::path& path, const source::Limits& limits = {}) {
  Streams all;
  try {
    source::Input input(path.string(), limits);
    while (const std::optional<source::Stream> stream = input.next()) {
      const Read read = read_all(*stream->bytes);
      all.streams.push_back(stream->bytes->name() + " (" + stream->archive.value_or("no archive") + ", " +
                            stream->compression.value_or("plain") + "): " + read.bytes +
                            (read.error.empty() ? "" : "! " + read.error));
    }
  } catch (const base::Error& error) {
    all.error = error.message();
    all.hint = error.hint();
    all.code = error.code();
  }
  return all;
}

using Names = std::vector<std::string>;

}  // namespace

TEST_SUITE("source::packing") {
  TEST_CASE("what bytes are is told from their beginning") {
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      const PackingInfo* found = source::find_packing(packed(filter, "text"));
      REQUIRE(found != nullptr);
      CHECK(found->name == filter);
    }
    CHECK(source::find_packing(archive_of("zip", {{"a", "text"}}))->name == "zip");
    CHECK(source::find_packing(archive_of("zip", {}))->name == "zip");
    CHECK(source::find_packing(archive_of("ustar", {{"a", "text"}}))->name == "tar");
    CHECK(source::find_packing(archive_of("v7tar", {{"a", "text"}}))->name == "tar");
    CHECK(source::find_packing("7z\xBC\xAF\x27\x1C____")->packing == Packing::unsupported);
    CHECK(source::find_packing("") == nullptr);
    CHECK(source::find_packing("BZh9 is how some text begins") == nullptr);
    CHECK(source::find_packing(std::string(1024, '\0')) == nullptr);
    CHECK(source::find_packing(std::string(1024, 'a')) == nullptr);
  }
}

TEST_SUITE("source::UnpackedSource") {
  TEST_CASE("every packing gives back the bytes, however they arrive and are asked for") {
    const std::string text = sample(3000);
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      const std::string bytes = packed(filter, text);
      for (const std::size_t chunk : {1U, 7U, 1000U, 1U << 20U}) {
        CAPTURE(chunk);
        CHECK(unpack(bytes, chunk).bytes == text);
        CHECK(unpack(bytes, chunk, 13).bytes == text);
        CHECK(unpack(bytes, chunk).error.empty());
      }
    }
  }

  TEST_CASE("members that follow one another are one stream, and zeros around them are padding") {
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      const std::string two =
          packed(filter, "first, ") + std::string(512, '\0') + packed(filter, "second") + packed(filter, "");
      for (const std::size_t chunk : {1U, 1U << 20U}) {
        const Read read = unpack(two + std::string(4096, '\0'), chunk);
        CHECK(read.bytes == "first, second");
        CHECK(read.error.empty());
      }
    }
  }

  TEST_CASE("what follows the last member and is none is an error, behind all that came before") {
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      const std::string bytes = packed(filter, "whole");
      const Read read = unpack(bytes + "garbage");
      CHECK(read.bytes == "whole");
      CHECK(read.error == "x: what follows the " + std::string(filter) + " data at byte " +
                              std::to_string(bytes.size()) + " is something else");
      CHECK(read.code == base::ExitCode::bad_data);
    }
  }

  TEST_CASE("a stream that is cut off anywhere gives what can be unpacked, and an error") {
    const std::string text = sample(300);
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      const std::string bytes = packed(filter, text);
      for (std::size_t size = 10; size < bytes.size(); ++size) {
        CAPTURE(size);
        const Read read = unpack(std::string_view(bytes).substr(0, size));
        REQUIRE(text.starts_with(read.bytes));
        REQUIRE(read.error ==
                "x: its " + std::string(filter) + " data is cut off after byte " + base::with_commas(size));
        REQUIRE(read.hint == "get the file again and import it; what came before the damage is kept");
      }
    }
    // Control: gzip gives nearly all of the text when only the checksum behind it is missing.
    const std::string gzip = packed("gzip", text);
    CHECK(unpack(std::string_view(gzip).substr(0, gzip.size() - 8)).bytes == text);
  }

  TEST_CASE("a changed byte is noticed, or changes nothing") {
    const std::string text = sample(60);
    for (const char* filter : k_filters) {
      CAPTURE(filter);
      // What libarchive writes as zstd has no checksum of the content: what is changed there may pass.
      const bool has_checksum = std::string_view(filter) != "zstd";
      const std::string bytes = packed(filter, text);
      std::size_t noticed = 0;
      for (std::size_t i = 10; i < bytes.size(); ++i) {
        CAPTURE(i);
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ 0x10);
        const Read read = unpack(changed);
        if (has_checksum) REQUIRE((!read.error.empty() || read.bytes == text));
        noticed += read.error.empty() ? 0 : 1;
      }
      CHECK(noticed > (has_checksum ? bytes.size() / 2 : 0));
    }
  }

  TEST_CASE("a stream that unpacks to too much ends with an error, and one at the limit does not") {
    const test::TempDir folder;
    const auto path = folder.path() / "dump";
    test::write_bytes(path, packed("gzip", sample(3000)));
    const std::size_t size = sample(3000).size();
    CHECK(streams_of(path, {size}).streams[0].ends_with(sample(3000)));
    const Streams over = streams_of(path, {size - 1});
    CHECK(over.streams[0].ends_with("! dump unpacks to more than " + base::with_commas(size - 1) + " bytes"));
  }

  TEST_CASE("a stream that unpacks to more than a thousand times its size ends with an error") {
    const test::TempDir folder;
    const std::string zeros(source::k_free_bytes + 1'000'000, 'a');
    const std::string bomb = packed("zstd", zeros);
    test::write_bytes(folder.path() / "bomb", bomb);
    const Streams stream = streams_of(folder.path() / "bomb");
    CHECK(stream.streams[0].ends_with("! bomb unpacks to more than 1,000 times its size"));
    // A member of an archive is limited by what it takes of the archive.
    test::write_bytes(folder.path() / "bomb.zip", archive_of("zip", {{"inner", bomb}}));
    CHECK(streams_of(folder.path() / "bomb.zip")
              .streams[0]
              .ends_with("! inner unpacks to more than 1,000 times its size"));
    // Control: a hundredth of it is no bomb.
    test::write_bytes(folder.path() / "small", packed("zstd", std::string_view(zeros).substr(0, 1'000'000)));
    CHECK(streams_of(folder.path() / "small").streams[0].ends_with("a"));
  }
}

TEST_SUITE("source::Input") {
  TEST_CASE("the name of a file plays no part in what it is") {
    const test::TempDir folder;
    test::write_bytes(folder.path() / "a.gz", "plain text");
    CHECK(streams_of(folder.path() / "a.gz").streams == Names{"a.gz (no archive, plain): plain text"});
    test::write_bytes(folder.path() / "a.txt", packed("gzip", "text"));
    CHECK(streams_of(folder.path() / "a.txt").streams == Names{"a.txt (no archive, gzip): text"});
    test::write_bytes(folder.path() / "empty", "");
    CHECK(streams_of(folder.path() / "empty").streams == Names{"empty (no archive, plain): "});
    test::write_bytes(folder.path() / "nothing.gz", packed("gzip", ""));
    CHECK(streams_of(folder.path() / "nothing.gz").streams == Names{"nothing.gz (no archive, gzip): "});
  }

  TEST_CASE("the bytes of the file are counted as they lie there, also after its last stream is gone") {
    const test::TempDir folder;
    const std::string tar = archive_of("ustar", {{"a", "one"}, {"b", "two"}});
    for (const std::string& bytes : {std::string("plain"), packed("gzip", "text"), packed("zstd", tar), tar}) {
      test::write_bytes(folder.path() / "x", bytes);
      source::Input input((folder.path() / "x").string());
      for (std::optional<source::Stream> stream = input.next(); stream; stream = input.next()) read_all(*stream->bytes);
      CHECK(input.bytes_read() == bytes.size());
    }
  }

  TEST_CASE("every member of an archive is a stream of its own, compressed or not") {
    const test::TempDir folder;
    const std::vector<test::PackedMember> members = {
        {"d", "", 'd'}, {"d/a.txt", "one"}, {"d/b.txt", packed("xz", "two")}, {"c", ""}};
    for (const std::string format : {"zip", "ustar", "pax", "v7tar", "gnutar"}) {
      CAPTURE(format);
      const std::string how = format == "zip" ? "zip" : "tar";
      const std::string archive = archive_of(format.c_str(), members);
      test::write_bytes(folder.path() / "x", archive);
      CHECK(streams_of(folder.path() / "x").streams ==
            Names{"d/a.txt (x, " + how + "): one", "d/b.txt (x, " + how + "+xz): two", "c (x, " + how + "): "});
      test::write_bytes(folder.path() / "y", packed("zstd", archive));
      CHECK(streams_of(folder.path() / "y").streams == Names{"d/a.txt (y, zstd+" + how + "): one",
                                                             "d/b.txt (y, zstd+" + how + "+xz): two",
                                                             "c (y, zstd+" + how + "): "});
    }
  }

  TEST_CASE("two tar archives, one after the other, give the members of both") {
    const test::TempDir folder;
    test::write_bytes(folder.path() / "x", archive_of("ustar", {{"a", "one"}}) + archive_of("ustar", {{"b", "two"}}));
    CHECK(streams_of(folder.path() / "x").streams == Names{"a (x, tar): one", "b (x, tar): two"});
    test::write_bytes(folder.path() / "x", archive_of("ustar", {{"a", "one"}}) + "garbage");
    const Streams read = streams_of(folder.path() / "x");
    CHECK(read.streams == Names{"a (x, tar): one"});
    CHECK(read.error.starts_with("x: the tar archive is damaged at byte "));
  }

  TEST_CASE("the path of a member becomes a name without root and without parent directories") {
    CHECK(source::member_name("/etc/../a//b/./c.txt") == "etc/a/b/c.txt");
    CHECK(source::member_name("../../a") == "a");
    CHECK(source::member_name("/") == "/");
    const test::TempDir folder;
    for (const char* format : {"zip", "ustar"}) {
      CAPTURE(format);
      test::write_bytes(folder.path() / "x", archive_of(format, {{"/etc/../p\xC3\xA4per", "one"}, {"../b", "two"}}));
      const Streams read = streams_of(folder.path() / "x");
      REQUIRE(read.streams.size() == 2);
      CHECK(read.streams[0].starts_with("etc/p\xC3\xA4per ("));
      CHECK(read.streams[1].starts_with("b ("));
    }
    CHECK(std::filesystem::directory_iterator(folder.path()) != std::filesystem::directory_iterator());
  }

  TEST_CASE("links, pipes and hidden members are passed over and named; nothing is written") {
    const test::TempDir folder;
    test::write_bytes(
        folder.path() / "x",
        archive_of(
            "pax",
            {{"l", "/etc/passwd", 'l'}, {"p", "", 'p'}, {"d/.hidden", "text"}, {"__MACOSX/a", "text"}, {"a", "text"}}));
    source::Input input((folder.path() / "x").string());
    const std::optional<source::Stream> only = input.next();
    REQUIRE(only);
    CHECK(only->bytes->name() == "a");
    CHECK(read_all(*only->bytes).bytes == "text");
    CHECK_FALSE(input.next());
    Names names;
    for (const source::Skipped& skipped : input.take_skipped())
      names.push_back(skipped.name + ": " + std::string(skipped.reason));
    CHECK(names == Names{"l: a link", "p: neither a file nor a directory", "d/.hidden: hidden", "__MACOSX/a: hidden"});
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), std::filesystem::directory_iterator()) ==
          1);
  }

  TEST_CASE("what cannot be unpacked says why, and the other members are read") {
    const test::TempDir folder;
    const auto path = folder.path() / "x";
    test::write_bytes(path, archive_of("zip", {{"a", "secret"}}, "pass"));
    CHECK(streams_of(path).streams == Names{"a (x, zip): ! a in x is encrypted"});

    test::write_bytes(path, archive_of("pax", {{"a.zip", archive_of("zip", {{"b", "text"}})}, {"c", "text"}}));
    CHECK(streams_of(path).streams ==
          Names{"a.zip (x, tar): ! a.zip in x is an archive in an archive", "c (x, tar): text"});

    test::write_bytes(path, packed("xz", packed("gzip", "text")));
    CHECK(streams_of(path).error == "x is compressed twice (gzip in xz)");
    CHECK(streams_of(path).code == base::ExitCode::bad_data);

    test::write_bytes(path, "Rar!\x1A\7_");
    CHECK(streams_of(path).error == "x is packed as RAR, which litdex does not unpack");

    test::write_bytes(path, archive_of("zip", {}));
    CHECK(streams_of(path).error == "there is no file to read in x");
  }

  TEST_CASE("a damaged archive gives the members before the damage, and one error") {
    const test::TempDir folder;
    const auto path = folder.path() / "x";
    const std::string text = sample(400);
    const std::string tar = archive_of("ustar", {{"a", "one"}, {"b", text}});
    test::write_bytes(path, tar.substr(0, 512 + 512 + 512 + 100));
    Streams read = streams_of(path);
    REQUIRE(read.streams.size() == 2);
    CHECK(read.streams[0] == "a (x, tar): one");
    CHECK(read.streams[1] ==
          "b (x, tar): " + text.substr(0, 100) + "! b: the archive is damaged at byte 1,636 (Truncated tar archive)");
    CHECK(read.error.empty());

    // The error of the compression around the archive comes first.
    const std::string gzip = packed("gzip", tar);
    test::write_bytes(path, gzip.substr(0, gzip.size() / 2));
    read = streams_of(path);
    REQUIRE(read.streams.size() == 2);
    const std::string error = "x: its gzip data is cut off after byte ";
    CHECK(read.streams[1].ends_with("! " + error + base::with_commas(gzip.size() / 2)));
    CHECK(read.error.empty());
    // Behind the last member: every member is whole, and the end of the archive is missing.
    test::write_bytes(path, gzip.substr(0, gzip.size() - 20));
    read = streams_of(path);
    CHECK(read.streams == Names{"a (x, gzip+tar): one", "b (x, gzip+tar): " + text});
    CHECK(read.error == error + base::with_commas(gzip.size() - 20));

    std::string zip = archive_of("zip", {{"a", "one"}, {"b", text}, {"c", "three"}});
    zip[zip.find("PK\3\4", 4) + 200] ^= 0x10;
    test::write_bytes(path, zip);
    read = streams_of(path);
    REQUIRE(read.streams.size() >= 2);
    CHECK(read.streams[0] == "a (x, zip): one");
    CHECK(read.streams[1].find("! b: the archive is damaged at byte ") != std::string::npos);
  }

  TEST_CASE("pipes are read by name and by descriptor") {
    const test::TempDir folder;
    const auto fifo = folder.path() / "fifo";
    REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
    const std::string bytes = packed("gzip", "through a pipe");
    std::thread writer([&] { test::write_bytes(fifo, bytes); });
    CHECK(streams_of(fifo).streams == Names{"fifo (no archive, gzip): through a pipe"});
    writer.join();

    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    REQUIRE(::write(ends[1], bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
    ::close(ends[1]);
    const std::string number = std::to_string(ends[0]);
    CHECK(streams_of("/dev/fd/" + number).streams == Names{number + " (no archive, gzip): through a pipe"});
    ::close(ends[0]);
  }

  TEST_CASE("what is no file and no pipe says what it is") {
    const test::TempDir folder;
    std::filesystem::create_symlink("loop", folder.path() / "loop");
    Streams read = streams_of(folder.path() / "loop");
    CHECK(read.error == (folder.path() / "loop").string() + " is a symbolic link that leads back to itself");
    CHECK(read.code == base::ExitCode::no_input);

    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = (folder.path() / "socket").string();
    REQUIRE(path.size() < sizeof(address.sun_path));
    std::memcpy(address.sun_path, path.c_str(), path.size());
    const int descriptor = ::socket(AF_UNIX, SOCK_STREAM, 0);
    REQUIRE(::bind(descriptor, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0);
    read = streams_of(path);
    ::close(descriptor);
    CHECK(read.error == path + " is a socket, and no file");
    CHECK(read.hint == "name a file or a pipe; - reads standard input");
  }
}
