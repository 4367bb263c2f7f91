#include "Pulse/Scheduling/ReadAheadLength.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

TEST_CASE("the length that a latency asks for at once")
{
    struct Row
    {
        Instant p99;
        Instant length;
    };
    const auto row = GENERATE(Row{0s, 2s}, Row{1ms, 2s}, Row{200ms, 2s}, Row{210ms, 2250ms}, Row{400ms, 4s},
                              Row{799ms, 8s}, Row{2s, 8s}, Row{1h, 8s}, Row{Instant::max(), 8s}, Row{-1s, 2s});
    CHECK(ReadAheadLength().after(row.p99, 5s).length == row.length);
}

TEST_CASE("a length shrinks only after ten seconds in which a clearly shorter one would have done")
{
    const auto grown = ReadAheadLength().after(600ms, 0s);
    REQUIRE(grown.length == 6s);
    auto length = grown.after(200ms, 1s);
    CHECK(length.length == 6s);
    CHECK(length.after(200ms, 10'999ms).length == 6s);
    CHECK(length.after(200ms, 11s).length == 2s);
    // Slower in between: the ten seconds begin anew.
    length = length.after(550ms, 10s).after(200ms, 11s);
    CHECK(length.after(200ms, 12s).length == 6s);
    CHECK(length.after(200ms, 21s).length == 2s);
}

TEST_CASE("a latency that is a little lower now and then changes nothing")
{
    auto length = ReadAheadLength().after(500ms, 0s);
    for (int i = 1; i <= 400; ++i)
        length = length.after(i % 2 == 0 ? 500ms : 420ms, i * 250ms);
    CHECK(length.length == 5s);
}

TEST_CASE("a device that was only a little slow comes back to the ordinary length")
{
    auto length = ReadAheadLength().after(210ms, 0s);
    REQUIRE(length.length == 2250ms);
    length = length.after(2ms, 1s);
    CHECK(length.after(2ms, 11s).length == 2s);
}
