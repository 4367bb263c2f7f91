#include "Pulse/Editing/EditCommands.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::trackOf;

namespace
{

/** A session of one track with two clips of an asset, and all that commands need. */
struct Room
{
    explicit Room(std::filesystem::path folder = "/song") : folder(std::move(folder))
    {
        for (int i = 0; i < 100; ++i)
            static_cast<void>(ids.next<ClipId>());
        auto session = testing::sessionOf({trackOf(1, {clipOf(11, 1, 0), clipOf(12, 1, 5000)})});
        session.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a", "a.wav", nullptr}});
        static_cast<void>(media.follow(session, this->folder));
        AssetStatusChanged fact;
        fact.asset = AssetId{1};
        fact.now = OfflineStatus::present;
        fact.facts.length = FrameCount(1000);
        fact.facts.sampleRate = SampleRate(48000);
        media.apply(fact);
        index = SessionIndex(std::make_shared<const Session>(session), media);
    }

    template <class Command>
    Edit make(const Command& command)
    {
        auto edit = makeEdit({index, media, ids, folder}, command);
        REQUIRE(edit);
        return std::move(edit).value();
    }

    std::filesystem::path folder;
    IdSource ids;
    AssetRegistry media{ids};
    SessionIndex index;
};

} // namespace

TEST_CASE("every command has the name that undo shows")
{
    Room room;
    const TrackId track{1};
    CHECK(room.make(AddTrack{"x"}).name == "Add track");
    CHECK(room.make(RemoveTrack{track}).name == "Remove track");
    CHECK(room.make(RenameTrack{track, "y"}).name == "Rename track");
    CHECK(room.make(SetTrackGain{track, -3}).name == "Set track gain");
    CHECK(room.make(SetTrackPan{track, 1}).name == "Set track pan");
    CHECK(room.make(SetTrackMute{track, true}).name == "Mute track");
    CHECK(room.make(SetTrackMute{track, false}).name == "Unmute track");
    CHECK(room.make(SetTrackSolo{track, true}).name == "Solo track");
    CHECK(room.make(SetBusVolume{"Master", -1}).name == "Set bus volume");
    CHECK(room.make(RemoveClips{{ClipId{11}}}).name == "Remove clip");
    CHECK(room.make(MoveClips{{ClipId{11}, ClipId{12}}, FrameCount(1), {}}).name == "Move clips");
    CHECK(room.make(SplitClips{{ClipId{11}}, FramePosition(500)}).name == "Split clip");
    CHECK(room.make(DuplicateClips{{ClipId{11}, ClipId{12}}}).name == "Duplicate clips");
}

TEST_CASE("the turns of one fader are one gesture, those of two are two")
{
    Room room;
    const auto gain = room.make(SetTrackGain{TrackId{1}, -3}).gesture;
    CHECK_FALSE(gain.empty());
    CHECK(room.make(SetTrackGain{TrackId{1}, -4}).gesture == gain);
    CHECK(room.make(SetTrackPan{TrackId{1}, 0.5}).gesture != gain);
    CHECK(room.make(SetBusVolume{"Master", -4}).gesture != gain);
    CHECK(room.make(SetTrackMute{TrackId{1}, true}).gesture.empty());
}

TEST_CASE("a file that is placed on the timeline is opened and listed by a path relative to the document")
{
    Room room;
    const auto edit = room.make(AddClip{TrackId{1}, "/song/Audio/new.wav", FramePosition(70)});
    REQUIRE(edit.opened.size() == 1);
    const auto asset = std::get<RegisterAsset>(edit.opened[0]).asset;
    REQUIRE(edit.session.assets.size() == 2);
    CHECK(edit.session.assets[1].id == asset);
    CHECK(edit.session.assets[1].path == "Audio/new.wav");
    const auto& clip = edit.session.tracks[0]->clips[1];
    CHECK(clip.asset == asset);
    CHECK(clip.position == FramePosition(70));
    CHECK_FALSE(clip.length);
}

TEST_CASE("a file that the session has already is not listed again")
{
    Room room;
    const auto edit = room.make(AddClip{TrackId{1}, "/song/a.wav", FramePosition(-70)});
    CHECK(edit.opened.empty());
    CHECK(edit.session.assets.size() == 1);
    CHECK(edit.session.tracks[0]->clips.size() == 3);
    CHECK(edit.session.tracks[0]->clips[0].position == FramePosition(0));
}

TEST_CASE("of a file that is placed in part the clip plays that part, counted in frames of the file")
{
    Room room;
    AddClip command{TrackId{1}, "/song/a.wav", FramePosition(9000), {FramePosition(100), FrameCount(300)}};
    const auto placed = room.make(command).session.tracks[0]->clips[2];
    CHECK(placed.offset == 100.0);
    CHECK(placed.length == FrameCount(300));

    auto fact = AssetStatusChanged();
    fact.asset = AssetId{1};
    fact.now = OfflineStatus::present;
    fact.facts.length = FrameCount(1000);
    fact.facts.sampleRate = SampleRate(24000);
    room.media.apply(fact);
    command.part = {FramePosition(900), FrameCount(300)};
    const auto atHalfRate = room.make(command).session.tracks[0]->clips[2];
    CHECK(atHalfRate.offset == 900.0);
    CHECK(atHalfRate.length == FrameCount(200));
}

TEST_CASE("a part outside its file, or of a file that nobody has looked into, is not placed and opens nothing")
{
    Room room;
    const EditDesk desk{room.index, room.media, room.ids, room.folder};
    const FrameRange outside{FramePosition(1000), FrameCount(300)};
    CHECK(makeEdit(desk, AddClip{TrackId{1}, "/song/a.wav", {}, outside}).failure().why == "lies outside of it");
    CHECK_FALSE(makeEdit(desk, AddClip{TrackId{1}, "/song/new.wav", {}, {FramePosition(0), FrameCount(1)}}));
    CHECK(room.media.findFile("/song/new.wav") == nullptr);
}

TEST_CASE("a file placed on no track gets one of its name")
{
    Room room("");
    const auto edit = room.make(AddClip{TrackId{}, "/x/caf\xE9 loop.wav", FramePosition(0)});
    REQUIRE(edit.session.tracks.size() == 2);
    CHECK(edit.session.tracks[1]->name == "caf\xEF\xBF\xBD loop");
    CHECK(edit.session.tracks[1]->clips.size() == 1);
    CHECK(edit.session.assets[1].path == "/x/caf\xE9 loop.wav");
}

TEST_CASE("a command that cannot be done opens nothing")
{
    Room room;
    CHECK_FALSE(makeEdit({room.index, room.media, room.ids, room.folder}, AddClip{TrackId{9}, "/x.wav", {}}));
    CHECK(room.media.findFile("/x.wav") == nullptr);
    CHECK_FALSE(makeEdit({room.index, room.media, room.ids, room.folder}, RemoveClips{{ClipId{99}}}));
}
