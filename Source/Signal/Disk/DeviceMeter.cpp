#include "Signal/Disk/DeviceMeter.h"

#include <algorithm>
#include <span>

namespace loophole::signal
{
namespace
{

constexpr std::uint64_t percentileInterval = 8;

template <class Values>
auto medianOf(Values values)
{
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

} // namespace

void DeviceMeter::add(Instant began, Instant ended, std::size_t bytes)
{
    ring[count++ % mostReads] = {began, std::max(began, ended), static_cast<double>(bytes)};
    if (count <= leastReads || count % percentileInterval == 0)
        findPercentiles();
}

std::vector<DeviceMeter::Read> DeviceMeter::recent() const
{
    std::vector<Read> found;
    const auto kept = std::min<std::uint64_t>(count, mostReads);
    for (std::uint64_t age = 0; age < kept; ++age)
    {
        const auto& read = ring[(count - 1 - age) % mostReads];
        if (found.size() >= leastReads && read.ended + window < found.front().ended)
            break;
        found.push_back(read);
    }
    return found;
}

void DeviceMeter::findPercentiles()
{
    auto reads = recent();
    const auto at = [&](double share)
    {
        const auto place = static_cast<std::ptrdiff_t>(share * static_cast<double>(reads.size()));
        std::ranges::nth_element(reads, reads.begin() + place, {},
                                 [](const Read& read) { return read.ended - read.began; });
        return reads[static_cast<std::size_t>(place)].ended - reads[static_cast<std::size_t>(place)].began;
    };
    median = at(0.5);
    slowest = at(0.99);
}

double DeviceMeter::busySeconds(std::vector<Read> reads)
{
    std::ranges::sort(reads, {}, &Read::began);
    Instant busy{};
    Instant until = Instant::min();
    for (const auto& read : reads)
    {
        busy += std::max(Instant(0), read.ended - std::max(read.began, until));
        until = std::max(until, read.ended);
    }
    return std::chrono::duration<double>(busy).count();
}

double DeviceMeter::bytesPerSecond() const
{
    const auto reads = recent();
    double bytes = 0;
    for (const auto& read : reads)
        bytes += read.bytes;
    const auto busy = busySeconds(reads);
    return busy > 0 ? bytes / busy : 0;
}

ReadCost DeviceMeter::cost() const
{
    auto reads = recent();
    if (reads.empty())
        return {};
    std::ranges::sort(reads, {}, &Read::bytes);
    // Equal sizes stay together, for a line needs two different ones.
    const auto size = reads[(reads.size() - 1) / 2].bytes;
    auto middle = std::ranges::upper_bound(reads, size, {}, &Read::bytes);
    if (middle == reads.end() && reads.front().bytes < size)
        middle = std::ranges::lower_bound(reads, size, {}, &Read::bytes);
    const auto halves = std::array{std::span(reads.begin(), middle), std::span(middle, reads.end())};
    const auto typical = [](std::span<Read> half)
    {
        std::vector<double> bytes;
        std::vector<double> seconds;
        for (const auto& read : half)
        {
            bytes.push_back(read.bytes);
            seconds.push_back(read.seconds());
        }
        return std::pair(medianOf(std::move(bytes)), medianOf(std::move(seconds)));
    };
    const auto [smallBytes, smallSeconds] = typical(halves[0]);
    if (halves[1].empty())
        return smallBytes > 0 ? ReadCost{0, smallSeconds / smallBytes} : ReadCost{smallSeconds, 0};
    const auto [largeBytes, largeSeconds] = typical(halves[1]);
    const auto aByte = std::max(0.0, (largeSeconds - smallSeconds) / (largeBytes - smallBytes));
    return {std::max(0.0, smallSeconds - aByte * smallBytes), aByte};
}

double DeviceMeter::sustainedBytesPerSecond() const
{
    const auto reads = recent();
    double bytes = 0;
    for (const auto& read : reads)
        bytes += read.bytes;
    const auto price = cost();
    const auto busy = busySeconds(reads);
    const auto fullSeconds = price.of(1, fullRead);
    if (bytes == 0 || busy <= 0 || fullSeconds <= 0)
        return 0;
    const auto atOnce = price.of(static_cast<double>(reads.size()), bytes) / busy;
    return atOnce * fullRead / fullSeconds;
}

} // namespace loophole::signal
