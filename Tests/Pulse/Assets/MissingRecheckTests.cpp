#include "Pulse/Assets/MissingRecheck.h"

#include "Support/PulseStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::missingFact;
using loophole::testing::presentFact;

namespace
{

/** A session of so many files, none of which is there. */
struct Rig
{
    explicit Rig(std::uint32_t files)
    {
        std::vector<SessionAsset> assets;
        for (std::uint32_t i = 1; i <= files; ++i)
            assets.push_back({AssetId{i}, {}, "/m/" + std::to_string(i) + ".wav", {}});
        Session session;
        session.assets = SharedList<SessionAsset>(std::move(assets));
        static_cast<void>(media.follow(session, {}));
        for (std::uint32_t i = 1; i <= files; ++i)
            static_cast<void>(media.apply(missingFact(AssetId{i})));
    }
    std::size_t lookedForAt(Instant now) { return recheck.take(media, now).size(); }

    IdSource ids;
    AssetRegistry media{ids};
    MissingRecheck recheck;
};

} // namespace

TEST_CASE("a missing file is looked for after a second, and each time after twice as long")
{
    Rig rig(1);
    CHECK(rig.recheck.due() == Instant::max());
    rig.recheck.assetMissing(10s);
    CHECK(rig.recheck.due() == 11s);
    CHECK(rig.lookedForAt(10999ms) == 0);
    Instant now = 11s;
    for (const auto pause : {1s, 2s, 4s, 8s, 16s, 30s, 30s})
    {
        CHECK(rig.lookedForAt(now) == 1);
        CHECK(rig.recheck.due() == now + pause);
        now += pause;
    }
}

TEST_CASE("another one that goes makes all be looked for soon again")
{
    Rig rig(2);
    rig.recheck.assetMissing(0s);
    CHECK(rig.lookedForAt(1s) == 2);
    CHECK(rig.lookedForAt(2s) == 2);
    CHECK(rig.lookedForAt(4s) == 2);
    CHECK(rig.recheck.due() == 8s);
    rig.recheck.assetMissing(5s);
    CHECK(rig.recheck.due() == 6s);
    CHECK(rig.lookedForAt(6s) == 2);
    CHECK(rig.recheck.due() == 7s);
}

TEST_CASE("what has come is not looked for, and nothing is once all is there")
{
    Rig rig(2);
    rig.recheck.assetMissing(0s);
    CHECK(rig.media.apply(presentFact(AssetId{1}, 100)) != nullptr);
    const auto messages = rig.recheck.take(rig.media, 1s);
    REQUIRE(messages.size() == 1);
    CHECK(std::get<RegisterAsset>(messages[0]).asset == AssetId{2});
    CHECK(std::get<RegisterAsset>(messages[0]).path == "/m/2.wav");
    CHECK(rig.media.apply(presentFact(AssetId{2}, 100)) != nullptr);
    CHECK(rig.lookedForAt(2s) == 0);
    CHECK(rig.recheck.due() == Instant::max());
}

TEST_CASE("thousands are looked for in slices, each of them once a round")
{
    Rig rig(1000);
    rig.recheck.assetMissing(0s);
    std::vector<std::uint32_t> seen;
    Instant now = 1s;
    while (seen.size() < 1000)
    {
        const auto messages = rig.recheck.take(rig.media, now);
        REQUIRE_FALSE(messages.empty());
        CHECK(messages.size() <= MissingRecheck::slice);
        for (const auto& message : messages)
            seen.push_back(std::get<RegisterAsset>(message).asset.value);
        now = rig.recheck.due();
    }
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.front() == 1);
    CHECK(seen.back() == 1000);
    CHECK(now == 1s + 3 * MissingRecheck::slicePause + MissingRecheck::first);
}
