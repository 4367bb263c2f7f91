#include "Pulse/Assets/Audition.h"

#include "Support/HandMadeMedia.h"

#include <catch2/catch.hpp>

using namespace loophole;

TEST_CASE("an audition starts once its file is open, at its fraction of the length")
{
    testing::HandMadeMedia media;
    media.add(AssetId{1}, 1000);
    media.set(AssetId{1}, OfflineStatus::pending);
    Audition audition;
    audition.start({"/media/1.wav", 0.25, true, -6}, AssetId{1});
    CHECK_FALSE(audition.takeStart(media));
    media.set(AssetId{1}, OfflineStatus::present);
    const auto start = audition.takeStart(media);
    REQUIRE(start);
    CHECK(start->asset == AssetId{1});
    CHECK(start->from == FramePosition(250));
    CHECK(start->loop);
    CHECK(start->gainDb == -6);
    CHECK_FALSE(audition.takeStart(media));
    CHECK(audition.asset() == AssetId{1});
}

TEST_CASE("a fraction outside the file is taken to its nearer end")
{
    testing::HandMadeMedia media;
    media.add(AssetId{1}, 1000);
    Audition audition;
    for (const auto& [fraction, frame] : {std::pair(-1.0, 0), std::pair(1.0, 999), std::pair(7.0, 999)})
    {
        audition.start({"x", fraction, false, 0}, AssetId{1});
        CHECK(audition.takeStart(media)->from == FramePosition(frame));
    }
    audition.start({"x", std::numeric_limits<double>::quiet_NaN(), false, 0}, AssetId{1});
    CHECK(audition.takeStart(media)->from == FramePosition(0));
}

TEST_CASE("a missing file is told once, and plays when it comes while someone waits for it")
{
    testing::HandMadeMedia media;
    media.add(AssetId{1}, 1000);
    media.set(AssetId{1}, OfflineStatus::missing);
    Audition audition;
    audition.start({"x", 0, false, 0}, AssetId{1});
    CHECK(audition.takeRefusal(media)->kind == Notice::Kind::warning);
    CHECK_FALSE(audition.takeRefusal(media));
    media.set(AssetId{1}, OfflineStatus::present);
    CHECK(audition.takeStart(media));
}

TEST_CASE("an audition that was stopped before its file was open does not start")
{
    testing::HandMadeMedia media;
    media.add(AssetId{1}, 1000);
    Audition audition;
    audition.start({"x", 0, false, 0}, AssetId{1});
    audition.stop();
    CHECK_FALSE(audition.takeStart(media));
    CHECK_FALSE(audition.asset().isValid());
}
