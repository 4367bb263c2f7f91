#include "Signal/Control/TimelineCoverage.h"

#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** The figure that statistics carry once all that was asked for is there. */
double percentOf(ControlStage& stage)
{
    stage.settle();
    for (int i = 0; i < 4; ++i)
    {
        stage.clock.advance(std::chrono::milliseconds(260));
        stage.turn();
    }
    return stage.all<StreamStats>().back().timelineCachedPercent;
}

} // namespace

TEST_CASE("the part of the timeline that is in memory is told with the statistics")
{
    ControlStage stage;
    stage.media.put("/media/1.wav", makeNoise(2, 20 * limits::blockFrames, 1));
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
    CHECK(percentOf(stage) == 0);
    stage.want(0, 5 * limits::blockFrames);
    CHECK(percentOf(stage) == Approx(25));
    stage.want(0, 20 * limits::blockFrames, 2);
    CHECK(percentOf(stage) == Approx(100));
}

TEST_CASE("clips weigh by how long they sound, and missing ones not at all")
{
    ControlStage stage;
    stage.media.put("/media/1.wav", makeNoise(2, 20 * limits::blockFrames, 1));
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(RegisterAsset{AssetId{2}, "/media/none.wav", AssetType::sample});
    auto half = clipOf(2, 1, 0);
    half.offset = 10 * limits::blockFrames;
    half.length = FrameCount(5 * limits::blockFrames);
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf(
                                  {trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {half}), trackOf(3, {clipOf(3, 2, 0)})})),
                              1});
    stage.settle();
    stage.want(10 * limits::blockFrames, 5 * limits::blockFrames);
    // Five of twenty blocks of the one, all five of the other.
    CHECK(percentOf(stage) == Approx(40));
}
