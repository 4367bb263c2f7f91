#pragma once

#include "Aura/Look/Palette.h"
#include "Aura/Shell/AuraContext.h"
#include "Model/AudioAsset.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

/** Draws a whole file into an area, or a quiet baseline while its peaks are not there. */
void paintFileWaveform(juce::Graphics&, AuraContext&, const AudioAsset&, juce::Rectangle<int>, juce::Colour body,
                       const Palette&, bool lanePerChannel);

} // namespace loophole::aura
