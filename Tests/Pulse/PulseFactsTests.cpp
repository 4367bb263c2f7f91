#include "Support/PulseStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::presentFact;
using loophole::testing::PulseStage;

namespace
{

StreamUnderrun underrun(std::uint32_t track, std::int64_t missing)
{
    StreamUnderrun fact;
    fact.track = TrackId{track};
    fact.missing = FrameCount(missing);
    return fact;
}

} // namespace

TEST_CASE("missing frames are summed by track, and start anew with another session")
{
    PulseStage stage;
    stage.report(underrun(1, 100), underrun(2, 5), underrun(1, 50));
    const auto totals = stage.toAura<TrackUnderruns>();
    REQUIRE(totals.size() == 3);
    CHECK(totals[0].missingFrames == 100);
    CHECK(totals[1].missingFrames == 5);
    CHECK(totals[2].missingFrames == 150);
    stage.command(NewSession{});
    stage.report(underrun(1, 7));
    CHECK(stage.toAura<TrackUnderruns>()[0].missingFrames == 7);
}

TEST_CASE("a decode error is told with the name of its file")
{
    PulseStage stage;
    stage.command(BrowseFile{"/x/a.flac"});
    const auto asset = stage.toSignal<RegisterAsset>().at(0).asset;
    stage.report(DecodeError{asset, "/x/a.flac", "lost sync"});
    CHECK(stage.notice() == "a.flac: lost sync");
    stage.report(DecodeError{AssetId{999}, "frame 7", "lost sync"});
    CHECK(stage.notice() == "frame 7: lost sync");
}

TEST_CASE("what only Aura shows is forwarded")
{
    PulseStage stage;
    MeterLevels levels;
    levels.master.left = 0.5f;
    FolderListed listed;
    listed.folder = "/x";
    DeviceStatus device;
    device.backend = "Null";
    WaveformReady waveform;
    waveform.request = RequestId{3};
    stage.report(levels, listed, device, waveform, PeaksFailed{AssetId{1}, "no"}, PeaksReady{}, StreamStats{},
                 TransportPosition{});
    CHECK(stage.aura.size() == 8);
    CHECK(stage.toAura<MeterLevels>()[0].master.left == 0.5f);
    CHECK(stage.toAura<FolderListed>()[0].folder == "/x");
    CHECK(stage.toAura<DeviceStatus>()[0].backend == "Null");
    CHECK(stage.toAura<WaveformReady>()[0].request == RequestId{3});
    CHECK(stage.signal.empty());
    stage.report(StreamPrefetchComplete{});
    CHECK(stage.aura.empty());
}

TEST_CASE("the playhead that Signal reports is the one that is read for")
{
    PulseStage stage;
    stage.documents.texts["/S"] = R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}],
        "tracks":[{"clips":[{"asset":"a","position":0}]}]})";
    stage.command(OpenSession{"/S"});
    stage.clock.advance(1s);
    stage.report(presentFact(stage.session().assets[0].id, 480'000));
    TransportPosition fact;
    fact.state.position = FramePosition(96'000);
    fact.state.isPlaying = true;
    fact.state.seekGeneration = 1;
    fact.at = stage.clock.now() + 20ms; // the moment at which the stage reports
    stage.report(fact);
    const auto windows = stage.toSignal<ClipWindowRequest>();
    REQUIRE_FALSE(windows.empty());
    CHECK(windows[0].range.start == FramePosition(96'000));
}

TEST_CASE("the budget that Signal reports bounds the read-ahead")
{
    PulseStage stage;
    stage.documents.texts["/S"] = R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}],
        "tracks":[{"clips":[{"asset":"a","position":0}]}]})";
    stage.command(OpenSession{"/S"});
    StreamStats stats;
    stats.memory.budgetBytes = 400'000;
    stage.report(stats, presentFact(stage.session().assets[0].id, 480'000));
    REQUIRE_FALSE(stage.toSignal<ClipWindowRequest>().empty());
    CHECK(stage.toSignal<ClipWindowRequest>()[0].range.length < FrameCount(48'000));
}

TEST_CASE("a slow decode is told with the name of its file")
{
    PulseStage stage;
    stage.command(BrowseFile{"/x/rain.mp3"});
    const auto asset = stage.toSignal<RegisterAsset>().at(0).asset;
    stage.report(PerformanceWarning{PerformanceWarning::Kind::slowDecode, asset, 61});
    CHECK(stage.notice() == "[perf] rain.mp3 took 61 ms to decode a block");
}

TEST_CASE("what took far too long to decode is an asset that prefers to be streamed, from then on")
{
    PulseStage stage;
    stage.command(BrowseFile{"/x/rain.mp3"});
    const auto asset = stage.toSignal<RegisterAsset>().at(0).asset;
    stage.report(PerformanceWarning{PerformanceWarning::Kind::streamOnly, asset, 300});
    const auto changed = stage.toAura<AssetChanged>();
    REQUIRE_FALSE(changed.empty());
    CHECK(changed.back().asset.preferStream);
    stage.report(PerformanceWarning{PerformanceWarning::Kind::streamOnly, asset, 300});
    CHECK(stage.toAura<AssetChanged>().empty());
}

TEST_CASE("a device that answers slowly is told with how far ahead it is read, and its media are asked for farther")
{
    PulseStage stage;
    stage.command(BrowseFile{"/x/a.wav"});
    StreamStats stats;
    DiskDevice slow;
    slow.device = 7;
    slow.name = "/x";
    slow.p99Ms = 400;
    stats.devices = {slow};
    stage.report(stats);
    const auto told = stage.toAura<StreamStats>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].devices.at(0).readAhead == 4s);
}

TEST_CASE("a device that does not answer is told once, and so is its return")
{
    PulseStage stage;
    StreamStats stats;
    stats.devices.resize(1);
    stats.devices[0].device = 7;
    stats.devices[0].name = "/media/nas";
    stats.devices[0].isStalled = true;
    stage.report(stats);
    CHECK(stage.notice().starts_with("The disk at /media/nas does not answer"));
    stage.report(stats);
    CHECK(stage.toAura<Notice>().empty());
    stats.devices[0].isStalled = false;
    stage.report(stats);
    CHECK(stage.notice() == "The disk at /media/nas answers again");
}

TEST_CASE("memory that is too small for what sounds is told once for all clips, and only when it is about to be heard")
{
    PulseStage stage;
    WindowRefused fact;
    fact.wantedBytes = std::size_t{3} << 20;
    fact.neededIn = 1500ms;
    stage.report(fact);
    CHECK(stage.aura.empty());
    fact.neededIn = 100ms;
    stage.report(fact, fact);
    CHECK(stage.notice() ==
          "The memory budget is full: a clip lacks 3072 KiB; a larger one lets more clips sound at once");
    stage.report(fact);
    CHECK(stage.aura.empty());
    fact.cohort = Cohort::resident;
    stage.clock.advance(60s);
    stage.report(fact);
    CHECK(stage.aura.empty());
}
