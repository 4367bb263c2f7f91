#include "Aura/Mixer/LevelMeter.h"

#include "Aura/Look/Look.h"
#include "Aura/Shell/AuraModel.h"

namespace loophole::aura
{
namespace
{

constexpr float lightHeight = 4;
constexpr double loudDb = -6;
constexpr float peakAlpha = 0.5f;

} // namespace

LevelMeter::LevelMeter(AuraContext& context, MeterSource source) : context(context), source(source)
{
    setTitle("Level");
    setMouseClickGrabsKeyboardFocus(false);
    setTooltip(juce::String::fromUTF8("Peak level, \u221260 to +6 dB, over the mean power. The light on top stays on "
                                      "after an over: click to reset it."));
}

void LevelMeter::show(MeterSource next)
{
    source = next;
    repaint();
}

void LevelMeter::frame()
{
    const auto moving = context.meters.of(source).isMoving(context.model.now());
    if (moving || std::exchange(wasMoving, moving))
        repaint();
}

void LevelMeter::paint(juce::Graphics& g)
{
    auto area = getLocalBounds().toFloat();
    const auto width = std::floor((area.getWidth() - 1) / 2);
    const auto& meter = context.meters.of(source);
    paintBar(g, area.removeFromLeft(width), meter.left, meter.leftRms);
    paintBar(g, area.removeFromRight(width), meter.right, meter.rightRms);
}

void LevelMeter::paintBar(juce::Graphics& g, juce::Rectangle<float> area, const MeterBallistics& peak,
                          const MeterBallistics& rms) const
{
    const auto& colours = Look::of(*this).colours();
    g.setColour(peak.wentOver() ? colours.fault : colours.hairline);
    g.fillRect(area.removeFromTop(lightHeight));
    area.removeFromTop(1);
    g.setColour(colours.hairline.withAlpha(0.6f));
    g.fillRect(area);

    const auto now = context.model.now();
    const auto yOf = [area](double db)
    { return area.getBottom() - static_cast<float>(meterTravel(db)) * area.getHeight(); };
    const auto fill = [&](double from, double to, juce::Colour colour)
    {
        const auto top = yOf(to);
        if (const auto bottom = yOf(from); bottom > top)
        {
            g.setColour(colour);
            g.fillRect(juce::Rectangle<float>::leftTopRightBottom(area.getX(), top, area.getRight(), bottom));
        }
    };
    const auto level = peak.levelDb(now);
    const auto power = std::min(level, rms.levelDb(now));
    const auto section = [&](double from, double to, juce::Colour colour)
    {
        fill(std::max(from, power), std::min(to, level), colour.withAlpha(peakAlpha));
        fill(from, std::min(to, power), colour);
    };
    section(-60, loudDb, colours.playing);
    section(loudDb, 0, colours.warning);
    section(0, 6, colours.fault);
    if (const auto held = peak.heldDb(now); held > -60)
    {
        g.setColour(held > 0 ? colours.fault : colours.textNormal);
        g.fillRect(area.withTop(yOf(held)).withHeight(1));
    }
}

void LevelMeter::mouseDown(const juce::MouseEvent&)
{
    context.meters.of(source).resetOvers();
    repaint();
}

} // namespace loophole::aura
