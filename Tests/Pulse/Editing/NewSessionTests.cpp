#include "Pulse/Editing/NewSession.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("a new session is empty and has its Master bus")
{
    IdSource ids;
    const auto session = newSession(ids, SampleRate(96000));
    CHECK(session.sampleRate.hz() == 96000);
    CHECK(session.tracks.empty());
    REQUIRE(session.buses.size() == 1);
    CHECK(session.buses[0].name == "Master");
    CHECK(session.buses[0].id.isValid());
}

TEST_CASE("a session from elsewhere gets ids that nothing else has, and keeps what hangs together")
{
    auto elsewhere = testing::sessionOf({testing::trackOf(1, {testing::clipOf(1, 1, 0), testing::clipOf(2, 2, 5)})});
    elsewhere.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a", "x.wav", nullptr}});
    elsewhere.buses = {};
    elsewhere.markers = SharedList<Marker>({Marker{MarkerId{1}, FramePosition(3), "m", nullptr}});
    IdSource ids;
    const auto former = newSession(ids, SampleRate(48000));
    const auto session = withFreshIds(elsewhere, ids);
    CHECK(session.assets[0].id != AssetId{1});
    CHECK(session.tracks[0]->id.value > former.buses[0].id.value);
    REQUIRE(session.tracks[0]->clips.size() == 1); // asset 2 is not listed
    CHECK(session.tracks[0]->clips[0].asset == session.assets[0].id);
    CHECK(session.markers[0].name == "m");
    CHECK(findBus(session, "Master") != nullptr);
}
