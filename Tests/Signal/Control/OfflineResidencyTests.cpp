#include "Signal/Control/OfflineResidency.h"
#include "Support/SessionParts.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** Keeps what was rendered. */
class Kept final : public signal::FrameSink
{
public:
    Outcome<void> write(const float* const* channels, int channelCount, int frames) override
    {
        for (std::size_t c = 0; c < static_cast<std::size_t>(channelCount); ++c)
            signal.channels[c].insert(signal.channels[c].end(), channels[c], channels[c] + frames);
        return {};
    }

    TestSignal signal{2, 0};
};

struct Rig : StreamRig
{
    explicit Rig(std::size_t budget = std::size_t{64} << 20) : StreamRig(budget) { disk.runWhileWaiting(true); }

    Outcome<signal::RenderReport> render(Session session, std::int64_t frames)
    {
        playback.take(signalThread, {std::make_shared<const Session>(std::move(session)), 1});
        settle();
        playback.tryPublishPlan(signalThread);
        signal::OfflineRenderer renderer({clock, kernel, residency, kept});
        auto audio = AudioThread::mint();
        return renderer.render(signalThread, audio, *playback.plan().latest(signalThread),
                               {FramePosition(0), FrameCount(frames)}, 512);
    }

    signal::SessionPlayback playback{engine, epoch};
    signal::OfflineResidency residency{clock, engine, playback};
    signal::MovingRateKernel kernel;
    Kept kept;
};

} // namespace

TEST_CASE("a render waits for what it needs and gets all of it")
{
    Rig rig;
    const auto noise = makeNoise(2, 400'000, 1);
    rig.media.put("/a", noise);
    rig.open(AssetId{1}, "/a");
    const auto report = rig.render(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), 400'000);
    REQUIRE(report);
    CHECK(report.value().missingFrames == 0);
    CHECK(rig.kept.signal == noise);
}

TEST_CASE("a render of more than fits the budget at once still gets all of it")
{
    Rig rig(limits::smallestBudgetBytes);
    const auto noise = makeNoise(2, 900'000, 2);
    rig.media.put("/a", noise);
    rig.open(AssetId{1}, "/a");
    const auto report = rig.render(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), 900'000);
    REQUIRE(report);
    CHECK(report.value().missingFrames == 0);
    CHECK(rig.kept.signal == noise);
}

TEST_CASE("a render does not wait for a missing medium, and counts what cannot be read")
{
    Rig rig;
    rig.media.put("/a", makeNoise(2, 50'000, 3)).unreadable = FramePosition(20'000);
    rig.open(AssetId{1}, "/a");
    rig.open(AssetId{2}, "/none");
    auto lost = clipOf(2, 2, 0);
    lost.length = FrameCount(1000);
    const auto report = rig.render(sessionOf({trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {lost})}), 50'000);
    REQUIRE(report);
    CHECK(report.value().missingFrames >= 1);
    CHECK(report.value().missingFrames < 50'000);
    CHECK(report.value().absentFrames == 1000);
}

TEST_CASE("a render waits ten seconds for a drive that hangs, and then ends without it")
{
    Rig rig;
    rig.media.put("/a", makeNoise(2, 200'000, 4));
    rig.open(AssetId{1}, "/a");
    const signal::DeviceId device{rig.facts.all<AssetStatusChanged>().at(0).device};
    rig.disk.passTimeOn(rig.clock);
    rig.disk.hold(device);
    rig.disk.hung.insert(device);
    const auto report = rig.render(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), 200'000);
    REQUIRE(report);
    CHECK(report.value().missingFrames == 200'000);
    CHECK(rig.clock.now() >= signal::OfflineResidency::drivePatience);
    CHECK(rig.clock.now() < 2 * signal::OfflineResidency::drivePatience);
}
