#include "Signal/Control/ClipDirectory.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Track trackOfMany(std::uint32_t id, std::uint32_t firstClip, std::uint32_t count)
{
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < count; ++i)
        clips.push_back(clipOf(firstClip + i, 1, std::int64_t{i} * 1000));
    return trackOf(id, std::move(clips));
}

/** The session with one track in place of another. */
Session replacing(const Session& session, std::size_t index, Track track)
{
    auto next = session;
    next.tracks = next.tracks.with(index, std::make_shared<const Track>(std::move(track)));
    return next;
}

} // namespace

TEST_CASE("a directory finds the clips of the session it took last, and no others")
{
    auto thread = SignalThread::mint();
    ClipDirectory directory;
    CHECK(directory.find(ClipId{1}) == nullptr);
    const auto session = sessionOf({trackOfMany(1, 1, 1000), trackOfMany(2, 2001, 10)});
    directory.take(thread, session);
    CHECK(directory.size() == 1010);
    REQUIRE(directory.find(ClipId{2005}) != nullptr);
    CHECK(directory.find(ClipId{2005})->position == FramePosition(4000));
    directory.take(thread, sessionOf({trackOfMany(1, 1, 3)}));
    CHECK(directory.size() == 3);
    CHECK(directory.find(ClipId{2005}) == nullptr);
}

TEST_CASE("an edited clip is found as it is now, its neighbours where they were")
{
    auto thread = SignalThread::mint();
    ClipDirectory directory;
    const auto session = sessionOf({trackOfMany(1, 1, 1000)});
    directory.take(thread, session);
    const auto* far = directory.find(ClipId{900});

    auto track = *session.tracks[0];
    auto clip = track.clips[5];
    clip.gainDb = -6;
    track.clips = track.clips.with(5, clip);
    const auto edited = replacing(session, 0, track);
    directory.take(thread, edited);
    CHECK(directory.size() == 1000);
    CHECK(directory.find(ClipId{6})->gainDb == -6);
    CHECK(directory.find(ClipId{900}) == far);

    track.clips = track.clips.without(5);
    directory.take(thread, replacing(session, 0, track));
    CHECK(directory.find(ClipId{6}) == nullptr);
    CHECK(directory.find(ClipId{7}) != nullptr);
    directory.take(thread, session);
    CHECK(directory.find(ClipId{6})->gainDb == 0);
}

TEST_CASE("a clip that moves to another track is found there")
{
    auto thread = SignalThread::mint();
    ClipDirectory directory;
    const auto session = sessionOf({trackOfMany(1, 1, 600), trackOfMany(2, 1001, 600)});
    directory.take(thread, session);
    auto from = *session.tracks[0];
    auto to = *session.tracks[1];
    to.clips = to.clips.withInserted(0, from.clips[300]);
    from.clips = from.clips.without(300);
    const auto moved = replacing(replacing(session, 0, from), 1, to);
    directory.take(thread, moved);
    CHECK(directory.size() == 1200);
    CHECK(directory.find(ClipId{301}) == &moved.tracks[1]->clips[0]);
}
