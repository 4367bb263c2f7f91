#include "Aura/Transport/TransportBar.h"

#include "Aura/Shell/Commands.h"
#include "Aura/Transport/TimeText.h"
#include "Aura/Transport/TypedValues.h"
#include "Core/Limits.h"

#include <cmath>

namespace loophole::aura
{
namespace
{

constexpr int buttonSize = 32;
constexpr int positionWidth = 220;
constexpr int gap = 16;
constexpr int mostBeats = 64;

/** As far to the left of 1 as to the right, in octaves; settles on 1. */
juce::NormalisableRange<double> speedRange()
{
    constexpr auto octaves = 2.0;
    constexpr auto held = 0.03; // of an octave
    return {std::exp2(-octaves), std::exp2(octaves),
            [](double, double, double travel) { return std::exp2((2 * travel - 1) * octaves); },
            [](double, double, double factor) { return (std::log2(factor) / octaves + 1) / 2; },
            [](double low, double high, double factor)
            { return std::abs(std::log2(factor)) < held ? 1.0 : std::clamp(factor, low, high); }};
}

} // namespace

TransportBar::TransportBar(AuraContext& context)
    : context(context),
      toStart(Icon::toStart, "Return to start", context.keys, Command::toStart),
      play(Icon::play, "Play", context.keys, Command::playStop),
      stop(Icon::stop, "Stop", context.keys, Command::stop),
      loop(Icon::loop, "Loop", context.keys, Command::toggleLoop),
      position(context),
      speedSlider("Speed", juce::Slider::LinearHorizontal, speedRange(), 1)
{
    setOpaque(true);
    setTitle("Transport");
    setMouseClickGrabsKeyboardFocus(false);
    toStart.onClick = [this] { this->context.commands.perform(Command::toStart); };
    play.onClick = [this] { this->context.commands.perform(Command::playStop); };
    stop.onClick = [this] { this->context.commands.perform(Command::stop); };
    loop.onClick = [this] { this->context.commands.perform(Command::toggleLoop); };
    for (auto* child : std::initializer_list<juce::Component*>{&toStart, &play, &stop, &loop, &position, &tempo, &metre,
                                                               &speed, &speedSlider})
        addAndMakeVisible(child);
    setUpFields();
    setUpSpeed();
    context.model.add(*this);
}

TransportBar::~TransportBar()
{
    context.model.remove(*this);
}

void TransportBar::setUpFields()
{
    tempo.onTyped = [this](const std::string& text) -> std::optional<std::string>
    {
        const auto bpm = typedTempo(text);
        if (!bpm)
            return "type beats a minute such as 120";
        context.model.send(SetTempo{*bpm, context.model.session().tempo.beatsPerBar});
        return std::nullopt;
    };
    metre.onTyped = [this](const std::string& text) -> std::optional<std::string>
    {
        const auto beats = juce::String(text).getIntValue();
        if (beats < 1 || beats > mostBeats)
            return "type the beats of a bar, 1 to 64";
        context.model.send(SetTempo{context.model.session().tempo.bpm, beats});
        return std::nullopt;
    };
    sessionChanged();
}

void TransportBar::setUpSpeed()
{
    speed.onTyped = [this](const std::string& text) -> std::optional<std::string>
    {
        const auto factor = typedFactor(text);
        if (!factor || *factor < limits::lowestPlayRate || *factor > limits::highestPlayRate)
            return "type a factor of 0.1 to 8";
        context.model.send(SetTransportRate{*factor});
        return std::nullopt;
    };
    speed.onReset = [this] { context.model.send(SetTransportRate{1}); };
    speedSlider.words = [](double factor) { return toText(timesText(factor)); };
    speedSlider.onValueChange = [this] { context.model.send(SetTransportRate{speedSlider.getValue()}); };
    speed.show(toText(timesText(1)));
    speedSlider.show(1);
}

void TransportBar::sessionChanged()
{
    const auto& now = context.model.session().tempo;
    tempo.show(juce::String(now.bpm, 1) + " bpm");
    metre.show(juce::String(now.beatsPerBar) + "/4");
    repaint();
}

void TransportBar::frame()
{
    position.frame();
    const auto& now = context.model.transport();
    if (now.isPlaying == shown.isPlaying && now.isLooping == shown.isLooping && now.loop == shown.loop &&
        now.rate == shown.rate)
        return;
    shown = now;
    if (!now.isScrubbing)
    {
        speed.show(toText(timesText(now.rate)));
        speed.setColour(now.rate == 1 ? std::nullopt : std::optional(Look::of(*this).colours().warning));
        speedSlider.show(now.rate);
    }
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
    area.removeFromLeft(gap);
    tempo.setBounds(area.removeFromLeft(72));
    area.removeFromLeft(8);
    metre.setBounds(area.removeFromLeft(44));
    area.removeFromLeft(8);
    speed.setBounds(area.removeFromLeft(48));
    speedSlider.setBounds(area.removeFromLeft(72).withSizeKeepingCentre(72, 20));
}

std::vector<TransportBar::Field> TransportBar::leftFields() const
{
    const auto& model = context.model;
    const auto& colours = Look::of(*this).colours();
    std::vector<Field> fields;
    if (const auto& transport = model.transport(); !transport.loop.isEmpty())
        fields.push_back({"LOOP",
                          toText(lengthText(transport.loop.start - FramePosition(0), model.rate()) + " \u2013 " +
                                 lengthText(transport.loop.end() - FramePosition(0), model.rate())),
                          transport.isLooping ? colours.accent : colours.textQuiet, 112});
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
    auto area = getLocalBounds().reduced(12, 0).withLeft(speedSlider.getRight() + gap);
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
