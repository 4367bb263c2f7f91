#pragma once

#include <juce_core/juce_core.h>
#include <optional>

/** How a file is brought to the tempo of the session. Pure. */
namespace loophole::aura
{

/** Heard tempo over the file's, between 1/sqrt 2 and sqrt 2: 174 beats a minute count as 87, and 60 as 120, where that
    is nearer. 1 where either is not known, which is 0. */
[[nodiscard]] double tempoRatioTo(double sessionTempo, double fileTempo);

/** "174", "92.5" */
[[nodiscard]] juce::String tempoText(double tempo);

/** "+3 st", "-0.25 st", "0 st"; with the sign that is typeset. */
[[nodiscard]] juce::String semitonesText(double semitones);
/** "3", "+3", "-0.5 st", with either minus; none where it is no such value. */
[[nodiscard]] std::optional<double> typedSemitones(juce::String);

} // namespace loophole::aura
