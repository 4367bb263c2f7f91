#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"
#include "Aura/Timeline/ClipPainter.h"
#include "Aura/Timeline/RulerTicks.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
bool LaneArea::isMuted(const Track& track, const Clip& clip) const
{
    const auto& tracks = context.model.session().tracks;
    const auto someSolo = std::any_of(tracks.begin(), tracks.end(), [](const auto& each) { return each->solo; });
    return clip.mute || track.mute || (someSolo && !track.solo);
}

juce::Colour LaneArea::colourOf(const Track& track, std::size_t number) const
{
    return Look::of(*this).colours().track(track.colour.value_or(static_cast<int>(number)));
}

void LaneArea::paint(juce::Graphics& g)
{
    paintGround(g);
    const auto clip = g.getClipBounds();
    const auto& tracks = context.model.session().tracks;
    for (auto number = state.trackAt(clip.getY()); number < tracks.size() && state.yOf(number) < clip.getBottom();
         ++number)
        paintTrack(g, number);
    if (tracks.empty())
        paintEmpty(g);
    paintDrag(g);
    paintIncoming(g);
    const auto& colours = Look::of(*this).colours();
    if (marquee)
    {
        g.setColour(colours.accent.withAlpha(0.12f));
        g.fillRect(*marquee);
        g.setColour(colours.accent);
        g.drawRect(*marquee, 1);
    }
    paintPlayhead(g);
    if (hasKeyboardFocus(false))
    {
        g.setColour(colours.accent);
        g.drawRect(getLocalBounds(), 1);
    }
}

void LaneArea::paintGround(juce::Graphics& g) const
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.window);
    const auto& model = context.model;
    const auto width = static_cast<float>(getWidth());
    const auto tracks = model.session().tracks.size();
    const auto end = static_cast<float>(state.yOf(tracks));
    for (const auto& tick : rulerTicks(state.viewport, state.timeBase, model.rate(), model.session().tempo))
    {
        g.setColour(colours.hairline.withAlpha(tick.isMajor ? 0.8f : 0.3f));
        drawVerticalHairline(g, static_cast<float>(tick.x), 0, end);
    }
    g.setColour(colours.hairline);
    for (std::size_t number = 0; number < tracks; ++number)
        drawHorizontalHairline(g, static_cast<float>(state.yOf(number + 1)) - 1, 0, width);
    for (std::size_t number = 0; number < tracks; ++number)
        if (model.session().tracks[number]->id == state.track)
        {
            g.setColour(colours.textStrong.withAlpha(0.03f));
            g.fillRect(0, state.yOf(number), getWidth(), state.trackHeight);
        }
    if (const auto& transport = model.transport(); transport.isLooping && !transport.loop.isEmpty())
    {
        const auto left =
            static_cast<float>(std::clamp(state.viewport.xOf(transport.loop.start), -8.0, state.viewport.width + 8));
        const auto right =
            static_cast<float>(std::clamp(state.viewport.xOf(transport.loop.end()), -8.0, state.viewport.width + 8));
        g.setColour(colours.accent.withAlpha(0.05f));
        g.fillRect(juce::Rectangle<float>::leftTopRightBottom(left, 0, right, end));
        g.setColour(colours.accent.withAlpha(0.5f));
        drawVerticalHairline(g, left, 0, end);
        drawVerticalHairline(g, right, 0, end);
    }
}

void LaneArea::paintTrack(juce::Graphics& g, std::size_t number)
{
    const auto& track = *context.model.session().tracks[number];
    const auto& index = state.indexes.of(track);
    const auto top = state.yOf(number) + 2;
    const auto height = state.trackHeight - 5;
    const auto painted = g.getClipBounds();
    const auto colour = colourOf(track, number);
    ClipPainter painter(g, Look::of(*this), context, state);
    for (const auto& run : index.runs(state.viewport))
    {
        if (run.right < painted.getX() - 1 || run.left > painted.getRight() + 1)
            continue;
        if (run.count > 1 || run.right - run.left < 2)
        {
            painter.paintRun(run.left, run.right, top, height, colour);
            continue;
        }
        const auto& clip = track.clips[run.first];
        const auto isSelected = state.selection.contains(clip.id);
        ClipPainter::Dress dress{colour, isSelected, isMuted(track, clip), false};
        // What the hand carries leaves its place pale.
        const auto isCarried = drag && isSelected && drag->moves();
        if (isCarried)
            g.beginTransparencyLayer(0.3f);
        painter.paint(clip, clip.position, top, height, dress);
        if (isCarried)
            g.endTransparencyLayer();
    }
}

void LaneArea::paintDrag(juce::Graphics& g)
{
    if (!drag || !drag->moves())
        return;
    ClipPainter painter(g, Look::of(*this), context, state);
    const auto& tracks = context.model.session().tracks;
    for (const auto& piece : drag->pieces())
    {
        const auto number = drag->trackOf(piece);
        if (number < tracks.size())
            painter.paint(piece.clip, drag->startOf(piece), state.yOf(number) + 2, state.trackHeight - 5,
                          {colourOf(*tracks[number], number), true, false, true});
    }
    paintSnapLine(g, drag->snapLine());
    if (!dragReleased)
        paintNumbers(g,
                     toText(distanceText(drag->distance(), context.model.rate()) + "   " +
                            (state.timeBase == TimeBase::bars
                                 ? barsText(drag->earliestStart(), context.model.rate(), context.model.session().tempo)
                                 : clockText(drag->earliestStart(), context.model.rate()))),
                     pointer.toFloat());
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
        const auto length =
            asset == nullptr ? FrameCount(0) : gridLength(asset->facts.length, asset->facts.sampleRate, model.rate());
        const auto x = juce::roundToInt(state.viewport.xOf(incoming->position));
        const auto width = juce::roundToInt(
            std::min(state.viewport.width * 2, static_cast<double>(length.value()) / state.viewport.framesPerPixel));
        const juce::Rectangle<int> area(x, state.yOf(number) + 2, std::max(width, 96), state.trackHeight - 5);
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

void LaneArea::paintPlayhead(juce::Graphics& g) const
{
    const auto x = state.viewport.xOf(context.model.playhead());
    if (x < -2 || x > state.viewport.width + 2)
        return;
    g.setColour(Look::of(*this).colours().accent);
    g.fillRect(juce::roundToInt(x), 0, 1, getHeight());
}

void LaneArea::paintEmpty(juce::Graphics& g) const
{
    const auto& look = Look::of(*this);
    auto area = getLocalBounds().withSizeKeepingCentre(getWidth(), 64);
    g.setColour(look.colours().textNormal);
    g.setFont(look.font(16));
    g.drawText("An empty session", area.removeFromTop(28), juce::Justification::centred, false);
    g.setColour(look.colours().textQuiet);
    g.setFont(look.body());
    g.drawText("Drop audio files here, drag them from the browser, or open a session with " +
                   entryOf(Command::openSession).shortcuts.front().text() + ".",
               area.removeFromTop(20), juce::Justification::centred, true);
}

} // namespace loophole::aura
