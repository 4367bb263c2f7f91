#include "Signal/Stream/WindowBook.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr auto block = limits::blockFrames;

struct Rig
{
    Rig()
    {
        source.facts.sampleRate = SampleRate(48000);
        source.facts.channels = 1;
        source.facts.length = FrameCount(20 * block);
        source.edition = {1};
    }
    StreamWindow* ask(std::uint32_t clip, std::int64_t start, std::int64_t length, std::uint32_t revision = 1,
                      double tapeRate = 1)
    {
        StreamWindow window;
        window.key.clip = ClipId{clip};
        window.request.range = {FramePosition(start), FrameCount(length)};
        window.request.revision = revision;
        window.request.deadline = std::chrono::seconds(10);
        window.source = &source;
        window.request.tapeRate = tapeRate;
        return book.tryReplace(thread, std::move(window));
    }

    SignalThread thread = SignalThread::mint();
    BlockPool pool{8 * BlockPool::slabBytes};
    AudioEpoch epoch;
    BlockCache cache{pool, epoch, 0, Instant(0)};
    WindowBook book{cache, SampleRate(48000)};
    AssetSource source;
};

} // namespace

TEST_CASE("blocks are due when their first frame is heard")
{
    Rig rig;
    const auto* window = rig.ask(1, 0, 2 * block);
    REQUIRE(window->blocks.size() == 2);
    CHECK(window->blocks[0].neededAt == std::chrono::seconds(10));
    CHECK(window->blocks[1].neededAt - window->blocks[0].neededAt == Instant(170'666'667));

    const auto* fast = rig.ask(2, 0, 2 * block, 1, 2.0);
    CHECK(fast->blocks.size() == 3); // the kernel reaches into the next
    CHECK(fast->blocks[1].neededAt - fast->blocks[0].neededAt < Instant(85'333'334));

    const auto* backwards = rig.ask(3, 0, 2 * block, 1, -1.0);
    CHECK(backwards->blocks[0].block->index >= 1);
    CHECK(backwards->blocks[0].neededAt == std::chrono::seconds(10));
}

TEST_CASE("what is due never is needed late, not early by an overflow")
{
    Rig rig;
    StreamWindow window;
    window.key.clip = ClipId{1};
    window.request.range = {FramePosition(0), FrameCount(2 * block)};
    window.request.deadline = Instant::max();
    window.source = &rig.source;
    const auto* standing = rig.book.tryReplace(rig.thread, std::move(window));
    REQUIRE(standing->blocks.size() == 2);
    CHECK(standing->blocks[1].neededAt > standing->blocks[0].neededAt);
    CHECK(standing->blocks[0].neededAt > std::chrono::hours(1000000));
}

TEST_CASE("a window of a lower revision changes nothing, one of the same or a higher replaces")
{
    Rig rig;
    REQUIRE(rig.ask(1, 0, block, 5) != nullptr);
    CHECK(rig.ask(1, 5 * block, block, 4) == nullptr);
    CHECK(rig.book.find({ClipId{1}, Cohort::realtime})->blocks[0].block->index == 0);
    REQUIRE(rig.ask(1, 5 * block, block, 5) != nullptr);
    CHECK(rig.book.find({ClipId{1}, Cohort::realtime})->blocks[0].block->index == 5);
    CHECK(rig.source.tables.begin()->second->blocks.size() == 1);
}

TEST_CASE("a read whose block lost its last claim is doubtful")
{
    Rig rig;
    auto* window = rig.ask(1, 0, 2 * block);
    for (auto& item : window->blocks)
        item.block->read = 7 + static_cast<std::uint64_t>(item.block->index);
    (void) rig.ask(1, block, block, 2);
    CHECK(rig.book.takeDoubtfulReads() == std::vector<std::uint64_t>{7});
    CHECK(rig.book.takeDoubtfulReads().empty());
}

TEST_CASE("blocks that are there count as hits")
{
    Rig rig;
    auto* window = rig.ask(1, 0, 2 * block);
    CHECK(rig.book.hits() == 0);
    rig.cache.install(rig.thread, *window->blocks[0].block, rig.cache.tryAcquire(rig.thread, 1));
    CHECK(window->residentCount == 1);
    CHECK(rig.ask(2, 0, block)->isComplete());
    CHECK(rig.book.hits() == 1);
}

TEST_CASE("without its asset's facts a window waits whole")
{
    Rig rig;
    rig.source.edition = {};
    auto* window = rig.ask(1, 0, block);
    CHECK_FALSE(window->isSplit);
    CHECK_FALSE(window->isComplete());
    rig.source.edition = {1};
    rig.book.split(rig.thread, *window);
    CHECK(window->blocks.size() == 1);
}

TEST_CASE("cancelled windows leave no claim")
{
    Rig rig;
    (void) rig.ask(1, 0, block, 3);
    (void) rig.ask(2, 0, block, 3);
    rig.book.cancel(rig.thread, ClipId{1}, 2);
    CHECK(rig.book.find({ClipId{1}, Cohort::realtime}) != nullptr);
    rig.book.cancel(rig.thread, ClipId{1}, 3);
    CHECK(rig.book.find({ClipId{1}, Cohort::realtime}) == nullptr);
    rig.book.removeAllOf(rig.thread, rig.source);
    CHECK(rig.book.count() == 0);
    CHECK(rig.source.tables.begin()->second->blocks.empty());
}

TEST_CASE("what lies behind is kept for a turn, after what is heard next")
{
    Rig rig;
    StreamWindow window;
    window.key.clip = ClipId{1};
    window.request.range = {FramePosition(5 * block), FrameCount(2 * block)};
    window.request.behind = FrameCount(2 * block);
    window.request.deadline = std::chrono::seconds(10);
    window.source = &rig.source;
    const auto* standing = rig.book.tryReplace(rig.thread, window);
    std::vector<std::int64_t> order;
    for (const auto& item : standing->blocks)
        order.push_back(item.block->index);
    // A turn takes a tenth of a second: block 6 is heard 171 ms on, block 4 not before 100 ms.
    CHECK(order == std::vector<std::int64_t>{5, 4, 6, 3});
    CHECK(standing->blocks[0].neededAt == std::chrono::seconds(10));

    window.request.tapeRate = -1;
    window.request.revision = 2;
    standing = rig.book.tryReplace(rig.thread, window);
    std::set<std::int64_t> indices;
    for (const auto& item : standing->blocks)
        indices.insert(item.block->index);
    CHECK(standing->blocks[0].block->index == 6);
    CHECK(indices.contains(8));
    CHECK(indices.contains(5));
    CHECK_FALSE(indices.contains(3));
}

TEST_CASE("windows of one clip and cohort are told apart by their places, and cancelled together")
{
    Rig rig;
    StreamWindow window;
    window.key = {ClipId{1}, Cohort::resident, 0};
    window.request.range = {FramePosition(0), FrameCount(block)};
    window.request.revision = 1;
    window.source = &rig.source;
    (void) rig.book.tryReplace(rig.thread, window);
    window.key.place = 5;
    window.request.range.start = FramePosition(9 * block);
    (void) rig.book.tryReplace(rig.thread, window);
    (void) rig.ask(2, 0, block);
    CHECK(rig.book.count() == 3);
    rig.book.cancel(rig.thread, WindowKey{ClipId{1}, Cohort::resident, 5}, 0);
    CHECK(rig.book.count() == 3);
    rig.book.cancel(rig.thread, WindowKey{ClipId{1}, Cohort::resident, 5}, 1);
    CHECK(rig.book.find({ClipId{1}, Cohort::resident, 5}) == nullptr);
    CHECK(rig.book.find({ClipId{1}, Cohort::resident, 0}) != nullptr);
    rig.book.cancel(rig.thread, ClipId{1}, 1);
    CHECK(rig.book.count() == 1);
}
