#include "Signal/Callback/Latest.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace loophole::signal;

TEST_CASE("a reader gets the newest value and keeps it until there is a newer one")
{
    Latest<int> latest;
    REQUIRE(latest.read() == 0);
    latest.write(1);
    latest.write(2);
    REQUIRE(latest.read() == 2);
    REQUIRE(latest.read() == 2);
    latest.write(3);
    REQUIRE(latest.read() == 3);
}

TEST_CASE("a value is never seen half written, nor an older one after a newer")
{
    struct Pair
    {
        std::int64_t first = 0;
        std::int64_t second = 0;
    };
    constexpr std::int64_t last = 200'000;
    Latest<Pair> latest;
    std::thread writer(
        [&latest]
        {
            for (std::int64_t i = 1; i <= last; ++i)
                latest.write({i, -i});
        });
    bool isWhole = true;
    bool isInOrder = true;
    for (std::int64_t seen = 0; seen < last;)
    {
        const auto pair = latest.read();
        isWhole = isWhole && pair.second == -pair.first;
        isInOrder = isInOrder && pair.first >= seen;
        seen = pair.first;
    }
    writer.join();
    REQUIRE(isWhole);
    REQUIRE(isInOrder);
}
