#include "Support/ControlStage.h"

#include <catch2/catch.hpp>
#include <fstream>

#include <random>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** Frames [from, from + frames) of a signal. */
TestSignal part(const TestSignal& whole, std::int64_t from, std::int64_t frames)
{
    TestSignal some(whole.channelCount(), frames);
    for (std::size_t c = 0; c < some.channels.size(); ++c)
        std::copy_n(whole.channels[c].begin() + from, frames, some.channels[c].begin());
    return some;
}

} // namespace

TEST_CASE("what a session asks for is read, mixed and heard, bit for bit")
{
    const auto noise = makeNoise(2, 100'000, 1);
    ControlStage stage;
    stage.play(noise);
    const auto heard = stage.render(60'000, 480);
    CHECK(heard == part(noise, 0, 60'000));
    stage.settle();
    CHECK(stage.all<AssetStatusChanged>().back().now == OfflineStatus::present);
    CHECK(stage.all<StreamUnderrun>().empty());
    CHECK(stage.all<StreamPrefetchComplete>().back().frames == FrameCount(100'000));
}

TEST_CASE("play waits for the first blocks, and no longer than its patience")
{
    const auto noise = makeNoise(2, 100'000, 2);
    ControlStage stage;
    stage.media.put("/media/1.wav", noise);
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
    stage.settle();
    stage.want(0, 50'000);
    stage.tell(PlayTransport{});
    stage.turn();
    CHECK(stage.render(512) == TestSignal(2, 512));

    SECTION("the disk answers: not a frame is lost")
    {
        stage.settle();
        CHECK(stage.render(512) == part(noise, 0, 512));
    }
    SECTION("the blocks that begin are there and the second ones are not: it waits for those")
    {
        stage.want(0, limits::blockFrames, 2);
        stage.settle();
        CHECK(stage.render(512) == TestSignal(2, 512));
        stage.want(0, 50'000, 3);
        stage.settle();
        CHECK(stage.render(512) == part(noise, 0, 512));
    }
    SECTION("the disk hangs: it starts anyway, and what is missing is counted")
    {
        stage.clock.advance(signal::SignalControl::startPatience);
        stage.turn();
        CHECK(stage.render(512) == TestSignal(2, 512));
        stage.clock.advance(signal::Reports::positionInterval);
        stage.turn();
        REQUIRE(stage.all<StreamUnderrun>().size() == 1);
        CHECK(stage.all<StreamUnderrun>().front().missing == FrameCount(512));
        CHECK(stage.all<StreamUnderrun>().front().stretches == 1);
        CHECK(stage.all<StreamUnderrun>().front().track == TrackId{1});
    }
}

TEST_CASE("a missing medium is told, leaves the rest playing, and is heard when it is back")
{
    const auto noise = makeNoise(2, 50'000, 3);
    ControlStage stage;
    auto& medium = stage.media.put("/media/1.wav", noise);
    stage.media.remove("/media/1.wav");
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
    stage.settle();
    CHECK(stage.all<AssetStatusChanged>().back().now == OfflineStatus::missing);
    CHECK_FALSE(stage.all<AssetStatusChanged>().back().cause.empty());
    stage.tell(PlayTransport{});
    stage.settle();
    CHECK(stage.render(512) == TestSignal(2, 512));

    stage.media.restore("/media/1.wav", medium);
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.want(0, 50'000);
    stage.settle();
    CHECK(stage.all<AssetStatusChanged>().back().now == OfflineStatus::present);
    (void) stage.render(512); // it comes in without a click
    CHECK(stage.render(8192) == part(noise, 1024, 8192));
    stage.settle();
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("a seek into resident frames misses nothing and lands on the frame")
{
    const auto noise = makeNoise(2, 100'000, 4);
    ControlStage stage;
    stage.play(noise);
    (void) stage.render(4096);
    stage.tell(SeekTransport{FramePosition(70'000)});
    stage.turn();
    (void) stage.render(512); // the old place fades out while the new one fades in
    CHECK(stage.render(4096) == part(noise, 70'512, 4096));
    stage.settle();
    CHECK(stage.all<StreamUnderrun>().empty());
    CHECK(stage.all<TransportPosition>().back().state.position == FramePosition(70'512 + 4096 - 512));
}

TEST_CASE("five hundred random seeks among resident frames miss nothing")
{
    const auto noise = makeNoise(2, 100'000, 5);
    ControlStage stage;
    stage.play(noise);
    std::mt19937_64 random(7);
    for (int i = 0; i < 500; ++i)
    {
        const auto place = std::uniform_int_distribution<std::int64_t>(0, 100'000 - 1024)(random);
        stage.tell(SeekTransport{FramePosition(place)});
        stage.turn();
        (void) stage.render(512); // the old place fades out while the new one fades in
        CHECK(stage.render(512) == part(noise, place + 512, 512));
    }
    stage.settle();
    CHECK(stage.all<StreamUnderrun>().empty());
}

TEST_CASE("an edit is heard at once, and its clip keeps its place")
{
    const auto noise = makeNoise(2, 100'000, 5);
    ControlStage stage;
    stage.play(noise);
    (void) stage.render(4096);
    auto muted = trackOf(1, {clipOf(1, 1, 0)});
    muted.mute = true;
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({muted})), 2});
    stage.turn();
    (void) stage.render(512); // the ramp
    CHECK(stage.render(512) == TestSignal(2, 512));
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 3});
    stage.turn();
    (void) stage.render(512);
    CHECK(stage.render(512) == part(noise, 4096 + 3 * 512, 512));
}

TEST_CASE("the device is told once, and a stopped transport is closed in an orderly way")
{
    ControlStage stage;
    stage.play(makeNoise(2, 50'000, 6));
    REQUIRE(stage.all<DeviceStatus>().size() == 1);
    CHECK(stage.all<DeviceStatus>().front().backend == "Test");
    CHECK(stage.all<DeviceStatus>().front().sampleRate == 48000);
    CHECK_FALSE(stage.control.isClosed(stage.signalThread));
    stage.control.close(stage.signalThread);
    stage.turn();
    CHECK(stage.control.isClosed(stage.signalThread));
}

TEST_CASE("folders are listed and media opened for the library")
{
    ControlStage stage;
    TemporaryFolder folder;
    std::filesystem::create_directory(folder / "inner");
    stage.tell(ScanFolder{RequestId{1}, folder.path()});
    stage.tell(ProbeMedia{RequestId{2}, folder / "none.wav", {}, {}});
    stage.tell(EndFolderScan{RequestId{9}});
    stage.settle();
    REQUIRE(stage.all<FolderScanned>().size() == 1);
    CHECK(stage.all<FolderScanned>().front().entries.at(0).name == "inner");
    REQUIRE(stage.all<MediaProbed>().size() == 1);
    CHECK(stage.all<MediaProbed>().front().outcome == MediaProbed::Outcome::unreadable);
}

TEST_CASE("files are read for their prints, first the quick one, unless that is not wanted any more")
{
    ControlStage stage;
    TemporaryFolder folder;
    std::ofstream(folder / "a.wav") << std::string(3'000'000, 'x');
    stage.tell(FingerprintMedia{RequestId{1}, folder / "a.wav", {}, {}, false});
    stage.tell(FingerprintMedia{RequestId{2}, folder / "a.wav", {}, {}, true});
    stage.tell(CancelFingerprint{RequestId{2}});
    for (int i = 0; i < 8; ++i)
        stage.settle();
    const auto told = stage.all<MediaFingerprinted>();
    REQUIRE(told.size() == 2);
    CHECK_FALSE(told[0].content.hash);
    CHECK(told[1].request == RequestId{1});
    CHECK(told[1].content.hash);
    CHECK(told[1].content.quickPrint == told[0].content.quickPrint);
}

TEST_CASE("the end of a stretch is kept while playing waits for its first blocks")
{
    const auto noise = makeNoise(2, 100'000, 2);
    ControlStage stage;
    stage.media.put("/media/1.wav", noise);
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::sample});
    stage.tell(PublishSession{std::make_shared<const Session>(sessionOf({trackOf(1, {clipOf(1, 1, 0)})})), 1});
    stage.settle();
    stage.want(0, 50'000);
    stage.tell(PlayTransport{FramePosition(256)});
    stage.settle();
    CHECK(part(stage.render(512), 0, 256) == part(noise, 0, 256));
    CHECK(stage.render(512) == TestSignal(2, 512)); // stopped, and faded out
}
