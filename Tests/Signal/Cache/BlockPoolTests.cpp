#include "Signal/Cache/BlockPool.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <set>
#include <thread>
#include <type_traits>
#include <vector>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr auto tenSlabs = 10 * BlockPool::slabBytes;

} // namespace

TEST_CASE("a lease can be moved but not copied")
{
    CHECK_FALSE(std::is_copy_constructible_v<BlockLease>);
    CHECK_FALSE(std::is_copy_assignable_v<BlockLease>);
    CHECK(std::is_nothrow_move_constructible_v<BlockLease>);
}

TEST_CASE("a pool gives out its budget and no more")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs + 100);
    CHECK(pool.budgetBytes() == tenSlabs);
    std::vector<BlockLease> leases;
    for (int i = 0; i < 5; ++i)
        leases.push_back(pool.tryAcquire(thread, 2));
    CHECK(pool.usedBytes() == tenSlabs);
    CHECK_FALSE(pool.tryAcquire(thread, 1));
    leases.pop_back();
    CHECK(pool.availableBlocks(2) == 1);
    CHECK_FALSE(pool.tryAcquire(thread, 3));
    CHECK(pool.tryAcquire(thread, 2));
    leases.clear();
    CHECK(pool.usedBytes() == 0);
    CHECK(pool.peakBytes() == tenSlabs);
}

TEST_CASE("a larger budget is there at once, up to what was reserved")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs, 3 * tenSlabs);
    CHECK(pool.budgetBytes() == tenSlabs);
    CHECK(pool.availableBlocks(1) == 10);
    pool.setBudget(thread, 2 * tenSlabs);
    CHECK(pool.budgetBytes() == 2 * tenSlabs);
    CHECK(pool.availableBlocks(1) == 20);
    pool.setBudget(thread, 100 * tenSlabs);
    CHECK(pool.budgetBytes() == 3 * tenSlabs);
    CHECK(pool.usedBytes() == 0);
}

TEST_CASE("a smaller budget takes what is free at once and the rest as it comes back")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs);
    std::vector<BlockLease> leases;
    for (int i = 0; i < 8; ++i)
        leases.push_back(pool.tryAcquire(thread, 1));
    for (int i = 0; i < 8; ++i)
        leases[static_cast<std::size_t>(i)]->channels[0][0] = static_cast<float>(i);
    pool.setBudget(thread, 4 * BlockPool::slabBytes);
    CHECK(pool.budgetBytes() == 4 * BlockPool::slabBytes);
    CHECK(pool.usedBytes() == 8 * BlockPool::slabBytes);
    CHECK(pool.excessBytes() == 4 * BlockPool::slabBytes);
    CHECK_FALSE(pool.tryAcquire(thread, 1));

    leases.erase(leases.begin(), leases.begin() + 3);
    pool.settle(thread);
    CHECK(pool.excessBytes() == BlockPool::slabBytes);
    CHECK_FALSE(pool.tryAcquire(thread, 1));
    for (std::size_t i = 0; i < leases.size(); ++i)
        CHECK(leases[i]->channels[0][0] == static_cast<float>(i + 3));

    leases.erase(leases.begin(), leases.begin() + 2);
    pool.settle(thread);
    CHECK(pool.excessBytes() == 0);
    CHECK(pool.usedBytes() == 3 * BlockPool::slabBytes);
    CHECK(pool.availableBlocks(1) == 1);
    pool.setBudget(thread, tenSlabs);
    CHECK(pool.availableBlocks(1) == 7);
}

TEST_CASE("a pool without a slab's worth of budget refuses everything")
{
    auto thread = SignalThread::mint();
    BlockPool pool(100);
    CHECK(pool.budgetBytes() == 0);
    CHECK_FALSE(pool.tryAcquire(thread, 1));
}

TEST_CASE("channels of all blocks lie apart and are aligned")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs);
    std::vector<BlockLease> leases;
    for (const auto channels : {1, 3, 4, 2})
        leases.push_back(pool.tryAcquire(thread, channels));
    std::set<const float*> starts;
    for (const auto& lease : leases)
        for (int c = 0; c < lease->channelCount; ++c)
        {
            CHECK(reinterpret_cast<std::uintptr_t>(lease->channel(c)) % 64 == 0);
            for (const auto* other : starts)
                CHECK(std::abs(other - lease->channel(c)) >= limits::blockFrames);
            starts.insert(lease->channel(c));
        }
    CHECK(starts.size() == 10);
}

TEST_CASE("a block stays where it is when its lease moves")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs);
    auto lease = pool.tryAcquire(thread, 2);
    const auto* block = lease.get();
    lease->channels[1][limits::blockFrames - 1] = 0.5f;
    BlockLease moved(std::move(lease));
    CHECK_FALSE(lease);
    CHECK(moved.get() == block);
    BlockLease assigned;
    assigned = std::move(moved);
    CHECK(assigned.get() == block);
    CHECK(assigned->channel(1)[limits::blockFrames - 1] == 0.5f);
    CHECK(pool.usedBytes() == 2 * BlockPool::slabBytes);
}

TEST_CASE("memory given back last is given out first, for its pages are there")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs);
    auto first = pool.tryAcquire(thread, 1);
    const auto* samples = first->channel(0);
    auto second = pool.tryAcquire(thread, 1);
    first.reset();
    CHECK(pool.tryAcquire(thread, 1)->channel(0) == samples);
}

TEST_CASE("a lease may outlive its pool")
{
    auto thread = SignalThread::mint();
    BlockLease lease;
    {
        BlockPool pool(tenSlabs);
        lease = pool.tryAcquire(thread, 2);
    }
    lease->channels[0][0] = 1.0f;
    CHECK(lease->channel(0)[0] == 1.0f);
}

TEST_CASE("leases come home from other threads")
{
    auto thread = SignalThread::mint();
    BlockPool pool(tenSlabs);
    for (int round = 0; round < 200; ++round)
    {
        auto lease = pool.tryAcquire(thread, 2);
        auto other = pool.tryAcquire(thread, 3);
        REQUIRE(lease);
        REQUIRE(other);
        std::thread filling([held = std::move(lease)]() mutable { held->channels[0][0] = 1.0f; });
        other.reset();
        filling.join();
    }
    CHECK(pool.usedBytes() == 0);
}
