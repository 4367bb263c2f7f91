#pragma once

#include "Core/Clock.h"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace loophole::signal
{

/** Counts durations in buckets, sixteen an octave, so that a percentile is right to 1 part in 16. */
class LatencyHistogram
{
public:
    void add(Instant duration)
    {
        ++buckets[bucketOf(duration.count() < 0 ? 0 : static_cast<std::uint64_t>(duration.count()))];
        ++total;
    }

    [[nodiscard]] std::uint64_t count() const { return total; }

    /** The upper edge of the bucket that holds this share (0 … 1) of the durations; 0 when there are none. */
    [[nodiscard]] Instant percentile(double share) const
    {
        const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(total));
        std::uint64_t seen = 0;
        for (std::size_t bucket = 0; bucket < buckets.size(); ++bucket)
        {
            seen += buckets[bucket];
            if (seen > wanted || (seen == total && total > 0))
                return Instant(static_cast<Instant::rep>(upperEdge(bucket)));
        }
        return Instant(0);
    }

private:
    static constexpr std::size_t steps = 16; ///< buckets an octave
    static constexpr int stepBits = 4;

    /** Values below 16 have a bucket each; above, the four bits behind the leading one choose it. */
    [[nodiscard]] static std::size_t bucketOf(std::uint64_t value)
    {
        if (value < steps)
            return static_cast<std::size_t>(value);
        const auto shift = std::bit_width(value) - 1 - stepBits;
        return static_cast<std::size_t>(shift + 1) * steps + static_cast<std::size_t>((value >> shift) & (steps - 1));
    }
    [[nodiscard]] static std::uint64_t upperEdge(std::size_t bucket)
    {
        if (bucket < steps)
            return bucket;
        const auto shift = bucket / steps - 1;
        return ((steps + bucket % steps + 1) << shift) - 1;
    }

    std::array<std::uint64_t, 61 * steps> buckets{};
    std::uint64_t total = 0;
};

} // namespace loophole::signal
