#pragma once

#include "Core/Clock.h"
#include "Core/Frames.h"
#include "Core/SampleRate.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>

namespace loophole::signal
{

/** Where a deck that plays was as a callback began, and how it goes on: what the take that follows it is brought to. */
struct AuditionCourse
{
    std::int64_t gridFrame = 0;
    double tempoRatio = 1;
    FrameRange loop{}; ///< of the grid; empty: it goes straight on
    Instant at{};
    SampleRate rate{48000};

    /** A device that has not called back for longer than this does not play on meanwhile. */
    static constexpr Instant longestCallback = std::chrono::milliseconds(250);

    [[nodiscard]] std::int64_t gridFrameIn(Instant ahead, Instant now) const
    {
        const auto since = std::clamp(now - at, Instant::zero(), longestCallback);
        const auto seconds = std::chrono::duration<double>(since + ahead).count();
        const auto frame = gridFrame + std::llround(seconds * rate.hz() * tempoRatio);
        if (loop.isEmpty() || frame < loop.end().value())
            return frame;
        return loop.start.value() + (frame - loop.start.value()) % loop.length.value();
    }
};

} // namespace loophole::signal
