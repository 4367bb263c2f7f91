#pragma once

#include "Core/Clock.h"

namespace loophole::aura
{

/**
    How a peak meter falls: at once up, 20 dB a second down (IEC 60268-18's fall), with the highest peak held for a
    second and a half and an over light that stays until it is reset. Levels are linear; owned by the message thread.
*/
class MeterBallistics
{
public:
    /** The largest sample since the last report. */
    void report(float peak, Instant now);

    /** Decibels re full scale, at the silence floor (−80) when there is nothing. */
    [[nodiscard]] double levelDb(Instant now) const;
    [[nodiscard]] double heldDb(Instant now) const;
    [[nodiscard]] bool wentOver() const { return over; }
    void resetOver() { over = false; }

    /** Whether anything would still change without new reports. */
    [[nodiscard]] bool isMoving(Instant now) const;

private:
    double level = -80; ///< dB at `levelAt`
    Instant levelAt{};
    double held = -80;
    Instant heldAt{};
    bool over = false;
};

/** Where a level lies on a meter, 0 (−60 dB and below) … 1 (+6 dB). */
[[nodiscard]] double meterTravel(double decibels);

} // namespace loophole::aura
