// SPDX-License-Identifier: MIT
#include "support/process.hpp"

#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <stdexcept>
#include <system_error>
#include <thread>

#include "support/file_bytes.hpp"

namespace litdex::test {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds k_pause{2};

bool within(std::chrono::seconds limit, const std::function<bool()>& condition) {
  const auto deadline = Clock::now() + limit;
  while (!condition()) {
    if (Clock::now() > deadline) return false;
    std::this_thread::sleep_for(k_pause);
  }
  return true;
}

void redirect(const std::filesystem::path& path, int descriptor) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
  ::dup2(file, descriptor);
  ::close(file);
}

[[noreturn]] void become_litdex(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                                const std::function<void()>& prepare) {
  ::unsetenv("LITDEX_DB");
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) std::signal(signal, SIG_DFL);
  if (::chdir(folder.c_str()) != 0) ::_exit(127);
  if (prepare) prepare();
  std::vector<char*> words{const_cast<char*>("litdex")};
  for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
  words.push_back(nullptr);
  ::execv(LITDEX_PROGRAM, words.data());
  ::_exit(127);
}

}  // namespace

Process::Process(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                 const std::function<void()>& prepare)
    : m_folder(folder) {
  static int count = 0;
  m_name = "process-" + std::to_string(++count);
  m_id = ::fork();
  if (m_id < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (m_id != 0) return;
  redirect(m_folder / (m_name + ".out"), STDOUT_FILENO);
  redirect(m_folder / (m_name + ".err"), STDERR_FILENO);
  become_litdex(folder, arguments, prepare);
}

Process::~Process() {
  if (m_id == 0) return;
  ::kill(m_id, SIGKILL);
  ::waitpid(m_id, nullptr, 0);
}

void Process::send(int signal) const { ::kill(m_id, signal); }

std::string Process::said() const { return read_bytes(m_folder / (m_name + ".err")); }

Ended Process::wait() {
  int status = 0;
  if (!within(std::chrono::seconds(60), [&] { return ::waitpid(m_id, &status, WNOHANG) == m_id; })) {
    throw std::runtime_error("litdex does not end");
  }
  m_id = 0;
  Ended ended;
  ended.is_killed = WIFSIGNALED(status);
  ended.exit_code = ended.is_killed ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
  ended.out = read_bytes(m_folder / (m_name + ".out"));
  ended.err = said();
  for (const char* suffix : {".out", ".err"}) std::filesystem::remove(m_folder / (m_name + suffix));
  return ended;
}

Ended run_litdex(const std::filesystem::path& folder, const std::vector<std::string>& arguments,
                 const std::function<void()>& prepare) {
  return Process(folder, arguments, prepare).wait();
}

Fifo::Fifo(const std::filesystem::path& path) {
  if (::mkfifo(path.c_str(), 0600) != 0) throw std::system_error(errno, std::generic_category(), path);
  m_descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);  // for reading too, so that it does not wait for a reader
  if (m_descriptor < 0) throw std::system_error(errno, std::generic_category(), path);
}

void Fifo::pour(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::write(m_descriptor, bytes.data(), std::min<std::size_t>(bytes.size(), 4096));
    if (count < 0) throw std::system_error(errno, std::generic_category(), "write to a pipe");
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Fifo::feed(std::string_view bytes) const {
  pour(bytes);
  const bool is_read = eventually([this] {
    int left = 0;
    return ::ioctl(m_descriptor, FIONREAD, &left) == 0 && left == 0;
  });
  if (!is_read) throw std::runtime_error("nobody reads from the pipe");
}

void Fifo::end() {
  if (m_descriptor >= 0) ::close(m_descriptor);
  m_descriptor = -1;
}

bool eventually(const std::function<bool()>& condition) { return within(std::chrono::seconds(30), condition); }

}  // namespace litdex::test
