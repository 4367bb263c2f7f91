#include "Pulse/Editing/EditCommands.h"
#include "Support/PulseStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::presentFact;
using loophole::testing::PulseStage;

namespace
{

/** A stage with two clips that overlap on one of two tracks, on a medium of 100,000 frames that was found. */
struct EditStage : PulseStage
{
    EditStage()
    {
        documents.texts["/song/S.loophole"] = R"({"format":"loophole.session","version":1,
"assets":[{"id":"a","path":"a.wav"}],"tracks":[{"name":"A","clips":[
 {"asset":"a","position":0,"offset":1000,"length":10000},{"asset":"a","position":9000,"offset":1000,"length":10000}]},
 {"name":"B"}]})";
        command(OpenSession{"/song/S.loophole"});
        report(presentFact(session().assets[0].id, 100'000));
        clips = {clip(0).id, clip(1).id};
        before = shown.session;
    }
    [[nodiscard]] const Clip& clip(std::size_t place) const { return session().tracks[0]->clips[place]; }

    /** The command is one step with this name, and taking it back gives the very session that was there. */
    template <class Command>
    void oneStep(Command edit, const std::string& name)
    {
        CAPTURE(name);
        command(edit);
        CHECK(shown.undoName == name);
        CHECK(shown.session != before);
        command(UndoEdit{});
        CHECK(shown.session == before);
    }

    std::vector<ClipId> clips;
    SessionPointer before;
};

} // namespace

TEST_CASE("every command of clips is one step of undo with a readable name")
{
    EditStage stage;
    const auto& clips = stage.clips;
    const std::vector one{clips[0]};
    stage.oneStep(TrimClips{clips, FrameCount(10), FrameCount(-10)}, "Trim clips");
    stage.oneStep(SlipClips{one, FrameCount(100)}, "Slip clip");
    stage.oneStep(PasteClips{clips, FramePosition(50'000), TrackId{}}, "Paste clips");
    stage.oneStep(RippleRemoveClips{one}, "Ripple delete clip");
    stage.oneStep(RemoveRange{FrameRange{FramePosition(100), FrameCount(100)}, {}, true}, "Ripple delete range");
    stage.oneStep(RemoveRange{FrameRange{FramePosition(100), FrameCount(100)}, {}, false}, "Delete range");
    stage.oneStep(InsertGap{FramePosition(100), FrameCount(100), {}}, "Insert time");
    stage.oneStep(SetClipGain{clips, -6}, "Set clip gain");
    stage.oneStep(ChangeClipGain{clips, -1}, "Change clip gain");
    stage.oneStep(PasteCopies{{{stage.session().tracks[1]->id, stage.clip(0)}}, FramePosition(50'000)}, "Paste clip");
    stage.oneStep(MoveClips{clips, FrameCount(0), {}, 1}, "Move clips");
    stage.oneStep(SetClipFades{clips, FrameCount(10), std::nullopt}, "Set fades");
    stage.oneStep(CrossfadeClips{clips}, "Crossfade");
    stage.oneStep(SetClipLoop{clips, true}, "Loop on");
    stage.oneStep(SetClipRate{clips, 2}, "Set play rate");
    stage.oneStep(SetClipReverse{clips, true}, "Reverse");
    stage.oneStep(SetClipMute{one, true}, "Mute clip");
    stage.oneStep(RenameClips{one, "Kick"}, "Rename clip");
}

TEST_CASE("every command of tracks, buses, markers and tempo is one step of undo with a readable name")
{
    EditStage stage;
    const auto track = stage.session().tracks[1]->id;
    stage.oneStep(MoveTrack{track, 0}, "Move track");
    stage.oneStep(SetTrackOutput{track, "Master"}, "Route track to Master");
    stage.oneStep(AddBus{"Drums"}, "Add bus");
    stage.oneStep(SetBusMute{"Master", true}, "Mute bus");
    stage.oneStep(SetTrackColour{track, 3}, "Set track colour");
    stage.oneStep(SetTempo{90, 3}, "Set tempo");
    stage.oneStep(AddMarker{FramePosition(100), "Verse"}, "Add marker");

    stage.command(AddBus{"Drums"}, AddMarker{FramePosition(100), "Verse"});
    stage.before = stage.shown.session;
    const auto marker = stage.session().markers[0].id;
    stage.oneStep(RenameBus{"Drums", "Beat"}, "Rename bus");
    stage.oneStep(SetBusOutput{"Drums", "Master"}, "Route bus");
    stage.oneStep(RemoveBus{"Drums"}, "Remove bus");
    stage.oneStep(MoveMarker{marker, FramePosition(5)}, "Move marker");
    stage.oneStep(RenameMarker{marker, "Chorus"}, "Rename marker");
    stage.oneStep(RemoveMarker{marker}, "Remove marker");
}

TEST_CASE("clips that were cut are joined by command, and a group of commands is one step")
{
    EditStage stage;
    const auto first = stage.clips[0];
    stage.command(BeginEditGroup{"Cut up"}, SplitClips{{first}, FramePosition(2000)},
                  SplitClips{{first}, FramePosition(1000)}, EndEditGroup{});
    CHECK(stage.shown.undoName == "Cut up");
    REQUIRE(stage.session().tracks[0]->clips.size() == 4);
    stage.command(JoinClips{{stage.clip(0).id, stage.clip(1).id, stage.clip(2).id}});
    CHECK(stage.shown.undoName == "Join clips");
    CHECK(stage.session().tracks[0]->clips == stage.before->tracks[0]->clips);
    stage.command(UndoEdit{}, UndoEdit{});
    CHECK(stage.shown.session == stage.before);
}

TEST_CASE("an edit that cannot be done says why and changes nothing")
{
    EditStage stage;
    stage.command(JoinClips{stage.clips});
    CHECK(stage.notice() == "join: the clips do not play on from one another");
    CHECK(stage.shown.session == stage.before);
    stage.command(RemoveMarker{MarkerId{9999}});
    CHECK(stage.notice() == "marker: no longer exists");
}
