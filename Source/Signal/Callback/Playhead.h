#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Callback/ScrubFollower.h"
#include "Signal/Callback/Tape.h"
#include "Signal/Callback/TimelineLoop.h"
#include "Signal/Mixer/Mixer.h"

#include <cstdint>

namespace loophole::signal
{

/**
    One place on the timeline that is being played: straight at unity rate (bit for bit what the mixer makes), as a
    tape at any other, or following a pointer. The Transport has two, so that one can fade out while the other fades
    in. Used on the audio thread.
*/
class Playhead
{
public:
    /** Not on the audio thread: allocates the mixer's and the tape's space. */
    Playhead(Lane lane, const MovingRateKernel& kernel);
    void prepare(SampleRate);

    /** Each starts anew at a place; the next render does not join what was rendered before. */
    void playAt(AudioThread&, FramePosition) noexcept;
    void playAtRate(AudioThread&, FramePosition, double speedNow, double rate) noexcept;
    /** Where the target is farther than the head can follow, it starts near the target instead. */
    void scrubAt(AudioThread&, FramePosition, FramePosition target) noexcept;

    /** The speed glides there; unity is reached exactly. No effect on a straight head. */
    void setRate(AudioThread&, double rate) noexcept;
    void setTarget(AudioThread&, FramePosition target) noexcept;
    void setLoop(AudioThread&, const TimelineLoop&) noexcept;

    /** Renders and moves on. output[0 … plan.channels)[0 … frames). */
    MixCounts render(AudioThread&, const MixPlan&, float* const* output, int frames) noexcept;
    /** Moves on as render() would, without sound, where there is no plan. */
    void skip(AudioThread&, int frames) noexcept;

    [[nodiscard]] FramePosition position() const noexcept;
    [[nodiscard]] double speed() const noexcept;
    [[nodiscard]] bool isScrubbing() const noexcept { return mode == Mode::scrub; }
    [[nodiscard]] bool isStraight() const noexcept { return mode == Mode::straight; }
    /** A tape that has glided to unity: it can go on straight. */
    [[nodiscard]] bool hasReachedUnity() const noexcept
    {
        return mode == Mode::tape && tapeSpeed == 1.0 && tapeRate == 1.0;
    }
    /** Whether a scrubbing head could follow to there. */
    [[nodiscard]] bool canFollowTo(FramePosition target) const noexcept { return !follower.isOutrunBy(target); }

private:
    enum class Mode : std::uint8_t
    {
        straight,
        tape,
        scrub
    };

    MixCounts renderStraight(AudioThread&, const MixPlan&, float* const* output, int frames) noexcept;
    MixCounts renderTape(AudioThread&, const MixPlan&, float* const* output, int frames) noexcept;
    void step(double& place, double& velocity) noexcept;
    void begin(AudioThread&, Mode) noexcept;

    Mixer mixer;
    Tape tape;
    ScrubFollower follower;
    TimelineLoop loop;
    Mode mode = Mode::straight;
    FramePosition straight;
    double counted = 0;    ///< the tape's place, counted on through wraps
    bool isCaught = false; ///< the loop holds this head
    double tapeSpeed = 1;
    double tapeRate = 1;
    double glide = 1; ///< share of the way to the wanted speed that is covered in a frame
};

} // namespace loophole::signal
