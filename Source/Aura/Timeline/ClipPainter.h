#pragma once

#include "Aura/Shell/AuraContext.h"
#include "Aura/Timeline/ClipOutline.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>

namespace loophole::aura
{

class Look;

/** Draws clips as they are: ground, name, waveform, fades, state. Used within one paint call. */
class ClipPainter
{
public:
    static constexpr int stripHeight = ClipOutline::stripHeight;

    struct Dress
    {
        juce::Colour colour;
        bool isSelected = false;
        bool isMuted = false;
        bool isGhost = false; ///< of a clip that is being dragged
    };

    ClipPainter(juce::Graphics&, const Look&, AuraContext&, const TimelineState&);

    /** `start` is where the clip is shown, which for a ghost is not where it lies. */
    void paint(const Clip&, FramePosition start, int top, int height, const Dress&);

    /** What the pointer could take hold of, the part under it brightest. */
    void paintHandles(const ClipOutline&, ClipZone under);

    /** Clips too narrow to be told apart; selected: some of them. */
    void paintRun(double left, double right, int top, int height, const Dress&);

    /** Where the status icon of a clip is, for its tooltip; empty where there is none. */
    [[nodiscard]] static juce::Rectangle<int> statusIconArea(juce::Rectangle<int> clip);

private:
    void paintStrip(const Clip&, juce::Rectangle<int>, const Dress&);
    void paintWaveform(const Clip&, const ClipTimeline&, FramePosition start, juce::Rectangle<int>, const Dress&);
    void paintBaselines(juce::Rectangle<int>, int lanes, juce::Colour);
    void paintPasses(const ClipTimeline&, FramePosition start, juce::Rectangle<int> body);
    void paintFades(const Clip&, const ClipTimeline&, FramePosition start, juce::Rectangle<int>);
    void paintFadeHandle(double x, double y, bool isUnder);
    void paintFade(juce::Rectangle<int> body, double silentX, double fullX);

    juce::Graphics& g;
    const Look& look;
    AuraContext& context;
    const TimelineState& state;
    float scale;
};

} // namespace loophole::aura
