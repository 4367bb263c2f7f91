#pragma once

#include "Aura/Diagnostics/FirstPictures.h"
#include "Aura/Diagnostics/StallProbe.h"

#include <string>

namespace juce
{
class Component;
}

namespace loophole::aura
{

class AuraModel;
struct TimelineState;

/** What the window shows, in one JSON object: for support, and for whoever drives it from outside. */
struct WindowReport
{
    const AuraModel& model;
    const TimelineState& timeline;
    const StallProbe::Figures& stalls;
    const FirstPictures::Figures& waveforms;
    const juce::Component& top; ///< all that is visible in it and has a name is told, with its place on the screen
    bool isSettled = false;     ///< everything that was asked for is drawn

    [[nodiscard]] std::string text() const;
};

} // namespace loophole::aura
