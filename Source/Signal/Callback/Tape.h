#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Limits.h"
#include "Signal/Callback/TimelineLoop.h"
#include "Signal/Mixer/Mixer.h"
#include "Signal/Stream/MovingRateKernel.h"

#include <array>
#include <cstdint>
#include <vector>

namespace loophole::signal
{

/**
    Plays the session like a tape at a speed that may change with every frame, in both directions: keeps a window of
    the Master's mix around the head and reads it through the moving-rate kernel. Each frame of the timeline is mixed
    once as the head passes. Owned by a Playhead, used on the audio thread; see Decisions/0030-tape-of-the-mix.md.
*/
class Tape
{
public:
    /** Output frames that are read in one go; sixty-four at eight times speed span 512 frames of the timeline. */
    static constexpr int readFrames = 64;

    /** Not on the audio thread. Both must outlive the tape. */
    Tape(Mixer& mixer, const MovingRateKernel& kernel);

    /** Forgets the window: what is read next lies elsewhere, or the timeline's loop has changed. */
    void rewind(AudioThread&) noexcept;

    /**
        Reads the mix at positions[0 … frames), frames of the timeline counted on through wraps of `loop`, at the
        speeds of the same indices (frames of the timeline an output frame, negative backwards, |speed| <= 8), into
        output[0 … plan.channels)[0 … frames). frames <= readFrames.
    */
    MixCounts read(AudioThread&, const MixPlan&, const TimelineLoop& loop, const double* positions,
                   const double* speeds, int frames, float* const* output) noexcept;

private:
    static constexpr std::int64_t margin = MovingRateKernel::maxTaps / 2;
    static constexpr std::int64_t capacity = 8192;

    MixCounts cover(AudioThread&, const MixPlan&, const TimelineLoop&, std::int64_t from, std::int64_t to) noexcept;
    MixCounts mix(AudioThread&, const MixPlan&, const TimelineLoop&, std::int64_t from, std::int64_t to,
                  Travel) noexcept;
    void filterRun(const MovingRateKernel::Band&, int from, int to, float* const* output, int channels) noexcept;
    void makeRoom(std::int64_t from, std::int64_t to) noexcept;

    Mixer& mixer;
    const MovingRateKernel& kernel;
    std::array<std::vector<float>, limits::maxChannels> samples;
    std::array<PolyphaseStep, readFrames> steps{};
    std::int64_t base = 0;  ///< the timeline frame of samples[c][0]
    std::int64_t first = 0; ///< [first, last) of the timeline is mixed
    std::int64_t last = 0;
    Travel lastTravel = Travel::forward;
};

} // namespace loophole::signal
