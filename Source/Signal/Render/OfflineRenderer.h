#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Clock.h"
#include "Core/Outcome.h"
#include "Signal/Mixer/Mixer.h"

#include <cstdint>

namespace loophole::signal
{

/** Makes stretches of the timeline resident for a renderer that can wait. */
class Residency
{
public:
    virtual ~Residency() = default;

    /** Asks for what the plan sounds in `range` to be read, without waiting. A later call replaces the wish. */
    virtual void want(SignalThread&, const MixPlan&, FrameRange range) = 0;

    /** Waits until all of `range` is resident or cannot be had; missing assets never hold it up. */
    virtual void await(SignalThread&, const MixPlan&, FrameRange range) = 0;
};

/** Where rendered frames go: planar, channels[c][0 … frames). A failure ends the rendering. */
class FrameSink
{
public:
    virtual ~FrameSink() = default;
    [[nodiscard]] virtual Outcome<void> write(const float* const* channels, int channelCount, int frames) = 0;
};

struct RenderReport
{
    std::int64_t frames = 0;
    double seconds = 0;              ///< of wall time
    double xRealtime = 0;            ///< length of the sound by that time
    std::uint64_t missingFrames = 0; ///< clip frames that could not be read
    std::uint64_t absentFrames = 0;  ///< clip frames of missing assets
    std::uint64_t proxyFrames = 0;   ///< clip frames that were heard from proxies
};

/** Told now and then how far a rendering is; answers whether to go on. */
class RenderProgress
{
public:
    virtual ~RenderProgress() = default;
    [[nodiscard]] virtual bool goOn(FrameCount done, FrameCount total) = 0;
};

/**
    Renders a stretch of a plan as fast as its media can be read, through the mixer that also plays: the same samples,
    not clipped. Runs on one thread that stands in for both control and audio thread, as no device plays the plan.
*/
class OfflineRenderer
{
public:
    /**
        A stretch is read whole and then mixed. It is as long as `strideBytes` of what sounds, so that the processor's
        caches keep the samples between the disk thread that writes them and the mixer, but a block of every clip and no
        longer than `longestStride`.
    */
    static constexpr std::int64_t strideBytes = std::int64_t{9} << 20;
    static constexpr double longestStride = 0.5;
    /** Meanwhile what follows is read: so far ahead at most, enough for the disk pool to keep every core busy. */
    static constexpr double lookaheadSeconds = 4.0;

    struct Parts
    {
        const Clock& clock;
        const MovingRateKernel& kernel;
        Residency& residency;
        FrameSink& sink;
        RenderProgress* progress = nullptr;
        /** Where they have not, what lay ready for the next stretch would only drive this one's out of the caches. */
        bool diskThreadsHaveCores = true;
    };

    explicit OfflineRenderer(Parts parts) : parts(parts) {}

    /** `block` frames are mixed at a time, 1 or more; the samples do not depend on it. Fails when the sink does or when
     * cancelled. */
    [[nodiscard]] Outcome<RenderReport> render(SignalThread&, AudioThread&, const MixPlan&, FrameRange range,
                                               int block);

private:
    struct Pace
    {
        FrameCount stride;    ///< that is waited for at once
        FrameCount lookahead; ///< that is asked for, the stride included
    };
    [[nodiscard]] Pace paceAt(const MixPlan&, FramePosition) const;

    Parts parts;
};

} // namespace loophole::signal
