// SPDX-License-Identifier: MIT
#include "source/input.hpp"

#include <fmt/format.h>

#include <utility>

#include "base/text.hpp"
#include "source/archive.hpp"
#include "source/file_source.hpp"
#include "source/packing.hpp"
#include "source/peeked_source.hpp"
#include "source/unpacked_source.hpp"

namespace litdex::source {
namespace {

/// Counts the bytes that are read of another source.
class CountedSource final : public ByteSource {
 public:
  /// `count` is kept by the caller, who keeps it as long as the source.
  CountedSource(std::unique_ptr<ByteSource> source, std::atomic<std::uint64_t>& count)
      : m_source(std::move(source)), m_count(count) {}

  std::size_t read(std::span<char> buffer) override {
    const std::size_t size = m_source->read(buffer);
    m_count += size;
    return size;
  }
  [[nodiscard]] const std::string& name() const override { return m_source->name(); }

 private:
  std::unique_ptr<ByteSource> m_source;
  std::atomic<std::uint64_t>& m_count;
};

/// Bytes whose beginning says how they are packed: not at all where `packing` is null.
struct Recognized {
  std::unique_ptr<ByteSource> bytes;
  const PackingInfo* packing = nullptr;
};

Recognized recognize(std::unique_ptr<ByteSource> bytes) {
  auto peeked = std::make_unique<PeekedSource>(std::move(bytes), k_packing_head_bytes);
  const PackingInfo* packing = find_packing(peeked->head());
  return {std::move(peeked), packing};
}

void require_supported(const Recognized& recognized) {
  if (recognized.packing == nullptr || recognized.packing->packing != Packing::unsupported) return;
  throw base::Error(base::ExitCode::bad_data,
                    fmt::format("{} is packed as {}, which litdex does not unpack",
                                base::printable(recognized.bytes->name()), recognized.packing->name),
                    "unpack it with another program and import what comes out");
}

/// The bytes without one compression around them, whose name is added to `compression`.
Recognized unpack(std::unique_ptr<ByteSource> bytes, const Limits& limits, std::string& compression) {
  Recognized outer = recognize(std::move(bytes));
  require_supported(outer);
  if (outer.packing == nullptr || outer.packing->holds == Holds::members) return outer;
  compression += compression.empty() ? "" : "+";
  compression += outer.packing->name;
  Recognized inner = recognize(std::make_unique<UnpackedSource>(std::move(outer.bytes), *outer.packing, limits));
  require_supported(inner);
  if (inner.packing == nullptr || inner.packing->holds == Holds::members) return inner;
  throw base::Error(base::ExitCode::bad_data,
                    fmt::format("{} is compressed twice ({} in {})", base::printable(inner.bytes->name()),
                                inner.packing->name, outer.packing->name),
                    "unpack it once with another program and import what comes out");
}

/// A stream that cannot be read: the error comes with the first read.
class Unreadable final : public ByteSource {
 public:
  // NOLINTNEXTLINE(bugprone-throw-keyword-missing): it is thrown by every read
  Unreadable(std::string name, base::Error error) : m_name(std::move(name)), m_error(std::move(error)) {}
  std::size_t read(std::span<char> /*buffer*/) override { throw base::Error(m_error); }
  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  std::string m_name;
  base::Error m_error;
};

}  // namespace

Input::Input(const std::string& path, const Limits& limits) : m_limits(limits) {
  std::unique_ptr<ByteSource> file = open_file(path);
  m_name = file->name();
  Recognized recognized = unpack(std::make_unique<CountedSource>(std::move(file), m_bytes_read), limits, m_compression);
  if (recognized.packing == nullptr) {
    m_only = Stream{std::move(recognized.bytes), std::nullopt, std::nullopt};
    if (!m_compression.empty()) m_only->compression = m_compression;
    return;
  }
  m_compression += m_compression.empty() ? "" : "+";
  m_compression += recognized.packing->name;
  m_archive = std::make_unique<Archive>(std::move(recognized.bytes), *recognized.packing, limits);
}

Input::~Input() = default;

std::optional<Stream> Input::next() {
  if (m_archive == nullptr) return std::exchange(m_only, std::nullopt);
  std::optional<Stream> stream = next_member();
  m_stream_count += stream ? 1 : 0;
  if (!stream && m_stream_count == 0) {
    throw base::Error(base::ExitCode::bad_data, fmt::format("there is no file to read in {}", base::printable(m_name)),
                      "look into the archive with another program");
  }
  return stream;
}

std::optional<Stream> Input::next_member() {
  std::unique_ptr<ByteSource> member = m_archive->next();
  if (member == nullptr) return std::nullopt;
  const std::string name = member->name();
  Stream stream{nullptr, m_name, m_compression};
  try {
    Recognized recognized = unpack(std::move(member), m_limits, *stream.compression);
    if (recognized.packing != nullptr) {
      throw base::Error(
          base::ExitCode::bad_data,
          fmt::format("{} in {} is an archive in an archive", base::printable(name), base::printable(m_name)),
          fmt::format("unpack {} and import what is in it", base::printable(m_name)));
    }
    stream.bytes = std::move(recognized.bytes);
  } catch (const base::Error& error) {
    stream.bytes = std::make_unique<Unreadable>(name, error);
  }
  return stream;
}

std::vector<Skipped> Input::take_skipped() {
  return m_archive == nullptr ? std::vector<Skipped>() : m_archive->take_skipped();
}

}  // namespace litdex::source
