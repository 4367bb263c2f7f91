#include "Pulse/Scheduling/IdlePlanner.h"

#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

#include <array>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::clipOf;
using loophole::testing::HandMadeMedia;
using loophole::testing::trackOf;

namespace
{

constexpr std::int64_t second = 48'000;
constexpr std::size_t blockBytes = limits::blockFrames * 2 * sizeof(float);

struct Room
{
    Room() { media.add(AssetId{1}, 10 * second); }

    [[nodiscard]] IdlePlan around(std::int64_t centre, std::size_t bytes) const
    {
        const SessionIndex index(std::make_shared<const Session>(session), media);
        return planIdle(index, media, FramePosition(centre), 3, bytes);
    }

    Session session =
        testing::sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 1, 20 * second), clipOf(3, 1, 60 * second)})});
    HandMadeMedia media;
};

} // namespace

TEST_CASE("enough memory holds all that the session sounds")
{
    const Room room;
    const auto plan = room.around(25 * second, std::size_t{1} << 30);
    CHECK(plan.isWhole);
    REQUIRE(plan.windows.size() == 4); // clip 2 lies on both sides
    std::int64_t frames = 0;
    for (const auto& [request, line] : plan.windows)
    {
        CHECK(request.cohort == Cohort::idle);
        CHECK(request.revision == 3);
        frames += request.range.length.value();
    }
    CHECK(frames == 30 * second);
}

TEST_CASE("what is nearer is due sooner, and a stretch behind is read from its end")
{
    const Room room;
    const auto plan = room.around(25 * second, std::size_t{1} << 30);
    for (const auto& [request, line] : plan.windows)
    {
        const auto clip = request.clip.value;
        CHECK(request.deadline == (clip == 2 ? 0s : clip == 1 ? 15s : 35s));
        CHECK(request.tapeRate == (request.place == 1 ? -1 : 1));
        CHECK((line.start.value() + request.range.start.value() < 25 * second) == (request.place == 1));
    }
}

TEST_CASE("less memory reaches less far, and never takes more than it is")
{
    const Room room;
    auto last = FrameCount(INT64_MAX);
    for (const auto blocks : std::array<std::size_t, 5>{120, 60, 30, 10, 4})
    {
        const auto plan = room.around(25 * second, blocks * blockBytes);
        CHECK(plan.bytes <= blocks * blockBytes);
        CHECK(plan.bytes >= blocks * blockBytes / 4);
        CHECK(plan.reach < last);
        last = plan.reach;
    }
    CHECK(room.around(25 * second, blockBytes).windows.empty());
    CHECK(room.around(25 * second, 0).windows.empty());
}

TEST_CASE("thousands of clips are filled around the playhead alone")
{
    Room room;
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < 20'000; ++i)
        clips.push_back(clipOf(1 + i, 1, std::int64_t{i} * 100));
    room.session = testing::sessionOf({trackOf(1, std::move(clips))});
    const auto plan = room.around(1'000'000, std::size_t{1} << 40);
    CHECK(plan.windows.size() <= 2048);
    CHECK_FALSE(plan.isWhole);
}

TEST_CASE("missing media are not filled in")
{
    Room room;
    room.media.set(AssetId{1}, OfflineStatus::missing);
    CHECK(room.around(0, std::size_t{1} << 30).windows.empty());
}

TEST_CASE("a medium that is only streamed fills no idle memory")
{
    Room room;
    room.media.preferStream(AssetId{1});
    CHECK(room.around(25 * second, std::size_t{1} << 30).windows.empty());
}
