#include "Aura/Diagnostics/DiagnosticsPanel.h"

#include "Aura/Look/Look.h"

namespace loophole::aura
{
namespace
{

/** Of a group and the gap behind it; a narrow window has all of them share it down to the least. */
constexpr int groupWidth = 208;
constexpr int leastGroupWidth = 160;
constexpr int groupGap = 24;
constexpr int rowHeight = 20;
constexpr int loadHeight = 48;
/** Loads are drawn up to this share of the deadline; what is beyond stands at the edge. */
constexpr float highestLoad = 1.25f;

juce::Colour colourOf(Judgement judgement, const Palette& colours)
{
    switch (judgement)
    {
    case Judgement::good:
        return colours.playing;
    case Judgement::warning:
        return colours.warning;
    case Judgement::bad:
        return colours.fault;
    case Judgement::plain:
        break;
    }
    return colours.textStrong;
}

} // namespace

DiagnosticsPanel::DiagnosticsPanel(AuraContext& context) : context(context)
{
    setOpaque(true);
    setTitle("Diagnostics");
    setMouseClickGrabsKeyboardFocus(false);
    context.model.add(*this);
}

DiagnosticsPanel::~DiagnosticsPanel()
{
    context.model.remove(*this);
}

void DiagnosticsPanel::statusChanged()
{
    // A status may be anything; only statistics bring callbacks that were not counted yet.
    if (const auto& stats = context.model.statistics(); stats && stats->callback.count != countedCallbacks)
    {
        countedCallbacks = stats->callback.count;
        load.add(callbackLoad(*stats));
    }
    repaint();
}

std::vector<DiagnosticsGroup> DiagnosticsPanel::groups() const
{
    const auto& stats = context.model.statistics();
    std::vector<DiagnosticsGroup> all;
    if (stats)
    {
        all = engineGroups(*stats);
        std::vector<std::pair<std::string, std::uint64_t>> missing;
        for (const auto& track : context.model.session().tracks)
            if (const auto frames = context.model.missingFrames(track->id); frames > 0)
                missing.emplace_back(track->name, frames);
        all.push_back(missingGroup(missing));
    }
    if (const auto& device = context.model.device())
        all.push_back(deviceGroup(*device, stats ? &*stats : nullptr));
    return all;
}

void DiagnosticsPanel::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    g.fillAll(look.colours().panel);
    auto area = getLocalBounds().reduced(12, 8);
    const auto all = groups();
    if (all.empty())
    {
        g.setColour(look.colours().textQuiet);
        g.setFont(look.body());
        g.drawText("The engine has not reported anything yet.", area, juce::Justification::centred, true);
    }
    const auto share = area.getWidth() / std::max(1, static_cast<int>(all.size()));
    const auto width = std::clamp(share, leastGroupWidth, groupWidth);
    for (const auto& group : all)
    {
        if (area.getWidth() < leastGroupWidth / 2)
            break;
        paintGroup(g, group, area.removeFromLeft(std::min(width, area.getWidth())));
    }
}

void DiagnosticsPanel::paintGroup(juce::Graphics& g, const DiagnosticsGroup& group, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    area.removeFromRight(groupGap);
    g.setFont(look.label());
    g.setColour(look.colours().textQuiet);
    g.drawText(group.title.toUpperCase(), area.removeFromTop(rowHeight), juce::Justification::centredLeft, true);
    if (group.showsLoad && area.getHeight() >= loadHeight + rowHeight)
        paintLoad(g, area.removeFromTop(loadHeight).withTrimmedBottom(4));
    g.setFont(look.body());
    for (const auto& row : group.rows)
    {
        if (area.getHeight() < rowHeight)
            return;
        paintRow(g, row, area.removeFromTop(rowHeight));
    }
}

void DiagnosticsPanel::paintRow(juce::Graphics& g, const DiagnosticsRow& row, juce::Rectangle<int> line) const
{
    const auto& colours = Look::of(*this).colours();
    if (row.share)
    {
        const auto track = line.withTop(line.getBottom() - 3).toFloat();
        g.setColour(colours.raised);
        g.fillRect(track);
        g.setColour(colours.accent);
        g.fillRect(track.withWidth(track.getWidth() * static_cast<float>(std::clamp(*row.share, 0.0, 1.0))));
        line = line.withTrimmedBottom(3);
    }
    g.setColour(colourOf(row.judgement, colours));
    const auto width =
        row.value.isEmpty() ? 0 : juce::roundToInt(std::ceil(widthOfFigures(g.getCurrentFont(), row.value)));
    drawFigures(g, row.value, line.removeFromRight(std::min(line.getWidth(), width)).toFloat(),
                juce::Justification::centredRight);
    if (!row.value.isEmpty() || row.judgement == Judgement::plain)
        g.setColour(colours.textNormal);
    g.drawText(elidedInMiddle(row.name, g.getCurrentFont(), line.getWidth() - 8), line,
               juce::Justification::centredLeft, false);
}

void DiagnosticsPanel::paintLoad(juce::Graphics& g, juce::Rectangle<int> area) const
{
    const auto& colours = Look::of(*this).colours();
    const auto bounds = area.toFloat();
    g.setColour(colours.window);
    g.fillRect(bounds);
    const auto heightOf = [&](float share) { return bounds.getHeight() * std::min(share, highestLoad) / highestLoad; };
    const auto step = bounds.getWidth() / static_cast<float>(FigureHistory::capacity);
    auto x = bounds.getRight() - step * static_cast<float>(load.size());
    for (std::size_t i = 0; i < load.size(); ++i, x += step)
    {
        const auto height = std::max(1.0f, heightOf(load[i]));
        g.setColour(load[i] > 1.0f ? colours.fault : load[i] > 0.5f ? colours.warning : colours.playing);
        g.fillRect(x, bounds.getBottom() - height, std::max(1.0f, step), height);
    }
    // The deadline, and half of it, beyond which a load is a warning.
    g.setColour(colours.hairline);
    for (const auto share : {0.5f, 1.0f})
        drawHorizontalHairline(g, bounds.getBottom() - heightOf(share), bounds.getX(), bounds.getRight());
}

} // namespace loophole::aura
