#include "Pulse/Scheduling/DiskOutlook.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace loophole
{
namespace
{

/** Fewer reads say little of a device. */
constexpr std::uint64_t fewestReads = 8;

std::string megabytes(double bytesPerSecond)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.1f MB/s", bytesPerSecond / 1e6);
    return text.data();
}

} // namespace

DiskOutlook::State outlookOf(const DiskDevice& device, bool isPlaying, bool isStrict)
{
    if (device.isStalled)
        return DiskOutlook::State::stalled;
    if (!isPlaying || device.reads < fewestReads || device.neededBytesPerSecond <= 0)
        return DiskOutlook::State::well;
    const auto load = isStrict ? DiskOutlook::relaxedLoad : DiskOutlook::strainedLoad;
    if (device.sustainedBytesPerSecond > 0 && device.neededBytesPerSecond > load * device.sustainedBytesPerSecond)
        return DiskOutlook::State::overloaded;
    const auto latency = isStrict ? DiskOutlook::relaxedLatency : DiskOutlook::strainedLatency;
    const auto aheadMs = static_cast<double>(device.readAhead.count()) / 1e6;
    return device.p99Ms > latency * aheadMs ? DiskOutlook::State::slow : DiskOutlook::State::well;
}

DiskOutlook DiskOutlook::after(const DiskDevice& device, bool isPlaying, Instant now) const
{
    const auto told = outlookOf(device, isPlaying, state != State::well);
    if (told == State::stalled)
        return {State::stalled, reportsToStrain, Instant::max()};
    if (told == State::well)
    {
        const auto since = std::min(calmSince, now);
        // A device that answers again has nothing to prove.
        const auto isWell = state == State::stalled || now - since >= calm;
        return isWell ? DiskOutlook() : DiskOutlook{state, 0, since};
    }
    const auto count = reports + 1;
    if (state == State::well || state == State::stalled)
        return count >= reportsToStrain ? DiskOutlook{told, count, Instant::max()}
                                        : DiskOutlook{State::well, count, Instant::max()};
    return {state, count, Instant::max()};
}

std::string diskName(const DiskDevice& device)
{
    return device.name.empty() ? std::string("A disk") : "The disk at " + device.name;
}

std::optional<std::string> outlookText(const DiskDevice& device, DiskOutlook::State before, DiskOutlook::State now)
{
    if (before == now)
        return std::nullopt;
    const auto disk = diskName(device);
    switch (now)
    {
    case DiskOutlook::State::overloaded:
        return disk + " is near its limit: what plays needs " + megabytes(device.neededBytesPerSecond) + " of its " +
               megabytes(device.sustainedBytesPerSecond) + ". Copy its files to a faster disk, or mute some tracks";
    case DiskOutlook::State::slow:
        return disk + " takes up to " + std::to_string(std::lround(device.p99Ms)) +
               " ms for a read, nearly as much as is read ahead. Copy its files to a faster disk, or give Loophole "
               "more memory";
    case DiskOutlook::State::stalled:
        return disk + " does not answer: until it does its files are silent, or heard from proxies where they have "
                      "some. Check its connection";
    case DiskOutlook::State::well:
        return before == DiskOutlook::State::stalled ? disk + " answers again" : disk + " keeps up again";
    }
    return std::nullopt;
}

} // namespace loophole
