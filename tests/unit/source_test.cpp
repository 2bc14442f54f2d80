// Where bytes come from: files, memory, and the window over them.
// SPDX-License-Identifier: MIT
#include "source/source.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.hpp"
#include "source/file_source.hpp"
#include "source/window.hpp"

using litdex::base::Error;
using litdex::base::ExitCode;
using litdex::source::ByteSource;
using litdex::source::memory_source;
using litdex::source::open_file;
using litdex::source::Window;

namespace {

/// A directory of its own, removed at the end.
class TemporaryDirectory {
 public:
  TemporaryDirectory()
      : m_path(std::filesystem::temp_directory_path() / ("litdex_source_" + std::to_string(getpid()))) {
    std::filesystem::create_directories(m_path);
  }
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  ~TemporaryDirectory() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
  }
  [[nodiscard]] std::string file(const std::string& name) const { return (m_path / name).string(); }

 private:
  std::filesystem::path m_path;
};

std::string read_all(ByteSource& source, std::size_t buffer_size) {
  std::string all;
  std::string buffer(buffer_size, '\0');
  while (const std::size_t count = source.read(buffer)) all.append(buffer, 0, count);
  return all;
}

/// Fails after the given bytes.
class FailingSource final : public ByteSource {
 public:
  explicit FailingSource(std::size_t good_bytes) : m_left(good_bytes) {}
  std::size_t read(std::span<char> buffer) override {
    if (m_left == 0) throw litdex::base::system_error("read", "tape", EIO);
    const std::size_t count = std::min(m_left, buffer.size());
    std::fill_n(buffer.begin(), count, 'x');
    m_left -= count;
    return count;
  }
  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  std::string m_name = "tape";
  std::size_t m_left;
};

Error error_of(const std::string& path) {
  try {
    open_file(path);
  } catch (const Error& error) {
    return error;
  }
  return {ExitCode::done, "no error"};
}

}  // namespace

TEST_SUITE("source::file") {
  TEST_CASE("a file is read whole, under its base name") {
    const TemporaryDirectory directory;
    const std::string path = directory.file("dump.txt");
    std::ofstream(path, std::ios::binary) << std::string("a\0b\r\n", 5);
    const auto source = open_file(path);
    CHECK(source->name() == "dump.txt");
    CHECK(read_all(*source, 2) == std::string("a\0b\r\n", 5));
  }

  TEST_CASE("a missing file is no input, with a hint") {
    const TemporaryDirectory directory;
    const std::string path = directory.file("absent");
    const Error error = error_of(path);
    CHECK(error.code() == ExitCode::no_input);
    CHECK(error.message() == "no such file: " + path);
    CHECK(error.hint() == "check the path; - reads standard input");
    CHECK(error_of(path + "/below").code() == ExitCode::no_input);
  }

  TEST_CASE("a directory is no input, with a hint") {
    const TemporaryDirectory directory;
    const Error error = error_of(directory.file("."));
    CHECK(error.code() == ExitCode::no_input);
    CHECK(error.message() == directory.file(".") + " is a directory");
    CHECK(error.hint() == "name the files in it, for example with *");
  }

  TEST_CASE("a file that may not be read is no input") {
    if (geteuid() == 0) {
      MESSAGE("skipped: the superuser may read everything");
      return;
    }
    const TemporaryDirectory directory;
    const std::string path = directory.file("secret");
    std::ofstream{path} << "x";
    std::filesystem::permissions(path, std::filesystem::perms::none);
    CHECK(error_of(path).code() == ExitCode::no_input);
    CHECK(error_of(path).message() == "not allowed to read " + path);
  }

  TEST_CASE("a name that is not fit to print is made so in the message") {
    CHECK(error_of("/absent/\x1B[31m").message() == "no such file: /absent/\\x1b[31m");
  }
}

TEST_SUITE("source::memory") {
  TEST_CASE("no read gives more than the chunk") {
    const auto source = memory_source("m", "abcdefg", 3);
    std::string buffer(100, '\0');
    CHECK(source->read(buffer) == 3);
    CHECK(source->read(buffer) == 3);
    CHECK(source->read(buffer) == 1);
    CHECK(source->read(buffer) == 0);
    CHECK(source->name() == "m");
  }
}

TEST_SUITE("source::window") {
  TEST_CASE("what is dropped moves the offset, and the hash is that of the whole stream") {
    for (const std::size_t chunk : {1U, 2U, 3U, 100U}) {
      CAPTURE(chunk);
      const auto source = memory_source("m", "abcdefg", chunk);
      Window window(*source);
      while (window.text().size() < 4 && window.more()) {
      }
      CHECK(window.text().substr(0, 4) == "abcd");
      window.drop(3);
      CHECK(window.offset() == 3);
      while (window.more()) {
      }
      CHECK(window.text() == "defg");
      CHECK(window.at_end());
      CHECK(window.sha256_hex() == litdex::base::sha256_hex("abcdefg"));
    }
  }

  TEST_CASE("bytes that are not dropped stay in order however many are read") {
    std::string bytes(3U << 20U, 'x');
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(i * 31 % 251);
    const auto source = memory_source("m", bytes, 100003);
    Window window(*source);
    std::size_t at = 0;
    while (window.more()) {
      REQUIRE(window.text() == std::string_view(bytes).substr(at, window.text().size()));
      const std::size_t dropped = window.text().size() / 3;
      window.drop(dropped);
      at += dropped;
    }
    CHECK(at + window.text().size() == bytes.size());
  }

  TEST_CASE("an error of the source passes through") {
    FailingSource source(10);
    Window window(source);
    CHECK(window.more());
    CHECK_THROWS_WITH_AS(window.more(), "cannot read tape: Input/output error", Error);
  }
}
