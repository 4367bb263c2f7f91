#pragma once

#include "Core/Clock.h"

#include <cstddef>
#include <cstdint>
#include <deque>

namespace loophole::aura
{

/**
    Counts how often the message thread did not answer for longer than one frame of a display. It is told at every beat
    of a timer of that thread; a beat that comes late was kept waiting by whatever the thread did meanwhile, or by other
    programs that had the processor. Owned by the message thread.
*/
class StallProbe
{
public:
    static constexpr Instant beat = std::chrono::milliseconds(4);
    /** A frame at 60 Hz. */
    static constexpr Instant limit = std::chrono::milliseconds(16);

    struct Stall
    {
        std::uint64_t beat = 0; ///< that was late
        Instant late{};
        Instant busy{}; ///< processor time of the thread itself meanwhile
    };
    static constexpr std::size_t mostKept = 32;

    struct Figures
    {
        std::uint64_t beats = 0;
        std::uint64_t stalls = 0;     ///< longer than `limit`
        Instant worst{};              ///< longest that a beat was late
        Instant worstBusy{};          ///< most processor time of the thread between two beats: its own share
        std::uint64_t busyStalls = 0; ///< between two beats it used more than `limit` of the processor itself
        std::deque<Stall> recent;     ///< the last ones, oldest first
    };

    /** `used` is the thread's processor time so far. */
    void tick(Instant now, Instant used)
    {
        if (figures.beats++ > 0)
        {
            const auto late = now - before - beat;
            const auto busy = used - usedBefore;
            figures.worst = late > figures.worst ? late : figures.worst;
            figures.worstBusy = busy > figures.worstBusy ? busy : figures.worstBusy;
            figures.stalls += late > limit ? 1U : 0U;
            figures.busyStalls += busy > limit ? 1U : 0U;
            if (late > limit || busy > limit)
                keep({figures.beats, late, busy});
        }
        before = now;
        usedBefore = used;
    }
    [[nodiscard]] const Figures& read() const { return figures; }
    void reset() { figures = {}; }

    /** Processor time of the calling thread. */
    [[nodiscard]] static Instant usedByThisThread();

private:
    void keep(const Stall& stall)
    {
        if (figures.recent.size() == mostKept)
            figures.recent.pop_front();
        figures.recent.push_back(stall);
    }

    Figures figures;
    Instant before{};
    Instant usedBefore{};
};

} // namespace loophole::aura
