#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Mixer/MixPlan.h"
#include "Signal/Mixer/StraightVoices.h"

#include <cstdint>

namespace loophole::signal
{

/** Totals of one or more renderings. */
struct MixCounts
{
    std::uint64_t missing = 0; ///< clip frames whose block was not resident
    std::uint64_t absent = 0;  ///< clip frames of missing assets, silent by design
    std::uint64_t proxied = 0; ///< clip frames that were heard from proxies

    MixCounts& operator+=(const MixCounts& other) noexcept
    {
        missing += other.missing;
        absent += other.absent;
        proxied += other.proxied;
        return *this;
    }
};

/**
    Renders stretches of a plan: clips → tracks → buses → Master. Owns scratch buffers and the count of its lane's
    frames; used by one audio thread. What it makes of a frame depends on plan and position alone, except for ramps
    and seams after a change of plan and for missing blocks; so it gives the same samples for any block size.

    Levels: clip gain × fades, then track gain × pan, then bus volume; unity factors leave every bit as it was.
    Channels: a mono clip goes to the first two channels at unity; one that has no more channels than the Master goes
    straight; a wider one is folded to two (see ChannelFold).
*/
class Mixer
{
public:
    /** Not on the audio thread: allocates the scratch space. `kernel` must outlive the mixer. */
    Mixer(Lane lane, const MovingRateKernel& kernel);

    /**
        Frames [from, from + frames) of the timeline into output[0 … plan.channels)[0 … frames), in timeline order
        whichever way time passes. `from` may be negative or past the end: that is silence. Realtime-safe.
    */
    MixCounts render(AudioThread&, const MixPlan&, FramePosition from, float* const* output, int frames,
                     Travel travel = Travel::forward) noexcept;

    /** What comes next does not follow from what was rendered last: gains start at their targets. Realtime-safe. */
    void restart(AudioThread&) noexcept { laneFrame += 2 * GridReader::maxFrames; }

private:
    void renderStretch(AudioThread&, const MixPlan&, FrameRange, float* const* output, Travel) noexcept;
    void renderTrack(AudioThread&, const MixPlan&, std::size_t track, FrameRange, Travel) noexcept;
    [[nodiscard]] bool tryRenderStraight(AudioThread&, const MixPlan&, std::size_t track, const GainRamp&,
                                         FrameRange) noexcept;
    [[nodiscard]] bool tryPassSilent(AudioThread&, const PlannedClip&, Seam&, FrameRange) noexcept;
    void addClip(AudioThread&, const PlannedClip&, FrameRange, Travel, int width, Seam&) noexcept;
    void layOnTrack(int clipChannels, int at, int frames, int rangeFrames, int width) noexcept;
    void renderBus(const MixPlan&, std::size_t bus, int frames, float* const* output, Travel) noexcept;

    Lane lane;
    std::int64_t laneFrame = 0; ///< grows by what is rendered and by more at a restart
    GridReader reader;
    StraightVoices voices;
    BusBuffer clipBuffer;
    BusBuffer trackBuffer;
    MixCounts counts;
};

} // namespace loophole::signal
