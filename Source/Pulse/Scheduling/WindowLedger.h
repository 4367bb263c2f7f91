#pragma once

#include "Core/SampleRate.h"
#include "Pulse/Scheduling/ReadPlanner.h"

#include <unordered_map>
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
    /** All that is planned but what fills idle memory; the most urgent first. */
    [[nodiscard]] std::vector<PulseToSignal> update(const std::vector<PlannedWindow>& plan, std::uint32_t revision,
                                                    SampleRate sessionRate);
    /** The same for what fills idle memory, which is planned at other times. */
    [[nodiscard]] std::vector<PulseToSignal> updateIdle(const std::vector<PlannedWindow>& plan, std::uint32_t revision,
                                                        SampleRate sessionRate);

    /** Signal has lost everything: the whole of the next plan goes out. */
    void clear();
    [[nodiscard]] bool fillsIdleMemory() const { return !idle.empty(); }
    [[nodiscard]] std::size_t size() const { return needed.size() + idle.size(); }

private:
    struct Name
    {
        ClipId clip;
        Cohort cohort = Cohort::realtime;
        std::uint32_t place = 0;
        bool operator==(const Name&) const = default;
    };
    struct NameHash
    {
        std::size_t operator()(const Name& name) const
        {
            // Multiplied by the golden ratio, so that clips in a row do not meet with cohorts and places.
            const auto high = std::uint64_t{name.clip.value} << 32;
            const auto low = std::uint64_t{name.place} << 2 | static_cast<std::uint64_t>(name.cohort);
            return static_cast<std::size_t>((high | low) * 0x9E3779B97F4A7C15 >> 20);
        }
    };
    struct Entry
    {
        PlannedWindow window;
        std::uint64_t round = 0; ///< in which it was planned last
    };
    using Asked = std::unordered_map<Name, Entry, NameHash>;

    [[nodiscard]] static Name nameOf(const PlannedWindow&);
    [[nodiscard]] std::vector<PulseToSignal> ask(Asked&, const std::vector<PlannedWindow>& plan, SampleRate);
    void dropPassedBy(Asked&, std::uint32_t revision, std::vector<PulseToSignal>&);

    Asked needed;
    Asked idle;
    std::unordered_map<ClipId, std::size_t> windowsOf; ///< how many each clip has
    std::uint64_t round = 0;
};

} // namespace loophole
