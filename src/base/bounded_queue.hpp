// A queue between two threads that holds so many values at most.
// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <optional>
#include <utility>

namespace litdex::base {

/// Values of one thread for another, in their order. A side that is quicker waits for the other.
template <typename Value>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t capacity) : m_capacity(capacity) {}

  /// Waits until there is room. False when the queue is closed: nobody will take the value.
  bool push(Value value) {
    std::unique_lock lock(m_mutex);
    m_has_changed.wait(lock, [this] { return m_is_closed || m_values.size() < m_capacity; });
    if (m_is_closed) return false;
    m_values.push_back(std::move(value));
    m_has_changed.notify_all();
    return true;
  }

  /// Waits for the next value; nothing when the queue is closed and empty.
  std::optional<Value> pop() {
    std::unique_lock lock(m_mutex);
    m_has_changed.wait(lock, [this] { return m_is_closed || !m_values.empty(); });
    if (m_values.empty()) return std::nullopt;
    std::optional<Value> value(std::move(m_values.front()));
    m_values.pop_front();
    m_has_changed.notify_all();
    return value;
  }

  /// Nothing can be pushed from now on; what is in the queue can still be taken.
  void close() {
    const std::lock_guard lock(m_mutex);
    m_is_closed = true;
    m_has_changed.notify_all();
  }

 private:
  std::size_t m_capacity;
  std::mutex m_mutex;
  std::condition_variable m_has_changed;
  std::deque<Value> m_values;
  bool m_is_closed = false;
};

/// Closes a queue when the scope ends in which the other side may wait for it.
template <typename Value>
class QueueCloser {
 public:
  explicit QueueCloser(BoundedQueue<Value>& queue) : m_queue(queue) {}
  ~QueueCloser() { m_queue.close(); }
  QueueCloser(const QueueCloser&) = delete;
  QueueCloser& operator=(const QueueCloser&) = delete;

 private:
  BoundedQueue<Value>& m_queue;
};

}  // namespace litdex::base
