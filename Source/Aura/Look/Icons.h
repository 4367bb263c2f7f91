#pragma once

#include <juce_graphics/juce_graphics.h>

namespace loophole::aura
{

/** Pictures of 16 × 16, drawn as 1.5-pixel strokes; shapes differ, so that none is told by its colour alone. */
enum class Icon
{
    none,
    toStart,
    play,
    stop,
    loop,
    follow,
    snap,
    folder,
    audioFile,
    upwards,
    home,
    search,
    autoPlay,
    firstSound,
    matchLoudness,
    onBar,
    followTempo,
    intoOther,
    close,
    chevronDown,
    chevronUp,
    add,
    missing,
    cloud,
    pending,
    proxy,
    slowDisk,
    information,
    warning,
    fault
};

/** Draws it centred in the area at 16 × 16 times `area`'s smaller side / 16. */
void drawIcon(juce::Graphics&, Icon, juce::Rectangle<float> area, juce::Colour);

} // namespace loophole::aura
