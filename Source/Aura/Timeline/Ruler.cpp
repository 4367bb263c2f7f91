#include "Aura/Timeline/Ruler.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/RulerTicks.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 3;
constexpr float loopHeight = 5;

} // namespace

Ruler::Ruler(AuraContext& context, TimelineState& state) : context(context), state(state)
{
    setTitle("Ruler");
    setMouseClickGrabsKeyboardFocus(false);
    setTooltip("Click to go there, drag to scrub, Shift and drag to set the loop");
    setOpaque(true);
}

void Ruler::frame()
{
    const auto x = juce::roundToInt(state.viewport.xOf(context.model.playhead()));
    if (x == playheadX)
        return;
    repaint(playheadX - 8, 0, 16, getHeight());
    repaint(x - 8, 0, 16, getHeight());
    playheadX = x;
}

void Ruler::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto bottom = static_cast<float>(getHeight());
    g.fillAll(colours.panel);
    paintLoop(g);
    g.setFont(look.label());
    const auto& model = context.model;
    for (const auto& tick : rulerTicks(state.viewport, state.timeBase, model.rate(), model.session().tempo))
    {
        const auto x = static_cast<float>(tick.x);
        g.setColour(tick.isMajor ? colours.textQuiet : colours.hairline);
        drawVerticalHairline(g, x, tick.isMajor ? 8.0f : bottom - 6, bottom);
        if (!tick.isMajor)
            continue;
        g.setColour(colours.textNormal);
        drawFigures(g, toText(tick.label), {x + 5, 6, 80, 16}, juce::Justification::centredLeft);
    }
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, bottom - 1, 0, static_cast<float>(getWidth()));
    paintPlayhead(g);
}

void Ruler::paintLoop(juce::Graphics& g) const
{
    const auto& colours = Look::of(*this).colours();
    const auto& transport = context.model.transport();
    if (transport.loop.isEmpty())
        return;
    const auto left =
        static_cast<float>(std::clamp(state.viewport.xOf(transport.loop.start), -16.0, state.viewport.width + 16));
    const auto right =
        static_cast<float>(std::clamp(state.viewport.xOf(transport.loop.end()), -16.0, state.viewport.width + 16));
    g.setColour(transport.isLooping ? colours.accent : colours.textQuiet.withAlpha(0.6f));
    g.fillRoundedRectangle(juce::Rectangle<float>::leftTopRightBottom(left, 0, right, loopHeight), 2);
    if (transport.isLooping)
    {
        g.setColour(colours.accent.withAlpha(0.1f));
        g.fillRect(
            juce::Rectangle<float>::leftTopRightBottom(left, loopHeight, right, static_cast<float>(getHeight())));
    }
}

void Ruler::paintPlayhead(juce::Graphics& g) const
{
    const auto x = static_cast<float>(juce::roundToInt(state.viewport.xOf(context.model.playhead())));
    const auto bottom = static_cast<float>(getHeight());
    g.setColour(Look::of(*this).colours().accent);
    juce::Path head;
    head.addTriangle(x - 5, bottom - 10, x + 6, bottom - 10, x + 0.5f, bottom - 2);
    g.fillPath(head);
    g.fillRect(x, bottom - 4, 1.0f, 4.0f);
}

FramePosition Ruler::frameUnder(const juce::MouseEvent& event, bool snaps) const
{
    const auto frame = std::max(FramePosition(0), state.viewport.frameAt(event.position.x));
    if (!snaps || !state.snaps)
        return frame;
    const auto& model = context.model;
    return std::max(FramePosition(0),
                    nearestGridLine(frame, gridSpacing(state.timeBase, model.rate(), model.session().tempo,
                                                       state.viewport.framesPerPixel)));
}

void Ruler::mouseMove(const juce::MouseEvent& event)
{
    setMouseCursor(event.mods.isShiftDown() ? juce::MouseCursor::IBeamCursor : juce::MouseCursor::NormalCursor);
}

void Ruler::mouseDown(const juce::MouseEvent& event)
{
    if (!event.mods.isLeftButtonDown())
        return;
    positionBefore = context.model.playhead();
    loopBefore = context.model.transport().loop;
    gesture = event.mods.isShiftDown() ? Gesture::loop : Gesture::seek;
    loopAnchor = frameUnder(event, true);
}

void Ruler::mouseDrag(const juce::MouseEvent& event)
{
    if (gesture == Gesture::seek && std::abs(event.getDistanceFromDragStartX()) >= dragThreshold)
        gesture = Gesture::scrub;
    if (gesture == Gesture::scrub)
        context.model.send(ScrubTransport{frameUnder(event, false)});
    if (gesture == Gesture::loop)
    {
        const auto [from, to] = std::minmax({loopAnchor, frameUnder(event, true)});
        if (to > from)
            context.model.send(SetTransportLoop{true, FrameRange::between(from, to)});
    }
}

void Ruler::mouseUp(const juce::MouseEvent& event)
{
    if (gesture == Gesture::scrub)
        context.model.send(EndScrub{});
    if (gesture == Gesture::seek)
        context.model.seek(frameUnder(event, false));
    gesture = Gesture::none;
}

bool Ruler::cancelDrag()
{
    const auto was = std::exchange(gesture, Gesture::none);
    if (was == Gesture::scrub)
    {
        context.model.send(EndScrub{});
        context.model.seek(positionBefore);
    }
    if (was == Gesture::loop)
        context.model.send(SetTransportLoop{!loopBefore.isEmpty(), loopBefore});
    return was != Gesture::none;
}

} // namespace loophole::aura
