#include "Aura/Browser/PreviewPane.h"
#include "Aura/Browser/PreviewTempo.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{

void PreviewPane::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, 0, 0, static_cast<float>(getWidth()));
    g.setFont(look.label());
    g.setColour(exportFailure.isNotEmpty() ? colours.fault
                : decks.isWaitingForBar()  ? colours.warning
                                           : colours.textQuiet);
    drawFigures(g, timeText(), timeArea.toFloat(), juce::Justification::centredLeft);
    g.setColour(colours.textQuiet);
    drawFigures(g, matchText(), matchArea.toFloat(), juce::Justification::centred);
    if (decks.file().empty())
        paintHint(g);
    else
        paintFacts(g, factsArea);
}

void PreviewPane::paintHint(juce::Graphics& g) const
{
    const auto& look = Look::of(*this);
    g.setColour(look.colours().textQuiet);
    g.setFont(look.body());
    const bool isSecond = !decks.file(otherThan(decks.shown())).empty();
    g.drawFittedText(isSecond ? "Choose a file to compare with the one on the other deck."
                              : "Choose a file to hear and see it,\nor drag it to the timeline.",
                     factsArea.getUnion(waveform.getBounds()).reduced(8), juce::Justification::centred, 3);
}

juce::String PreviewPane::timeText() const
{
    const auto* known = decks.asset();
    if (known == nullptr || !known->facts.sampleRate.isKnown())
        return {};
    if (exportFailure.isNotEmpty())
        return exportFailure;
    if (decks.isWaitingForBar())
        return "waits for the bar";
    const auto rate = known->facts.sampleRate;
    if (const auto at = decks.position())
        return toText(clockText(*at, rate));
    const auto region = decks.region();
    return region.isEmpty() ? tempoFacts() : "region " + toText(lengthText(region.length, rate));
}

juce::String PreviewPane::tempoFacts() const
{
    const auto own = decks.tempo();
    if (!(own > 0))
        return {};
    const auto heard = own * decks.stretch(decks.shown()).tempoRatio;
    const auto text = tempoText(own);
    return text + (text == tempoText(heard) ? "" : toText(" \u2192 ") + tempoText(heard)) + " bpm";
}

juce::String PreviewPane::matchText() const
{
    if (!decks.settings().matches || decks.file().empty())
        return {};
    const auto db = decks.matchDb(decks.shown());
    return !db ? toText("\u2026") : (*db > 0.05 ? "+" : "") + toText(gainText(*db));
}

juce::String PreviewPane::facts() const
{
    const auto* known = decks.asset();
    if (known == nullptr)
        return {};
    if (known->offlineStatus != OfflineStatus::present)
        return toText(known->cause.empty() ? std::string(toString(known->offlineStatus)) : known->cause);
    const auto& media = known->facts;
    juce::StringArray parts{toText(lengthText(media.length, media.sampleRate)), toText(rateText(media.sampleRate))};
    if (media.bitDepth > 0)
        parts.add(juce::String(media.bitDepth) + " bit");
    parts.add(media.channels == 1   ? juce::String("mono")
              : media.channels == 2 ? juce::String("stereo")
                                    : juce::String(media.channels) + " channels");
    parts.add(toText(media.format));
    return parts.joinIntoString("   ");
}

void PreviewPane::paintFacts(juce::Graphics& g, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.setFont(look.body());
    g.setColour(colours.textStrong);
    const auto name = toText(decks.file().filename().string());
    g.drawText(elidedInMiddle(name, g.getCurrentFont(), area.getWidth()), area.removeFromTop(17),
               juce::Justification::centredLeft, false);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    g.drawText(facts(), area, juce::Justification::centredLeft, true);
}

} // namespace loophole::aura
