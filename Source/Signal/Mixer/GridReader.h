#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Limits.h"
#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Stream/MovingRateKernel.h"

#include <array>
#include <cstdint>
#include <vector>

namespace loophole::signal
{

/** The direction in which the timeline passes. Samples are stored in timeline order either way. */
enum class Travel : std::uint8_t
{
    forward,
    backward
};

/**
    Reads the blocks of an asset as a clip's ClipTimeline says: straight, looped, reversed or at another rate. Owns
    the scratch space that this takes, so each renderer has its own; made off the audio thread, used on it.
    Every output frame depends on its number alone, never on where a read began.
*/
class GridReader
{
public:
    /** Largest read; 512 stereo frames of scratch stay in the first-level cache. */
    static constexpr int maxFrames = 512;

    explicit GridReader(const MovingRateKernel&);

    /**
        Writes output frames [firstFrame, firstFrame + frames) of the clip to destination[0 … table channels)[0 …],
        silence where a block is not resident. Returns how many frames are missing; isMissing() tells which.
        At another rate than unity a frame is missing when any sample that its kernel spans is.
    */
    [[nodiscard]] int readOrSilence(AudioThread&, const ClipTimeline&, const BlockTable&, std::int64_t firstFrame,
                                    int frames, float* const* destination) noexcept;

    /** How many frames the last read missed. */
    [[nodiscard]] int missedFrames() const noexcept { return missed; }
    /** How many frames of the last read came from a proxy. */
    [[nodiscard]] int proxiedFrames() const noexcept { return proxiedCount; }
    /** Of the last read, when any frame came from a proxy. */
    [[nodiscard]] bool isProxied(int frame) const noexcept { return proxied[static_cast<std::size_t>(frame)] != 0; }
    /** Of the last read, when it missed anything. */
    [[nodiscard]] bool isMissing(int frame) const noexcept { return missing[static_cast<std::size_t>(frame)] != 0; }

private:
    /** The widest stretch of the grid that one read spans. */
    static constexpr std::size_t sourceFrames =
        static_cast<std::size_t>(maxFrames * static_cast<int>(limits::highestPlayRate) + 2 * MovingRateKernel::maxTaps);

    int readUnity(AudioThread&, const ClipTimeline&, const BlockTable&, std::int64_t firstFrame, int frames,
                  float* const* destination) noexcept;
    int readResampled(AudioThread&, const ClipTimeline&, const BlockTable&, std::int64_t firstFrame, int frames,
                      float* const* destination) noexcept;
    struct Gathered
    {
        bool hasHoles = false;
        bool hasProxied = false;
    };
    Gathered gather(AudioThread&, const ClipTimeline&, const BlockTable&, std::int64_t from, int frames) noexcept;
    int silenceMissing(int frames, int taps, float* const* destination, int channels) noexcept;
    int markProxied(int frames, int before, bool isAnyMissing) noexcept;
    [[nodiscard]] bool spansMissing(std::int32_t from, int taps) const noexcept;

    const MovingRateKernel& kernel;
    int missed = 0;
    std::array<std::uint8_t, maxFrames> missing{};
    int proxiedCount = 0;
    std::array<std::uint8_t, maxFrames> proxied{};
    std::vector<std::uint8_t> sourceMissing;
    std::vector<std::uint8_t> sourceProxied;
    std::array<std::vector<float>, limits::maxChannels> source;
    std::array<PolyphaseStep, maxFrames> steps{};
};

} // namespace loophole::signal
