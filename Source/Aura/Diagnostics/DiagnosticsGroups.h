#pragma once

#include "Messages/SignalToPulse.h"

#include <juce_core/juce_core.h>

#include <optional>
#include <vector>

namespace loophole::aura
{

enum class Judgement
{
    plain,
    good,
    warning,
    bad
};

/** One line of the diagnostics: a name, a figure, and a bar under them where the figure is a share of something. */
struct DiagnosticsRow
{
    juce::String name;
    juce::String value;
    Judgement judgement = Judgement::plain;
    std::optional<double> share = std::nullopt; ///< 0 … 1
};

struct DiagnosticsGroup
{
    juce::String title;
    std::vector<DiagnosticsRow> rows;
    bool showsLoad = false; ///< the graph of the callback's load stands above the rows
};

/** What the engine reported, in the order in which it matters when something is wrong. */
[[nodiscard]] std::vector<DiagnosticsGroup> engineGroups(const StreamStats&);
[[nodiscard]] DiagnosticsGroup deviceGroup(const DeviceStatus&, const StreamStats*);
/** Tracks that miss something, in the session's order. */
[[nodiscard]] DiagnosticsGroup missingGroup(const std::vector<std::pair<std::string, std::uint64_t>>& missingByTrack);

/** Share of its deadline that the longest callback since the last report took. */
[[nodiscard]] float callbackLoad(const StreamStats&);

} // namespace loophole::aura
