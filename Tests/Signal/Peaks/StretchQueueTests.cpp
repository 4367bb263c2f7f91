#include "Signal/Peaks/StretchQueue.h"

#include "Model/PeakLayout.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr auto stretch = PeakLayout::stretchFrames;

/** First stretches of all runs, in the order in which they are taken. */
std::vector<std::int64_t> orderOf(StretchQueue& queue)
{
    std::vector<std::int64_t> order;
    while (const auto run = queue.take())
        order.push_back(run->first);
    return order;
}

} // namespace

TEST_CASE("without a view stretches come in the order of the file, one by one")
{
    StretchQueue queue(4, 2, false);
    CHECK(orderOf(queue) == std::vector<std::int64_t>{0, 1, 2, 3});
    CHECK(queue.left() == 0);
    CHECK_FALSE(queue.take().has_value());
}

TEST_CASE("stretches in view come first, then those around them, the nearest first")
{
    StretchQueue queue(9, 2, false);
    queue.lookAt({FramePosition(3 * stretch + 7), FrameCount(stretch)});
    CHECK(orderOf(queue) == std::vector<std::int64_t>{3, 4, 2, 5, 1, 6, 0, 7, 8});
}

TEST_CASE("a view that moves while stretches are taken changes what comes next")
{
    StretchQueue queue(6, 1, false);
    CHECK(queue.take() == StretchQueue::Run{0, 1});
    queue.lookAt({FramePosition(4 * stretch), FrameCount(2 * stretch)});
    CHECK(queue.take() == StretchQueue::Run{4, 5});
    queue.lookAt({});
    CHECK(queue.take() == StretchQueue::Run{1, 2});
}

TEST_CASE("where seeks cost decoding, runs are long at first and short at the end")
{
    StretchQueue queue(40, 1, true);
    std::vector<std::int64_t> lengths;
    std::int64_t next = 0;
    while (const auto run = queue.take())
    {
        CHECK(run->first == next);
        next = run->last;
        lengths.push_back(run->last - run->first);
    }
    CHECK(next == 40);
    CHECK(lengths.front() == StretchQueue::longestRun);
    CHECK(lengths.back() == 1);
    CHECK(std::is_sorted(lengths.rbegin(), lengths.rend()));
}

TEST_CASE("where seeks cost decoding, what lies before the view is taken from the beginning on")
{
    StretchQueue queue(6, 8, true);
    queue.lookAt({FramePosition(3 * stretch), FrameCount(1)});
    CHECK(orderOf(queue) == std::vector<std::int64_t>{3, 4, 5, 0, 1, 2});
}

TEST_CASE("what is given back is taken again, and counts as measured only when it is")
{
    StretchQueue queue(3, 1, false);
    const auto run = queue.take();
    queue.giveBack(*run);
    CHECK(queue.left() == 3);
    CHECK(queue.take() == run);
    CHECK(queue.measured() == 0);
    queue.countMeasured();
    CHECK(queue.measured() == 1);
}

TEST_CASE("a view beyond the medium and a medium without a frame are no trouble")
{
    StretchQueue none(0, 2, GENERATE(false, true));
    none.lookAt({FramePosition(5 * stretch), FrameCount(10)});
    CHECK_FALSE(none.take().has_value());
    StretchQueue queue(2, 1, GENERATE(false, true));
    queue.lookAt({FramePosition(50 * stretch), FrameCount(10)});
    CHECK(orderOf(queue).size() == 2);
}
