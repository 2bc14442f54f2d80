// A queue between two threads: order, room, closing.
// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <future>
#include <memory>

#include "base/bounded_queue.hpp"

using litdex::base::BoundedQueue;
using litdex::base::QueueCloser;

TEST_SUITE("base::bounded_queue") {
  TEST_CASE("values come out in the order in which they went in, and a full queue makes the quicker side wait") {
    BoundedQueue<int> queue(3);
    auto pushing = std::async(std::launch::async, [&] {
      const QueueCloser closer(queue);
      for (int i = 0; i < 1000; ++i) CHECK(queue.push(i));
    });
    for (int i = 0; i < 1000; ++i) CHECK(queue.pop() == i);
    CHECK_FALSE(queue.pop());
    pushing.get();
  }

  TEST_CASE("a closed queue gives what is in it and takes nothing more") {
    BoundedQueue<std::unique_ptr<int>> queue(3);
    CHECK(queue.push(std::make_unique<int>(1)));
    CHECK(queue.push(std::make_unique<int>(2)));
    queue.close();
    CHECK_FALSE(queue.push(std::make_unique<int>(3)));
    CHECK(**queue.pop() == 1);
    CHECK(**queue.pop() == 2);
    CHECK_FALSE(queue.pop());
  }

  TEST_CASE("who waits for room or for a value goes on when the queue is closed") {
    BoundedQueue<int> full(1);
    CHECK(full.push(1));
    auto pushing = std::async(std::launch::async, [&] { return full.push(2); });
    full.close();
    CHECK_FALSE(pushing.get());

    BoundedQueue<int> empty(1);
    auto popping = std::async(std::launch::async, [&] { return empty.pop().has_value(); });
    empty.close();
    CHECK_FALSE(popping.get());
  }
}
