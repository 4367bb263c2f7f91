#include "Pulse/Scheduling/SessionIndex.h"

#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::HandMadeMedia;
using loophole::testing::trackOf;

namespace
{

SessionPointer shared(Session session)
{
    return std::make_shared<const Session>(std::move(session));
}

/** Three tracks with many clips of many lengths at random places. */
SessionPointer randomSession(std::mt19937& random, std::uint32_t clipsPerTrack)
{
    std::vector<Track> tracks;
    std::uint32_t id = 0;
    for (std::uint32_t t = 1; t <= 3; ++t)
    {
        std::vector<Clip> clips;
        for (std::uint32_t i = 0; i < clipsPerTrack; ++i)
        {
            clips.push_back(clipOf(++id, static_cast<std::uint32_t>(1 + random() % 3),
                                   static_cast<std::int64_t>(random() % 100'000)));
            if (random() % 2 == 0)
                clips.back().length = FrameCount(1 + static_cast<std::int64_t>(random() % 5000));
        }
        std::sort(clips.begin(), clips.end(), [](const auto& a, const auto& b) { return a.position < b.position; });
        tracks.push_back(trackOf(t, clips));
    }
    return shared(testing::sessionOf(std::move(tracks)));
}

HandMadeMedia threeMedia()
{
    HandMadeMedia media;
    media.add(AssetId{1}, 100);
    media.add(AssetId{2}, 2000);
    media.add(AssetId{3}, 30'000);
    return media;
}

std::vector<std::uint32_t> overlapping(const SessionIndex& index, FrameRange range)
{
    std::vector<std::uint32_t> ids;
    index.visitOverlapping(range, [&](const IndexedClip& clip) { ids.push_back(clip.clip->id.value); });
    return ids;
}

} // namespace

TEST_CASE("what overlaps a range is what a look at every clip finds")
{
    std::mt19937 random(5);
    const auto media = threeMedia();
    const auto session = randomSession(random, 700);
    const SessionIndex index(session, media);
    for (int i = 0; i < 200; ++i)
    {
        const FrameRange range{FramePosition(static_cast<std::int64_t>(random() % 110'000)),
                               FrameCount(static_cast<std::int64_t>(random() % 4000))};
        std::vector<std::uint32_t> expected;
        for (const auto& track : session->tracks)
            for (const auto& clip : track->clips)
            {
                const auto line = timelineOf(clip, media, session->sampleRate);
                if (line.start < range.end() && line.end() > range.start)
                    expected.push_back(clip.id.value);
            }
        CHECK(overlapping(index, range) == expected);
    }
}

TEST_CASE("the nearest starts are what a sort of all clips by distance finds")
{
    std::mt19937 random(6);
    const auto media = threeMedia();
    const auto session = randomSession(random, 400);
    const SessionIndex index(session, media);
    for (const std::int64_t position : {0, 1, 50'000, 99'999, 200'000})
    {
        std::vector<std::int64_t> expected;
        for (const auto& track : session->tracks)
            for (const auto& clip : track->clips)
                expected.push_back(std::abs(clip.position.value() - position));
        std::sort(expected.begin(), expected.end());
        expected.resize(300);
        std::vector<std::int64_t> found;
        for (const auto& clip : index.nearestStarts(FramePosition(position), 300))
            found.push_back(std::abs(clip.clip->position.value() - position));
        CHECK(found == expected);
    }
    CHECK(index.nearestStarts(FramePosition(0), 100'000).size() == 1200);
}

TEST_CASE("every clip is found by its id, and no other is")
{
    std::mt19937 random(8);
    const auto session = randomSession(random, 600);
    const SessionIndex index(session, threeMedia());
    for (std::size_t t = 0; t < 3; ++t)
        for (std::size_t c = 0; c < 600; ++c)
        {
            const auto& clip = session->tracks[t]->clips[c];
            const auto place = index.place(clip.id);
            REQUIRE(place);
            REQUIRE(place->track == t);
            REQUIRE(place->clip == c);
            REQUIRE(&index.clipAt(*place) == &clip);
            REQUIRE(index.lineAt(*place).start == clip.position);
        }
    CHECK_FALSE(index.place(ClipId{0}));
    CHECK_FALSE(index.place(ClipId{999'999}));
}

TEST_CASE("the index of an edited session answers as one made anew")
{
    std::mt19937 random(9);
    const auto media = threeMedia();
    auto session = randomSession(random, 600);
    SessionIndex index(session, media);
    for (std::size_t i = 0; i < 50; ++i)
    {
        auto edited = *session;
        auto track = *edited.tracks[i % 3];
        const auto place = random() % track.clips.size();
        track.clips = track.clips.without(place);
        edited.tracks = edited.tracks.with(i % 3, std::make_shared<const Track>(track));
        session = shared(edited);
        index = SessionIndex(session, media, index);
        const SessionIndex fresh(session, media);
        const FrameRange range{FramePosition(static_cast<std::int64_t>(random() % 100'000)), FrameCount(3000)};
        CHECK(overlapping(index, range) == overlapping(fresh, range));
        CHECK(index.end() == fresh.end());
    }
}

TEST_CASE("a medium whose length is found out lengthens its clips")
{
    HandMadeMedia media;
    const auto session = shared(testing::sessionOf({trackOf(1, {clipOf(1, 1, 1000)})}));
    const SessionIndex before(session, media);
    CHECK(before.end() == FramePosition(1000));
    media.add(AssetId{1}, 500);
    CHECK(SessionIndex(session, media, before).end() == FramePosition(1000));
    const AssetId changed[] = {AssetId{1}};
    CHECK(SessionIndex(session, media, before, changed).end() == FramePosition(1500));
}

TEST_CASE("another session rate makes every timeline anew")
{
    const auto media = threeMedia();
    auto session = testing::sessionOf({trackOf(1, {clipOf(1, 2, 0)})});
    const SessionIndex before(shared(session), media);
    session.sampleRate = SampleRate(96000);
    CHECK(SessionIndex(shared(session), media, before).end() == FramePosition(4000));
}

TEST_CASE("an empty session has nothing to find")
{
    const SessionIndex index(shared(testing::sessionOf({trackOf(1, {})})), HandMadeMedia());
    CHECK(overlapping(index, {FramePosition(0), FrameCount(1000)}).empty());
    CHECK(index.nearestStarts(FramePosition(0), 5).empty());
    CHECK(index.end() == FramePosition(0));
}

TEST_CASE("of a medium that is known better now only its own clips are laid out anew")
{
    HandMadeMedia media;
    media.add(AssetId{1}, 1000);
    media.add(AssetId{2}, 1000);
    const auto session = std::make_shared<const Session>(
        testing::sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 2, 5000), clipOf(3, 1, 9000)})}));
    const SessionIndex before(session, media);
    media.add(AssetId{1}, 3000);
    media.add(AssetId{2}, 4000); // which the index has not been told
    const AssetId changed[] = {AssetId{1}};
    const SessionIndex after(session, media, before, changed);
    CHECK(after.lineAt({0, 0}).length == FrameCount(3000));
    CHECK(after.lineAt({0, 1}).length == FrameCount(1000));
    CHECK(after.lineAt({0, 2}).length == FrameCount(3000));
    CHECK(after.end() == FramePosition(12'000));
    CHECK(before.lineAt({0, 0}).length == FrameCount(1000));
}
