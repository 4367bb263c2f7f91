#include "Pulse/Assets/Fingerprinting.h"

#include "Support/ContentByHand.h"
#include "Support/PulseStage.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct Rig
{
    explicit Rig(std::uint32_t count)
    {
        std::vector<SessionAsset> assets;
        for (std::uint32_t i = 1; i <= count; ++i)
            assets.push_back({AssetId{i}, {}, "/m/" + std::to_string(i) + ".wav", {}});
        session.assets = SharedList<SessionAsset>(std::move(assets));
        static_cast<void>(media.follow(session, {}));
    }
    std::vector<FingerprintMedia> requests()
    {
        std::vector<FingerprintMedia> all;
        for (const auto& message : prints.takeRequests(media))
            all.push_back(std::get<FingerprintMedia>(message));
        return all;
    }

    IdSource ids;
    AssetRegistry media{ids};
    Session session = sessionOf({});
    std::uint32_t last = 0;
    Fingerprinting prints{[this] { return RequestId{++last}; }};
};

} // namespace

TEST_CASE("prints are asked for a few at a time, each file once, and only of what is there")
{
    Rig rig(7);
    for (std::uint32_t i = 1; i <= 7; ++i)
    {
        if (i != 2)
            static_cast<void>(rig.media.apply(presentFact(AssetId{i}, 100)));
        rig.prints.want(AssetId{i});
        rig.prints.want(AssetId{i});
    }
    const auto first = rig.requests();
    REQUIRE(first.size() == Fingerprinting::mostAtOnce);
    CHECK(first[0].file == "/m/1.wav");
    CHECK(first[1].file == "/m/3.wav");
    CHECK_FALSE(first[0].isWaitedFor);
    CHECK(rig.requests().empty());

    CHECK(rig.prints.take({first[1].request, contentOf("x"), false, {}, false}, rig.media) == AssetId{3});
    CHECK(rig.requests().empty());
    CHECK(rig.prints.take({first[1].request, contentOf("x"), true, {}, false}, rig.media) == AssetId{3});
    const auto next = rig.requests();
    REQUIRE(next.size() == 1);
    CHECK(next[0].file == "/m/6.wav");
    CHECK_FALSE(rig.prints.take({RequestId{99}, {}, true, {}, false}, rig.media).isValid());
}

TEST_CASE("an answer about a file that the asset does not have any more is dropped")
{
    Rig rig(1);
    static_cast<void>(rig.media.apply(presentFact(AssetId{1}, 100)));
    rig.prints.want(AssetId{1});
    const auto asked = rig.requests();
    rig.session.assets = SharedList<SessionAsset>({{AssetId{1}, {}, "/elsewhere/1.wav", {}}});
    static_cast<void>(rig.media.follow(rig.session, {}));
    CHECK_FALSE(rig.prints.take({asked[0].request, contentOf("x"), true, {}, false}, rig.media).isValid());
}

TEST_CASE("with another session nothing is asked for any more, and what was is taken back")
{
    Rig rig(6);
    for (std::uint32_t i = 1; i <= 6; ++i)
    {
        static_cast<void>(rig.media.apply(presentFact(AssetId{i}, 100)));
        rig.prints.want(AssetId{i});
    }
    CHECK(rig.requests().size() == 4);
    const auto taken = rig.prints.reset();
    CHECK(taken.size() == 4);
    CHECK(std::holds_alternative<CancelFingerprint>(taken[0]));
    CHECK(rig.requests().empty());
}
