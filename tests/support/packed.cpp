// SPDX-License-Identifier: MIT
#include "support/packed.hpp"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace litdex::test {
namespace {

struct FreeWriter {
  void operator()(archive* handle) const noexcept { archive_write_free(handle); }
};
struct FreeEntry {
  void operator()(archive_entry* entry) const noexcept { archive_entry_free(entry); }
};

la_ssize_t append(archive* /*handle*/, void* out, const void* data, std::size_t size) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(data), size);
  return static_cast<la_ssize_t>(size);
}

unsigned type_of(char type) {
  return type == 'd' ? AE_IFDIR : type == 'l' ? AE_IFLNK : type == 'p' ? AE_IFIFO : AE_IFREG;
}

void require(int result, archive* handle) {
  if (result != ARCHIVE_OK) throw std::runtime_error(archive_error_string(handle));
}

void write_member(archive* handle, const PackedMember& member) {
  const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), member.name.c_str());
  archive_entry_set_filetype(entry.get(), type_of(member.type));
  archive_entry_set_perm(entry.get(), 0644);
  archive_entry_set_mtime(entry.get(), 1'000'000'000, 0);
  if (member.type == 'l') archive_entry_set_symlink(entry.get(), member.bytes.c_str());
  if (member.type == '-') archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.bytes.size()));
  require(archive_write_header(handle, entry.get()), handle);
  if (member.type == '-') archive_write_data(handle, member.bytes.data(), member.bytes.size());
}

}  // namespace

std::string packed(const char* filter, std::string_view bytes) {
  std::string out;
  const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
  require(archive_write_set_format_raw(writer.get()), writer.get());
  require(archive_write_add_filter_by_name(writer.get(), filter), writer.get());
  archive_write_set_bytes_per_block(writer.get(), 0);
  require(archive_write_open(writer.get(), &out, nullptr, append, nullptr), writer.get());
  write_member(writer.get(), {"stream", std::string(bytes)});
  require(archive_write_close(writer.get()), writer.get());
  return out;
}

std::string archive_of(const char* format, const std::vector<PackedMember>& members, const char* passphrase) {
  std::string out;
  const std::unique_ptr<archive, FreeWriter> writer(archive_write_new());
  require(archive_write_set_format_by_name(writer.get(), format), writer.get());
  if (passphrase != nullptr) {
    require(archive_write_set_options(writer.get(), "zip:encryption=traditional"), writer.get());
    require(archive_write_set_passphrase(writer.get(), passphrase), writer.get());
  }
  require(archive_write_open(writer.get(), &out, nullptr, append, nullptr), writer.get());
  for (const PackedMember& member : members) write_member(writer.get(), member);
  require(archive_write_close(writer.get()), writer.get());
  return out;
}

}  // namespace litdex::test
