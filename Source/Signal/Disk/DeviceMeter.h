#pragma once

#include "Core/Clock.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace loophole::signal
{

/** What a read costs a device: a fixed part (a seek, a round trip) and a part for each byte. */
struct ReadCost
{
    double secondsARead = 0;
    double secondsAByte = 0;

    [[nodiscard]] double of(double reads, double bytes) const { return secondsARead * reads + secondsAByte * bytes; }
};

/**
    Measures one device by its recent reads: those of the last 10 s (of the newest read; a device that rests keeps its
    figures), at least 16, at most 256. Not synchronised: its user guards it.
*/
class DeviceMeter
{
public:
    static constexpr std::size_t mostReads = 256;
    static constexpr std::size_t leastReads = 16;
    static constexpr Instant window = std::chrono::seconds(10);
    /** A read that is joined as far as the scheduler joins: sixteen stereo blocks. */
    static constexpr double fullRead = 1024.0 * 1024.0;

    void add(Instant began, Instant ended, std::size_t bytes);

    /** All that were ever added. */
    [[nodiscard]] std::uint64_t reads() const { return count; }
    /** 0 while nothing was read. As of the last few reads: they are found anew every eighth. */
    [[nodiscard]] Instant p50() const { return median; }
    [[nodiscard]] Instant p99() const { return slowest; }

    /** Bytes a second of the time in which at least one read was under way. */
    [[nodiscard]] double bytesPerSecond() const;
    /** The same if every read were a full one, with as many at once as there were; 0 while no bytes were read. */
    [[nodiscard]] double sustainedBytesPerSecond() const;
    /** From the medians of the smaller and of the larger half of the reads; reads of one size cost by the byte. */
    [[nodiscard]] ReadCost cost() const;

private:
    struct Read
    {
        Instant began{};
        Instant ended{};
        double bytes = 0;
        [[nodiscard]] double seconds() const { return std::chrono::duration<double>(ended - began).count(); }
    };

    /** Newest first. */
    [[nodiscard]] std::vector<Read> recent() const;
    void findPercentiles();
    [[nodiscard]] static double busySeconds(std::vector<Read>);

    std::array<Read, mostReads> ring{};
    std::uint64_t count = 0;
    Instant median{};
    Instant slowest{};
};

} // namespace loophole::signal
