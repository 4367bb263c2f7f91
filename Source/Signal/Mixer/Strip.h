#pragma once

#include "Core/Gain.h"
#include "Core/Limits.h"
#include "Messages/Transport.h"
#include "Signal/Mixer/Seam.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstdint>
#include <vector>

namespace loophole::signal
{

/** The factors of a strip: left and right are the first two channels; `rest` goes to all others, which pan leaves
 * alone. */
struct StripGain
{
    float left = 1.0f;
    float right = 1.0f;
    float rest = 1.0f;

    [[nodiscard]] bool isUnity() const noexcept { return left == 1.0f && right == 1.0f && rest == 1.0f; }
    [[nodiscard]] bool isSilent() const noexcept { return left == 0.0f && right == 0.0f && rest == 0.0f; }
    [[nodiscard]] float of(int channel) const noexcept { return channel == 0 ? left : channel == 1 ? right : rest; }
    bool operator==(const StripGain&) const = default;
};

/** A linear way from one gain to another, measured in frames so that it is the same for any block size. */
class GainRamp
{
public:
    /** What is being approached, or has been reached. */
    [[nodiscard]] const StripGain& target() const noexcept { return to; }
    [[nodiscard]] bool isMoving() const noexcept { return done < length; }
    /** Gain `frames` further on. */
    [[nodiscard]] StripGain at(int frames) const noexcept;

    void jumpTo(const StripGain&) noexcept;
    /** From the gain of now; `frames` is > 0. */
    void moveTo(const StripGain&, int frames) noexcept;
    void advance(int frames) noexcept;

private:
    StripGain from;
    StripGain to;
    int length = 0;
    int done = 0;
};

/** Of what was summed: the largest absolute sample and the sum of the squares. */
struct SummedLevel
{
    float peak = 0.0f;
    float squares = 0.0f;
};

/** Level of each side since it was last taken. Raised by the audio thread, taken by the control thread. */
class LevelMeter
{
public:
    /** A `take` in between may lose one stretch's level to the next report; a meter can afford that, a lock it cannot.
     */
    void raise(const std::array<SummedLevel, 2>& level, int count) noexcept
    {
        for (std::size_t side = 0; side < level.size(); ++side)
        {
            auto& held = sides[side];
            if (level[side].peak > held.peak.load(std::memory_order_relaxed))
                held.peak.store(level[side].peak, std::memory_order_relaxed);
            held.squares.store(held.squares.load(std::memory_order_relaxed) + level[side].squares,
                               std::memory_order_relaxed);
        }
        frames.store(frames.load(std::memory_order_relaxed) + count, std::memory_order_relaxed);
    }
    [[nodiscard]] StripLevel take() noexcept
    {
        const auto count = static_cast<float>(std::max(1, frames.exchange(0, std::memory_order_relaxed)));
        const auto rms = [count](Side& side)
        { return std::sqrt(side.squares.exchange(0.0f, std::memory_order_relaxed) / count); };
        const auto peak = [](Side& side) { return side.peak.exchange(0.0f, std::memory_order_relaxed); };
        return {peak(sides[0]), peak(sides[1]), rms(sides[0]), rms(sides[1])};
    }

private:
    struct Side
    {
        std::atomic<float> peak{0.0f};
        std::atomic<float> squares{0.0f};
    };
    std::array<Side, 2> sides;
    std::atomic<int> frames{0};
};

/**
    What a track or bus carries from one plan to the next: where its gain is on its way, and its meter. Owned by
    PlaybackState under the track's or bus's id; the ramps belong to the audio thread, one a lane.
*/
class Strip
{
public:
    /**
        The ramp of a lane, set towards `target`. A lane that starts anew (its frames do not join) starts at the target.
        Call advance() with the frames that were rendered with it.
    */
    [[nodiscard]] const GainRamp& approach(const StripGain& target, Lane, std::int64_t laneFrame,
                                           int rampFrames) noexcept;
    void advance(Lane, int frames) noexcept;

    /** Has the processor fetch what a lane's mixing looks at. */
    void prefetch(Lane lane) const noexcept
    {
        const auto* memory = reinterpret_cast<const char*>(&lanes[static_cast<std::size_t>(lane)]);
        __builtin_prefetch(memory, 1);
        __builtin_prefetch(memory + 64, 1);
        __builtin_prefetch(&meter, 1);
    }

    [[nodiscard]] Seam& seam(Lane lane) noexcept { return lanes[static_cast<std::size_t>(lane)].seam; }

    LevelMeter meter;

private:
    struct alignas(64) Memory
    {
        std::int64_t nextFrame = -1;
        GainRamp ramp;
        Seam seam; ///< of tracks
    };
    std::array<Memory, laneCount> lanes;
};

} // namespace loophole::signal
