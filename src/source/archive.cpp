// SPDX-License-Identifier: MIT
#include "source/archive.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <fmt/format.h>
#include <locale.h>  // NOLINT(modernize-deprecated-headers): <clocale> has no newlocale

#include <algorithm>
#include <array>
#include <cerrno>
#include <exception>
#include <new>
#include <utility>

#include "base/text.hpp"

namespace litdex::source {
namespace {

constexpr auto k_hint = "get the archive again and import it; what came before the damage is kept";

struct FreeArchive {
  void operator()(archive* handle) const noexcept { archive_read_free(handle); }
};

/// UTF-8 for as long as it lives, in this thread alone. libarchive translates the names of members to the characters of
/// the locale; the program's, which is "C", would lose all names beyond ASCII.
class Utf8Names {
 public:
  Utf8Names() : m_utf8(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (m_utf8 != nullptr) m_before = ::uselocale(m_utf8);
  }
  Utf8Names(const Utf8Names&) = delete;
  Utf8Names& operator=(const Utf8Names&) = delete;
  ~Utf8Names() {
    if (m_utf8 == nullptr) return;
    ::uselocale(m_before);
    ::freelocale(m_utf8);
  }

 private:
  locale_t m_utf8;
  locale_t m_before = nullptr;
};

/// The path of a member; its bytes as they are where they are no UTF-8.
std::string path_of(archive_entry* entry) {
  if (const char* utf8 = archive_entry_pathname_utf8(entry)) return utf8;
  const char* bytes = archive_entry_pathname(entry);
  return bytes != nullptr ? bytes : "";
}

bool is_hidden(std::string_view name) {
  const std::vector<std::string_view> parts = base::split(name, '/');
  return parts.front() == "__MACOSX" || std::ranges::any_of(parts, [](auto part) { return part.starts_with('.'); });
}

}  // namespace

std::string member_name(std::string_view path) {
  std::string name;
  for (const std::string_view part : base::split(path, '/')) {
    if (part.empty() || part == "." || part == "..") continue;
    name += name.empty() ? "" : "/";
    name += part;
  }
  return name.empty() ? base::printable(path) : name;
}

/// libarchive's handle, and the source that it reads from.
struct Archive::Reader {
  explicit Reader(std::unique_ptr<ByteSource> bytes) : source(std::move(bytes)), handle(archive_read_new()) {
    if (handle == nullptr) throw std::bad_alloc();
  }

  /// Exceptions may not pass through C: the error waits here.
  static la_ssize_t read(archive* handle, void* data, const void** block) {
    auto* reader = static_cast<Reader*>(data);
    *block = reader->buffer.data();
    try {
      return static_cast<la_ssize_t>(reader->source->read(reader->buffer));
    } catch (const base::Error& error) {
      reader->fault = error;
    } catch (...) {
      reader->other_fault = std::current_exception();
    }
    archive_set_error(handle, EIO, "reading failed");
    return ARCHIVE_FATAL;
  }

  /// What went wrong, with the error of the source in first place; throws what is no Error.
  [[nodiscard]] base::Error error(const std::string& what) const {
    if (other_fault) std::rethrow_exception(other_fault);
    if (fault) return *fault;
    const char* said = archive_error_string(handle.get());
    return {
        base::ExitCode::bad_data,
        fmt::format("{} at byte {} ({})", what, base::with_commas(bytes_taken()), said != nullptr ? said : "no reason"),
        k_hint};
  }

  /// How far the archive has been read; without what was read ahead.
  [[nodiscard]] std::uint64_t bytes_taken() const {
    return static_cast<std::uint64_t>(std::max<la_int64_t>(archive_filter_bytes(handle.get(), 0), 0));
  }

  std::unique_ptr<ByteSource> source;
  std::array<char, 64U << 10U> buffer{};
  std::optional<base::Error> fault;
  std::exception_ptr other_fault;  ///< that is no Error, as when memory runs out
  bool is_lost = false;            ///< nothing behind the member can be read, and reading the member has said so
  std::unique_ptr<archive, FreeArchive> handle;
};

/// The member that the archive stands at.
class Archive::Member final : public ByteSource {
 public:
  Member(Reader& reader, std::string name, const Limits& limits, std::optional<base::Error> fault)
      : m_reader(reader),
        m_name(std::move(name)),
        m_limits(limits),
        m_begin(reader.bytes_taken()),
        m_fault(std::move(fault)) {}

  std::size_t read(std::span<char> buffer) override {
    while (m_position == m_block_offset && m_block.empty()) {
      if (m_fault) throw base::Error(*m_fault);
      if (m_is_at_end) return 0;
      next_block();
    }
    const std::size_t count = m_position < m_block_offset ? give_hole(buffer) : give_block(buffer);
    m_position += count;
    require_within(m_limits, {m_reader.bytes_taken() - m_begin, m_position}, m_name);
    return count;
  }

  [[nodiscard]] const std::string& name() const override { return m_name; }

 private:
  void next_block() {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int result = archive_read_data_block(m_reader.handle.get(), &data, &size, &offset);
    // A wrong checksum is a warning that comes with the last bytes.
    if (result != ARCHIVE_OK && result != ARCHIVE_EOF) {
      m_fault = m_reader.error(fmt::format("{}: the archive is damaged", base::printable(m_name)));
      m_reader.is_lost = result == ARCHIVE_FATAL;
    }
    m_is_at_end = result == ARCHIVE_EOF;
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) return;
    m_block = {static_cast<const char*>(data), size};
    m_block_offset = std::max(m_position, static_cast<std::uint64_t>(offset));
  }

  /// The zeros that a sparse file does not store.
  [[nodiscard]] std::size_t give_hole(std::span<char> buffer) const {
    const std::size_t count = std::min<std::uint64_t>(buffer.size(), m_block_offset - m_position);
    std::fill_n(buffer.begin(), count, '\0');
    return count;
  }

  std::size_t give_block(std::span<char> buffer) {
    const std::size_t count = m_block.copy(buffer.data(), buffer.size());
    m_block.remove_prefix(count);
    m_block_offset += count;
    return count;
  }

  Reader& m_reader;
  std::string m_name;
  Limits m_limits;
  std::uint64_t m_begin;
  std::optional<base::Error> m_fault;
  std::string_view m_block;  ///< valid until the next block is asked for
  std::uint64_t m_block_offset = 0;
  std::uint64_t m_position = 0;
  bool m_is_at_end = false;
};

Archive::Archive(std::unique_ptr<ByteSource> bytes, const PackingInfo& packing, const Limits& limits)
    : m_reader(std::make_unique<Reader>(std::move(bytes))), m_packing(packing), m_limits(limits) {
  archive* handle = m_reader->handle.get();
  packing.packing == Packing::zip ? archive_read_support_format_zip_streamable(handle)
                                  : archive_read_support_format_tar(handle);
  // Two tar archives, one after the other, end twice; without this, the second would be lost in silence.
  archive_read_set_options(handle, "read_concatenated_archives");
  archive_read_set_callback_data(handle, m_reader.get());
  archive_read_set_read_callback(handle, Reader::read);
  if (archive_read_open1(handle) != ARCHIVE_OK) {
    throw m_reader->error(
        fmt::format("{}: the {} archive is damaged", base::printable(m_reader->source->name()), m_packing.name));
  }
}

Archive::~Archive() = default;

std::unique_ptr<ByteSource> Archive::next() {
  const Utf8Names utf8_names;
  const std::string archive_name = base::printable(m_reader->source->name());
  while (!m_reader->is_lost) {
    archive_entry* entry = nullptr;
    const int result = archive_read_next_header(m_reader->handle.get(), &entry);
    if (result == ARCHIVE_EOF) {
      // What is behind the archive's own end has the checksum of the compression around it.
      while (m_reader->source->read(m_reader->buffer) > 0) {
      }
      return nullptr;
    }
    if (result != ARCHIVE_OK && result != ARCHIVE_WARN) {
      throw m_reader->error(fmt::format("{}: the {} archive is damaged", archive_name, m_packing.name));
    }
    if (archive_entry_filetype(entry) == AE_IFDIR) continue;
    if (++m_member_count > k_max_members) {
      throw base::Error(base::ExitCode::bad_data,
                        fmt::format("{} has more than {} members", archive_name, base::with_commas(k_max_members)),
                        "unpack it, and import what is in it in several runs");
    }
    const std::string name = member_name(path_of(entry));
    const bool is_link = archive_entry_filetype(entry) == AE_IFLNK || archive_entry_hardlink(entry) != nullptr;
    if (is_link || archive_entry_filetype(entry) != AE_IFREG || is_hidden(name)) {
      m_skipped.push_back({name, is_link ? k_link : is_hidden(name) ? k_hidden : k_no_file});
      continue;
    }
    std::optional<base::Error> fault;
    if (archive_entry_is_encrypted(entry) != 0) {
      fault = base::Error(base::ExitCode::bad_data,
                          fmt::format("{} in {} is encrypted", base::printable(name), archive_name),
                          "unpack the archive with its password, and import what is in it");
    }
    return std::make_unique<Member>(*m_reader, name, m_limits, std::move(fault));
  }
  return nullptr;
}

std::vector<Skipped> Archive::take_skipped() { return std::exchange(m_skipped, {}); }

}  // namespace litdex::source
