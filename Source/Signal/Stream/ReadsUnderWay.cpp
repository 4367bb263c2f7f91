#include "Signal/Stream/ReadsUnderWay.h"

#include <algorithm>
#include <utility>

namespace loophole::signal
{
namespace
{

/** A read that is back within this may be twice as long the next time … */
constexpr Instant quickRead = std::chrono::milliseconds(40);
/** … and one that takes this long keeps others waiting: half of it the next time. */
constexpr Instant slowRead = std::chrono::milliseconds(100);

} // namespace

void ReadsUnderWay::add(std::uint64_t number, Read read)
{
    ++devices[read.device].reads;
    reads.emplace(number, std::move(read));
}

const ReadsUnderWay::Read* ReadsUnderWay::find(std::uint64_t number) const
{
    const auto found = reads.find(number);
    return found == reads.end() ? nullptr : &found->second;
}

std::optional<ReadsUnderWay::Read> ReadsUnderWay::take(std::uint64_t number, Instant now)
{
    const auto found = reads.find(number);
    if (found == reads.end())
        return std::nullopt;
    auto read = std::move(found->second);
    reads.erase(found);
    settle(read, now);
    return read;
}

void ReadsUnderWay::settle(const Read& read, Instant now)
{
    auto& device = devices[read.device];
    --device.reads;
    const auto took = now - read.sentAt;
    if (took > slowRead)
        device.joinedBytes = std::max(leastJoinedBytes, device.joinedBytes / 2);
    else if (took < quickRead && read.bytes >= device.joinedBytes / 2)
        device.joinedBytes = std::min(mostJoinedBytes, device.joinedBytes * 2);
}

std::vector<std::uint64_t> ReadsUnderWay::abandon(const PhaseTable& table)
{
    std::vector<std::uint64_t> numbers;
    for (auto& [number, read] : reads)
    {
        if (read.table != &table)
            continue;
        read.table = nullptr;
        numbers.push_back(number);
    }
    return numbers;
}

std::vector<CachedBlock*> ReadsUnderWay::blocksOf(std::uint64_t number, const Read& read)
{
    std::vector<CachedBlock*> blocks;
    for (const auto index : read.blocks)
    {
        auto* block = static_cast<CachedBlock*>(nullptr);
        if (read.table != nullptr)
            if (const auto found = read.table->blocks.find(index); found != read.table->blocks.end())
                block = found->second.read == number ? &found->second : nullptr;
        blocks.push_back(block);
    }
    return blocks;
}

int ReadsUnderWay::countOf(DeviceId device) const
{
    const auto found = devices.find(device);
    return found == devices.end() ? 0 : found->second.reads;
}

std::size_t ReadsUnderWay::joinedBytesOf(DeviceId device) const
{
    const auto found = devices.find(device);
    return found == devices.end() ? leastJoinedBytes : found->second.joinedBytes;
}

} // namespace loophole::signal
