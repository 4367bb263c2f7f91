#include "Signal/Stream/ReadQueue.h"

#include "Signal/Stream/AssetSource.h"

#include <catch2/catch.hpp>
#include <deque>

using namespace loophole;
using namespace loophole::signal;

namespace
{

struct Rig
{
    /** A window of one block that is needed then. */
    StreamWindow& window(std::uint32_t clip, int neededAt, Cohort cohort = Cohort::realtime, int reads = 0,
                         AssetSource* of = nullptr)
    {
        auto& made = windows.emplace_back();
        made.key = {ClipId{clip}, cohort, 0};
        made.source = of != nullptr ? of : &source;
        made.readsUnderWay = reads;
        made.blocks.push_back({nullptr, Instant(neededAt), 0});
        queue.put(made, 0);
        return made;
    }
    [[nodiscard]] std::uint32_t next(const std::optional<BlockNeed>& full = {}) const
    {
        const auto entry = queue.mostUrgent(full, [](DeviceId, UrgencyClass) { return true; });
        return entry ? entry->key.clip.value : 0;
    }

    AssetSource source;
    std::deque<StreamWindow> windows;
    ReadQueue queue;
};

} // namespace

TEST_CASE("kind goes before round, round before deadline")
{
    Rig rig;
    CHECK(rig.next() == 0);
    auto& late = rig.window(1, 90);
    auto& second = rig.window(2, 10, Cohort::realtime, 1);
    auto& ahead = rig.window(3, 1, Cohort::anticipative);
    rig.window(4, 0, Cohort::idle);
    CHECK(rig.queue.size() == 4);
    CHECK(rig.next() == 1);
    rig.queue.remove(late);
    CHECK(rig.next() == 2);
    rig.queue.remove(second);
    CHECK(rig.next() == 3);
    rig.queue.remove(ahead);
    rig.queue.remove(ahead);
    CHECK(rig.next() == 4);
}

TEST_CASE("a window that is put again waits in its new place alone")
{
    Rig rig;
    auto& moved = rig.window(1, 10);
    rig.window(2, 20);
    CHECK(rig.next() == 1);
    moved.blocks[0].neededAt = Instant(30);
    rig.queue.put(moved, 0);
    CHECK(rig.next() == 2);
    CHECK(rig.queue.size() == 2);
    REQUIRE(rig.queue.find(moved) != nullptr);
    CHECK(rig.queue.find(moved)->urgency.deadline == Instant(30));
    rig.queue.remove(moved);
    CHECK(rig.queue.find(moved) == nullptr);
}

TEST_CASE("a device that may not be read holds up no other")
{
    Rig rig;
    AssetSource elsewhere;
    elsewhere.device = {7};
    rig.window(1, 10);
    rig.window(2, 20, Cohort::realtime, 0, &elsewhere);
    const auto only = [](std::uint64_t device)
    { return [device](DeviceId id, UrgencyClass) { return id.value == device; }; };
    CHECK(rig.queue.mostUrgent({}, only(0))->key.clip == ClipId{1});
    CHECK(rig.queue.mostUrgent({}, only(7))->key.clip == ClipId{2});
    CHECK_FALSE(rig.queue.mostUrgent({}, only(8)));
}

TEST_CASE("what is needed no sooner than what found no room is stepped over")
{
    Rig rig;
    rig.window(1, 50);
    rig.window(2, 10, Cohort::realtime, 1);
    CHECK(rig.next(BlockNeed{UrgencyClass::realtime, Instant(50)}) == 2);
    CHECK(rig.next(BlockNeed{UrgencyClass::realtime, Instant(10)}) == 0);
    std::vector<std::uint32_t> refused;
    rig.window(3, 70);
    rig.window(4, 60, Cohort::anticipative);
    rig.queue.visitBetween({UrgencyClass::realtime, Instant(50)}, Instant(70),
                           [&](const ReadQueue::Entry& entry) { refused.push_back(entry.key.clip.value); });
    CHECK(refused == std::vector<std::uint32_t>{1, 4});
}

TEST_CASE("far ahead a track that is not under the hand waits behind one that is, about to sound it does not")
{
    Rig rig;
    const auto soon = static_cast<int>(Instant(limits::aboutToSound).count() - 1);
    auto& held = rig.window(1, soon + 100);
    auto& other = rig.window(2, soon);
    other.request.ahead = Cohort::anticipative;
    rig.queue.put(other, 0);
    CHECK(rig.next() == 2);
    other.blocks[0].neededAt = Instant(soon + 1);
    rig.queue.put(other, 0);
    CHECK(rig.next() == 1);
    CHECK(rig.queue.find(other)->urgency.kind == UrgencyClass::anticipative);
    rig.queue.remove(held);
    auto& muted = rig.window(3, soon, Cohort::anticipative);
    CHECK(rig.next() == 3);
    muted.request.ahead = Cohort::realtime;
    rig.queue.put(muted, 0);
    CHECK(rig.queue.find(muted)->urgency.kind == UrgencyClass::anticipative);
}
