#include "Signal/Stream/StreamEngine.h"

#include "Model/ClipTimeline.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId loop{1};
constexpr AssetId other{2};
constexpr auto second = std::chrono::seconds(1);

TestSignal blocks(int count, std::uint64_t seed = 1, int channels = 2)
{
    return makeNoise(channels, count * block, seed);
}

Clip looped()
{
    Clip clip;
    clip.loop = true;
    clip.length = FrameCount(1000 * block);
    return clip;
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

TEST_CASE("a window makes its blocks resident, sample for sample")
{
    StreamRig rig;
    const auto& medium = rig.media.put("/a.wav", blocks(3));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 2 * block + 1);
    CHECK(rig.stateOf(1) == WindowState::filling);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);

    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    for (std::int64_t index = 0; index < 3; ++index)
    {
        const auto* resident = table->find(rig.signalThread, index);
        REQUIRE(resident != nullptr);
        for (int c = 0; c < 2; ++c)
            CHECK(std::equal(resident->channel(c), resident->channel(c) + block,
                             medium.signal.channels[static_cast<std::size_t>(c)].data() + index * block));
    }
    const auto done = rig.facts.all<StreamPrefetchComplete>();
    REQUIRE(done.size() == 1);
    CHECK(done[0].clip == ClipId{1});
    CHECK(done[0].frames == FrameCount(2 * block + 1));
}

TEST_CASE("a hundred clips of one loop cost one read a block")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(1));
    rig.open(loop, "/a.wav");
    for (std::uint32_t clip = 1; clip <= 100; ++clip)
        rig.ask(clip, loop, 0, 10 * block, looped());
    rig.settle();
    CHECK(medium.reads == 1);
    CHECK(rig.stateOf(100) == WindowState::resident);
    CHECK(rig.facts.all<StreamPrefetchComplete>().size() == 100);
    CHECK(rig.engine.stats(rig.signalThread).cache.misses == 1);
    CHECK(rig.engine.stats(rig.signalThread).memory.usedBytes == 2 * BlockPool::slabBytes);
}

TEST_CASE("a block on its way is not asked for twice")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(1));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.engine.step(rig.signalThread);
    rig.disk.beginNext();
    rig.ask(2, loop, 0, block);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 0);
    rig.disk.endBegun();
    rig.settle();
    CHECK(medium.reads == 1);
    CHECK(rig.stateOf(2) == WindowState::resident);
}

TEST_CASE("a window may be asked for before the asset is open")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(2));
    rig.engine.registerAsset(rig.signalThread, {loop, "/a.wav", AssetType::sample});
    rig.ask(1, loop, 0, 2 * block);
    CHECK(rig.stateOf(1) == WindowState::filling);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("a stale revision is dropped")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block, {}, Cohort::realtime, {}, 5);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 1);

    rig.ask(1, loop, 20 * block, block, {}, Cohort::realtime, {}, 4);
    rig.engine.step(rig.signalThread);
    CHECK(rig.disk.waiting() == 1);
    CHECK(rig.disk.cancelled() == 0);

    rig.ask(1, loop, 30 * block, block, {}, Cohort::realtime, {}, 6);
    CHECK(rig.disk.cancelled() == 1);
    rig.settle();
    CHECK(rig.isResident(loop, 30));
    CHECK_FALSE(rig.isResident(loop, 0));
    CHECK_FALSE(rig.isResident(loop, 20));
}

TEST_CASE("a cancelled window is not read, one of a later revision stays")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block, {}, Cohort::realtime, {}, 2);
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    CHECK(rig.stateOf(1) == WindowState::filling);
    rig.engine.step(rig.signalThread);
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 2});
    CHECK(rig.stateOf(1) == WindowState::unknown);
    rig.settle();
    CHECK_FALSE(rig.isResident(loop, 0));
    CHECK(rig.pool.usedBytes() == 0);
}

TEST_CASE("each stream gets one block before any gets its second")
{
    StreamRig rig;
    for (std::uint32_t i = 1; i <= 6; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, blocks(30));
        rig.open(AssetId{i}, path);
    }
    for (std::uint32_t i = 1; i <= 6; ++i)
        rig.ask(i, AssetId{i}, 0, 8 * block);
    rig.engine.step(rig.signalThread);
    // Four reads a worker: the first blocks of all, and two more.
    CHECK(rig.disk.waiting() == 8);
    for (int i = 0; i < 6; ++i)
        rig.disk.runNext();
    rig.engine.step(rig.signalThread);
    for (std::uint32_t i = 1; i <= 6; ++i)
        CHECK(rig.isResident(AssetId{i}, 0));
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("the nearest deadline is read first, and realtime before all else")
{
    StreamRig rig;
    std::vector<int> order;
    for (std::uint32_t i = 1; i <= 4; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, blocks(1)).beforeRead = [&order, i](FramePosition)
        { order.push_back(static_cast<int>(i)); };
        rig.open(AssetId{i}, path);
    }
    rig.ask(1, AssetId{1}, 0, block, {}, Cohort::resident, 0 * second);
    rig.ask(2, AssetId{2}, 0, block, {}, Cohort::anticipative, 0 * second);
    rig.ask(3, AssetId{3}, 0, block, {}, Cohort::realtime, 9 * second);
    rig.ask(4, AssetId{4}, 0, block, {}, Cohort::realtime, 8 * second);
    rig.settle();
    CHECK(order == std::vector<int>{4, 3, 2, 1});
}

TEST_CASE("neighbouring blocks are joined once the first is there")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 40 * block);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    // The opening, two single reads to begin with, then runs that grow to sixteen blocks.
    CHECK(rig.disk.ran().size() <= 10);
    CHECK(rig.engine.stats(rig.signalThread).cache.misses == 40);
}

TEST_CASE("a reversed clip is read from its end")
{
    StreamRig rig;
    std::vector<std::int64_t> starts;
    auto& medium = rig.media.put("/a.wav", blocks(3));
    rig.open(loop, "/a.wav");
    medium.beforeRead = [&](FramePosition start) { starts.push_back(start.value() / block); };
    Clip clip;
    clip.reverse = true;
    rig.ask(1, loop, 0, 3 * block, clip);
    rig.settle();
    REQUIRE(starts.size() == 3);
    CHECK(starts[0] == 2);
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("memory never exceeds the budget, and what is due first is what is there")
{
    StreamRig rig(20 * BlockPool::slabBytes);
    for (std::uint32_t i = 1; i <= 4; ++i)
    {
        const auto path = "/" + std::to_string(i) + ".wav";
        rig.media.put(path, blocks(20));
        rig.open(AssetId{i}, path);
        rig.ask(i, AssetId{i}, 0, 20 * block, {}, Cohort::realtime, Instant(i * second));
    }
    for (int round = 0; round < 50; ++round)
    {
        rig.settle();
        CHECK(rig.pool.peakBytes() <= rig.pool.budgetBytes());
        rig.clock.advance(std::chrono::milliseconds(20));
    }
    CHECK(rig.pool.usedBytes() == rig.pool.budgetBytes());
    CHECK(rig.stateOf(4) == WindowState::refused);
    // Ten stereo blocks: those of the first second's stream and what follows it in time.
    for (std::int64_t index = 0; index < 6; ++index)
        CHECK(rig.isResident(AssetId{1}, index));
}

TEST_CASE("what is refused is read when others no longer need their memory")
{
    StreamRig rig(8 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(4));
    rig.media.put("/b.wav", blocks(4, 2));
    rig.open(loop, "/a.wav");
    rig.open(other, "/b.wav");
    rig.ask(1, loop, 0, 4 * block);
    rig.settle();
    rig.ask(2, other, 0, 4 * block, {}, Cohort::anticipative, 5 * second);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.stateOf(2, Cohort::anticipative) == WindowState::refused);
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    rig.settle();
    CHECK(rig.stateOf(2, Cohort::anticipative) == WindowState::resident);
}

TEST_CASE("what nobody wants goes first, the longest unused before others")
{
    StreamRig rig(6 * BlockPool::slabBytes);
    rig.media.put("/a.wav", blocks(10));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 3 * block);
    rig.settle();
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    CHECK(rig.isResident(loop, 2)); // warm
    // Used again, and so unused for less long than the others.
    rig.ask(2, loop, 0, block);
    rig.engine.cancel(rig.signalThread, {ClipId{2}, 1});
    rig.ask(3, loop, 8 * block, block);
    rig.settle();
    CHECK(rig.isResident(loop, 8));
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 2));
    CHECK_FALSE(rig.isResident(loop, 1));
}

TEST_CASE("a block that a callback may still read is not reused")
{
    StreamRig rig(2 * BlockPool::slabBytes);
    auto audioThread = AudioThread::mint();
    rig.media.put("/a.wav", blocks(10));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.settle();
    const auto table = rig.engine.table(rig.signalThread, loop, 0.0);
    {
        const AudioEpoch::Section callback(rig.epoch, audioThread);
        const auto* heard = table->find(audioThread, 0);
        REQUIRE(heard != nullptr);
        const auto sample = heard->channel(0)[100];
        rig.ask(1, loop, 5 * block, block);
        rig.settle();
        CHECK_FALSE(rig.isResident(loop, 5));
        CHECK(heard->channel(0)[100] == sample);
        CHECK(rig.engine.nextStep(rig.signalThread) <= rig.clock.now() + std::chrono::milliseconds(2));
    }
    rig.clock.advance(std::chrono::milliseconds(2));
    rig.settle();
    CHECK(rig.isResident(loop, 5));
    CHECK(table->find(audioThread, 0) == nullptr);
}

TEST_CASE("resident heads stay, up to their share of the budget")
{
    StreamRig rig(16 * BlockPool::slabBytes); // the share is two stereo blocks
    rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    for (std::uint32_t clip = 1; clip <= 3; ++clip)
        rig.ask(clip, loop, (clip - 1) * block, block, {}, Cohort::resident);
    rig.settle();
    CHECK(rig.stateOf(1, Cohort::resident) == WindowState::resident);
    CHECK(rig.stateOf(2, Cohort::resident) == WindowState::resident);
    CHECK(rig.stateOf(3, Cohort::resident) == WindowState::refused);

    rig.ask(4, loop, 10 * block, 20 * block);
    for (int round = 0; round < 20; ++round)
    {
        rig.settle();
        rig.clock.advance(std::chrono::milliseconds(20));
    }
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 1));
    CHECK(rig.isResident(loop, 10));
    rig.engine.cancel(rig.signalThread, {ClipId{4}, 1});

    // Given up, a head makes room for another.
    rig.engine.cancel(rig.signalThread, {ClipId{1}, 1});
    rig.settle();
    CHECK(rig.stateOf(3, Cohort::resident) == WindowState::resident);
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

TEST_CASE("a compressed file that plays on is never sought")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.ogg", makeNoise(2, 40 * block, 4), 44100);
    medium.seeksAreExpensive = true;
    rig.open(loop, "/a.ogg");
    std::vector<std::int64_t> starts;
    medium.beforeRead = [&](FramePosition start) { starts.push_back(start.value()); };
    for (std::int64_t at = 0; at < 20; at += 2)
    {
        rig.ask(1, loop, at * block, 4 * block, {}, Cohort::realtime, {}, static_cast<std::uint32_t>(at + 1));
        rig.settle();
    }
    CHECK(medium.opened == 1);
    CHECK(std::ranges::is_sorted(starts));
    CHECK(starts.size() >= 20);
}

TEST_CASE("varispeed needs its blocks sooner and the kernel's margin with them")
{
    StreamRig rig;
    rig.media.put("/a.wav", blocks(4));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, block, block, {}, Cohort::realtime, {}, 1, 2.0);
    rig.settle();
    CHECK(rig.isResident(loop, 0));
    CHECK(rig.isResident(loop, 2));
    rig.ask(2, loop, block, 2 * block, {}, Cohort::realtime, {}, 1, -1.0);
    rig.settle();
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

TEST_CASE("jobs that come back after the engine is gone do no harm")
{
    auto rig = std::make_unique<StreamRig>();
    rig->media.put("/a.wav", blocks(4));
    rig->open(loop, "/a.wav");
    HandCrankedDisk disk;
    BlockPool pool(std::size_t{1} << 20);
    {
        StreamEngine engine({rig->clock, disk, pool, rig->epoch, rig->facts, &MediaLibrary::open}, SampleRate(48000));
        engine.registerAsset(rig->signalThread, {loop, "/a.wav", AssetType::sample});
        disk.runAll();
        engine.step(rig->signalThread);
        ClipWindowRequest request;
        request.clip = ClipId{1};
        request.asset = loop;
        request.range = {FramePosition(0), FrameCount(block)};
        engine.request(rig->signalThread, request, Clip());
        engine.step(rig->signalThread);
        REQUIRE(disk.beginNext());
    }
    disk.endBegun();
    CHECK(disk.drain(rig->signalThread) == 1);
    CHECK(pool.usedBytes() == 0);
}

TEST_CASE("an offline reader waits for what it needs and never for what is missing")
{
    StreamRig rig;
    rig.disk.runWhileWaiting(true);
    rig.media.put("/a.wav", blocks(8));
    rig.engine.registerAsset(rig.signalThread, {loop, "/a.wav", AssetType::sample});
    rig.engine.registerAsset(rig.signalThread, {other, "/none.wav", AssetType::sample});
    rig.ask(1, loop, 0, 8 * block);
    rig.ask(2, other, 0, 8 * block);
    const auto isWaiting = [&]
    { return rig.stateOf(1) == WindowState::filling || rig.stateOf(2) == WindowState::filling; };
    rig.engine.step(rig.signalThread);
    int turns = 0;
    while (isWaiting() && rig.engine.waitForCompletion(rig.signalThread, second))
    {
        rig.engine.step(rig.signalThread);
        REQUIRE(++turns < 100);
    }
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.stateOf(2) == WindowState::failed);
}
