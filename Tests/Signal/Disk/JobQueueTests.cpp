#include "Signal/Disk/JobQueue.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace loophole;
using namespace loophole::signal;

namespace
{

struct NumberedJob final : DiskJob
{
    explicit NumberedJob(int number) : number(number) {}
    void run(DiskThread&) override {}
    int number;
};

class Numbers
{
public:
    void push(int number, Urgency urgency, std::uint64_t device = 1, JobTag tag = {})
    {
        queue.push(std::make_unique<NumberedJob>(number), {urgency, {device}, tag});
    }
    std::vector<int> takeAll(std::uint64_t except = 0)
    {
        std::vector<int> numbers;
        while (auto next = queue.tryTake([=](const JobOrder& order) { return order.device.value != except; }))
            numbers.push_back(static_cast<NumberedJob&>(*next->job).number);
        return numbers;
    }
    JobQueue queue;
};

constexpr Instant ms(int count)
{
    return std::chrono::milliseconds(count);
}

} // namespace

TEST_CASE("jobs are taken by cohort, deadline, size and whether their window is partly there")
{
    Numbers jobs;
    jobs.push(7, {UrgencyClass::background, ms(0), 0, false});
    jobs.push(6, {UrgencyClass::resident, ms(1), 5, false});
    jobs.push(5, {UrgencyClass::anticipative, ms(1), 5, false});
    jobs.push(4, {UrgencyClass::realtime, ms(9), 5, false});
    jobs.push(3, {UrgencyClass::realtime, ms(8), 6, false});
    jobs.push(2, {UrgencyClass::realtime, ms(8), 5, true});
    jobs.push(1, {UrgencyClass::realtime, ms(8), 5, false});
    CHECK(jobs.takeAll() == std::vector<int>{1, 2, 3, 4, 5, 6, 7});
}

TEST_CASE("equally urgent jobs go first come, first served, across devices")
{
    Numbers jobs;
    for (int i = 0; i < 6; ++i)
        jobs.push(i, {}, i % 2 == 0 ? 1 : 2);
    CHECK(jobs.takeAll() == std::vector<int>{0, 1, 2, 3, 4, 5});
}

TEST_CASE("the jobs of a device that may not be used wait while others go")
{
    Numbers jobs;
    jobs.push(1, {UrgencyClass::realtime, ms(1), 0, false}, 7);
    jobs.push(2, {UrgencyClass::realtime, ms(2), 0, false}, 8);
    jobs.push(3, {UrgencyClass::background, ms(3), 0, false}, 9);
    CHECK(jobs.takeAll(7) == std::vector<int>{2, 3});
    CHECK(jobs.queue.size() == 1);
    CHECK(jobs.takeAll() == std::vector<int>{1});
}

TEST_CASE("a waiting job can be made more urgent")
{
    Numbers jobs;
    jobs.push(1, {UrgencyClass::realtime, ms(5), 0, false}, 1, {10, 0});
    jobs.push(2, {UrgencyClass::background, ms(5), 0, false}, 1, {20, 0});
    jobs.push(3, {UrgencyClass::background, ms(5), 0, false}, 2, {20, 0});
    jobs.queue.reorder(20, {UrgencyClass::realtime, ms(1), 0, false});
    CHECK(jobs.takeAll() == std::vector<int>{2, 3, 1});
}

TEST_CASE("a cancel drops older generations of its owner and nothing else")
{
    Numbers jobs;
    jobs.push(1, {}, 1, {10, 1});
    jobs.push(2, {}, 1, {10, 2});
    jobs.push(3, {}, 1, {10, 3});
    jobs.push(4, {}, 1, {11, 1});
    CHECK(jobs.queue.cancel(10, 3).size() == 2);
    CHECK(jobs.queue.cancel(12, 3).empty());
    CHECK(jobs.queue.size() == 2);
    CHECK(jobs.takeAll() == std::vector<int>{3, 4});
    CHECK(jobs.queue.size() == 0);
}

TEST_CASE("jobs are counted by device")
{
    Numbers jobs;
    jobs.push(1, {}, 1);
    jobs.push(2, {}, 1);
    jobs.push(3, {}, 2);
    CHECK(jobs.queue.size({1}) == 2);
    CHECK(jobs.queue.size({2}) == 1);
    CHECK(jobs.queue.size({3}) == 0);
    CHECK(jobs.queue.hasAny([](const JobOrder& order) { return order.device.value == 2; }));
    CHECK_FALSE(jobs.queue.hasAny([](const JobOrder& order) { return order.device.value == 3; }));
}
