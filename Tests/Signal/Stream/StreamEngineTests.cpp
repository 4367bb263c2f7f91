#include "Signal/Stream/StreamEngine.h"

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

TEST_CASE("far ahead the tracks under the hand are read first, about to sound all are read alike")
{
    // Seven streams want more reads than the disk takes at once; all but the first are under the hand.
    const auto othersBeforeFarReads = [](Cohort aheadOfFirst)
    {
        StreamRig rig;
        int others = 0;
        std::optional<int> before; // the first reads far ahead
        for (std::uint32_t i = 1; i <= 7; ++i)
        {
            const auto path = "/" + std::to_string(i) + ".wav";
            rig.media.put(path, blocks(40)).beforeRead = [&, i](FramePosition at)
            {
                others += i == 1 ? 0 : 1;
                if (i == 1 && at >= FramePosition(8 * block) && !before)
                    before = others;
            };
            rig.open(AssetId{i}, path);
        }
        for (std::uint32_t i = 1; i <= 7; ++i)
        {
            ClipWindowRequest request;
            request.clip = ClipId{i};
            request.asset = AssetId{i};
            request.range = {FramePosition(0), FrameCount(40 * block)};
            request.ahead = i == 1 ? aheadOfFirst : Cohort::realtime;
            rig.engine.request(rig.signalThread, request, {});
        }
        rig.settle();
        for (std::uint32_t i = 1; i <= 7; ++i)
            CHECK(rig.stateOf(i) == WindowState::resident);
        return before.value_or(0);
    };
    CHECK(othersBeforeFarReads(Cohort::anticipative) > othersBeforeFarReads(Cohort::realtime));
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

TEST_CASE("a run of blocks is one fetch from the file, a block alone is none")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, block);
    rig.settle();
    CHECK(medium.fetches == 0);
    rig.ask(1, loop, 0, 40 * block, {}, Cohort::realtime, {}, 2);
    const auto before = rig.disk.ran().size();
    rig.settle();
    // The first read after that is of one block again, for one block was there.
    CHECK(static_cast<std::size_t>(medium.fetches) <= rig.disk.ran().size() - before);
    CHECK(medium.fetches >= 3);
    CHECK(medium.fetchedFrames >= 30 * block);
    CHECK(medium.fetchedFrames <= 39 * block);
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("an edit keeps the blocks that are still right, in memory and on their way")
{
    StreamRig rig;
    auto& medium = rig.media.put("/a.wav", blocks(40));
    rig.open(loop, "/a.wav");
    rig.ask(1, loop, 0, 4 * block);
    rig.settle();
    CHECK(medium.reads == 4);
    // The clip is cut two blocks later: what it plays first is there already.
    Clip cut;
    cut.offset = 2 * block;
    rig.ask(1, loop, 0, 4 * block, cut, Cohort::realtime, {}, 2);
    rig.engine.step(rig.signalThread);
    const auto waiting = rig.disk.waiting();
    CHECK(waiting > 0);
    cut.offset = 3 * block;
    rig.ask(1, loop, 0, 4 * block, cut, Cohort::realtime, {}, 3);
    CHECK(rig.disk.cancelled() == 0);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(medium.reads == 7);
}
