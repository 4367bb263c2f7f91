#include "Signal/Render/OfflineRenderer.h"

#include "Support/MixBench.h"
#include "Support/VirtualClock.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

constexpr AssetId asset{1};
constexpr std::int64_t blocks = 60;
constexpr std::int64_t length = blocks * limits::blockFrames - 1'000;

/** Keeps what is written. */
class CollectingSink final : public FrameSink
{
public:
    TestSignal heard{2, 0};
    bool isFull = false;

    Outcome<void> write(const float* const* channels, int channelCount, int frames) override
    {
        if (isFull)
            return Failure{"output", "no space left on device"};
        for (std::size_t c = 0; c < static_cast<std::size_t>(channelCount); ++c)
            heard.channels[c].insert(heard.channels[c].end(), channels[c], channels[c] + frames);
        return {};
    }
};

/** A disk of one asset: nothing is resident but what was last asked for and waited for, for clips that begin within the
    first thousand frames; some blocks are damaged. */
class OneAssetResidency final : public Residency
{
public:
    HandMadeAssets& assets;
    FrameRange wish;
    bool waitedOnlyForWishes = true;
    std::vector<std::int64_t> damaged;
    std::int64_t mostResident = 0;
    std::int64_t longestWish = 0;
    std::int64_t longestWait = 0;

    explicit OneAssetResidency(HandMadeAssets& handMade) : assets(handMade) {}

    void want(SignalThread&, const MixPlan&, FrameRange range) override
    {
        wish = range;
        longestWish = std::max(longestWish, range.length.value());
    }

    void await(SignalThread& thread, const MixPlan&, FrameRange range) override
    {
        longestWait = std::max(longestWait, range.length.value());
        waitedOnlyForWishes = waitedOnlyForWishes && range.intersection(wish) == range;
        for (std::int64_t i = 0; i < blocks; ++i)
            assets.takeOut(thread, asset, i);
        const auto last = std::min(blocks - 1, (range.end().value() - 1) / limits::blockFrames);
        const auto first = std::max<std::int64_t>(0, range.start.value() - 1'000) / limits::blockFrames;
        for (auto i = first; i <= last; ++i)
            if (std::find(damaged.begin(), damaged.end(), i) == damaged.end())
                assets.putBack(thread, asset, i);
        mostResident = std::max(mostResident, last - first + 1);
    }
};

struct RenderBench : MixBench
{
    TestSignal noise = makeNoise(2, length, 4);
    OneAssetResidency residency{assets};
    CollectingSink sink;
    VirtualClock clock;

    RenderBench() { assets.add(control, asset, noise); }

    [[nodiscard]] Outcome<RenderReport> renderOffline(const Session& session, FrameRange range, int block,
                                                      RenderProgress* progress = nullptr,
                                                      bool diskThreadsHaveCores = true)
    {
        const auto mixPlan = plan(session);
        sink.heard = TestSignal(2, 0);
        return OfflineRenderer({clock, kernel, residency, sink, progress, diskThreadsHaveCores})
            .render(control, audio, *mixPlan, range, block);
    }
};

FrameRange frames(std::int64_t from, std::int64_t count)
{
    return {FramePosition(from), FrameCount(count)};
}

} // namespace

TEST_CASE("a rendering is the session bit for bit, whatever the block size")
{
    RenderBench bench;
    const auto session = sessionOf({trackOf(1, {clipOf(1, 1, 0)})});
    for (const int block : {1, 32, 480, 512, 4096, 1'000'000})
    {
        const auto report = bench.renderOffline(session, frames(0, length), block);
        INFO("blocks of " << block);
        REQUIRE(report.ok());
        REQUIRE(report.value().frames == length);
        REQUIRE(report.value().missingFrames == 0);
        REQUIRE(bench.sink.heard == bench.noise);
        REQUIRE(bench.residency.waitedOnlyForWishes);
    }
}

TEST_CASE("a part is that part of the whole, and past the end there is silence")
{
    RenderBench bench;
    const auto report =
        bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 500)})}), frames(400, length + 1'000), 512);
    REQUIRE(report.ok());
    REQUIRE(bench.sink.heard == cut(bench.noise, -100, length + 1'000));
}

TEST_CASE("only a stretch at a time is waited for, not the whole asset")
{
    RenderBench bench;
    REQUIRE(bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), frames(0, length), 512).ok());
    REQUIRE(bench.residency.mostResident < 10);
}

TEST_CASE("the more sounds at once the shorter are the stretches, so that what is in use stays in the caches")
{
    RenderBench bench;
    const auto tracksOf = [](std::uint32_t count)
    {
        std::vector<Track> tracks;
        for (std::uint32_t i = 1; i <= count; ++i)
            tracks.push_back(trackOf(i, {clipOf(i, 1, 0)}));
        return sessionOf(std::move(tracks));
    };
    REQUIRE(bench.renderOffline(tracksOf(1), frames(0, length), 512).ok());
    CHECK(bench.residency.longestWait == 2 * limits::blockFrames); // half a second
    CHECK(bench.residency.longestWish == 4 * 48'000);

    bench.residency.longestWish = 0;
    REQUIRE(bench.renderOffline(tracksOf(64), frames(0, length / 2), 512).ok());
    const auto stretch = bench.residency.longestWait;
    CHECK(stretch * 64 * 2 * 4 <= OfflineRenderer::strideBytes);
    CHECK(bench.residency.longestWish >= 2 * stretch);
    CHECK(bench.residency.longestWish < 3 * stretch);

    bench.residency.longestWish = 0;
    REQUIRE(bench.renderOffline(tracksOf(64), frames(0, length / 2), 512, nullptr, false).ok());
    CHECK(bench.residency.longestWish == stretch);
}

TEST_CASE("what is never read is missing in the report, missing assets are told apart")
{
    RenderBench bench;
    bench.residency.damaged = {3};
    auto gone = clipOf(2, 99, 0);
    gone.length = FrameCount(700);
    const auto report = bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 0), gone})}), frames(0, length), 512);
    REQUIRE(report.ok());
    REQUIRE(report.value().missingFrames == static_cast<std::uint64_t>(limits::blockFrames));
    REQUIRE(report.value().absentFrames == 700);
}

TEST_CASE("levels above full scale are kept")
{
    RenderBench bench;
    TestSignal loud(2, 10);
    loud.channels[0].assign(10, 3.0f);
    bench.assets.add(bench.control, AssetId{2}, loud);
    const auto mixPlan = bench.plan(sessionOf({trackOf(1, {clipOf(1, 2, 0)})}));
    REQUIRE(bench.render(*mixPlan, 0, 10) == loud);
}

TEST_CASE("a sink that fails ends the rendering with its reason")
{
    RenderBench bench;
    bench.sink.isFull = true;
    const auto report = bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), frames(0, 1'000), 512);
    REQUIRE_FALSE(report.ok());
    REQUIRE(report.failure().why == "no space left on device");
}

TEST_CASE("a rendering tells how far it is and can be cancelled")
{
    struct Halfway final : RenderProgress
    {
        FrameCount lastDone;
        bool goOn(FrameCount done, FrameCount total) override
        {
            lastDone = done;
            return done * 2 < total;
        }
    } progress;
    RenderBench bench;
    const auto report =
        bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), frames(0, length), 512, &progress);
    REQUIRE_FALSE(report.ok());
    REQUIRE(report.failure().why == "cancelled");
    REQUIRE(progress.lastDone.value() >= length / 2);
    REQUIRE(bench.sink.heard.frames() == progress.lastDone.value());
}

TEST_CASE("speed is the length of the sound by the time it took")
{
    struct TwoSeconds final : RenderProgress
    {
        VirtualClock& clock;
        bool hasPassed = false;
        explicit TwoSeconds(VirtualClock& virtualClock) : clock(virtualClock) {}
        bool goOn(FrameCount, FrameCount) override
        {
            if (!std::exchange(hasPassed, true))
                clock.advance(std::chrono::seconds(2));
            return true;
        }
    };
    RenderBench bench;
    TwoSeconds passing(bench.clock);
    const auto report =
        bench.renderOffline(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), frames(0, 480'000), 512, &passing);
    REQUIRE(report.value().seconds == Approx(2.0));
    REQUIRE(report.value().xRealtime == Approx(5.0));
}
