#pragma once

#include "Core/Clock.h"

namespace loophole::aura
{

/**
    When the message thread looks at what has arrived: sixty times a second, and every millisecond for a while after a
    waveform was asked for that is in view. Answers then reach the screen as they come and not a frame or two later.
    Owned by the message thread.
*/
class FrameTurns
{
public:
    static constexpr Instant frameTime = std::chrono::microseconds(16'667);
    static constexpr Instant quickTime = std::chrono::milliseconds(1);
    /** A sketch takes 50 ms at most; what takes longer comes in pieces, for which a frame is soon enough. */
    static constexpr Instant hurryTime = std::chrono::milliseconds(100);
    /** Pictures that come one by one do not keep the thread painting: it has as long for all else. */
    static constexpr int restAfterPainting = 1;

    void hurry(Instant now) { hurriedUntil = now + hurryTime; }
    [[nodiscard]] bool isHurried(Instant now) const { return now < hurriedUntil; }
    [[nodiscard]] Instant interval(Instant now) const { return isHurried(now) ? quickTime : frameTime; }

    /** Whether a frame is due; the next one is then a frame later. */
    [[nodiscard]] bool takeFrame(Instant now)
    {
        if (isHurried(now) && now < nextFrame)
            return false;
        nextFrame = now + frameTime;
        return true;
    }

    /** Whether what changed may be painted before the display asks for it. */
    [[nodiscard]] bool mayPaint(Instant now) const { return isHurried(now) && now >= nextPainting; }
    void painted(Instant from, Instant to) { nextPainting = to + restAfterPainting * (to - from); }

private:
    Instant hurriedUntil{};
    Instant nextFrame{};
    Instant nextPainting{};
};

} // namespace loophole::aura
