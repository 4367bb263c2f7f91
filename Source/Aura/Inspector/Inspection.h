#pragma once

#include "Aura/Timeline/Actions.h"
#include "Core/Outcome.h"
#include "Messages/AuraToPulse.h"

namespace loophole::aura
{

/** A value of what is selected. */
enum class InspectedValue
{
    shownOnly,
    clipName,
    clipPosition,
    clipLength,
    clipOffset,
    clipGain,
    clipFadeIn,
    clipFadeOut,
    clipRate,
    clipReverse,
    clipLoop,
    clipMute,
    trackName,
    trackGain,
    trackPan,
    trackOutput,
    trackColour
};

struct InspectorRow
{
    InspectedValue value = InspectedValue::shownOnly;
    std::string name;
    std::string text;
    std::string hint{};     ///< what is typed here, or more about what is shown
    bool isSwitch = false;  ///< text is "on" or "off"
    bool isChoice = false;  ///< chosen from a menu
    bool isWarning = false; ///< something is not as it should be
};

struct InspectorSection
{
    std::string title;
    std::vector<InspectorRow> rows;
};

/** What is selected, in words: the clips and the file of the first, else the chosen track. Values in which clips differ
    show the first one's. Reads at most the first clips of a large selection. Pure. */
[[nodiscard]] std::vector<InspectorSection> inspected(const AuraModel&, const TimelineState&);

/** What typing a value for what is selected asks for, or why it is no such value. Several commands are one step. */
[[nodiscard]] Outcome<std::vector<AuraToPulse>> typed(InspectedValue, const std::string& text, const AuraModel&,
                                                      const TimelineState&);

/** What a switch asks for when it is pressed. */
[[nodiscard]] std::vector<AuraToPulse> toggled(InspectedValue, const AuraModel&, const TimelineState&);

} // namespace loophole::aura
