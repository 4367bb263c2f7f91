#include "Pulse/Editing/ClipSettings.h"

#include "Support/EditingDesk.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::ofLength;
using loophole::testing::trackOf;
using Desk = loophole::testing::EditingDesk;

namespace
{

const std::vector both{ClipId{11}, ClipId{12}};

} // namespace

TEST_CASE("what clips sound like is set for many at once and stays in range")
{
    Desk desk;
    const auto session = testing::sessionOf({trackOf(1, {ofLength(11, 0, 1000)}), trackOf(2, {ofLength(12, 0, 500)})});
    const auto index = desk.index(session);
    for (const std::size_t track : {0u, 1u})
    {
        CHECK(withClipGain(index, both, -6).value().tracks[track]->clips[0].gainDb == -6);
        CHECK(withClipMute(index, both, true).value().tracks[track]->clips[0].mute);
        CHECK(withClipReverse(index, both, true).value().tracks[track]->clips[0].reverse);
        CHECK(withClipLoop(index, both, true).value().tracks[track]->clips[0].loop);
        CHECK(withClipName(index, both, "Kick").value().tracks[track]->clips[0].name == "Kick");
    }
    CHECK(withClipGain(index, both, 999).value().tracks[0]->clips[0].gainDb == 24);
    CHECK_FALSE(withClipGain(index, both, std::numeric_limits<double>::infinity()));
    CHECK(withClipGainChanged(index, both, -3).value().tracks[1]->clips[0].gainDb == -3);
    CHECK(withClipGainChanged(index, both, 99).value().tracks[1]->clips[0].gainDb == 24);
    CHECK_FALSE(withClipGainChanged(index, both, std::numeric_limits<double>::quiet_NaN()));
    CHECK_FALSE(withClipMute(index, std::vector{ClipId{99}}, true));
}

TEST_CASE("fades fit into their clip")
{
    Desk desk;
    const auto session = testing::sessionOf({trackOf(1, {ofLength(11, 0, 1000)}), trackOf(2, {ofLength(12, 0, 500)})});
    const auto fades = [&](std::optional<FrameCount> in, std::optional<FrameCount> out)
    {
        const auto edited = withClipFades(desk.index(session), both, in, out).value();
        const auto& clip = edited.tracks[1]->clips[0];
        return std::pair(clip.fadeIn.value(), clip.fadeOut.value());
    };
    CHECK(fades(FrameCount(100), FrameCount(50)) == std::pair<std::int64_t, std::int64_t>(100, 50));
    CHECK(fades(FrameCount(400), FrameCount(300)) == std::pair<std::int64_t, std::int64_t>(400, 100));
    CHECK(fades(FrameCount(9999), std::nullopt) == std::pair<std::int64_t, std::int64_t>(500, 0));
    CHECK(fades(std::nullopt, FrameCount(9999)) == std::pair<std::int64_t, std::int64_t>(0, 500));
    CHECK(fades(FrameCount(-7), std::nullopt) == std::pair<std::int64_t, std::int64_t>(0, 0));
}

TEST_CASE("clips that run into one another are faded over what they have in common")
{
    Desk desk;
    const auto session =
        testing::sessionOf({trackOf(1, {ofLength(11, 0, 1000), ofLength(12, 800, 1000), ofLength(13, 1800, 100)})});
    const std::vector all{ClipId{13}, ClipId{12}, ClipId{11}};
    const auto edited = withClipsCrossfaded(desk.index(session), all).value();
    const auto& clips = edited.tracks[0]->clips;
    CHECK(clips[0].fadeOut == FrameCount(200));
    CHECK(clips[1].fadeIn == FrameCount(200));
    CHECK(clips[1].fadeOut == FrameCount(0));
    CHECK(clips[2] == session.tracks[0]->clips[2]);
    CHECK(withClipsCrossfaded(desk.index(session), std::vector{ClipId{12}, ClipId{13}}).failure().message() ==
          "crossfade: none of the clips runs into another");
}

TEST_CASE("at another rate a clip plays the same stretch of its asset")
{
    Desk desk;
    const auto session = testing::sessionOf({trackOf(1, {ofLength(11, 0, 1000)}), trackOf(2, {clipOf(12, 1, 0)})});
    const auto edited = withClipRate(desk.index(session), both, 2).value();
    CHECK(edited.tracks[0]->clips[0].playRate == 2);
    CHECK(edited.tracks[0]->clips[0].length == FrameCount(500));
    CHECK_FALSE(edited.tracks[1]->clips[0].length);
    CHECK(desk.index(edited).lineAt({1, 0}).length == FrameCount(5000));
    CHECK(withClipRate(desk.index(session), both, 100).value().tracks[0]->clips[0].playRate == 8);
    CHECK_FALSE(withClipRate(desk.index(session), both, std::numeric_limits<double>::quiet_NaN()));
}
