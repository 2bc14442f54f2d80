// SPDX-License-Identifier: MIT
#include "support/disk_record.hpp"

#include <sys/stat.h>

#include <utility>

#include "support/file_bytes.hpp"

namespace litdex::test {

using Kind = DiskChange::Kind;

namespace {

ino_t inode_of(const std::string& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 ? status.st_ino : 0;
}

ino_t inode_of(int descriptor) {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 ? status.st_ino : 0;
}

}  // namespace

DiskRecorder::DiskRecorder(std::filesystem::path folder)
    : m_folder(std::move(folder)), m_folder_inode(inode_of(m_folder.native())) {
  for (auto& [name, bytes] : directory_bytes(m_folder)) {
    m_numbers[inode_of(m_folder / name)] = m_next++;
    m_record.files.emplace_back(name, bytes);
  }
}

std::string DiskRecorder::name_of(const std::string& path) const {
  const std::filesystem::path absolute = std::filesystem::absolute(path);
  return absolute.parent_path() == m_folder ? absolute.filename().native() : "";
}

const std::size_t* DiskRecorder::find(ino_t inode) const {
  const auto known = m_numbers.find(inode);
  return known == m_numbers.end() ? nullptr : &known->second;
}

const std::size_t* DiskRecorder::find(int descriptor) const { return find(inode_of(descriptor)); }

const std::size_t* DiskRecorder::find(const std::string& path) const {
  return name_of(path).empty() ? nullptr : find(inode_of(path));
}

void DiskRecorder::created(const std::string& path) {
  const std::string name = name_of(path);
  if (name.empty()) return;
  m_numbers[inode_of(path)] = m_next;
  m_record.changes.push_back({.kind = Kind::create, .file = m_next++, .name = name, .to = {}, .bytes = {}});
}

void DiskRecorder::wrote(int descriptor, std::uint64_t offset, std::string_view bytes) {
  if (const std::size_t* file = find(descriptor)) {
    m_record.changes.push_back(
        {.kind = Kind::write, .file = *file, .name = {}, .to = {}, .number = offset, .bytes = std::string(bytes)});
  }
}

void DiskRecorder::truncated(int descriptor, std::uint64_t size) {
  if (const std::size_t* file = find(descriptor)) {
    m_record.changes.push_back(
        {.kind = Kind::truncate, .file = *file, .name = {}, .to = {}, .number = size, .bytes = {}});
  }
}

void DiskRecorder::truncated(const std::string& path, std::uint64_t size) {
  if (const std::size_t* file = find(path)) {
    m_record.changes.push_back(
        {.kind = Kind::truncate, .file = *file, .name = {}, .to = {}, .number = size, .bytes = {}});
  }
}

void DiskRecorder::synced(int descriptor) {
  const ino_t inode = inode_of(descriptor);
  if (inode == m_folder_inode) {
    m_record.changes.push_back({.kind = Kind::sync_folder, .name = {}, .to = {}, .bytes = {}});
  } else if (const std::size_t* file = find(inode)) {
    m_record.changes.push_back({.kind = Kind::sync, .file = *file, .name = {}, .to = {}, .bytes = {}});
  }
}

void DiskRecorder::renamed(const std::string& from, const std::string& to, Kind kind) {
  if (const std::size_t* file = find(to)) {
    m_record.changes.push_back({.kind = kind, .file = *file, .name = name_of(from), .to = name_of(to), .bytes = {}});
  }
}

void DiskRecorder::removed(const std::string& path) {
  const std::string name = name_of(path);
  if (name.empty()) return;
  m_record.changes.push_back({.kind = Kind::remove, .name = name, .to = {}, .bytes = {}});
}

void DiskRecorder::promise(std::uint64_t amount) {
  m_record.changes.push_back({.kind = Kind::promise, .name = {}, .to = {}, .number = amount, .bytes = {}});
}

}  // namespace litdex::test
