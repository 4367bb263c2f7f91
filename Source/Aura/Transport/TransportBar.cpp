#include "Aura/Transport/TransportBar.h"

#include "Aura/Shell/Commands.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

constexpr int buttonSize = 32;
constexpr int positionWidth = 220;
constexpr int gap = 16;

} // namespace

TransportBar::PositionDisplay::PositionDisplay(AuraContext& context) : juce::Button("Position"), context(context)
{
    setTooltip("Position of the playhead. Click to change between time and bars.");
    setMouseClickGrabsKeyboardFocus(false);
}

juce::String TransportBar::PositionDisplay::textOf(TimeBase base) const
{
    const auto& model = context.model;
    return toText(base == TimeBase::clock ? clockText(model.playhead(), model.rate())
                                          : barsText(model.playhead(), model.rate(), model.session().tempo));
}

void TransportBar::PositionDisplay::frame()
{
    if (auto text = textOf(TimeBase::clock) + textOf(TimeBase::bars); text != shownText)
    {
        shownText = std::move(text);
        repaint();
    }
}

void TransportBar::PositionDisplay::clicked()
{
    large = large == TimeBase::clock ? TimeBase::bars : TimeBase::clock;
    repaint();
}

void TransportBar::PositionDisplay::paintButton(juce::Graphics& g, bool over, bool)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    const auto area = getLocalBounds().toFloat();
    g.setColour(over ? colours.raised : colours.window);
    g.fillRoundedRectangle(area, Look::radius);
    g.setColour(colours.hairline);
    g.drawRoundedRectangle(area.reduced(0.5f), Look::radius, 1);
    auto text = getLocalBounds().reduced(12, 0);
    const auto small = large == TimeBase::clock ? TimeBase::bars : TimeBase::clock;
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    drawFigures(g, textOf(small), text.toFloat(), juce::Justification::centredRight);
    g.setFont(look.strong(16));
    g.setColour(colours.textStrong);
    drawFigures(g, textOf(large), text.toFloat(), juce::Justification::centredLeft);
    if (hasKeyboardFocus(false))
        look.drawFocusRing(g, getLocalBounds());
}

TransportBar::TransportBar(AuraContext& context)
    : context(context),
      toStart(Icon::toStart, "Return to start", tooltipFor(Command::toStart)),
      play(Icon::play, "Play", tooltipFor(Command::playStop)),
      stop(Icon::stop, "Stop", tooltipFor(Command::stop)),
      loop(Icon::loop, "Loop", tooltipFor(Command::toggleLoop)),
      position(context)
{
    setTitle("Transport");
    setMouseClickGrabsKeyboardFocus(false);
    toStart.onClick = [this] { this->context.commands.perform(Command::toStart); };
    play.onClick = [this] { this->context.commands.perform(Command::playStop); };
    stop.onClick = [this] { this->context.commands.perform(Command::stop); };
    loop.onClick = [this] { this->context.commands.perform(Command::toggleLoop); };
    for (auto* child : std::initializer_list<juce::Component*>{&toStart, &play, &stop, &loop, &position})
        addAndMakeVisible(child);
    context.model.add(*this);
}

TransportBar::~TransportBar()
{
    context.model.remove(*this);
}

void TransportBar::frame()
{
    position.frame();
    const auto& now = context.model.transport();
    if (now.isPlaying == shown.isPlaying && now.isLooping == shown.isLooping && now.loop == shown.loop &&
        now.rate == shown.rate)
        return;
    shown = now;
    play.setColourWhenOn(Look::of(*this).colours().playing);
    play.setToggleState(now.isPlaying, juce::dontSendNotification);
    loop.setToggleState(now.isLooping, juce::dontSendNotification);
    repaint();
}

void TransportBar::resized()
{
    auto area = getLocalBounds().reduced(8, (height - buttonSize) / 2);
    for (auto* button : {&toStart, &play, &stop, &loop})
    {
        button->setBounds(area.removeFromLeft(buttonSize));
        area.removeFromLeft(4);
    }
    area.removeFromLeft(gap - 4);
    position.setBounds(area.removeFromLeft(positionWidth));
}

std::vector<TransportBar::Field> TransportBar::leftFields() const
{
    const auto& model = context.model;
    const auto& colours = Look::of(*this).colours();
    const auto& tempo = model.session().tempo;
    std::vector<Field> fields{{"TEMPO", juce::String(tempo.bpm, 1) + " bpm  " + juce::String(tempo.beatsPerBar) + "/4",
                               colours.textNormal, 104}};
    if (const auto& transport = model.transport(); !transport.loop.isEmpty())
        fields.push_back({"LOOP",
                          toText(lengthText(transport.loop.start - FramePosition(0), model.rate()) + " \u2013 " +
                                 lengthText(transport.loop.end() - FramePosition(0), model.rate())),
                          transport.isLooping ? colours.accent : colours.textQuiet, 112});
    if (const auto rate = model.transport().rate; model.transport().isPlaying && rate != 1)
        fields.push_back({"SPEED", juce::String(rate, 2) + juce::String::charToString(0xD7), colours.warning, 64});
    return fields;
}

std::vector<TransportBar::Field> TransportBar::rightFields() const
{
    const auto& model = context.model;
    const auto& colours = Look::of(*this).colours();
    std::vector<Field> fields;
    if (const auto& stats = model.statistics())
    {
        if (stats->missingFrames > 0)
            fields.push_back(
                {"MISSED", juce::String(static_cast<juce::int64>(stats->missingFrames)) + " fr", colours.fault, 84});
        if (stats->callback.deadlineUs > 0)
        {
            const auto load = 100 * stats->callback.p99Us / stats->callback.deadlineUs;
            fields.push_back({"LOAD p99", juce::String(load, 1) + " %",
                              load > 80   ? colours.fault
                              : load > 50 ? colours.warning
                                          : colours.textNormal,
                              64});
        }
    }
    if (const auto& device = model.device())
    {
        juce::String text = toText(device->backend);
        if (device->sampleRate > 0)
            text << "  " << toText(rateText(SampleRate(device->sampleRate))) << " / " << device->blockFrames;
        const auto width = Look::of(*this).body().getStringWidth(text) + 8;
        fields.push_back(
            {"DEVICE", text, device->warnings.empty() ? colours.textNormal : colours.warning, std::max(80, width)});
    }
    return fields;
}

void TransportBar::paintField(juce::Graphics& g, const Field& field, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    auto lines = area.withSizeKeepingCentre(area.getWidth(), 32);
    g.setFont(look.label());
    g.setColour(look.colours().textQuiet);
    g.drawText(field.heading, lines.removeFromTop(14), juce::Justification::bottomLeft, false);
    g.setFont(look.body());
    g.setColour(field.colour);
    drawFigures(g, field.value, lines.toFloat(), juce::Justification::centredLeft);
}

void TransportBar::paint(juce::Graphics& g)
{
    const auto& colours = Look::of(*this).colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, static_cast<float>(getHeight()) - 1, 0, static_cast<float>(getWidth()));
    auto area = getLocalBounds().reduced(12, 0).withLeft(position.getRight() + gap);
    for (const auto& fields = rightFields(); const auto& field : std::vector(fields.rbegin(), fields.rend()))
    {
        if (area.getWidth() < field.width)
            break;
        paintField(g, field, area.removeFromRight(field.width));
        area.removeFromRight(gap);
    }
    for (const auto& field : leftFields())
    {
        if (area.getWidth() < field.width)
            break;
        paintField(g, field, area.removeFromLeft(field.width));
        area.removeFromLeft(gap);
    }
}

} // namespace loophole::aura
