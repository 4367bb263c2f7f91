#include "Pulse/Editing/TrackChanges.h"

#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::HandMadeMedia;
using loophole::testing::trackOf;

namespace
{

Session longTrack(std::uint32_t clips)
{
    std::vector<Clip> all;
    for (std::uint32_t i = 1; i <= clips; ++i)
        all.push_back(clipOf(i, 1, std::int64_t{i / 3} * 100));
    return testing::sessionOf({trackOf(1, std::move(all)), trackOf(2, {})});
}

std::vector<Clip> contentOf(const SharedList<Clip>& clips)
{
    return {clips.begin(), clips.end()};
}

/** What the changes mean, done the plain way. */
std::vector<Clip> changedPlainly(const SharedList<Clip>& clips, const TrackChange& change)
{
    std::vector<Clip> all;
    std::size_t place = 0;
    for (const auto& clip : clips)
    {
        const auto at = place++;
        if (std::find(change.taken.begin(), change.taken.end(), at) != change.taken.end())
            continue;
        const auto replaced = std::find_if(change.replaced.begin(), change.replaced.end(),
                                           [at](const auto& entry) { return entry.first == at; });
        all.push_back(replaced == change.replaced.end() ? clip : replaced->second);
    }
    for (const auto& clip : change.added)
        all.insert(std::upper_bound(all.begin(), all.end(), clip,
                                    [](const Clip& a, const Clip& b) { return a.position < b.position; }),
                   clip);
    return all;
}

TrackChange randomChange(std::mt19937& random, const SharedList<Clip>& clips, std::size_t count)
{
    TrackChange change;
    std::vector<std::size_t> places(clips.size());
    std::iota(places.begin(), places.end(), std::size_t{0});
    std::shuffle(places.begin(), places.end(), random);
    for (std::size_t i = 0; i < std::min(count, places.size()); ++i)
    {
        auto clip = clips[places[i]];
        clip.gainDb = -1.0 - static_cast<double>(i);
        if (random() % 2 == 0)
            change.replaced.emplace_back(places[i], clip);
        else
            change.taken.push_back(places[i]);
    }
    for (std::size_t i = 0; i < count; ++i)
        change.added.push_back(
            clipOf(static_cast<std::uint32_t>(10'000 + i), 1, static_cast<std::int64_t>(random() % 50'000)));
    return change;
}

} // namespace

TEST_CASE("few and many changes of a track come out as if they were made one by one")
{
    std::mt19937 random(11);
    const auto session = longTrack(700);
    for (const std::size_t count : {1u, 5u, 20u, 100u, 700u})
    {
        const auto change = randomChange(random, session.tracks[0]->clips, count);
        const auto edited = withTrackChanges(session, {{0, change}});
        CHECK(contentOf(edited.tracks[0]->clips) == changedPlainly(session.tracks[0]->clips, change));
        CHECK(edited.tracks[1] == session.tracks[1]);
    }
}

TEST_CASE("clips are added to a track that has none")
{
    const auto session = longTrack(10);
    TrackChange change;
    for (std::uint32_t i = 0; i < 100; ++i)
        change.added.push_back(clipOf(100 + i, 1, 1000 - i));
    const auto edited = withTrackChanges(session, {{1, change}});
    CHECK(contentOf(edited.tracks[1]->clips) == changedPlainly({}, change));
}

TEST_CASE("many changes in one place share all other chunks")
{
    const auto session = longTrack(5000);
    const auto& before = session.tracks[0]->clips;
    TrackChange change;
    for (std::size_t i = 1000; i < 1030; ++i)
        change.taken.push_back(i);
    const auto edited = withTrackChanges(session, {{0, change}});
    const auto& after = edited.tracks[0]->clips;
    REQUIRE(after.chunkCount() == before.chunkCount());
    std::size_t shared = 0;
    for (std::size_t i = 0; i < after.chunkCount(); ++i)
        shared += after.chunk(i) == before.chunk(i) ? 1u : 0u;
    CHECK(shared >= before.chunkCount() - 2);
}

TEST_CASE("places are found once each and in order, and what is gone is left out")
{
    const HandMadeMedia media;
    const auto session = longTrack(300);
    const SessionIndex index(std::make_shared<const Session>(session), media);
    const auto places = placesOf(index, std::vector{ClipId{200}, ClipId{7}, ClipId{9999}, ClipId{7}});
    REQUIRE(places.size() == 2);
    CHECK(places[0].clip == 6);
    CHECK(places[1].clip == 199);
    CHECK(trackPlaces(session, {}) == std::vector<std::size_t>{0, 1});
    CHECK(trackPlaces(session, std::vector{TrackId{2}, TrackId{5}, TrackId{2}}) == std::vector<std::size_t>{1});
}
