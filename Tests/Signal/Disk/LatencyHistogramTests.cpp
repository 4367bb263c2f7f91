#include "Signal/Disk/LatencyHistogram.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("a histogram without durations has no percentiles")
{
    const LatencyHistogram histogram;
    CHECK(histogram.count() == 0);
    CHECK(histogram.percentile(0.5) == Instant(0));
}

TEST_CASE("percentiles are right to a sixteenth")
{
    LatencyHistogram histogram;
    for (int i = 1; i <= 1000; ++i)
        histogram.add(std::chrono::microseconds(i));
    for (const auto share : {0.1, 0.5, 0.9, 0.99})
    {
        const auto exact = share * 1000.0 * 1000.0;
        const auto told = static_cast<double>(histogram.percentile(share).count());
        CHECK(told >= exact);
        CHECK(told <= exact * (1.0 + 1.0 / 16.0) + 1000.0);
    }
}

TEST_CASE("extreme durations are counted")
{
    LatencyHistogram histogram;
    histogram.add(Instant(-5));
    histogram.add(Instant(0));
    histogram.add(Instant::max());
    CHECK(histogram.count() == 3);
    CHECK(histogram.percentile(0.0) == Instant(0));
    CHECK(histogram.percentile(1.0) == Instant::max());
}
