#include "Aura/Browser/PreviewTempo.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

/** Up to two places, none where they are zeros. */
juce::String shortest(double value)
{
    const auto rounded = std::round(value * 100) / 100;
    return rounded == std::round(rounded) ? juce::String(juce::roundToInt(rounded))
                                          : juce::String(rounded, 2).trimCharactersAtEnd("0");
}

} // namespace

double tempoRatioTo(double sessionTempo, double fileTempo)
{
    if (!(sessionTempo > 0) || !(fileTempo > 0))
        return 1;
    const auto ratio = sessionTempo / fileTempo;
    return ratio * std::exp2(-std::round(std::log2(ratio)));
}

juce::String tempoText(double tempo)
{
    return shortest(tempo);
}

juce::String semitonesText(double semitones)
{
    const auto amount = shortest(std::abs(semitones));
    const auto sign = amount == "0" ? "" : semitones < 0 ? "\u2212" : "+";
    return juce::String::fromUTF8(sign) + amount + " st";
}

std::optional<double> typedSemitones(juce::String text)
{
    text = text.trim().replace(juce::String::fromUTF8("\u2212"), "-").replaceCharacter(',', '.');
    if (text.endsWithIgnoreCase("st"))
        text = text.dropLastCharacters(2).trim();
    const auto digits = text.trimCharactersAtStart("+-");
    const auto isNumber = digits.containsOnly("0123456789.") && digits.containsAnyOf("0123456789") &&
                          digits.indexOfChar('.') == digits.lastIndexOfChar('.') &&
                          text.length() - digits.length() <= 1;
    return isNumber ? std::optional(text.getDoubleValue()) : std::nullopt;
}

} // namespace loophole::aura
