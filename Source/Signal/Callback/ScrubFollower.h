#pragma once

#include "Core/Frames.h"
#include "Core/Limits.h"
#include "Core/SampleRate.h"

namespace loophole::signal
{

/**
    How a tape head follows a pointer: a critically damped spring, x'' = w²(target − x) − 2w·x', stepped once a frame.
    Its speed is smooth whatever the pointer does; behind a pointer that moves steadily it lags 2/w and runs at the
    pointer's speed; when the pointer rests it comes to rest. Pure arithmetic, used on the audio thread.
*/
class ScrubFollower
{
public:
    /** w = 40/s: a lag of 50 ms, which smooths the 16 ms steps of a mouse and still feels attached to it. */
    static constexpr double stiffness = 40.0;

    void prepare(SampleRate rate) noexcept { dt = 1.0 / rate.hz(); }

    /** Rests at `place`. */
    void placeAt(double newPlace) noexcept
    {
        place = newPlace;
        target = newPlace;
        velocity = 0;
    }
    void follow(FramePosition newTarget) noexcept { target = static_cast<double>(newTarget.value()); }

    /** One output frame further. */
    void step() noexcept;

    [[nodiscard]] double position() const noexcept { return place; }
    /** Frames of the timeline an output frame, |speed| <= limits::highestPlayRate. */
    [[nodiscard]] double speed() const noexcept { return velocity * dt; }

    /** Level that goes with the speed: silent at rest, full from a twentieth of unity speed on. */
    [[nodiscard]] static float levelAt(double speed) noexcept;

    /**
        Whether a target is so far that the spring would ask for more than the highest rate: a spring released from
        rest at distance d peaks at w·d/e.
    */
    [[nodiscard]] bool isOutrunBy(FramePosition newTarget) const noexcept;
    /** Where to jump to then: short of the target by what peaks at unity speed, so that the place is heard in passing.
     */
    [[nodiscard]] FramePosition landingBefore(FramePosition newTarget) const noexcept;

private:
    double place = 0;    ///< timeline frames
    double velocity = 0; ///< timeline frames a second
    double target = 0;
    double dt = 1.0 / 48000;
};

} // namespace loophole::signal
