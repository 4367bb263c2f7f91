#include "Signal/Stream/StreamEngine.h"

#include "Model/ClipTimeline.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId loop{1};
constexpr AssetId other{2};

TestSignal blocks(int count, std::uint64_t seed = 1, int channels = 2)
{
    return makeNoise(channels, count * block, seed);
}

} // namespace

TEST_CASE("an asset that is opened says what it is")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(3));
    CHECK(rig.engine.table(rig.signalThread, loop, 0.0) == nullptr);
    rig.engine.registerAsset(rig.signalThread, {loop, "/a.wav", AssetType::sample});
    CHECK(rig.engine.status(rig.signalThread, loop) == OfflineStatus::pending);
    CHECK(rig.engine.facts(rig.signalThread, loop) == nullptr);
    rig.settle();

    const auto told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].before == OfflineStatus::pending);
    CHECK(told[0].now == OfflineStatus::present);
    CHECK(told[0].facts.length == FrameCount(3 * block));
    REQUIRE(rig.engine.facts(rig.signalThread, loop) != nullptr);
    CHECK(rig.engine.facts(rig.signalThread, loop)->channels == 2);
    CHECK(rig.engine.table(rig.signalThread, loop, 0.0)->blockCount() == 3);
}

TEST_CASE("a damaged stretch is told once with its place, and the blocks that it lies in are heard around it")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(3));
    medium.damaged = FrameRange{FramePosition(block - 100), FrameCount(300)};
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 3 * block);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    CHECK(table->find(rig.signalThread, 0)->channel(0)[block - 101] == medium.signal.channels[0][block - 101]);
    CHECK(table->find(rig.signalThread, 0)->channel(0)[block - 100] == 0.0f);
    CHECK(table->find(rig.signalThread, 1)->channel(0)[199] == 0.0f);
    CHECK(table->find(rig.signalThread, 1)->channel(0)[200] == medium.signal.channels[0][block + 200]);
    const auto told = rig.facts.all<DecodeError>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].asset == loop);
    CHECK(told[0].why == "is damaged");
    CHECK(told[0].silent == *medium.damaged);
}

TEST_CASE("a block that cannot be read is told once, tried again later and heard when it can be")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(3));
    rig.open(loop, "/a.wav");
    medium.unreadable = FramePosition(block + 5);
    rig.ask(1, loop, 0, 3 * block);
    rig.settle();
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 2));
    CHECK_FALSE(rig.isResident(loop, 1));
    CHECK(rig.stateOf(1) == WindowState::failed);
    CHECK(rig.pool.usedBytes() == 4 * BlockPool::slabBytes);
    REQUIRE(rig.facts.all<DecodeError>().size() == 1);
    CHECK(rig.facts.all<DecodeError>()[0].asset == loop);
    CHECK(rig.facts.all<DecodeError>()[0].why == "cannot be read");

    const auto readsBefore = medium.reads.load();
    rig.settle();
    CHECK(medium.reads == readsBefore);
    CHECK(rig.engine.nextStep(rig.signalThread) == rig.clock.now() + StreamEngine::firstRetry);
    rig.clock.advance(StreamEngine::firstRetry);
    rig.settle();
    CHECK(medium.reads > readsBefore);
    CHECK(rig.engine.nextStep(rig.signalThread) == rig.clock.now() + StreamEngine::longestHeardRetry);
    CHECK(rig.facts.all<DecodeError>().size() == 1);

    medium.unreadable.reset();
    rig.clock.advance(StreamEngine::longestHeardRetry);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("retries grow rarer up to the longest, which is short for what is about to be heard")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(1));
    rig.open(loop, "/a.wav");
    medium.unreadable = FramePosition(5);
    const auto [cohort, longest] = GENERATE(std::pair(Cohort::realtime, StreamEngine::longestHeardRetry),
                                            std::pair(Cohort::anticipative, StreamEngine::longestRetry));
    rig.ask(1, loop, 0, block, {}, cohort);
    rig.settle();
    Instant delay = StreamEngine::firstRetry;
    for (int i = 0; i < 10; ++i)
    {
        CHECK(rig.engine.nextStep(rig.signalThread) - rig.clock.now() == delay);
        rig.clock.advance(delay);
        rig.settle();
        delay = std::min(2 * delay, longest);
    }
}

TEST_CASE("a file that is not there is missing, and read in place once it is back")
{
    StreamRig rig;
    rig.open(loop, "/late.wav");
    auto told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].now == OfflineStatus::missing);
    CHECK(told[0].cause == "no such file or directory");
    rig.ask(1, loop, 0, 2 * block);
    CHECK(rig.stateOf(1) == WindowState::failed);

    rig.engine.recheck(rig.signalThread, loop);
    rig.settle();
    CHECK(rig.facts.all<AssetStatusChanged>().size() == 1);

    rig.media.put("/late.wav", blocks(2));
    rig.engine.recheck(rig.signalThread, loop);
    rig.settle();
    told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 2);
    CHECK(told[1].before == OfflineStatus::missing);
    CHECK(told[1].now == OfflineStatus::present);
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("a file that vanishes while it is read becomes missing, and comes back with what was there")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(4));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.settle();
    rig.media.remove("/a.wav");
    medium.unreadable = FramePosition(block);
    rig.ask(2, loop, block, 2 * block);
    rig.settle();
    CHECK(rig.engine.status(rig.signalThread, loop) == OfflineStatus::missing);
    CHECK(rig.engine.table(rig.signalThread, loop, 0.0) == nullptr);
    CHECK(rig.facts.all<AssetStatusChanged>().back().cause == "no such file or directory");
    CHECK(rig.facts.all<DecodeError>().empty());
    CHECK(rig.stateOf(2) == WindowState::failed);

    medium.unreadable.reset();
    rig.media.restore("/a.wav", medium);
    rig.engine.recheck(rig.signalThread, loop);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.stateOf(2) == WindowState::resident);
}

TEST_CASE("a file that was replaced is read anew")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(2));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 2 * block);
    rig.settle();
    const auto before = rig.engine.table(rig.signalThread, loop, 0.0);

    const auto& medium = rig.media.put("/a.wav", blocks(5, 99));
    rig.engine.recheck(rig.signalThread, loop);
    rig.settle();
    const auto told = rig.facts.all<AssetStatusChanged>();
    REQUIRE(told.size() == 2);
    CHECK(told[1].facts.length == FrameCount(5 * block));
    CHECK(before->find(rig.signalThread, 0) == nullptr);
    const auto after = rig.engine.table(rig.signalThread, loop, 0.0);
    CHECK(after != before);
    REQUIRE(after->find(rig.signalThread, 0) != nullptr);
    CHECK(after->find(rig.signalThread, 0)->channel(0)[7] == medium.signal.channels[0][7]);
}

TEST_CASE("a held device holds up only its own jobs")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(20));
    rig.media.put("/proc/b.wav", blocks(20));
    REQUIRE(MountTable::current().deviceOf("/proc/b.wav") != MountTable::current().deviceOf("/a.wav"));
    rig.disk.hold(MountTable::current().deviceOf("/proc/b.wav"));
    rig.open(loop, "/a.wav");
    rig.open(other, "/proc/b.wav");
    rig.ask(1, loop, 0, 20 * block, {}, Cohort::anticipative);
    rig.ask(2, other, 0, 20 * block);
    rig.settle();
    CHECK(rig.stateOf(1, Cohort::anticipative) == WindowState::resident);
    CHECK(rig.engine.status(rig.signalThread, other) == OfflineStatus::pending);
    rig.disk.letGo(MountTable::current().deviceOf("/proc/b.wav"));
    rig.settle();
    CHECK(rig.stateOf(2) == WindowState::resident);
}

TEST_CASE("another rate is resampled onto the session's grid, and anew when that changes")
{
    StreamRig rig;
    rig.media.put("/a.wav", makeSines(1, 44100, 44100, 997.0), 44100);
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 48000);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    CHECK(table->gridLength() == FrameCount(48000));
    const auto expected = makeSines(1, 48000, 48000, 997.0);
    for (std::int64_t frame = 1000; frame < 47000; ++frame)
    {
        const auto sample = table->find(rig.signalThread, frame / block)->channel(0)[frame % block];
        REQUIRE(sample == Approx(expected.channels[0][static_cast<std::size_t>(frame)]).margin(1e-6));
    }

    rig.engine.setGridRate(rig.signalThread, SampleRate(44100));
    CHECK(table->find(rig.signalThread, 0) == nullptr);
    rig.settle();
    CHECK(rig.engine.gridRate(rig.signalThread) == SampleRate(44100));
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.engine.table(rig.signalThread, loop, 0.0)->gridLength() == FrameCount(44100));
}

TEST_CASE("the end of a resampled asset is silent past its last frame")
{
    StreamRig rig;
    rig.media.put("/a.wav", TestSignal(1, 1000), 44100);
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.settle();
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    CHECK(table->gridLength() == gridLength(FrameCount(1000), SampleRate(44100), SampleRate(48000)));
    const auto* last = table->find(rig.signalThread, 0)->channel(0);
    CHECK(std::all_of(last + table->gridLength().value(), last + block, [](float s) { return s == 0.0f; }));
}

TEST_CASE("clips at another phase of the grid have blocks of their own")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", makeSines(1, 44100, 44100, 997.0), 44100);
    rig.open(loop, "/a.wav");
    Clip late;
    late.offset = 1;
    rig.ask(1, loop, 0, 1000);
    rig.ask(2, loop, 0, 2000, late);
    rig.settle();
    CHECK(medium.reads >= 2);
    const auto line = timelineOf(late, SampleRate(44100), FrameCount(44100), SampleRate(48000));
    const auto table = rig.engine.table(rig.signalThread, loop, line.phase);
    CHECK(table != rig.engine.table(rig.signalThread, loop, 0.0));
    // 1,600 frames after the asset's frame 1 lies its frame 1,471 itself.
    CHECK(table->find(rig.signalThread, 0)->channel(0)[line.first.value() + 1600] ==
          Approx(medium.signal.channels[0][1471]).margin(1e-6));
    CHECK(rig.stateOf(2) == WindowState::resident);
}

TEST_CASE("a waveform is the asset's own samples, clamped to it")
{
    StreamRig rig;
    const auto& medium = rig.media.put("/a.wav", makeNoise(2, 1000, 3), 44100);
    rig.engine.registerAsset(rig.signalThread, {loop, "/a.wav", AssetType::sample});
    rig.engine.request(rig.signalThread, RequestWaveform{RequestId{7}, loop, {FramePosition(900), FrameCount(500)}});
    rig.settle();
    const auto answers = rig.facts.all<WaveformReady>();
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].request == RequestId{7});
    CHECK(answers[0].range == FrameRange{FramePosition(900), FrameCount(100)});
    REQUIRE(answers[0].channels.size() == 2);
    CHECK(std::equal(answers[0].channels[1].begin(), answers[0].channels[1].end(),
                     medium.signal.channels[1].begin() + 900));
}

TEST_CASE("a waveform of a missing asset is empty, of a damaged one silent")
{
    StreamRig rig;
    rig.open(loop, "/none.wav");
    rig.engine.request(rig.signalThread, RequestWaveform{RequestId{1}, loop, {FramePosition(0), FrameCount(100)}});
    REQUIRE(rig.facts.all<WaveformReady>().size() == 1);
    CHECK(rig.facts.all<WaveformReady>()[0].channels.empty());

    rig.media.put("/b.wav", makeNoise(1, 1000, 3)).unreadable = FramePosition(50);
    rig.open(other, "/b.wav");
    rig.engine.request(rig.signalThread, RequestWaveform{RequestId{2}, other, {FramePosition(0), FrameCount(100)}});
    rig.settle();
    REQUIRE(rig.facts.all<WaveformReady>().size() == 2);
    CHECK(rig.facts.all<WaveformReady>()[1].channels[0] == std::vector<float>(100));
    CHECK(rig.facts.all<DecodeError>().size() == 1);
}

TEST_CASE("a forgotten asset gives everything back")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(4));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 2 * block);
    rig.settle();
    rig.ask(1, loop, 2 * block, block, {}, Cohort::realtime, {}, 2);
    rig.engine.step(rig.signalThread);
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    rig.engine.forget(rig.signalThread, loop);
    rig.settle();
    CHECK(table->find(rig.signalThread, 0) == nullptr);
    CHECK(rig.pool.usedBytes() == 0);
    CHECK(rig.stateOf(1) == WindowState::unknown);
    CHECK(rig.engine.table(rig.signalThread, loop, 0.0) == nullptr);
    rig.engine.forget(rig.signalThread, loop);
}
