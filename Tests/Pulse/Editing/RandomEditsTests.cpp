#include "Pulse/Document/SessionReader.h"
#include "Pulse/Document/SessionWriter.h"
#include "Pulse/Editing/EditCommands.h"
#include "Pulse/Editing/History.h"
#include "Pulse/Editing/NewSession.h"
#include "Support/PulseStage.h"

#include <catch2/catch.hpp>
#include <random>
#include <set>

using namespace loophole;
using loophole::testing::presentFact;

namespace
{

/** Someone who edits at random: any command, on anything that is there or is not, with values in range and out of it.
 */
class RandomEditor
{
public:
    explicit RandomEditor(unsigned seed) : random(seed)
    {
        for (int i = 0; i < 6; ++i)
        {
            files.push_back("/media/" + std::to_string(i) + ".wav");
            const auto acquired = media.acquire(files.back());
            auto fact = presentFact(acquired.asset, 20'000 + 7777 * i);
            fact.facts.sampleRate = SampleRate(i % 2 == 0 ? 48000 : 44100);
            media.apply(fact);
        }
    }

    /** One command; whether it was done. */
    bool edit()
    {
        index = SessionIndex(history.current(), media, index);
        auto outcome = anyEdit();
        if (!outcome)
            return false;
        history.push(std::make_shared<const Session>(std::move(outcome.value().session)),
                     std::move(outcome.value().name), Instant(std::chrono::seconds(10) * ++steps));
        return true;
    }

    [[nodiscard]] const Session& session() const { return *history.current(); }
    [[nodiscard]] const AssetRegistry& registry() const { return media; }

    IdSource ids;
    History history{std::make_shared<const Session>(newSession(ids, SampleRate(48000)))};
    std::mt19937 random;

private:
    [[nodiscard]] std::int64_t upTo(std::int64_t most)
    {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(most + 1));
    }
    [[nodiscard]] FramePosition position() { return FramePosition(upTo(400'000) - 5000); }
    [[nodiscard]] FrameCount distance() { return FrameCount(upTo(60'000) - 30'000); }
    [[nodiscard]] bool flag() { return random() % 2 == 0; }

    [[nodiscard]] TrackId track()
    {
        const auto& tracks = session().tracks;
        return tracks.empty() || random() % 30 == 0 ? TrackId{} : tracks[random() % tracks.size()]->id;
    }
    [[nodiscard]] std::string bus()
    {
        return random() % 20 == 0 ? "None" : session().buses[random() % session().buses.size()].name;
    }
    [[nodiscard]] MarkerId marker()
    {
        const auto& markers = session().markers;
        return markers.empty() ? MarkerId{} : markers[random() % markers.size()].id;
    }
    [[nodiscard]] std::vector<ClipId> clips()
    {
        std::vector<ClipId> some{ClipId{4'000'000}};
        const auto most = random() % 8 == 0 ? 60 : 4;
        for (int i = 0; i < most && !session().tracks.empty(); ++i)
            if (const auto& from = session().tracks[random() % session().tracks.size()]->clips; !from.empty())
                some.push_back(from[random() % from.size()].id);
        return some;
    }
    [[nodiscard]] std::vector<TrackId> tracks()
    {
        return flag() ? std::vector<TrackId>() : std::vector{track(), track()};
    }
    [[nodiscard]] FrameRange range() { return {position(), FrameCount(upTo(30'000))}; }

    Outcome<Edit> anyEdit()
    {
        const std::filesystem::path folder = "/media";
        const EditDesk desk{index, media, ids, folder};
        const auto isLarge = index.session().tracks.size() > 12;
        // clang-format off
        switch (random() % 34)
        {
        case 0: return makeEdit(desk, AddTrack{"Track"});
        case 1: return isLarge ? makeEdit(desk, RemoveTrack{track()}) : makeEdit(desk, AddTrack{"Other"});
        case 2: return makeEdit(desk, RenameTrack{track(), "Renamed"});
        case 3: return makeEdit(desk, MoveTrack{track(), random() % 20});
        case 4: return makeEdit(desk, SetTrackGain{track(), static_cast<double>(upTo(300)) - 200});
        case 5: return makeEdit(desk, SetTrackPan{track(), static_cast<double>(upTo(4)) - 2});
        case 6: return makeEdit(desk, SetTrackOutput{track(), bus()});
        case 7: return makeEdit(desk, AddBus{"Bus " + std::to_string(random() % 6)});
        case 8: return makeEdit(desk, RemoveBus{bus()});
        case 9: return makeEdit(desk, RenameBus{bus(), "Bus " + std::to_string(random() % 9)});
        case 10: return makeEdit(desk, SetBusOutput{bus(), flag() ? bus() : ""});
        case 11: return makeEdit(desk, AddMarker{position(), "Here"});
        case 12: return makeEdit(desk, MoveMarker{marker(), position()});
        case 13: return makeEdit(desk, RemoveMarker{marker()});
        case 14: return makeEdit(desk, RemoveClips{clips()});
        case 15: return makeEdit(desk, MoveClips{clips(), distance(), flag() ? track() : TrackId{}});
        case 16: return makeEdit(desk, SplitClips{clips(), position()});
        case 17: return makeEdit(desk, DuplicateClips{clips()});
        case 18: return makeEdit(desk, TrimClips{clips(), distance(), distance()});
        case 19: return makeEdit(desk, SlipClips{clips(), distance()});
        case 20: return makeEdit(desk, JoinClips{clips()});
        case 21: return makeEdit(desk, PasteClips{clips(), position(), flag() ? track() : TrackId{}});
        case 22: return makeEdit(desk, RemoveRange{range(), tracks(), flag()});
        case 23: return makeEdit(desk, InsertGap{position(), FrameCount(upTo(5000)), tracks()});
        case 24: return makeEdit(desk, RippleRemoveClips{clips()});
        case 25: return makeEdit(desk, SetClipGain{clips(), static_cast<double>(upTo(200)) - 100});
        case 26: return makeEdit(desk, SetClipFades{clips(), distance(), distance()});
        case 27: return makeEdit(desk, CrossfadeClips{clips()});
        case 28: return makeEdit(desk, SetClipLoop{clips(), flag()});
        case 29: return makeEdit(desk, SetClipRate{clips(), static_cast<double>(upTo(90)) / 10});
        case 30: return makeEdit(desk, SetClipReverse{clips(), flag()});
        case 31: return makeEdit(desk, SetTempo{static_cast<double>(upTo(300)), static_cast<int>(upTo(12))});
        default: return makeEdit(desk, AddClip{track(), files[random() % files.size()], position()});
        }
        // clang-format on
    }

    AssetRegistry media{ids};
    std::vector<std::filesystem::path> files;
    SessionIndex index;
    int steps = 0;
};

void checkClip(const Clip& clip)
{
    REQUIRE(clip.position >= FramePosition(0));
    REQUIRE(clip.offset >= 0);
    REQUIRE((!clip.length || *clip.length > FrameCount(0)));
    REQUIRE(clip.fadeIn >= FrameCount(0));
    REQUIRE(clip.fadeOut >= FrameCount(0));
    REQUIRE((clip.playRate >= 0.1 && clip.playRate <= 8));
}

/** What must hold of every session, whatever was done to it. */
void checkSound(const Session& session)
{
    std::set<std::uint32_t> ids;
    for (const auto& track : session.tracks)
    {
        REQUIRE(ids.insert(track->id.value).second);
        REQUIRE(findBus(session, track->output) != nullptr);
        FramePosition last;
        for (const auto& clip : track->clips)
        {
            checkClip(clip);
            REQUIRE(clip.position >= last);
            REQUIRE(ids.insert(clip.id.value).second);
            REQUIRE(findAsset(session, clip.asset) != nullptr);
            last = clip.position;
        }
        for (std::size_t i = 0; i < track->clips.chunkCount(); ++i)
        {
            REQUIRE_FALSE(track->clips.chunk(i)->empty());
            REQUIRE(track->clips.chunk(i)->size() <= SharedList<Clip>::chunkSize);
        }
    }
    FramePosition last;
    for (const auto& marker : session.markers)
    {
        REQUIRE(marker.position >= last);
        last = marker.position;
    }
    REQUIRE(findBus(session, "Master") != nullptr);
}

} // namespace

TEST_CASE("thousands of random edits keep every session sound, and what is saved is loaded the same")
{
    for (const unsigned seed : {1u, 2u, 3u})
    {
        RandomEditor editor(seed);
        int done = 0;
        for (int step = 0; step < 3000; ++step)
        {
            CAPTURE(seed, step);
            done += editor.edit() ? 1 : 0;
            if (step % 10 == 0)
                checkSound(editor.session());
            if (step % 250 != 249)
                continue;
            const auto text = writeSession(editor.session());
            IdSource ids;
            const auto loaded = readSession("S", text, ids);
            REQUIRE(loaded);
            checkSound(loaded.value());
            REQUIRE(writeSession(loaded.value()) == text);
        }
        CHECK(done > 1500);
    }
}

TEST_CASE("undo of any edit gives the very session before it, and redo the one after")
{
    RandomEditor editor(9);
    std::vector<SessionPointer> all{editor.history.current()};
    std::vector<std::string> texts{writeSession(*all.back())};
    for (int step = 0; step < 800; ++step)
        if (editor.edit())
        {
            all.push_back(editor.history.current());
            texts.push_back(writeSession(*all.back()));
        }
    for (auto i = all.size() - 1; i-- > 0;)
    {
        REQUIRE(editor.history.undo());
        REQUIRE(editor.history.current() == all[i]);
        REQUIRE(writeSession(editor.session()) == texts[i]); // nobody has changed it meanwhile
    }
    CHECK_FALSE(editor.history.undo());
    for (std::size_t i = 1; i < all.size(); ++i)
    {
        REQUIRE(editor.history.redo());
        REQUIRE(editor.history.current() == all[i]);
    }
}
