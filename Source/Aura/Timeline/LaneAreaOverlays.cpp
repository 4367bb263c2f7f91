#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Gestures/MarqueeGesture.h"
#include "Aura/Transport/TimeText.h"

/** What lies over the clips while a hand is at work: ghosts, snap lines, numbers. */
namespace loophole::aura
{

void LaneArea::paintGesture(juce::Graphics& g)
{
    if (!gesture)
        return;
    ClipPainter painter(g, Look::of(*this), context, state);
    const auto& tracks = context.model.session().tracks;
    for (const auto& [clip, number] : gesture->ghosts())
    {
        if (number >= tracks.size() || state.yOf(number) > getHeight() || state.yOf(number + 1) < 0)
            continue;
        const auto outline = outlineOn(clip, number);
        if (outline.right < 0 || outline.left > getWidth())
            continue;
        if (outline.right - outline.left < 2)
        {
            painter.paintRun(outline.left, outline.right, outline.top, outline.height,
                             {colourOf(*tracks[number], number), true});
            continue;
        }
        const auto isInPlace = gesture->originals() == Originals::hidden;
        painter.paint(clip, clip.position, laneTop(number), laneHeight(number),
                      {colourOf(*tracks[number], number), true, clip.mute || tracks[number]->mute, !isInPlace});
        if (isInPlace && pressed && clip.id == pressed->clip)
            painter.paintHandles(outline, pressed->zone);
    }
    paintMarquee(g);
    paintSnapLine(g, gesture->snapLine());
    if (const auto words = gesture->words(); !isReleased && !words.empty())
        paintNumbers(g, toText(words), pointer.toFloat());
}

void LaneArea::paintMarquee(juce::Graphics& g) const
{
    const auto* marquee = dynamic_cast<const MarqueeGesture*>(gesture.get());
    if (marquee == nullptr)
        return;
    const auto x = [this](FramePosition position)
    { return static_cast<float>(std::clamp(state.viewport.xOf(position), -8.0, state.viewport.width + 8)); };
    const auto y = [this](double down) { return static_cast<float>(down - state.scrollY); };
    const auto area = juce::Rectangle<float>::leftTopRightBottom(x(marquee->frames().start), y(marquee->top()),
                                                                 x(marquee->frames().end()), y(marquee->bottom()));
    const auto accent = Look::of(*this).colours().accent;
    g.setColour(accent.withAlpha(0.12f));
    g.fillRect(area);
    g.setColour(accent);
    g.drawRect(area, 1);
}

void LaneArea::paintRange(juce::Graphics& g) const
{
    if (!state.range)
        return;
    const auto x = [this](FramePosition position)
    { return static_cast<float>(std::clamp(state.viewport.xOf(position), -8.0, state.viewport.width + 8)); };
    const auto left = x(state.range->frames.start);
    const auto right = x(state.range->frames.end());
    const auto accent = Look::of(*this).colours().accent;
    const auto& tracks = context.model.session().tracks;
    for (auto number = state.trackAt(0); number < tracks.size() && state.yOf(number) < getHeight(); ++number)
    {
        const auto& chosen = state.range->tracks;
        if (std::find(chosen.begin(), chosen.end(), tracks[number]->id) == chosen.end())
            continue;
        const auto lane = juce::Rectangle<float>::leftTopRightBottom(left, static_cast<float>(state.yOf(number)), right,
                                                                     static_cast<float>(state.yOf(number + 1)) - 1);
        g.setColour(accent.withAlpha(0.2f));
        g.fillRect(lane);
        g.setColour(accent);
        drawVerticalHairline(g, left, lane.getY(), lane.getBottom());
        drawVerticalHairline(g, right, lane.getY(), lane.getBottom());
    }
}

void LaneArea::paintIncoming(juce::Graphics& g)
{
    if (!incoming)
        return;
    const auto& look = Look::of(*this);
    const auto& model = context.model;
    auto number = incoming->track;
    for (const auto& file : incoming->files)
    {
        const auto* asset = model.assetAt(file);
        const auto length = asset == nullptr
                                ? FrameCount(0)
                                : gridLength(incoming->part.isEmpty() ? asset->facts.length : incoming->part.length,
                                             asset->facts.sampleRate, model.rate());
        const auto x = juce::roundToInt(state.viewport.xOf(incoming->position));
        const auto width = juce::roundToInt(
            std::min(state.viewport.width * 2, static_cast<double>(length.value()) / state.viewport.framesPerPixel));
        const juce::Rectangle<int> area(x, laneTop(number), std::max(width, 96), laneHeight(number));
        g.setColour(look.colours().accent.withAlpha(0.18f));
        g.fillRoundedRectangle(area.toFloat(), 3);
        g.setColour(look.colours().accent);
        g.drawRoundedRectangle(area.toFloat().reduced(0.75f), 3, 1.5f);
        g.setColour(look.colours().textStrong);
        g.setFont(look.label());
        g.drawText(elidedInMiddle(toText(file.filename().string()), g.getCurrentFont(), area.getWidth() - 8),
                   area.reduced(4, 0).withHeight(ClipPainter::stripHeight), juce::Justification::centredLeft, false);
        number = std::max(number + 1, model.session().tracks.size());
    }
    paintSnapLine(g, incoming->line);
    paintNumbers(g,
                 toText(clockText(incoming->position, model.rate())) +
                     (incoming->track >= model.session().tracks.size() ? "   new track" : ""),
                 pointer.toFloat());
}

void LaneArea::paintSnapLine(juce::Graphics& g, std::optional<FramePosition> line) const
{
    if (!line)
        return;
    g.setColour(Look::of(*this).colours().accent);
    drawVerticalHairline(g, static_cast<float>(state.viewport.xOf(*line)), 0, static_cast<float>(getHeight()));
}

void LaneArea::paintNumbers(juce::Graphics& g, const juce::String& text, juce::Point<float> at) const
{
    const auto& look = Look::of(*this);
    g.setFont(look.label());
    const auto width = widthOfFigures(g.getCurrentFont(), text) + 12;
    const auto area = juce::Rectangle<float>(at.x + 14, at.y + 16, width, 20)
                          .constrainedWithin(getLocalBounds().toFloat().reduced(4));
    g.setColour(look.colours().raised);
    g.fillRoundedRectangle(area, Look::radius);
    g.setColour(look.colours().hairline);
    g.drawRoundedRectangle(area, Look::radius, 1);
    g.setColour(look.colours().textStrong);
    drawFigures(g, text, area, juce::Justification::centred);
}

} // namespace loophole::aura
