#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Messages/SignalToPulse.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace loophole::signal
{

/**
    How long callbacks took: a histogram of logarithmic buckets, eight an octave, so that a percentile is known to
    within 9 %. Filled by the audio thread, read by any.
*/
class CallbackTimes
{
public:
    /** `deadline` is the time that the rendered frames last. Realtime-safe. */
    void add(AudioThread&, Instant took, Instant deadline) noexcept;

    /** Since the last reset; the deadline is that of the last callback. */
    [[nodiscard]] StreamStats::Callback summary() const noexcept;

    /** The longest since this was last asked; one that ends meanwhile may be left out. */
    [[nodiscard]] double takeRecentMaxUs(SignalThread&) noexcept;

    /** Forgets what was; a callback that runs meanwhile may be lost from the count. */
    void reset() noexcept;

private:
    static constexpr int bucketsAnOctave = 8;
    static constexpr int octaves = 36; ///< 1 ns … 68 s

    [[nodiscard]] static std::size_t bucketOf(std::uint64_t nanoseconds) noexcept;
    [[nodiscard]] double percentileUs(double share, std::uint64_t count) const noexcept;

    // Written by the audio thread alone and only counted with, so relaxed loads and stores suffice.
    std::array<std::atomic<std::uint64_t>, static_cast<std::size_t>(bucketsAnOctave* octaves)> buckets{};
    std::atomic<std::uint64_t> count{0};
    std::atomic<std::uint64_t> overruns{0};
    std::atomic<std::int64_t> longest{0};
    std::atomic<std::int64_t> recentLongest{0}; ///< this one is also set back by who asks
    std::atomic<std::int64_t> lastDeadline{0};
};

} // namespace loophole::signal
