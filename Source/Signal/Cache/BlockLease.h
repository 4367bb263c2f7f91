#pragma once

#include "Signal/Cache/Block.h"

#include <cstdint>
#include <memory>
#include <utility>

namespace loophole::signal
{

class BlockMemory;

/**
    Sole ownership of one Block of a BlockPool: destroying it gives the slabs back. Move-only; the Block stays where it
    is when its lease moves, so its address may be published while the lease is kept. Acquired and normally destroyed
    on Signal's control thread; a disk thread that fills the block only holds it. Outliving the pool is safe.
*/
class BlockLease
{
public:
    BlockLease() = default;
    ~BlockLease() { reset(); }

    BlockLease(BlockLease&& other) noexcept
        : memory(std::move(other.memory)), leased(std::exchange(other.leased, nullptr))
    {
    }
    BlockLease& operator=(BlockLease&& other) noexcept
    {
        if (this != &other)
        {
            reset();
            memory = std::move(other.memory);
            leased = std::exchange(other.leased, nullptr);
        }
        return *this;
    }
    BlockLease(const BlockLease&) = delete;
    BlockLease& operator=(const BlockLease&) = delete;

    [[nodiscard]] explicit operator bool() const { return leased != nullptr; }

    /** Null when nothing is leased. Its samples are whatever the last holder left. */
    [[nodiscard]] Block* get() const { return leased; }
    Block* operator->() const { return leased; }
    Block& operator*() const { return *leased; }

    /** Gives the block back. No reader may be able to reach it any more. */
    void reset() noexcept;

private:
    friend class BlockPool;
    BlockLease(std::shared_ptr<BlockMemory> memory, Block* block) : memory(std::move(memory)), leased(block) {}

    std::shared_ptr<BlockMemory> memory;
    Block* leased = nullptr;
};

} // namespace loophole::signal
