#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/DeviceId.h"
#include "Signal/Stream/CachedBlock.h"
#include "Signal/Stream/StreamWindow.h"

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

namespace loophole::signal
{

/**
    The reads that the disk has been handed and has not given back: what each is for, how many each device has, and how
    many bytes a device brings back in a moment. On Signal's control thread.
*/
class ReadsUnderWay
{
public:
    /** Least and most of one read, in memory. A disk is at its full speed by the latter. */
    static constexpr std::size_t leastJoinedBytes = std::size_t{256} << 10;
    static constexpr std::size_t mostJoinedBytes = std::size_t{4} << 20;

    struct Read
    {
        PhaseTable* table = nullptr; ///< null where that has been given up
        std::vector<std::int64_t> blocks;
        WindowKey window;
        DeviceId device;
        std::size_t bytes = 0;
        Instant sentAt{};
    };

    /** Numbers are from 1 on. */
    [[nodiscard]] std::uint64_t nextNumber() { return ++lastNumber; }
    void add(std::uint64_t number, Read);
    [[nodiscard]] const Read* find(std::uint64_t number) const;
    /** No longer under way; how long it took decides how much its device is asked for in one read from now on. */
    [[nodiscard]] std::optional<Read> take(std::uint64_t number, Instant now);

    /** The table is given up; the numbers of the reads that were for it. */
    [[nodiscard]] std::vector<std::uint64_t> abandon(const PhaseTable&);

    /** Of a read, in the order of its blocks; null where the table is gone, and where another read has taken the block
        over meanwhile. */
    [[nodiscard]] static std::vector<CachedBlock*> blocksOf(std::uint64_t number, const Read&);

    [[nodiscard]] int countOf(DeviceId) const;
    /** In memory, how much of this device comes back in a moment. */
    [[nodiscard]] std::size_t joinedBytesOf(DeviceId) const;
    [[nodiscard]] std::size_t size() const { return reads.size(); }

private:
    struct Device
    {
        int reads = 0;
        std::size_t joinedBytes = leastJoinedBytes;
    };

    void settle(const Read&, Instant now);

    std::unordered_map<std::uint64_t, Read> reads;
    std::map<DeviceId, Device> devices;
    std::uint64_t lastNumber = 0;
};

} // namespace loophole::signal
