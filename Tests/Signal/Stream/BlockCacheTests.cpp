#include "Signal/Stream/BlockCache.h"

#include "Signal/Stream/AssetSource.h"
#include "Signal/Stream/StreamWindow.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr Instant ms(int count)
{
    return std::chrono::milliseconds(count);
}

/** A mono asset of twenty blocks in a cache of four. */
struct Rig
{
    Rig()
    {
        source.facts.sampleRate = SampleRate(48000);
        source.facts.channels = 1;
        source.facts.length = FrameCount(20 * limits::blockFrames);
        table = &source.tableFor(SampleRate(48000), 0.0);
    }

    CachedBlock& claim(StreamWindow& window, std::int64_t index, Instant neededAt = {})
    {
        const auto [block, place] =
            cache.claim(thread, *table, index, {&window, window.blocks.size(), {window.urgencyClass(), neededAt}});
        window.blocks.push_back({block, neededAt, place});
        return *block;
    }
    void release(StreamWindow& window)
    {
        for (const auto& item : window.blocks)
            cache.release(thread, *item.block, item.claim);
        for (const auto& item : window.blocks)
            cache.settle(thread, *item.block);
        window.blocks.clear();
    }
    /** Claims and fills; the memory must be there. */
    CachedBlock& fill(StreamWindow& window, std::int64_t index, Instant neededAt = {})
    {
        auto& block = claim(window, index, neededAt);
        auto lease = cache.tryAcquire(thread, 1);
        REQUIRE(lease);
        cache.install(thread, block, std::move(lease));
        return block;
    }
    [[nodiscard]] bool isHeard(std::int64_t index) { return table->table->find(thread, index) != nullptr; }

    SignalThread thread = SignalThread::mint();
    BlockPool pool{4 * BlockPool::slabBytes};
    AudioEpoch epoch;
    BlockCache cache{pool, epoch, BlockPool::slabBytes, ms(300)};
    AssetSource source;
    PhaseTable* table = nullptr;
    StreamWindow one;
    StreamWindow two;
};

constexpr BlockNeed now{UrgencyClass::realtime, Instant::zero()};

} // namespace

TEST_CASE("a block lives as long as it is claimed or in memory")
{
    Rig rig;
    rig.claim(rig.one, 3);
    rig.claim(rig.two, 3);
    CHECK(rig.table->blocks.size() == 1);
    rig.release(rig.one);
    CHECK(rig.table->blocks.size() == 1);
    rig.release(rig.two);
    CHECK(rig.table->blocks.empty());
    rig.fill(rig.one, 4);
    rig.release(rig.one);
    CHECK(rig.isHeard(4));
    CHECK(rig.cache.idleCount() == 1);
}

TEST_CASE("claims keep their places when others go")
{
    Rig rig;
    StreamWindow three;
    auto& block = rig.claim(rig.one, 3);
    rig.claim(rig.two, 3);
    rig.claim(three, 3);
    rig.release(rig.one);
    REQUIRE(block.claims.size() == 2);
    for (const auto& claim : block.claims)
        CHECK(&block.claims[claim.window->blocks[claim.place].claim] == &claim);
    rig.release(three);
    rig.release(rig.two);
    CHECK(rig.table->blocks.empty());
}

TEST_CASE("room is made of what nobody claims before anything else")
{
    Rig rig;
    rig.fill(rig.one, 0);
    rig.fill(rig.one, 1);
    rig.release(rig.one);
    rig.fill(rig.two, 2, ms(10000));
    rig.fill(rig.two, 3, ms(10000));
    CHECK(rig.cache.makeRoom(rig.thread, 1, now, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(0));
    CHECK(rig.isHeard(1));
    CHECK(rig.cache.makeRoom(rig.thread, 2, now, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(1));
    CHECK(rig.isHeard(2));
    CHECK(rig.isHeard(3));
}

TEST_CASE("then of what is needed last, but never of what is needed soon")
{
    Rig rig;
    rig.fill(rig.one, 0, ms(100));
    rig.fill(rig.one, 1, ms(2000));
    rig.fill(rig.one, 2, ms(3000));
    rig.fill(rig.one, 3, ms(1000));
    rig.one.residentCount = 4;
    CHECK(rig.cache.makeRoom(rig.thread, 1, {UrgencyClass::realtime, ms(2500)}, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(2));
    CHECK(rig.one.residentCount == 3);
    auto lease = rig.cache.tryAcquire(rig.thread, 1);
    // Needed later than all that is there.
    CHECK(rig.cache.makeRoom(rig.thread, 1, {UrgencyClass::realtime, ms(2500)}, ms(10)) == BlockCache::Room::none);
    CHECK(rig.cache.makeRoom(rig.thread, 2, {UrgencyClass::realtime, ms(50)}, ms(20)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(1));
    CHECK_FALSE(rig.isHeard(3));
    CHECK(rig.cache.makeRoom(rig.thread, 3, {UrgencyClass::realtime, ms(0)}, ms(30)) == BlockCache::Room::none);
    CHECK(rig.isHeard(0));
}

TEST_CASE("a lower cohort takes nothing from a higher one")
{
    Rig rig;
    for (std::int64_t index = 0; index < 4; ++index)
        rig.fill(rig.one, index, ms(5000));
    CHECK(rig.cache.makeRoom(rig.thread, 1, {UrgencyClass::anticipative, ms(400)}, ms(0)) == BlockCache::Room::none);
}

TEST_CASE("resident heads are pinned within their share and let go with their last claim")
{
    Rig rig;
    rig.one.key.cohort = Cohort::resident;
    rig.two.key.cohort = Cohort::resident;
    CHECK(rig.cache.tryPin(rig.fill(rig.one, 0, ms(9000))));
    CHECK(rig.cache.pinnedBytes() == BlockPool::slabBytes);
    CHECK_FALSE(rig.cache.tryPin(rig.claim(rig.two, 1)));
    rig.fill(rig.one, 2, ms(9000));
    CHECK(rig.cache.makeRoom(rig.thread, 4, now, ms(0)) == BlockCache::Room::none);
    CHECK(rig.isHeard(0));
    CHECK_FALSE(rig.isHeard(2));
    rig.release(rig.one);
    CHECK(rig.cache.pinnedBytes() == 0);
    CHECK(rig.cache.makeRoom(rig.thread, 4, now, ms(10)) == BlockCache::Room::made);
}

TEST_CASE("memory comes back once the callback that may read it is over")
{
    Rig rig;
    auto audio = AudioThread::mint();
    for (std::int64_t index = 0; index < 4; ++index)
        rig.fill(rig.one, index);
    rig.release(rig.one);
    {
        const AudioEpoch::Section callback(rig.epoch, audio);
        CHECK(rig.cache.makeRoom(rig.thread, 1, now, ms(0)) == BlockCache::Room::coming);
        CHECK(rig.cache.makeRoom(rig.thread, 1, now, ms(0)) == BlockCache::Room::coming);
        CHECK(rig.cache.idleCount() == 2); // two asked, and each is promised one
        CHECK_FALSE(rig.cache.collect(rig.thread));
        CHECK(rig.cache.makeRoom(rig.thread, 1, now, ms(0)) == BlockCache::Room::coming);
        CHECK(rig.cache.idleCount() == 2); // asked again, which is no other need
        CHECK(rig.cache.hasRetired());
    }
    CHECK(rig.cache.collect(rig.thread));
    CHECK(rig.pool.availableBlocks(1) == 2);
}

TEST_CASE("a table that is given up is empty and its memory free")
{
    Rig rig;
    rig.fill(rig.one, 0);
    rig.fill(rig.one, 5);
    rig.release(rig.one);
    rig.cache.drop(rig.thread, *rig.table);
    CHECK_FALSE(rig.isHeard(0));
    rig.cache.collect(rig.thread);
    CHECK(rig.pool.usedBytes() == 0);
    CHECK(rig.cache.idleCount() == 0);
}

TEST_CASE("what only idle windows claim goes after the unclaimed, the farthest first, and before all else")
{
    Rig rig;
    rig.one.key.cohort = Cohort::idle;
    rig.two.key.cohort = Cohort::anticipative;
    StreamWindow gone;
    rig.fill(rig.one, 0, ms(10));
    rig.fill(rig.one, 1, ms(20));
    rig.fill(rig.two, 2, ms(9000));
    rig.fill(gone, 3, ms(0));
    CHECK(rig.cache.obtainableBytes() == 2 * BlockPool::slabBytes);
    rig.release(gone);
    CHECK(rig.cache.obtainableBytes() == 3 * BlockPool::slabBytes);
    CHECK(rig.cache.makeRoom(rig.thread, 1, now, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(3));
    CHECK(rig.cache.makeRoom(rig.thread, 2, now, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(1));
    CHECK(rig.cache.makeRoom(rig.thread, 3, now, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(0));
    CHECK(rig.isHeard(2));
}

TEST_CASE("an idle window takes only what lies farther away")
{
    Rig rig;
    rig.one.key.cohort = Cohort::idle;
    for (std::int64_t index = 0; index < 3; ++index)
        rig.fill(rig.one, index, ms(10 + static_cast<int>(index)));
    rig.fill(rig.two, 3, ms(9000));
    CHECK(rig.cache.makeRoom(rig.thread, 1, {UrgencyClass::idle, ms(12)}, ms(0)) == BlockCache::Room::none);
    CHECK(rig.cache.makeRoom(rig.thread, 1, {UrgencyClass::idle, ms(5)}, ms(0)) == BlockCache::Room::made);
    CHECK_FALSE(rig.isHeard(2));
    CHECK(rig.isHeard(3));
}

TEST_CASE("a block is needed as soon as the most urgent of its claims, also when that goes")
{
    Rig rig;
    auto& block = rig.fill(rig.one, 0, ms(500));
    rig.claim(rig.two, 0, ms(100));
    CHECK(block.need.neededAt == ms(100));
    rig.release(rig.two);
    CHECK(block.need.neededAt == ms(500));
    rig.release(rig.one);
    CHECK(block.need.kind == UrgencyClass::idle);
}

TEST_CASE("a little memory is kept free of what nobody needs")
{
    BlockPool pool(64 * BlockPool::slabBytes);
    AudioEpoch epoch;
    BlockCache cache(pool, epoch, 0, ms(300));
    auto thread = SignalThread::mint();
    AssetSource source;
    source.facts.sampleRate = SampleRate(48000);
    source.facts.channels = 1;
    source.facts.length = FrameCount(64 * limits::blockFrames);
    auto& table = source.tableFor(SampleRate(48000), 0.0);
    StreamWindow window;
    window.key.cohort = Cohort::idle;
    for (std::int64_t index = 0; index < 64; ++index)
    {
        const auto [block, place] =
            cache.claim(thread, table, index, {&window, window.blocks.size(), {UrgencyClass::idle, Instant(index)}});
        window.blocks.push_back({block, Instant(index), place});
        cache.install(thread, *block, cache.tryAcquire(thread, 1));
    }
    cache.keepFree(thread);
    cache.collect(thread);
    CHECK(pool.availableBlocks(1) == 2);
    CHECK(table.table->find(thread, 63) == nullptr);
    CHECK(table.table->find(thread, 61) != nullptr);
    CHECK(window.residentCount == 62);
    CHECK(window.firstAbsent <= 62);
    cache.changedWindows().remove(window);
}

TEST_CASE("a rendering keeps of what nobody claims only what had to be decoded")
{
    Rig rig;
    rig.cache.keepOnlyWhatIsDear();
    StreamWindow window;
    rig.fill(window, 3);
    rig.release(window);
    CHECK_FALSE(rig.isHeard(3));
    CHECK(rig.table->blocks.empty());
    rig.cache.collect(rig.thread);
    CHECK(rig.pool.usedBytes() == 0);

    rig.source.seeksAreExpensive = true;
    rig.fill(window, 3);
    rig.release(window);
    CHECK(rig.isHeard(3));
}
