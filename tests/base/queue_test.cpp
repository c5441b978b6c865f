#include <thread>
#include <vector>

#include "base/bounded_queue.h"
#include "testing/catch.h"

using namespace std::chrono_literals;

TEST_CASE("a full queue refuses what must not wait") {
    base::BoundedQueue<int> queue(2);
    CHECK(queue.try_push(1));
    CHECK(queue.try_push(2));
    CHECK_FALSE(queue.try_push(3));
    CHECK(queue.pop() == 1);
    CHECK(queue.try_push(3));
}

TEST_CASE("a closed queue gives what it holds and then nothing") {
    base::BoundedQueue<int> queue(2);
    REQUIRE(queue.try_push(1));
    queue.close();
    CHECK_FALSE(queue.try_push(2));
    CHECK_FALSE(queue.push(2));
    CHECK(queue.pop() == 1);
    CHECK_FALSE(queue.pop());
}

TEST_CASE("a pop with a deadline returns when nothing came") {
    base::BoundedQueue<int> queue(1);
    CHECK_FALSE(queue.pop_until(std::chrono::steady_clock::now() + 1ms));
}

TEST_CASE("what waiting producers push arrives once each and in each one's order") {
    base::BoundedQueue<int> queue(3);
    std::vector<std::thread> producers;
    for (int p = 0; p < 4; ++p)
        producers.emplace_back([&queue, p] {
            for (int i = 0; i < 500; ++i)
                queue.push(p * 1000 + i);
        });
    std::vector<int> next(4, 0);
    for (int i = 0; i < 2000; ++i) {
        const int value = queue.pop().value();
        CHECK(value % 1000 == next[static_cast<std::size_t>(value / 1000)]++);
        CHECK(queue.size() <= queue.capacity());
    }
    for (auto& producer : producers)
        producer.join();
    CHECK(queue.size() == 0);
}
