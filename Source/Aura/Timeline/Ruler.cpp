#include "Aura/Timeline/Ruler.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/Gestures/ScrubGesture.h"
#include "Aura/Timeline/RulerTicks.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 3;
constexpr float loopHeight = 5;
constexpr int loopReach = 8;

} // namespace

Ruler::Ruler(AuraContext& context, TimelineState& state) : context(context), state(state)
{
    setTitle("Ruler");
    setMouseClickGrabsKeyboardFocus(false);
    setTooltip("Click to go there, drag to scrub, Shift and drag to set the loop; drag its bar to move it");
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

Hand Ruler::handOf(const juce::MouseEvent& event) const
{
    Hand hand;
    hand.frame = std::max(FramePosition(0), state.viewport.frameAt(event.position.x));
    hand.snaps = state.snaps;
    return hand;
}

std::optional<LoopPart> Ruler::loopPartAt(const juce::MouseEvent& event) const
{
    if (event.mods.isShiftDown())
        return LoopPart::fresh;
    const auto& loop = context.model.transport().loop;
    if (loop.isEmpty() || event.y > loopReach)
        return std::nullopt;
    const auto left = state.viewport.xOf(loop.start);
    const auto right = state.viewport.xOf(loop.end());
    const auto reach = std::min(5.0, (right - left) / 3);
    if (std::abs(event.x - left) <= reach)
        return LoopPart::start;
    if (std::abs(event.x - right) <= reach)
        return LoopPart::end;
    return event.x > left && event.x < right ? std::optional(LoopPart::whole) : std::nullopt;
}

void Ruler::mouseMove(const juce::MouseEvent& event)
{
    const auto part = loopPartAt(event);
    setMouseCursor(part == LoopPart::fresh   ? juce::MouseCursor::IBeamCursor
                   : part == LoopPart::whole ? juce::MouseCursor::DraggingHandCursor
                   : part                    ? juce::MouseCursor::LeftRightResizeCursor
                                             : juce::MouseCursor::NormalCursor);
}

void Ruler::mouseDown(const juce::MouseEvent& event)
{
    isPressed = event.mods.isLeftButtonDown();
    pressedLoop = loopPartAt(event);
}

void Ruler::mouseDrag(const juce::MouseEvent& event)
{
    if (!isPressed || (!gesture && std::abs(event.getDistanceFromDragStartX()) < dragThreshold))
        return;
    if (!gesture)
    {
        auto pressed = handOf(event);
        pressed.frame = state.viewport.frameAt(event.getMouseDownX());
        if (pressedLoop)
            gesture = std::make_unique<LoopGesture>(context.model, state, *pressedLoop, pressed);
        else
            gesture = std::make_unique<ScrubGesture>(context.model);
    }
    gesture->moveTo(handOf(event));
}

void Ruler::mouseUp(const juce::MouseEvent& event)
{
    if (gesture)
        gesture->release();
    else if (isPressed)
        context.model.seek(handOf(event).frame);
    gesture.reset();
    isPressed = false;
}

bool Ruler::cancelDrag()
{
    const auto was = gesture != nullptr;
    if (gesture)
        gesture->cancel();
    gesture.reset();
    isPressed = false;
    return was;
}

} // namespace loophole::aura
