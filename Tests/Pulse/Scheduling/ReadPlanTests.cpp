#include "Pulse/Scheduling/ReadPlan.h"

#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::clipOf;
using loophole::testing::HandMadeMedia;
using loophole::testing::trackOf;

namespace
{

constexpr std::int64_t second = 48'000;
constexpr std::size_t frameBytes = 2 * sizeof(float);
constexpr auto blockBytes = static_cast<std::size_t>(limits::blockFrames) * frameBytes;

/** Clips 1 and 2 of one stereo medium of ten seconds begin at 0 and 20 seconds. */
struct Rig
{
    Rig()
    {
        media.add(AssetId{1}, 10 * second);
        transport.state.isPlaying = true;
        auto session = testing::sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 1, 20 * second)})});
        index.emplace(std::make_shared<const Session>(std::move(session)), media);
        plan.emplace(*index, media, transport, 7);
    }

    HandMadeMedia media;
    TransportMoment transport;
    std::optional<SessionIndex> index;
    std::optional<ReadPlan> plan;
};

} // namespace

TEST_CASE("a window takes the memory of whole blocks, of which one is there only for the rounding")
{
    Rig rig;
    rig.plan->addPlayback(0s, {}, 1.0);
    CHECK(rig.plan->roundingBytes() == blockBytes);
    CHECK(rig.plan->byteCount() == 2 * second * frameBytes + blockBytes);
    CHECK(rig.plan->shortestHorizon() == 2s);
    const auto windows = rig.plan->take();
    REQUIRE(windows.size() == 1);
    CHECK(windows[0].request.range == FrameRange{FramePosition(0), FrameCount(2 * second)});
    CHECK(windows[0].request.revision == 7);
}

TEST_CASE("a share of the horizon is cut to whole blocks, two of them and 0.3 s at least")
{
    Rig rig;
    const auto [share, blocks] = GENERATE(std::pair(0.5, 5), std::pair(0.3, 3), std::pair(0.01, 2));
    rig.plan->addPlayback(0s, {}, share);
    const auto windows = rig.plan->take();
    REQUIRE(windows.size() == 1);
    CHECK(windows[0].request.range.length == FrameCount(blocks * limits::blockFrames));
    const auto seconds = static_cast<double>(blocks * limits::blockFrames) / second;
    CHECK(std::chrono::duration<double>(rig.plan->shortestHorizon()).count() == Approx(seconds));
}

TEST_CASE("heads are taken until their limit is reached, counted from what is played")
{
    Rig rig;
    rig.plan->addPlayback(0s, {}, 1.0);
    rig.plan->limitHeads(1);
    rig.plan->addHeads({}, FramePosition(0), 0s);
    auto windows = rig.plan->take();
    REQUIRE(windows.size() == 2);
    CHECK(windows[1].request.cohort == Cohort::resident);
    CHECK(windows[1].request.clip == ClipId{1});
}

TEST_CASE("a clip has one window of a cohort and place, whoever asks for it first")
{
    Rig rig;
    rig.plan->limitHeads(std::size_t{1} << 30);
    rig.plan->addHeads({}, FramePosition(0), 0s);
    const auto bytes = rig.plan->byteCount();
    rig.plan->addHeads({}, FramePosition(0), 0s);
    CHECK(rig.plan->byteCount() == bytes);
    CHECK(rig.plan->take().size() == 2);
}
