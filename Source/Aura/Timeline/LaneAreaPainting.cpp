#include "Aura/Timeline/LaneArea.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Shell/Commands.h"
#include "Aura/Timeline/RulerTicks.h"

namespace loophole::aura
{
namespace
{

/** How pale clips lie where they were while the hand carries them. */
constexpr float carriedOpacity = 0.3f;

} // namespace

juce::Colour LaneArea::colourOf(const Track& track, std::size_t number) const
{
    return Look::of(*this).colours().track(track.colour.value_or(static_cast<int>(number)));
}

void LaneArea::paint(juce::Graphics& g)
{
    paintGround(g);
    const auto clip = g.getClipBounds();
    const auto& tracks = context.model.session().tracks;
    const auto someSolo = std::any_of(tracks.begin(), tracks.end(), [](const auto& each) { return each->solo; });
    for (auto number = state.trackAt(clip.getY()); number < tracks.size() && state.yOf(number) < clip.getBottom();
         ++number)
        paintTrack(g, number, someSolo);
    paintMarkers(g);
    paintRange(g);
    paintGesture(g);
    paintIncoming(g);
    paintPlayhead(g);
    if (hasKeyboardFocus(false))
    {
        g.setColour(Look::of(*this).colours().accent);
        g.drawRect(getLocalBounds(), 1);
    }
}

void LaneArea::paintGround(juce::Graphics& g) const
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.window);
    const auto& model = context.model;
    const auto tracks = model.session().tracks.size();
    const auto end = static_cast<float>(state.yOf(tracks));
    for (const auto& tick : rulerTicks(state.viewport, state.timeBase, model.rate(), model.session().tempo))
    {
        g.setColour(colours.hairline.withAlpha(tick.isMajor ? 0.8f : 0.3f));
        drawVerticalHairline(g, static_cast<float>(tick.x), 0, end);
    }
    g.setColour(colours.hairline);
    for (auto number = state.trackAt(0); number < tracks && state.yOf(number) < getHeight(); ++number)
        drawHorizontalHairline(g, static_cast<float>(state.yOf(number + 1)) - 1, 0, static_cast<float>(getWidth()));
    paintChosenTrack(g);
    paintLoop(g);
}

void LaneArea::paintChosenTrack(juce::Graphics& g) const
{
    const auto& tracks = context.model.session().tracks;
    for (auto number = state.trackAt(0); number < tracks.size() && state.yOf(number) < getHeight(); ++number)
        if (tracks[number]->id == state.track)
        {
            g.setColour(Look::of(*this).colours().textStrong.withAlpha(0.03f));
            g.fillRect(0, state.yOf(number), getWidth(), state.rows.height(number));
        }
}

void LaneArea::paintLoop(juce::Graphics& g) const
{
    const auto& transport = context.model.transport();
    if (!transport.isLooping || transport.loop.isEmpty())
        return;
    const auto within = [this](FramePosition position)
    { return static_cast<float>(std::clamp(state.viewport.xOf(position), -8.0, state.viewport.width + 8)); };
    const auto left = within(transport.loop.start);
    const auto right = within(transport.loop.end());
    const auto end = static_cast<float>(state.yOf(context.model.session().tracks.size()));
    const auto accent = Look::of(*this).colours().accent;
    g.setColour(accent.withAlpha(0.05f));
    g.fillRect(juce::Rectangle<float>::leftTopRightBottom(left, 0, right, end));
    g.setColour(accent.withAlpha(0.5f));
    drawVerticalHairline(g, left, 0, end);
    drawVerticalHairline(g, right, 0, end);
}

void LaneArea::paintTrack(juce::Graphics& g, std::size_t number, bool someSolo)
{
    const auto& track = *context.model.session().tracks[number];
    const auto& index = state.indexes.of(track);
    const auto painted = g.getClipBounds();
    const auto colour = colourOf(track, number);
    const auto isSilent = track.mute || (someSolo && !track.solo);
    ClipPainter painter(g, Look::of(*this), context, state);
    for (const auto& run : index.runs(state.viewport))
    {
        if (run.right < painted.getX() - 1 || run.left > painted.getRight() + 1)
            continue;
        if (run.count > 1 || run.right - run.left < 2)
        {
            painter.paintRun(run.left, run.right, laneTop(number), laneHeight(number),
                             {colour, index.holdsAny(run, state.selection)});
            continue;
        }
        const auto& clip = track.clips[run.first];
        paintClip(g, clip, number, {colour, state.selection.contains(clip.id), clip.mute || isSilent, false});
    }
}

void LaneArea::paintClip(juce::Graphics& g, const Clip& clip, std::size_t number, const ClipPainter::Dress& dress)
{
    ClipPainter painter(g, Look::of(*this), context, state);
    const auto originals = gesture && held.contains(clip.id) ? gesture->originals() : Originals::stay;
    if (originals == Originals::hidden)
        return;
    if (originals == Originals::pale)
        g.beginTransparencyLayer(carriedOpacity);
    painter.paint(clip, clip.position, laneTop(number), laneHeight(number), dress);
    if (clip.id == hoveredClip && !gesture)
        painter.paintHandles(outlineOn(clip, number), hoveredZone);
    if (originals == Originals::pale)
        g.endTransparencyLayer();
}

void LaneArea::paintMarkers(juce::Graphics& g) const
{
    g.setColour(Look::of(*this).colours().warning.withAlpha(0.35f));
    const auto end = static_cast<float>(state.yOf(context.model.session().tracks.size()));
    for (const auto& marker : context.model.session().markers)
        if (const auto x = state.viewport.xOf(marker.position); x >= 0 && x <= state.viewport.width)
            drawVerticalHairline(g, static_cast<float>(x), 0, end);
}

void LaneArea::paintPlayhead(juce::Graphics& g) const
{
    const auto x = state.viewport.xOf(context.model.playhead());
    if (x < -2 || x > state.viewport.width + 2)
        return;
    g.setColour(Look::of(*this).colours().accent);
    g.fillRect(juce::roundToInt(x), 0, 1, getHeight());
}

} // namespace loophole::aura
