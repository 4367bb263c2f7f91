#pragma once

#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{

/**
    J, K and L: each press of L doubles the speed forwards, each of J backwards, K stops. Forwards the transport plays
    at the rate; backwards it is scrubbed, since a transport only plays forwards. Owned by the message thread.
*/
class Shuttle
{
public:
    static constexpr double fastest = 8;

    explicit Shuttle(AuraModel& model) : model(model) {}

    void forward();
    void back();
    /** Back to standing still at the ordinary rate. */
    void stop();
    /** The transport is operated otherwise: let go of it without stopping it. */
    void release();
    /** Once a frame: moves the tape while it runs backwards. */
    void frame();

    /** Multiples of the ordinary speed, negative backwards, 0 when the shuttle does nothing. */
    [[nodiscard]] double speed() const { return rate; }

private:
    AuraModel& model;
    double rate = 0;
    double position = 0; ///< of the scrub, frames
    Instant lastFrame{};
};

} // namespace loophole::aura
