// SPDX-License-Identifier: MIT
#include "support/power_loss.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

namespace litdex::test {
namespace {

using Kind = DiskChange::Kind;

/// What a disk writes whole or not at all.
constexpr std::uint64_t k_sector = 512;

void write_at(std::string& bytes, std::uint64_t offset, std::string_view written) {
  bytes.resize(std::max<std::size_t>(bytes.size(), offset + written.size()));
  bytes.replace(offset, written.size(), written);
}

/// How much of what was not synced has come to the disk.
enum class Fate : std::uint8_t { nothing, everything, the_first, any, any_torn };
constexpr std::uint64_t k_fate_count = 5;

/// A disk on which changes wait until they are synced or the power goes.
class Disk {
 public:
  Disk(const DiskRecord& record, std::mt19937_64& dice) : m_dice(dice) {
    for (const auto& [name, bytes] : record.files) {
      m_names[name] = m_files.size();
      m_files.push_back({bytes, {}});
    }
  }

  void apply(const DiskChange& change, Syncs syncs) {
    switch (change.kind) {
      case Kind::promise: m_promised = std::max(m_promised, change.number); return;
      case Kind::sync:
        if (syncs != Syncs::ignored) settle(file(change.file), Fate::everything);
        return;
      case Kind::sync_folder:
        if (syncs == Syncs::kept) settle_names(Fate::everything);
        return;
      case Kind::write:
      case Kind::truncate: file(change.file).waiting.push_back(&change); return;
      case Kind::create:
      case Kind::rename:
      case Kind::link:
      case Kind::remove: m_waiting_names.push_back(&change); return;
    }
  }

  PowerLoss lose_power() {
    settle_names(any_fate());
    for (File& each : m_files) settle(each, any_fate());
    PowerLoss loss;
    for (const auto& [name, number] : m_names) loss.files[name] = file(number).bytes;
    loss.promised = m_promised;
    return loss;
  }

 private:
  struct File {
    std::string bytes;
    std::vector<const DiskChange*> waiting;
  };

  std::uint64_t below(std::uint64_t limit) { return m_dice() % limit; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  Fate any_fate() { return static_cast<Fate>(below(k_fate_count)); }

  File& file(std::size_t number) {
    if (number >= m_files.size()) m_files.resize(number + 1);
    return m_files[number];
  }

  /// Whether the change at `place` comes to the disk, of which the first `first` do.
  bool comes(Fate fate, std::size_t place, std::size_t first) {
    switch (fate) {
      case Fate::nothing: return false;
      case Fate::everything: return true;
      case Fate::the_first: return place < first;
      case Fate::any:
      case Fate::any_torn: return one_in(2);
    }
    return false;
  }

  void write_torn(std::string& bytes, const DiskChange& change) {
    const std::string_view written = change.bytes;
    for (std::uint64_t begin = 0; begin < written.size();) {
      // Sectors count from the start of the file, not of the write.
      const std::uint64_t rest = k_sector - (change.number + begin) % k_sector;
      if (one_in(2)) write_at(bytes, change.number + begin, written.substr(begin, rest));
      begin += rest;
    }
  }

  void settle(File& file, Fate fate) {
    const std::size_t first = below(file.waiting.size() + 1);
    for (std::size_t i = 0; i < file.waiting.size(); ++i) {
      const DiskChange& change = *file.waiting[i];
      const bool is_there = comes(fate, i, first);
      if (change.kind == Kind::truncate) {
        if (is_there) file.bytes.resize(change.number);
      } else if (is_there) {
        write_at(file.bytes, change.number, change.bytes);
      } else if (fate == Fate::any_torn) {
        if (one_in(2)) write_torn(file.bytes, change);
        if (one_in(4)) file.bytes.resize(std::max(file.bytes.size(), change.number + change.bytes.size()));
      }
    }
    file.waiting.clear();
  }

  void settle_names(Fate fate) {
    const std::size_t first = below(m_waiting_names.size() + 1);
    std::set<std::string> lost;  // names of which something is missing: nothing later is done to them
    for (std::size_t i = 0; i < m_waiting_names.size(); ++i) {
      const DiskChange& change = *m_waiting_names[i];
      if (!comes(fate, i, first) || lost.contains(change.name) || lost.contains(change.to)) {
        lost.insert(change.name);
        if (!change.to.empty()) lost.insert(change.to);
        continue;
      }
      if (change.kind == Kind::rename || change.kind == Kind::remove) m_names.erase(change.name);
      if (change.kind == Kind::create) m_names[change.name] = change.file;
      if (change.kind == Kind::rename || change.kind == Kind::link) m_names[change.to] = change.file;
    }
    m_waiting_names.clear();
  }

  std::mt19937_64& m_dice;
  std::vector<File> m_files;
  std::map<std::string, std::size_t> m_names;
  std::vector<const DiskChange*> m_waiting_names;
  std::uint64_t m_promised = 0;
};

}  // namespace

PowerLoss cut_power(const DiskRecord& record, std::size_t count, std::mt19937_64& dice, Syncs syncs) {
  Disk disk(record, dice);
  for (std::size_t i = 0; i < count; ++i) disk.apply(record.changes[i], syncs);
  return disk.lose_power();
}

}  // namespace litdex::test
