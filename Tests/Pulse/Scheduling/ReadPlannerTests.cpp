#include "Pulse/Scheduling/ReadPlanner.h"

#include "Support/PlanStage.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

TEST_CASE("a clip under the playhead is read on from there, due now")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.position = FramePosition(3 * second);
    const auto window = plan.window(1, Cohort::realtime);
    REQUIRE(window);
    CHECK(window->range == frames(3 * second, 5 * second));
    CHECK(window->deadline == 5s);
    CHECK(window->asset == AssetId{1});
    CHECK(window->revision == 7);
    CHECK_FALSE(plan.window(2, Cohort::realtime));
}

TEST_CASE("a clip that comes within the horizon is due when it starts")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.position = FramePosition(19 * second);
    const auto window = plan.window(2, Cohort::realtime);
    REQUIRE(window);
    CHECK(window->range == frames(0, second));
    CHECK(window->deadline == 6s);
}

TEST_CASE("the last window of a clip ends with it")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.position = FramePosition(9 * second);
    CHECK(plan.window(1, Cohort::realtime)->range == frames(9 * second, 10 * second));
}

TEST_CASE("varispeed reads further and dues come sooner")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.rate = 4;
    plan.transport.position = FramePosition(18 * second);
    const auto window = plan.window(2, Cohort::realtime);
    REQUIRE(window);
    CHECK(window->range == frames(0, 6 * second));
    CHECK(window->deadline == 5500ms);
}

TEST_CASE("before the wrap the loop's start is read too, and kept resident")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.isLooping = true;
    plan.transport.loop = frames(2 * second, 8 * second);
    plan.transport.position = FramePosition(7 * second);
    CHECK(plan.window(1, Cohort::realtime)->range == frames(7 * second, 8 * second));
    const auto wrapped = plan.window(1, Cohort::anticipative);
    REQUIRE(wrapped);
    CHECK(wrapped->range == frames(2 * second, 3 * second));
    CHECK(wrapped->deadline == 6s);
    CHECK(plan.window(1, Cohort::resident)->range == frames(2 * second, 2 * second + limits::blockFrames));
}

TEST_CASE("a loop shorter than the horizon is one window that does not change as it goes round")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.isLooping = true;
    plan.transport.loop = frames(second, 2 * second);
    for (const auto position : {second, second + 1, 2 * second - 1})
    {
        plan.transport.position = FramePosition(position);
        CHECK(plan.window(1, Cohort::realtime)->range == frames(second, 2 * second));
        CHECK_FALSE(plan.window(1, Cohort::anticipative));
    }
}

TEST_CASE("a clip that only the loop's start hears is due at the wrap")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.isLooping = true;
    plan.transport.loop = frames(20 * second, 61 * second);
    plan.transport.position = FramePosition(60 * second);
    const auto window = plan.window(2, Cohort::realtime);
    REQUIRE(window);
    CHECK(window->range == frames(0, second));
    CHECK(window->deadline == 6s);
}

TEST_CASE("a stopped transport is ready to start, and to be nudged back")
{
    PlanStage plan;
    plan.transport.position = FramePosition(5 * second);
    CHECK(plan.window(1, Cohort::realtime)->range == frames(5 * second, 7 * second));
    CHECK(plan.window(1, Cohort::anticipative)->range == frames(5 * second - second / 4, 5 * second));
}

TEST_CASE("scrubbing reads both sides of the hand")
{
    PlanStage plan;
    plan.transport.isScrubbing = true;
    plan.transport.rate = -1;
    plan.transport.position = FramePosition(5 * second);
    const auto behind = plan.window(1, Cohort::realtime);
    REQUIRE(behind);
    CHECK(behind->range == frames(4 * second, 5 * second));
    CHECK(behind->deadline == 5s);
    CHECK(plan.window(1, Cohort::anticipative)->range == frames(5 * second, 6 * second));
}

TEST_CASE("media that are not present are not asked for")
{
    PlanStage plan;
    plan.media.set(AssetId{1}, OfflineStatus::missing);
    CHECK(plan.made().empty());
    plan.media.set(AssetId{1}, OfflineStatus::cloud);
    CHECK(plan.made().empty());
}

TEST_CASE("a plan is sorted by cohort and deadline, with one window a clip, cohort and place")
{
    PlanStage plan;
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < 300; ++i)
        clips.push_back(clipOf(1 + i, 1, i * second / 10));
    plan.session = sessionOf({trackOf(1, clips)});
    plan.transport.isPlaying = true;
    plan.transport.isLooping = true;
    plan.transport.loop = frames(second, 4 * second);
    plan.transport.position = FramePosition(3 * second);
    std::set<std::tuple<ClipId, Cohort, std::uint32_t>> seen;
    std::pair<Cohort, Instant> last{Cohort::realtime, Instant(0)};
    for (const auto& planned : plan.made())
    {
        const auto& request = planned.request;
        CHECK(seen.emplace(request.clip, request.cohort, request.place).second);
        CHECK(std::pair(request.cohort, request.deadline) >= last);
        CHECK(request.range.start >= FramePosition(0));
        CHECK_FALSE(request.range.isEmpty());
        last = {request.cohort, request.deadline};
    }
    CHECK(seen.size() > 100);
}

TEST_CASE("a medium whose drive does not answer keeps its windows, one that was never seen gets none")
{
    PlanStage plan;
    plan.media.set(AssetId{1}, OfflineStatus::pending);
    CHECK(plan.window(1, Cohort::realtime));
    plan.media.add(AssetId{1}, 0);
    plan.media.set(AssetId{1}, OfflineStatus::pending);
    CHECK_FALSE(plan.window(1, Cohort::realtime));
}

TEST_CASE("while playing, what was just heard stays: behind the window, or in one of its own where the clip is over")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.position = FramePosition(3 * second);
    REQUIRE(plan.window(1, Cohort::realtime));
    CHECK(plan.window(1, Cohort::realtime)->behind == FrameCount(3 * second / 10));
    CHECK_FALSE(plan.window(1, Cohort::anticipative));

    plan.transport.position = FramePosition(10 * second + second / 10);
    REQUIRE(plan.window(1, Cohort::anticipative));
    CHECK(plan.window(1, Cohort::anticipative)->range == frames(10 * second - second / 5, 10 * second));
    CHECK(plan.window(1, Cohort::anticipative)->tapeRate == -1);
}

TEST_CASE("windows say how fast the tape runs, and while it is held that it may run as fast as it can")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    plan.transport.rate = 2;
    plan.transport.position = FramePosition(3 * second);
    CHECK(plan.window(1, Cohort::realtime)->tapeRate == 2);
    plan.transport.isScrubbing = true;
    plan.transport.rate = -0.5;
    CHECK(plan.window(1, Cohort::realtime)->tapeRate == -limits::highestPlayRate);
    CHECK(plan.window(1, Cohort::anticipative)->tapeRate == limits::highestPlayRate);
}

TEST_CASE("what is queued is read like what plays")
{
    PlanStage plan;
    plan.transport.isPlaying = true;
    PlanSettings settings;
    settings.queued = {{FramePosition(61 * second), 6s}};
    for (const auto& planned : plan.made(settings))
        if (planned.request.clip == ClipId{3} && planned.request.cohort == Cohort::realtime)
        {
            CHECK(planned.request.range == frames(second, 2 * second));
            CHECK(planned.request.deadline == 6s);
            return;
        }
    FAIL("not read");
}
