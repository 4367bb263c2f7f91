#include "Aura/Timeline/ClipPainter.h"

#include "Aura/Look/Icons.h"
#include "Aura/Look/Look.h"
#include "Aura/Look/RoundedArea.h"
#include "Aura/Timeline/ClipSegments.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Waveform/FadedWaveform.h"
#include "Core/Gain.h"

namespace loophole::aura
{
namespace
{

/** Channels are drawn on lanes of their own where each has at least this many pixels. */
constexpr int lowestLane = 14;
constexpr int narrowestName = 24;
constexpr int narrowestRound = 12;
constexpr float rimWidth = 1.5f; ///< around what is selected
constexpr float cornerRadius = 3;

int lanesFor(int channels, int height)
{
    return channels > 1 && height / channels >= lowestLane ? channels : 1;
}

/** Round corners and a rim would eat a narrow clip up. */
bool isRound(juce::Rectangle<int> clip)
{
    return clip.getWidth() >= narrowestRound;
}

/** The stretch of the file that the segments show, from the first to the last of its frames. */
FrameRange framesInView(const std::vector<ClipSegment>& segments, FrameCount length)
{
    FrameRange all;
    for (const auto& segment : segments)
    {
        auto from = segment.lineStart;
        auto to = segment.lineStart + segment.clipLength * segment.lineStep;
        if (segment.isReversed)
            std::tie(from, to) =
                std::pair{static_cast<double>(length.value()) - to, static_cast<double>(length.value()) - from};
        const auto here = FrameRange::between(FramePosition(static_cast<std::int64_t>(from)),
                                              FramePosition(static_cast<std::int64_t>(std::ceil(to))));
        all = all.isEmpty() ? here
                            : FrameRange::between(std::min(all.start, here.start), std::max(all.end(), here.end()));
    }
    return all.intersection({FramePosition(0), length});
}

} // namespace

ClipPainter::ClipPainter(juce::Graphics& g, const Look& look, AuraContext& context, const TimelineState& state)
    : g(g), look(look), context(context), state(state), scale(g.getInternalContext().getPhysicalPixelScaleFactor())
{
}

juce::Rectangle<int> ClipPainter::statusIconArea(juce::Rectangle<int> clip)
{
    return clip.removeFromTop(stripHeight).removeFromLeft(stripHeight + 4).withTrimmedLeft(4).reduced(1, 1);
}

void ClipPainter::paintRun(double left, double right, int top, int height, const Dress& dress)
{
    auto area = juce::Rectangle<double>(left, top, std::max(1.0, right - left), height).toFloat();
    g.setColour(dress.colour.withAlpha(0.55f));
    g.fillRect(area);
    if (!dress.isSelected)
        return;
    g.setColour(look.colours().accent);
    g.fillRect(area.removeFromTop(rimWidth));
    g.fillRect(area.removeFromBottom(rimWidth));
}

void ClipPainter::paint(const Clip& clip, FramePosition start, int top, int height, const Dress& dress)
{
    const auto line = context.model.timeline(clip);
    // A long clip reaches far beyond what integers of a pixel hold at deep zoom; a little beyond the edge is enough.
    const auto left = juce::roundToInt(std::max(-64.0, state.viewport.xOf(start)));
    const auto right = juce::roundToInt(std::min(state.viewport.width + 64.0, state.viewport.xOf(start + line.length)));
    // The pixel on the right keeps neighbours apart.
    const juce::Rectangle<int> area(left, top, std::max(2, right - left - 1), height);

    const auto ground = look.colours().panel.interpolatedWith(dress.colour, 0.14f);
    g.setColour(ground.withAlpha(dress.isGhost ? 0.85f : 1.0f));
    isRound(area) ? fillRoundedArea(g, area.toFloat(), cornerRadius) : g.fillRect(area);
    const auto hasStrip = height >= 2 * stripHeight;
    const auto body = hasStrip ? area.withTrimmedTop(stripHeight) : area;
    paintWaveform(clip, line, start, body, dress);
    if (line.loop)
        paintPasses(line, start, body);
    paintFades(clip, line, start, body);
    if (hasStrip)
        paintStrip(clip, area, dress);
    // A dark rim keeps clips apart that lie over one another.
    if (isRound(area))
    {
        g.setColour(look.colours().window.withAlpha(0.7f));
        drawRoundedArea(g, area.toFloat().reduced(0.5f), cornerRadius, 1);
    }
    if (dress.isSelected)
    {
        g.setColour(look.colours().accent);
        drawRoundedArea(g, area.toFloat().reduced(rimWidth / 2), cornerRadius, rimWidth);
    }
}

void ClipPainter::paintStrip(const Clip& clip, juce::Rectangle<int> area, const Dress& dress)
{
    const auto& colours = look.colours();
    g.setColour(colours.panel.interpolatedWith(dress.colour, dress.isSelected ? 0.5f : 0.34f));
    const auto strip = area.withHeight(stripHeight);
    isRound(area) ? fillRoundedTop(g, strip.toFloat(), cornerRadius) : g.fillRect(strip);
    auto text = area.withHeight(stripHeight).reduced(4, 0);
    text.setLeft(std::max(text.getX(), 4));
    const auto* asset = context.model.asset(clip.asset);
    if (asset != nullptr && asset->offlineStatus != OfflineStatus::present && text.getWidth() >= stripHeight)
    {
        const auto icon = asset->offlineStatus == OfflineStatus::missing ? Icon::missing
                          : asset->offlineStatus == OfflineStatus::cloud ? Icon::cloud
                                                                         : Icon::pending;
        const auto colour = icon == Icon::missing ? colours.fault
                            : icon == Icon::cloud ? colours.cloud
                                                  : colours.pending;
        drawIcon(g, icon, text.removeFromLeft(stripHeight).reduced(1).toFloat(), colour);
        text.removeFromLeft(3);
    }
    if (text.getWidth() < narrowestName)
        return;
    g.setFont(look.label());
    g.setColour(dress.isMuted ? colours.textQuiet : colours.textStrong);
    if (clip.reverse)
    {
        const auto mark = text.removeFromLeft(10).withSizeKeepingCentre(8, 8).toFloat();
        juce::Path backwards;
        backwards.addTriangle(mark.getX(), mark.getCentreY(), mark.getRight(), mark.getY(), mark.getRight(),
                              mark.getBottom());
        g.fillPath(backwards);
        text.removeFromLeft(3);
    }
    auto name = toText(context.model.nameOf(clip));
    if (clip.playRate != 1)
        name << "  " << toText(timesText(clip.playRate));
    if (clip.gainDb != 0)
        name << "  " << toText(gainText(clip.gainDb));
    g.drawText(elidedInMiddle(name, g.getCurrentFont(), text.getWidth()), text, juce::Justification::centredLeft,
               false);
}

void ClipPainter::paintBaselines(juce::Rectangle<int> body, int lanes, juce::Colour colour)
{
    g.setColour(colour.withAlpha(0.35f));
    const auto height = static_cast<float>(body.getHeight()) / static_cast<float>(lanes);
    for (auto lane = 0; lane < lanes; ++lane)
        drawHorizontalHairline(g, static_cast<float>(body.getY()) + height * (static_cast<float>(lane) + 0.5f),
                               static_cast<float>(body.getX()), static_cast<float>(body.getRight()));
}

void ClipPainter::paintWaveform(const Clip& clip, const ClipTimeline& line, FramePosition start,
                                juce::Rectangle<int> body, const Dress& dress)
{
    const auto* asset = context.model.asset(clip.asset);
    const auto peaks = context.model.peaks(clip.asset);
    const auto lanes = lanesFor(peaks ? peaks->channels() : 1, body.getHeight());
    paintBaselines(body, lanes, dress.colour);
    if (asset == nullptr || asset->offlineStatus != OfflineStatus::present)
        return;
    const auto toPhysical = static_cast<double>(scale);
    const auto shown = body.getIntersection(g.getClipBounds());
    const auto physical = (body.toFloat() * scale).toNearestInt();
    const auto colour = dress.colour;
    WaveformStretch stretch;
    stretch.look = {clip.asset,
                    false,
                    physical.getHeight(),
                    lanes,
                    colour.getARGB(),
                    look.colours().core(colour).getARGB(),
                    look.colours().fault.getARGB(),
                    Gain::fromDecibels(clip.gainDb).linear(),
                    {},
                    scale};
    stretch.epoch = state.zoomEpoch;
    stretch.opacity = dress.isMuted ? 0.4f : 1.0f;

    const juce::Graphics::ScopedSaveState saved(g);
    g.reduceClipRegion(body);
    if (scale != 1.0f)
        g.addTransform(juce::AffineTransform::scale(1 / scale));
    const auto from = state.viewport.exactFrameAt(shown.getX() - 1) - static_cast<double>(start.value());
    const auto to = std::min(static_cast<double>(line.length.value()),
                             state.viewport.exactFrameAt(shown.getRight() + 1) - static_cast<double>(start.value()));
    const auto segments = clipSegments(line, asset->facts.sampleRate, asset->facts.length, context.model.rate(),
                                       std::max(0.0, from), to, 2 * state.viewport.framesPerPixel);
    context.model.requestPeaks(clip.asset, true, false, framesInView(segments, asset->facts.length));
    if (!peaks)
        return;
    for (const auto& segment : segments)
    {
        const auto x = state.viewport.xOf(static_cast<double>(start.value()) + segment.clipStart);
        const auto end = x + segment.clipLength / state.viewport.framesPerPixel;
        stretch.look.isReversed = segment.isReversed;
        stretch.framesPerPixel = state.viewport.framesPerPixel * segment.lineStep / toPhysical;
        stretch.lineStart = segment.lineStart;
        stretch.xOfLineStart = x * toPhysical;
        const auto left = juce::roundToInt(std::max(x * toPhysical, static_cast<double>(physical.getX())));
        const auto right = juce::roundToInt(std::min(end * toPhysical, static_cast<double>(physical.getRight())));
        stretch.area = physical.withLeft(left).withRight(std::max(left, right));
        const auto onLine = [&](FrameCount frame)
        { return segment.lineStart + (static_cast<double>(frame.value()) - segment.clipStart) * segment.lineStep; };
        paintFaded(context.waveforms, g, stretch, peaks,
                   {WaveformFade{onLine({}), onLine(clip.fadeIn)},
                    WaveformFade{onLine(line.length), onLine(line.length - clip.fadeOut)}});
    }
}

} // namespace loophole::aura
