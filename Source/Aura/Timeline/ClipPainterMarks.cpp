#include "Aura/Timeline/ClipPainter.h"

#include "Aura/Look/Look.h"

#include <cmath>

/** What lies over a clip's waveform: passes of a loop, fades, and what a hand can take hold of. */
namespace loophole::aura
{

void ClipPainter::paintHandles(const ClipOutline& outline, ClipZone under)
{
    const auto strong = look.colours().textStrong;
    if (under == ClipZone::start || under == ClipZone::end)
    {
        const auto x = under == ClipZone::start ? outline.left : outline.right - 3;
        g.setColour(strong.withAlpha(0.8f));
        g.fillRect(juce::Rectangle<double>(x, outline.top, 2, outline.height).toFloat());
    }
    if (!outline.hasHandles())
        return;
    const auto isOnGain = under == ClipZone::gain;
    g.setColour(strong.withAlpha(isOnGain ? 0.95f : 0.35f));
    const auto left = static_cast<float>(std::max(outline.left + 6, 0.0));
    const auto right = static_cast<float>(std::min(outline.right - 6, state.viewport.width));
    g.fillRect(
        juce::Rectangle<float>::leftTopRightBottom(left, static_cast<float>(outline.gainY) - 0.5f, right,
                                                   static_cast<float>(outline.gainY) + (isOnGain ? 1.0f : 0.5f)));
    const auto half = ClipOutline::handle / 2;
    const auto y = outline.bodyTop() + 1.0;
    paintFadeHandle(std::max(outline.fadeInX, outline.left + half), y, under == ClipZone::fadeIn);
    paintFadeHandle(std::min(outline.fadeOutX, outline.right - half), y, under == ClipZone::fadeOut);
}

void ClipPainter::paintFadeHandle(double x, double y, bool isUnder)
{
    const auto size = ClipOutline::handle;
    const auto area = juce::Rectangle<double>(x - size / 2, y, size, size).toFloat().reduced(isUnder ? 0.0f : 1.0f);
    g.setColour(look.colours().window);
    g.fillEllipse(area);
    g.setColour(isUnder ? look.colours().accent : look.colours().textStrong);
    g.drawEllipse(area.reduced(0.75f), 1.5f);
}

void ClipPainter::paintPasses(const ClipTimeline& line, FramePosition start, juce::Rectangle<int> body)
{
    constexpr auto closestPasses = 6.0;
    const auto pass = static_cast<double>(line.stretch.value()) / line.playRate;
    if (pass / state.viewport.framesPerPixel < closestPasses)
        return;
    // A notch at the top and bottom of where each pass after the first begins.
    g.setColour(look.colours().window.withAlpha(0.9f));
    const auto shown = state.viewport.firstFrame - static_cast<double>(start.value());
    for (auto at = std::max(1.0, std::floor(shown / pass)) * pass; at < static_cast<double>(line.length.value());
         at += pass)
    {
        const auto x = static_cast<float>(state.viewport.xOf(static_cast<double>(start.value()) + at));
        if (x > static_cast<float>(g.getClipBounds().getRight()) + 4)
            return;
        juce::Path notches;
        const auto top = static_cast<float>(body.getY());
        const auto bottom = static_cast<float>(body.getBottom());
        notches.addTriangle(x - 4, top, x + 4, top, x, top + 5);
        notches.addTriangle(x - 4, bottom, x + 4, bottom, x, bottom - 5);
        g.fillPath(notches);
    }
}

void ClipPainter::paintFades(const Clip& clip, const ClipTimeline& line, FramePosition start, juce::Rectangle<int> body)
{
    const auto end = start + line.length;
    if (!clip.fadeIn.isZero())
        paintFade(body, state.viewport.xOf(start), state.viewport.xOf(start + clip.fadeIn));
    if (!clip.fadeOut.isZero())
        paintFade(body, state.viewport.xOf(end), state.viewport.xOf(end - clip.fadeOut));
}

void ClipPainter::paintFade(juce::Rectangle<int> body, double silentX, double fullX)
{
    if (std::abs(fullX - silentX) < 2 || std::max(fullX, silentX) < 0 ||
        std::min(fullX, silentX) > state.viewport.width)
        return;
    const auto top = static_cast<float>(body.getY());
    const auto bottom = static_cast<float>(body.getBottom());
    // Clamped well outside the window: floats are too coarse for the far ends of a long fade at deep zoom.
    const auto reach = state.viewport.width * 64;
    const auto silent = static_cast<float>(std::clamp(silentX, -reach, reach));
    const auto full = static_cast<float>(std::clamp(fullX, -reach, reach));
    const juce::Graphics::ScopedSaveState saved(g);
    g.reduceClipRegion(body);
    juce::Path taken;
    taken.addTriangle(silent, bottom, full, top, silent, top);
    // The waveform has the fade's shape already: this only says how far it reaches.
    g.setColour(look.colours().window.withAlpha(0.2f));
    g.fillPath(taken);
    g.setColour(look.colours().textStrong.withAlpha(0.7f));
    g.drawLine(silent, bottom, full, top, 1.0f);
    g.fillRect(juce::Rectangle<float>(full - 2, top, 4, 4));
}

} // namespace loophole::aura
