#include "Signal/Control/SessionPlayback.h"
#include "Support/SessionParts.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct Rig : StreamRig
{
    signal::SessionPlayback playback{engine, epoch};

    void take(Session session, Instant now = std::chrono::hours(1))
    {
        playback.take(signalThread, {std::make_shared<const Session>(std::move(session)), 1});
        playback.step(signalThread, now);
    }
    [[nodiscard]] bool isReadyAt(std::int64_t frame)
    {
        return playback.isReady(signalThread, {FramePosition(frame), signal::SessionPlayback::turnFrames});
    }
    void want(std::int64_t from, std::int64_t frames)
    {
        ClipWindowRequest window;
        window.clip = ClipId{1};
        window.asset = AssetId{1};
        window.range = {FramePosition(from), FrameCount(frames)};
        playback.request(signalThread, window);
    }
};

} // namespace

TEST_CASE("a session is ready where the blocks of all that sounds are resident")
{
    Rig rig;
    rig.media.put("/a", makeNoise(2, 100'000, 1));
    rig.open(AssetId{1}, "/a");
    rig.take(sessionOf({trackOf(1, {clipOf(1, 1, 10'000)})}));
    CHECK(rig.isReadyAt(0));
    CHECK_FALSE(rig.isReadyAt(10'000));
    rig.want(0, 20'000);
    rig.settle();
    CHECK(rig.isReadyAt(10'000));
    CHECK_FALSE(rig.isReadyAt(60'000));
}

TEST_CASE("a medium that is missing does not keep a session from starting, one that is being opened does")
{
    Rig rig;
    rig.engine.registerAsset(rig.signalThread, {AssetId{1}, "/none", AssetType::sample});
    rig.take(sessionOf({trackOf(1, {[]
                                    {
                                        auto clip = clipOf(1, 1, 0);
                                        clip.length = FrameCount(1000);
                                        return clip;
                                    }()})}));
    CHECK_FALSE(rig.isReadyAt(0));
    rig.settle();
    CHECK(rig.isReadyAt(0));
}

TEST_CASE("windows of clips that the session does not have are dropped")
{
    Rig rig;
    rig.media.put("/a", makeNoise(2, 100'000, 2));
    rig.open(AssetId{1}, "/a");
    rig.take(sessionOf({trackOf(1, {clipOf(2, 1, 0)})}));
    rig.want(0, 20'000);
    CHECK(rig.stateOf(1) == signal::WindowState::unknown);
}

TEST_CASE("many media that arrive at once make few plans, an edit makes one at once")
{
    Rig rig;
    rig.take(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), std::chrono::seconds(1));
    const auto first = rig.playback.plan().latest(rig.signalThread)->revision;
    for (int i = 1; i <= 10; ++i)
    {
        rig.playback.assetsChanged();
        rig.playback.step(rig.signalThread, std::chrono::seconds(1) + std::chrono::milliseconds(i));
    }
    CHECK(rig.playback.plan().latest(rig.signalThread)->revision == first);
    rig.playback.step(rig.signalThread, std::chrono::seconds(2));
    CHECK(rig.playback.plan().latest(rig.signalThread)->revision > first);
    const auto second = rig.playback.plan().latest(rig.signalThread)->revision;
    rig.take(sessionOf({}), std::chrono::seconds(2));
    CHECK(rig.playback.plan().latest(rig.signalThread)->revision > second);
}
