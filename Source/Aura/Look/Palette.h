#pragma once

#include <juce_graphics/juce_graphics.h>

namespace loophole::aura
{

/** Every colour of the window by its role; nothing else names a colour. */
struct Palette
{
    juce::Colour window, panel, raised, hairline;
    juce::Colour textStrong, textNormal, textQuiet;
    juce::Colour accent; ///< focus, selection, playhead
    juce::Colour playing, warning, fault;
    juce::Colour cloud, pending, proxy;
    juce::Colour onBright; ///< text and icons on a fully coloured ground
    bool isDark = true;

    [[nodiscard]] static const Palette& dark();
    [[nodiscard]] static const Palette& light();

    /** Track colours, all of one lightness, by index; wraps. */
    [[nodiscard]] juce::Colour track(int index) const;
    /** The RMS core of a waveform: towards the strong text. */
    [[nodiscard]] juce::Colour core(juce::Colour body) const { return body.interpolatedWith(textStrong, 0.3f); }
};

} // namespace loophole::aura
