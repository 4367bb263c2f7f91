#include "Aura/Browser/PreviewWaveform.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Look/Look.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Waveform/FileWaveform.h"

namespace loophole::aura
{
namespace
{

constexpr int dragThreshold = 4;
/** Of a file's length, by which the keys move. */
constexpr std::int64_t keySteps = 40;

} // namespace

PreviewWaveform::PreviewWaveform(AuraContext& context, PreviewDecks& decks) : context(context), decks(decks)
{
    setTitle("Preview waveform");
    setWantsKeyboardFocus(true);
    setMouseClickGrabsKeyboardFocus(false);
    setTooltip("Click: play from here. Drag: scrub. Shift+drag, or drag in the strip above: choose a region, which can "
               "be carried to the timeline");
}

bool PreviewWaveform::keyPressed(const juce::KeyPress& key)
{
    const auto length = scale().length;
    const bool isRight = key.isKeyCode(juce::KeyPress::rightKey);
    const FrameCount step(std::max<std::int64_t>(1, length.value() / keySteps) * (isRight ? 1 : -1));
    const auto modifiers = key.getModifiers();
    if (length.isZero() || modifiers.isCtrlDown() || modifiers.isAltDown())
        return false;
    if (key.isKeyCode(juce::KeyPress::deleteKey) && !decks.region().isEmpty())
        decks.setRegion({});
    else if (!isRight && !key.isKeyCode(juce::KeyPress::leftKey))
        return false;
    else if (modifiers.isShiftDown())
        extendRegion(step);
    else
        decks.playFrom(std::clamp(decks.position().value_or(decks.region().start) + step, FramePosition(0),
                                  FramePosition(0) + length));
    repaint();
    return true;
}

void PreviewWaveform::extendRegion(FrameCount by)
{
    auto region = decks.region();
    if (region.isEmpty())
        region.start = decks.position().value_or(FramePosition(0));
    const auto end = std::clamp(region.end() + by, region.start, FramePosition(0) + scale().length);
    decks.setRegion(FrameRange::between(region.start, end));
}

FileScale PreviewWaveform::scale() const
{
    const auto* known = decks.asset();
    return {0, getWidth(), known != nullptr ? known->facts.length : FrameCount()};
}

void PreviewWaveform::frame()
{
    const auto at = decks.position();
    const auto x = at ? juce::roundToInt(scale().xOf(*at)) : -1;
    if (x == playheadX)
        return;
    for (const auto each : {playheadX, x})
        repaint(each - 2, 0, 4, getHeight());
    playheadX = x;
}

bool PreviewWaveform::cancelDrag()
{
    const auto was = std::exchange(hand, Hand::none);
    drawn.reset();
    if (was == Hand::scrubs)
        decks.endScrub(wasPlaying);
    repaint();
    return was != Hand::none;
}

void PreviewWaveform::mouseMove(const juce::MouseEvent& event)
{
    const auto under = event.y < stripHeight ? gripAt(scale(), decks.region(), event.x) : RegionGrip::none;
    setMouseCursor(under == RegionGrip::whole                           ? juce::MouseCursor::DraggingHandCursor
                   : under == RegionGrip::none && event.y < stripHeight ? juce::MouseCursor::IBeamCursor
                   : under == RegionGrip::none                          ? juce::MouseCursor::NormalCursor
                                                                        : juce::MouseCursor::LeftRightResizeCursor);
}

void PreviewWaveform::mouseDown(const juce::MouseEvent& event)
{
    if (!event.mods.isLeftButtonDown() || scale().length.isZero())
        return;
    if (event.y < stripHeight || event.mods.isShiftDown())
        return beginChoosing(event);
    wasPlaying = decks.isPlaying();
    hand = Hand::pressed;
    decks.playFrom(scale().frameAt(event.x));
}

void PreviewWaveform::beginChoosing(const juce::MouseEvent& event)
{
    hand = Hand::chooses;
    grip = event.y < stripHeight ? gripAt(scale(), decks.region(), event.x) : RegionGrip::none;
    if (grip == RegionGrip::whole)
        hand = Hand::carries;
}

void PreviewWaveform::mouseDrag(const juce::MouseEvent& event)
{
    const bool hasMoved = event.getDistanceFromDragStart() >= dragThreshold;
    if (hand == Hand::pressed && hasMoved)
        hand = Hand::scrubs;
    if (hand == Hand::scrubs)
        decks.scrubTo(scale().frameAt(event.x));
    if (hand == Hand::chooses && hasMoved)
    {
        drawn = regionDragged(scale(), decks.region(), grip, event.getMouseDownX(), event.x);
        repaint();
    }
    if (hand == Hand::carries && hasMoved)
        carry(event);
}

void PreviewWaveform::mouseUp(const juce::MouseEvent& event)
{
    const auto was = std::exchange(hand, Hand::none);
    const auto chosen = std::exchange(drawn, std::nullopt);
    if (was == Hand::scrubs)
        decks.endScrub(wasPlaying);
    if (was == Hand::chooses && chosen && !chosen->isEmpty())
        decks.setRegion(*chosen);
    else if (was == Hand::chooses && grip == RegionGrip::none && event.getDistanceFromDragStart() < dragThreshold)
        decks.setRegion({});
    repaint();
}

void PreviewWaveform::mouseDoubleClick(const juce::MouseEvent& event)
{
    if (event.y < stripHeight)
        decks.setRegion({FramePosition(0), scale().length});
}

void PreviewWaveform::carry(const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor(this);
    if (container == nullptr || container->isDragAndDropActive())
        return;
    const juce::Point<int> beside(-12, -12);
    const DraggedFile part{decks.file(), decks.region(), onCarry ? onCarry() : std::filesystem::path()};
    container->startDragging(packPart(part), this, juce::ScaledImage(dragLabel({part.file}, Look::of(*this))), true,
                             &beside, &event.source);
}

void PreviewWaveform::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.setColour(colours.window);
    g.fillRoundedRectangle(getLocalBounds().toFloat(), Look::radius);
    const auto* known = decks.asset();
    if (known == nullptr)
        return;
    paintFileWaveform(g, context, *known, waveArea().reduced(0, 2), colours.accent, colours, true);
    const auto lies = scale();
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, stripHeight, 0, static_cast<float>(getWidth()));
    paintRegion(g, lies);
    if (const auto at = decks.position())
    {
        g.setColour(colours.textStrong);
        g.fillRect(juce::roundToInt(lies.xOf(*at)), 0, 1, getHeight());
    }
    if (hasKeyboardFocus(false))
        Look::of(*this).drawFocusRing(g, getLocalBounds());
}

void PreviewWaveform::paintRegion(juce::Graphics& g, const FileScale& lies) const
{
    const auto region = shownRegion();
    if (region.isEmpty())
        return;
    const auto& colours = Look::of(*this).colours();
    const auto left = lies.xOf(region.start);
    const auto right = std::max(left + 1, lies.xOf(region.end()));
    const auto wave = waveArea().toFloat();
    g.setColour(colours.window.withAlpha(0.65f));
    g.fillRect(wave.withRight(left));
    g.fillRect(wave.withLeft(right));
    g.setColour(colours.accent.withAlpha(0.85f));
    g.fillRoundedRectangle(left, 2, right - left, stripHeight - 4, 2);
    g.fillRect(left, wave.getY(), 1.0f, wave.getHeight());
    g.fillRect(right - 1, wave.getY(), 1.0f, wave.getHeight());
}

} // namespace loophole::aura
