#include "Aura/Mixer/LoudnessView.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr int rowHeight = 20;
constexpr int leadHeight = 30;
/** Below the absolute gate of BS.1770 nothing is told apart. */
constexpr double quietest = -70;

} // namespace

juce::String loudnessText(double lufs)
{
    if (!std::isfinite(lufs) || lufs < quietest)
        return juce::String::charToString(0x2013);
    const auto text = juce::String(std::abs(lufs), 1);
    return lufs < 0 && text != "0.0" ? juce::String::charToString(0x2212) + text : text;
}

LoudnessView::LoudnessView(AuraContext& context) : juce::Button("Loudness"), context(context)
{
    setMouseClickGrabsKeyboardFocus(false);
    setTooltip("Loudness of what is heard, EBU R 128. Click to begin the programme anew");
}

void LoudnessView::frame()
{
    const auto& stats = context.model.statistics();
    if (!stats)
        return;
    const auto& now = stats->output.loudness;
    if (now.momentary == shown.momentary && now.shortTerm == shown.shortTerm && now.integrated == shown.integrated &&
        now.range == shown.range)
        return;
    shown = now;
    repaint();
}

void LoudnessView::clicked()
{
    context.model.send(ResetLoudness{});
}

void LoudnessView::paintButton(juce::Graphics& g, bool over, bool)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(over ? colours.raised : colours.panel);
    auto area = getLocalBounds().reduced(10, 6);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    g.drawText("LUFS", area.removeFromTop(rowHeight), juce::Justification::centredLeft, false);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    drawFigures(g, loudnessText(shown.integrated), area.removeFromTop(leadHeight).toFloat(),
                juce::Justification::centredLeft);
    const std::pair<const char*, juce::String> rows[] = {
        {"3 s", loudnessText(shown.shortTerm)},
        {"0.4 s", loudnessText(shown.momentary)},
        {"Range", std::isfinite(shown.integrated) ? juce::String(shown.range, 1) : loudnessText(quietest - 1)}};
    for (const auto& [name, value] : rows)
    {
        if (area.getHeight() < rowHeight)
            break;
        auto row = area.removeFromTop(rowHeight);
        g.setFont(look.label());
        g.setColour(colours.textQuiet);
        g.drawText(name, row, juce::Justification::centredLeft, false);
        g.setColour(colours.textNormal);
        drawFigures(g, value, row.toFloat(), juce::Justification::centredRight);
    }
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

} // namespace loophole::aura
