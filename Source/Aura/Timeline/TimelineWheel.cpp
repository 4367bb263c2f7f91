#include "Aura/Preferences/Preferences.h"
#include "Aura/Timeline/TimelineView.h"

/** Wheel and trackpad over the timeline, and the heights of tracks that they set. */
namespace loophole::aura
{
namespace
{

/** One notch of a wheel is about a fifth: three notches double or halve. */
constexpr double zoomPerWheel = 1.7;
constexpr double wheelPixels = 320;
/** Heights of the tracks of the document that was last shown, and which that was. */
constexpr auto heights = "timeline.heights";
constexpr auto heightsOf = "timeline.heights.of";

} // namespace

double TimelineView::laneX(const juce::MouseEvent& event)
{
    return std::clamp(static_cast<double>(event.getEventRelativeTo(&lanes).position.x), 0.0, state.viewport.width);
}

void TimelineView::mouseWheelMove(const juce::MouseEvent& event, const juce::MouseWheelDetails& wheel)
{
    const auto turn = static_cast<double>(wheel.isReversed ? -wheel.deltaY : wheel.deltaY);
    // Many window managers keep Alt and the wheel for themselves.
    const auto isOfAll = event.mods.isAltDown() && event.mods.isShiftDown();
    if (event.mods.isAltDown() || (event.mods.isCtrlDown() && event.mods.isShiftDown()))
    {
        const auto step = turn > 0 ? 8 : -8;
        const auto y = event.getEventRelativeTo(&lanes).y;
        isOfAll ? tracks.changeAllHeights(step, y) : tracks.changeHeight(state.trackAt(y), step, y);
        return rememberHeights();
    }
    if (event.mods.isCtrlDown())
        return state.show(state.viewport.zoomed(std::exp2(-turn * zoomPerWheel), laneX(event)));
    const auto sideways = event.mods.isShiftDown() ? turn : static_cast<double>(wheel.deltaX);
    if (sideways != 0)
        return state.show(state.viewport.scrolled(-sideways * wheelPixels));
    state.scrollY -= juce::roundToInt(turn * wheelPixels);
    update();
}

void TimelineView::recallHeights()
{
    if (context.preferences.text(heightsOf) == context.model.shownSession().document.native())
        state.rows.recall(context.preferences.text(heights));
}

void TimelineView::rememberHeights()
{
    context.preferences.set(heights, state.rows.asText());
    context.preferences.set(heightsOf, context.model.shownSession().document.native());
}

void TimelineView::mouseMagnify(const juce::MouseEvent& event, float factor)
{
    state.show(state.viewport.zoomed(1.0 / static_cast<double>(factor), laneX(event)));
}

} // namespace loophole::aura
