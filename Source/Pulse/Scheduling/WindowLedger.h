#pragma once

#include "Messages/PulseToSignal.h"

#include <map>
#include <vector>

namespace loophole
{

/**
    Remembers which windows Signal has been asked for, and turns a new plan into the messages that are needed on top:
    a window goes out when it is new, when it moved on by a block or reached the clip's end, when it is due clearly
    earlier, or when the revision rose; a clip that is planned no more is cancelled. A cohort that a clip no longer
    needs while it keeps another is asked for with an empty range. Owned by Pulse, used on its thread.
*/
class WindowLedger
{
public:
    [[nodiscard]] std::vector<PulseToSignal> update(const std::vector<ClipWindowRequest>& plan, std::uint32_t revision,
                                                    int sampleRate);

    /** Signal has lost everything: the whole of the next plan goes out. */
    void clear() { asked.clear(); }
    [[nodiscard]] std::size_t size() const { return asked.size(); }

private:
    struct Key
    {
        ClipId clip;
        Cohort cohort = Cohort::realtime;
        auto operator<=>(const Key&) const = default;
    };
    std::map<Key, ClipWindowRequest> asked;
};

} // namespace loophole
