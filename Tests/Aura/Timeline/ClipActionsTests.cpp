#include "Aura/Timeline/ClipActions.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Fixture : TimelineFixture
{
    ClipActions actions{model, state};

    /** What the command sends. */
    std::vector<AuraToPulse> doing(Command command)
    {
        heard();
        REQUIRE(actions.perform(command));
        return heard();
    }
    void playheadAt(std::int64_t frame)
    {
        model.seek(FramePosition(frame));
        heard();
    }
};

} // namespace

TEST_CASE("without a selection no clip is edited, and keys that would say so")
{
    Fixture f;
    for (const auto command : {Command::splitClips, Command::deleteClips, Command::rippleDelete, Command::cutClips,
                               Command::pasteClips, Command::reverseClips, Command::trimStart, Command::moveUp})
    {
        CHECK_FALSE(f.actions.isEnabled(command));
        CHECK(f.doing(command).empty());
    }
    CHECK_FALSE(f.actions.perform(Command::addTrack));
}

TEST_CASE("a selected range is deleted rather than clips, and what follows moves up if wished")
{
    Fixture f;
    f.state.range = RangeSelection{{FramePosition(100), FrameCount(50)}, {TrackId{2}}};
    const auto removed = only<RemoveRange>(f.doing(Command::deleteClips));
    CHECK(removed.range == f.state.range->frames);
    CHECK(removed.tracks == std::vector{TrackId{2}});
    CHECK_FALSE(removed.ripples);
    CHECK(only<RemoveRange>(f.doing(Command::rippleDelete)).ripples);
    f.state.range.reset();
    f.state.selection = {ClipId{1}};
    CHECK(only<RippleRemoveClips>(f.doing(Command::rippleDelete)).clips == std::vector{ClipId{1}});
}

TEST_CASE("clips that were cut are pasted at the playhead, from the chosen track on")
{
    Fixture f;
    f.show({trackOf(1, {clipOf(1, 100, 50)}), trackOf(2, {clipOf(3, 20, 10)}), trackOf(3, {})});
    f.state.selection = {ClipId{1}, ClipId{3}};
    CHECK(only<RemoveClips>(f.doing(Command::cutClips)).clips.size() == 2);
    f.show({trackOf(1, {}), trackOf(2, {}), trackOf(3, {})});
    f.state.selection.clear();
    f.state.track = TrackId{2};
    f.playheadAt(5000);
    REQUIRE(f.actions.isEnabled(Command::pasteClips));
    const auto pasted = only<PasteCopies>(f.doing(Command::pasteClips));
    CHECK(pasted.at == FramePosition(5000));
    REQUIRE(pasted.clips.size() == 2);
    CHECK(pasted.clips[0].track == TrackId{2});
    CHECK(pasted.clips[1].track == TrackId{3});
    f.state.track = TrackId{3}; // no room below: the copies stay together
    CHECK(only<PasteCopies>(f.doing(Command::pasteClips)).clips[0].track == TrackId{2});
    f.actions.forgetCopies();
    CHECK_FALSE(f.actions.isEnabled(Command::pasteClips));
}

TEST_CASE("clips under the playhead are trimmed and faded to it, each by its own distance, as one step")
{
    Fixture f;
    f.show({trackOf(1, {clipOf(1, 1000, 5000)}), trackOf(2, {clipOf(3, 2000, 1000)}), trackOf(3, {clipOf(4, 0, 10)})});
    f.state.selection = {ClipId{1}, ClipId{3}, ClipId{4}};
    f.playheadAt(2500);
    const auto starts = f.doing(Command::trimStart);
    REQUIRE(starts.size() == 4);
    CHECK(std::get<TrimClips>(starts[1]).startBy == FrameCount(1500));
    CHECK(std::get<TrimClips>(starts[2]).startBy == FrameCount(500));
    const auto ends = f.doing(Command::trimEnd);
    CHECK(std::get<TrimClips>(ends[1]).endBy == FrameCount(-3500));
    CHECK(std::get<SetClipFades>(f.doing(Command::fadeInHere)[2]).fadeIn == FrameCount(500));
    f.state.selection = {ClipId{1}};
    CHECK(only<SetClipFades>(f.doing(Command::fadeOutHere)).fadeOut == FrameCount(3500));
    f.playheadAt(90'000);
    CHECK(f.doing(Command::trimStart).empty());
}

TEST_CASE("clips are nudged by grid, millisecond and frame, and no farther than the start")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    CHECK(only<MoveClips>(f.doing(Command::nudgeRightFrame)).by == FrameCount(1));
    CHECK(only<MoveClips>(f.doing(Command::nudgeLeftMs)).by == FrameCount(-48));
    CHECK(only<MoveClips>(f.doing(Command::nudgeRight)).by.value() == std::llround(gridOf(f.model, f.state)));
    f.show({trackOf(1, {clipOf(1, 30, 50)})});
    CHECK(only<MoveClips>(f.doing(Command::nudgeLeftMs)).by == FrameCount(-30));
    f.state.selection.clear();
    f.playheadAt(1000);
    CHECK(only<SeekTransport>(f.doing(Command::nudgeRightFrame)).position == FramePosition(1001));
}

TEST_CASE("clips move to the next track unless the outermost is at the end")
{
    Fixture f;
    f.state.selection = {ClipId{1}};
    CHECK(f.doing(Command::moveUp).empty());
    CHECK(only<MoveClips>(f.doing(Command::moveDown)).tracksBy == 1);
    f.state.selection = {ClipId{1}, ClipId{3}};
    CHECK(f.doing(Command::moveDown).empty());
}

TEST_CASE("switches turn all clips to what the first is not")
{
    Fixture f;
    auto muted = clipOf(2, 40003, 5000);
    muted.mute = true;
    f.show({trackOf(1, {clipOf(1, 10007, 5000), muted})});
    f.state.selection = {ClipId{1}, ClipId{2}};
    CHECK(only<SetClipMute>(f.doing(Command::muteClips)).mute);
    f.state.selection = {ClipId{2}};
    CHECK_FALSE(only<SetClipMute>(f.doing(Command::muteClips)).mute);
    CHECK(only<SetClipReverse>(f.doing(Command::reverseClips)).reverse);
    CHECK(only<SetClipLoop>(f.doing(Command::loopClips)).loop);
    CHECK(only<ChangeClipGain>(f.doing(Command::gainDown)).byDb == -1);
    CHECK(only<SetClipGain>(f.doing(Command::resetGain)).gainDb == 0);
}
