#pragma once

#include "Core/SampleRate.h"
#include "Pulse/Scheduling/ReadPlanner.h"

#include <vector>

namespace loophole
{

/**
    Remembers which windows Signal has been asked for, and turns a new plan into the messages that are needed on top:
    a window goes out when it is new, when it reaches another block or the clip's end, when it is due clearly
    earlier, or when its clip was edited or its track changes cohort; a clip that is planned no more is cancelled. A
   cohort that a clip no longer needs while it keeps another is asked for with an empty range. Owned by Pulse, used on
   its thread.
*/
class WindowLedger
{
public:
    [[nodiscard]] std::vector<PulseToSignal> update(std::vector<PlannedWindow> plan, std::uint32_t revision,
                                                    SampleRate sessionRate);

    /** Signal has lost everything: the whole of the next plan goes out. */
    void clear() { asked.clear(); }
    [[nodiscard]] std::size_t size() const { return asked.size(); }

private:
    std::vector<PlannedWindow> asked; ///< sorted by clip and cohort: windows are replaced one by one
};

} // namespace loophole
