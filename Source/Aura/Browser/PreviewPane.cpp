#include "Aura/Browser/PreviewPane.h"

#include "Aura/Transport/TimeText.h"
#include "Aura/Waveform/FileWaveform.h"

namespace loophole::aura
{

PreviewPane::PreviewPane(AuraContext& context)
    : context(context),
      playButton(Icon::play, "Audition", "Play or stop the chosen file"),
      loopButton(Icon::loop, "Loop audition", "Repeat the file while it is auditioned"),
      autoPlayButton(Icon::autoPlay, "Auto-play", "Play files as soon as they are chosen")
{
    setTitle("Preview");
    setMouseClickGrabsKeyboardFocus(false);
    playButton.onClick = [this]
    {
        if (isPlaying())
            this->context.model.send(StopStream{});
        else
            play(0);
    };
    autoPlayButton.setClickingTogglesState(true);
    autoPlayButton.setToggleState(true, juce::dontSendNotification);
    autoPlayButton.onClick = [this]
    {
        if (!autoPlayButton.getToggleState())
            this->context.model.send(StopStream{});
    };
    loopButton.setClickingTogglesState(true);
    loopButton.onClick = [this]
    {
        if (isPlaying())
            play(progress().value_or(0));
    };
    level.words = [](double db) { return toText(gainText(db)); };
    level.onValueChange = [this] { this->context.model.send(SetStreamGain{level.getValue()}); };
    for (auto* child : std::initializer_list<juce::Component*>{&playButton, &loopButton, &autoPlayButton, &level})
        addAndMakeVisible(child);
}

const AudioAsset* PreviewPane::asset() const
{
    return file.empty() ? nullptr : context.model.assetAt(file);
}

bool PreviewPane::isPlaying() const
{
    return progress().has_value();
}

std::optional<double> PreviewPane::progress() const
{
    const auto& reported = context.model.reportedTransport();
    const auto* known = asset();
    const auto& deck = reported.deck(Deck::a);
    if (!deck.isMoving() || known == nullptr || deck.asset != known->assetId || known->facts.length.isZero())
        return std::nullopt;
    return static_cast<double>(deck.frame.value()) / static_cast<double>(known->facts.length.value());
}

void PreviewPane::show(const std::filesystem::path& next)
{
    file = next;
    context.model.browse(file);
    repaint();
}

void PreviewPane::clear()
{
    if (isPlaying())
        context.model.send(StopStream{});
    file.clear();
    repaint();
}

void PreviewPane::audition()
{
    if (autoPlayButton.getToggleState())
        play(0);
}

void PreviewPane::play(double fromFraction)
{
    if (!file.empty())
        context.model.send(AuditionFile{file, fromFraction, loopButton.getToggleState(), level.getValue()});
}

void PreviewPane::frame()
{
    if (const auto* known = asset(); known != nullptr && known->offlineStatus == OfflineStatus::present)
        context.model.requestPeaks(known->assetId, true);
    playButton.setIcon(isPlaying() ? Icon::stop : Icon::play);
    playButton.setEnabled(!file.empty());
    const auto x = waveform.getX() + juce::roundToInt(progress().value_or(-1) * waveform.getWidth());
    if (x != playheadX)
    {
        repaint(playheadX - 2, waveform.getY(), 4, waveform.getHeight());
        repaint(x - 2, waveform.getY(), 4, waveform.getHeight());
        playheadX = x;
    }
}

void PreviewPane::resized()
{
    auto area = getLocalBounds().reduced(8);
    auto controls = area.removeFromBottom(28);
    playButton.setBounds(controls.removeFromLeft(28));
    loopButton.setBounds(controls.removeFromLeft(28));
    autoPlayButton.setBounds(controls.removeFromLeft(28));
    controls.removeFromLeft(8);
    level.setBounds(controls.reduced(0, 4));
    area.removeFromTop(34);
    waveform = area.withTrimmedBottom(4);
}

void PreviewPane::paint(juce::Graphics& g)
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.fillAll(colours.panel);
    g.setColour(colours.hairline);
    drawHorizontalHairline(g, 0, 0, static_cast<float>(getWidth()));
    if (file.empty())
    {
        g.setColour(colours.textQuiet);
        g.setFont(look.body());
        g.drawFittedText("Choose a file to hear and see it,\nor drag it to the timeline.",
                         getLocalBounds().withTrimmedBottom(36).reduced(16), juce::Justification::centred, 3);
        return;
    }
    paintFacts(g, getLocalBounds().reduced(8).removeFromTop(34));
    paintWaveform(g);
}

void PreviewPane::paintFacts(juce::Graphics& g, juce::Rectangle<int> area) const
{
    const auto& look = Look::of(*this);
    const auto& colours = look.colours();
    g.setFont(look.body());
    g.setColour(colours.textStrong);
    const auto name = toText(file.filename().string());
    g.drawText(elidedInMiddle(name, g.getCurrentFont(), area.getWidth()), area.removeFromTop(17),
               juce::Justification::centredLeft, false);
    g.setFont(look.label());
    g.setColour(colours.textQuiet);
    const auto* known = asset();
    if (known == nullptr)
        return;
    juce::String facts;
    const auto& media = known->facts;
    if (known->offlineStatus == OfflineStatus::present)
        facts << toText(lengthText(media.length, media.sampleRate)) << "   " << toText(rateText(media.sampleRate))
              << (media.bitDepth > 0 ? "   " + juce::String(media.bitDepth) + " bit" : juce::String()) << "   "
              << (media.channels == 1   ? juce::String("mono")
                  : media.channels == 2 ? juce::String("stereo")
                                        : juce::String(media.channels) + " channels")
              << "   " << toText(media.format);
    else
        facts << toText(known->cause.empty() ? std::string(toString(known->offlineStatus)) : known->cause);
    g.drawText(facts, area, juce::Justification::centredLeft, true);
}

void PreviewPane::paintWaveform(juce::Graphics& g) const
{
    const auto& colours = Look::of(*this).colours();
    g.setColour(colours.window);
    g.fillRoundedRectangle(waveform.toFloat(), Look::radius);
    const auto* known = asset();
    if (known == nullptr)
        return;
    paintFileWaveform(g, context, *known, waveform.reduced(1, 2), colours.accent, colours, true);
    if (const auto at = progress())
    {
        g.setColour(colours.textStrong);
        g.fillRect(waveform.getX() + juce::roundToInt(*at * waveform.getWidth()), waveform.getY(), 1,
                   waveform.getHeight());
    }
}

void PreviewPane::mouseDown(const juce::MouseEvent& event)
{
    if (waveform.contains(event.getPosition()))
        play(std::clamp(static_cast<double>(event.x - waveform.getX()) / waveform.getWidth(), 0.0, 1.0));
}

} // namespace loophole::aura
