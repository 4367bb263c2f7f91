#include "Pulse/Assets/SilenceNotice.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;

TEST_CASE("a silence is told once for as long as it goes on, for each medium")
{
    SilenceNotice notice;
    const auto taken = [&](std::uint32_t asset, Instant now)
    { return notice.take(AssetId{asset}, "a.wav", StreamCause::late, now).has_value(); };
    CHECK(taken(1, 0s));
    CHECK_FALSE(taken(1, 5s));
    CHECK(taken(2, 5s));
    CHECK_FALSE(taken(1, 14s));
    CHECK(taken(1, 24s));
}

TEST_CASE("a silence is told with its cause, and not where the cause is told by itself")
{
    SilenceNotice notice;
    CHECK(*notice.take(AssetId{1}, "a.wav", StreamCause::late, 0s) ==
          "a.wav was silent for a moment: its disk has not delivered in time");
    CHECK(*notice.take(AssetId{2}, "b.wav", StreamCause::noRoom, 0s) ==
          "b.wav was silent for a moment: the memory budget is full");
    for (const auto cause : {StreamCause::missing, StreamCause::failed, StreamCause::stalled})
        CHECK_FALSE(notice.take(AssetId{3}, "c.wav", cause, 0s));
}
