#include "Model/Session.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("assets are found by id and buses by name")
{
    auto session = testing::sessionOf({});
    session.assets = SharedList<SessionAsset>(
        {SessionAsset{AssetId{3}, "a", "a.wav", nullptr}, SessionAsset{AssetId{5}, "b", "b.wav", nullptr}});
    REQUIRE(findAsset(session, AssetId{5}) != nullptr);
    CHECK(findAsset(session, AssetId{5})->documentId == "b");
    CHECK(findAsset(session, AssetId{4}) == nullptr);
    REQUIRE(findBus(session, "Master") != nullptr);
    CHECK(findBus(session, "master") == nullptr);
}

TEST_CASE("a copy of a session with one thing changed shares the rest")
{
    const auto session = testing::sessionOf({testing::trackOf(1, {testing::clipOf(1, 1, 0)}), testing::trackOf(2, {})});
    auto edited = session;
    auto track = *session.tracks[1];
    track.mute = true;
    edited.tracks = session.tracks.with(1, std::make_shared<const Track>(track));
    CHECK(edited.tracks[0] == session.tracks[0]);
    CHECK(edited.buses.sharesAllWith(session.buses));
    CHECK_FALSE(session.tracks[1]->mute);
}
