#include "Aura/Inspector/Inspection.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    Fixture()
    {
        show({trackOf(1, {from(clipOf(1, 48000, 24000), 4800), clipOf(2, 96000, 1000)}), trackOf(2, {})});
        state.selection = {ClipId{1}};
        state.track = TrackId{2};
    }
    [[nodiscard]] std::vector<AuraToPulse> typing(InspectedValue value, const std::string& text)
    {
        auto commands = typed(value, text, model, state);
        REQUIRE(commands);
        return std::move(commands).value();
    }
};

} // namespace

TEST_CASE("every value of a clip can be typed")
{
    using enum InspectedValue;
    Fixture f;
    CHECK(only<RenameClips>(f.typing(clipName, "Kick")).name == "Kick");
    CHECK(only<MoveClips>(f.typing(clipPosition, "2 s")).by == FrameCount(48000));
    CHECK(only<TrimClips>(f.typing(clipLength, "0.25")).endBy == FrameCount(-12000));
    CHECK(only<SlipClips>(f.typing(clipOffset, "200 ms")).by == FrameCount(4800));
    CHECK(only<SetClipGain>(f.typing(clipGain, "-3 dB")).gainDb == -3);
    CHECK(only<SetClipFades>(f.typing(clipFadeIn, "10 ms")).fadeIn == FrameCount(480));
    CHECK(only<SetClipFades>(f.typing(clipFadeOut, "10 ms")).fadeOut == FrameCount(480));
    CHECK(only<SetClipRate>(f.typing(clipRate, "50 %")).playRate == 0.5);
}

TEST_CASE("a length that is typed for several clips is given to each, as one step")
{
    Fixture f;
    f.state.selection = {ClipId{1}, ClipId{2}};
    const auto commands = f.typing(InspectedValue::clipLength, "12000 fr");
    REQUIRE(commands.size() == 4);
    CHECK(std::get<TrimClips>(commands[1]).endBy == FrameCount(-12000));
    CHECK(std::get<TrimClips>(commands[2]).endBy == FrameCount(11000));
}

TEST_CASE("what is no value is refused with an example, and nothing is sent")
{
    using enum InspectedValue;
    Fixture f;
    for (const auto value :
         {clipPosition, clipLength, clipOffset, clipGain, clipFadeIn, clipFadeOut, clipRate, trackGain, trackPan})
    {
        const auto refused = typed(value, "quite a lot", f.model, f.state);
        REQUIRE_FALSE(refused);
        CHECK(refused.failure().why.find("type ") == 0);
    }
    CHECK_FALSE(typed(trackName, "", f.model, f.state));
    f.state.selection.clear();
    CHECK(typed(clipGain, "0", f.model, f.state).failure().message() == "clips: no longer exist");
}

TEST_CASE("values of the chosen track can be typed")
{
    using enum InspectedValue;
    Fixture f;
    CHECK(only<RenameTrack>(f.typing(trackName, "Bass")).track == TrackId{2});
    CHECK(only<SetTrackGain>(f.typing(trackGain, "-6")).gainDb == -6);
    CHECK(only<SetTrackPan>(f.typing(trackPan, "L 50")).pan == -0.5);
}

TEST_CASE("switches are turned to what the first clip is not")
{
    using enum InspectedValue;
    Fixture f;
    CHECK(only<SetClipReverse>(toggled(clipReverse, f.model, f.state)).reverse);
    CHECK(only<SetClipLoop>(toggled(clipLoop, f.model, f.state)).loop);
    CHECK(only<SetClipMute>(toggled(clipMute, f.model, f.state)).mute);
    f.state.selection.clear();
    CHECK(toggled(clipMute, f.model, f.state).empty());
}
