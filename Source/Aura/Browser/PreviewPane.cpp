#include "Aura/Browser/PreviewPane.h"

#include "Aura/Browser/DraggedFiles.h"
#include "Aura/Mixer/FaderLaw.h"
#include "Aura/Transport/TimeText.h"
#include "Core/Gain.h"

namespace loophole::aura
{
namespace
{

constexpr int buttonSize = 28;
constexpr int matchWidth = 48;
constexpr int pitchWidth = 56;
constexpr int roomyWidth = 300;

/** From shut to unity, as the fader's lower part. */
juce::NormalisableRange<double> volumeRange()
{
    const auto unity = FaderLaw::travelOf(0);
    return {Gain::silenceDb, 0, [unity](double, double, double travel) { return FaderLaw::decibelsAt(travel * unity); },
            [unity](double, double, double db) { return FaderLaw::travelOf(db) / unity; },
            [](double low, double high, double db) { return juce::jlimit(low, high, std::round(db * 10) / 10); }};
}

/** "Kick 0.250-1.500 s.wav", below the folder for what is carried elsewhere. */
std::filesystem::path fileOfRegion(const std::filesystem::path& file, FrameRange region, SampleRate rate)
{
    const auto seconds = [rate](FramePosition at)
    { return juce::String(rate.secondsIn(at - FramePosition(0)), 3).toStdString(); };
    const auto folder = juce::File::getSpecialLocation(juce::File::tempDirectory).getChildFile("Loophole regions");
    auto name = file.stem().native() + " " + seconds(region.start) + "-" + seconds(region.end()) + " s.wav";
    return std::filesystem::path(folder.getFullPathName().toStdString()) / name;
}

} // namespace

PreviewPane::PreviewPane(AuraContext& context)
    : context(context),
      decks(context.model, context.preferences),
      waveform(context, decks),
      playButton(Icon::play, "Audition", "Play or stop the chosen file"),
      loopButton(Icon::loop, "Loop audition", "Repeat the file, or its region, while it is auditioned"),
      autoPlayButton(Icon::autoPlay, "Auto-play", "Play files as soon as they are chosen"),
      silenceButton(Icon::firstSound, "Skip silence", toText("Begin at the first sound above \u221260 dBFS")),
      barButton(Icon::onBar, "Begin on the bar", "Wait for the next bar while the transport plays"),
      matchButton(Icon::matchLoudness, "Match loudness",
                  toText("Bring files to \u221218 LUFS, as far as their peaks allow")),
      tempoButton(Icon::followTempo, "Follow the tempo", juce::String()),
      otherButton(Icon::intoOther, "Put into the other deck", "Put this file into the other deck to compare with it"),
      aButton(Deck::a),
      bButton(Deck::b),
      pitch("Audition pitch"),
      level("Audition level", juce::Slider::LinearHorizontal, volumeRange(), 0)
{
    setOpaque(true);
    setTitle("Preview");
    setMouseClickGrabsKeyboardFocus(false);
    buildControls();
    waveform.onCarry = [this] { return exportRegion(); };
    context.model.add(*this);
    refresh();
}

PreviewPane::~PreviewPane()
{
    context.model.remove(*this);
}

void PreviewPane::buildControls()
{
    playButton.onClick = [this] { playOrStop(); };
    otherButton.onClick = [this]
    {
        decks.putIntoOther();
        refresh();
    };
    aButton.onClick = [this] { turnTo(Deck::a); };
    bButton.onClick = [this] { turnTo(Deck::b); };
    buildToggle(loopButton, &PreviewSettings::loops);
    buildToggle(autoPlayButton, &PreviewSettings::playsAtOnce);
    buildToggle(silenceButton, &PreviewSettings::skipsSilence);
    buildToggle(barButton, &PreviewSettings::waitsForBar);
    buildToggle(matchButton, &PreviewSettings::matches);
    buildTempo();
    level.words = [](double db) { return toText(gainText(db)); };
    level.onValueChange = [this]
    {
        auto settings = decks.settings();
        settings.volumeDb[indexOf(decks.shown())] = level.getValue();
        decks.change(settings);
    };
    for (auto* child : std::initializer_list<juce::Component*>{
             &waveform, &playButton, &loopButton, &autoPlayButton, &silenceButton, &barButton, &aButton, &bButton,
             &otherButton, &matchButton, &tempoButton, &pitch, &level})
        addAndMakeVisible(child);
}

void PreviewPane::buildToggle(IconButton& button, bool PreviewSettings::*setting)
{
    button.setClickingTogglesState(true);
    button.setToggleState(decks.settings().*setting, juce::dontSendNotification);
    button.onClick = [this, &button, setting]
    {
        auto settings = decks.settings();
        settings.*setting = button.getToggleState();
        decks.change(settings);
    };
}

void PreviewPane::buildTempo()
{
    buildToggle(tempoButton, &PreviewSettings::followsTempo);
    pitch.setValue(decks.settings().semitones, juce::dontSendNotification);
    pitch.onValueChange = [this]
    {
        auto settings = decks.settings();
        settings.semitones = pitch.getValue();
        decks.change(settings);
    };
}

void PreviewPane::show(const std::filesystem::path& file, double tempo)
{
    exportFailure.clear();
    decks.choose(file, tempo);
    refresh();
}

void PreviewPane::audition()
{
    if (decks.settings().playsAtOnce)
        decks.play();
}

void PreviewPane::playOrStop()
{
    if (decks.isPlaying())
        decks.stop();
    else
        decks.play();
}

void PreviewPane::clear()
{
    decks.clear();
    refresh();
}

void PreviewPane::turnTo(Deck deck)
{
    decks.show(deck);
    refresh();
}

void PreviewPane::refresh()
{
    aButton.setToggleState(decks.shown() == Deck::a, juce::dontSendNotification);
    bButton.setToggleState(decks.shown() == Deck::b, juce::dontSendNotification);
    aButton.setHolds(!decks.file(Deck::a).empty());
    bButton.setHolds(!decks.file(Deck::b).empty());
    level.show(decks.settings().volumeDb[indexOf(decks.shown())]);
    for (auto* control : std::initializer_list<juce::Component*>{&playButton, &otherButton})
        control->setEnabled(!decks.file().empty());
    waveform.setVisible(!decks.file().empty());
    repaint();
}

void PreviewPane::repaintIfShown(const std::filesystem::path& file)
{
    if (decks.file().native() == file.native())
        repaint();
}

void PreviewPane::frame()
{
    if (const auto* known = decks.asset(); known != nullptr && known->offlineStatus == OfflineStatus::present)
        context.model.requestPeaks(known->assetId, true);
    decks.frame();
    waveform.frame();
    playButton.setIcon(decks.isPlaying() ? Icon::stop : Icon::play);
    showTempo();
    if (std::exchange(shownTime, timeText()) != shownTime)
        repaint(timeArea);
    if (std::exchange(shownMatch, matchText()) != shownMatch)
        repaint(matchArea);
}

void PreviewPane::showTempo()
{
    const bool isKnown = decks.tempo() > 0;
    tempoButton.setEnabled(isKnown || decks.file().empty());
    const auto tip = isKnown || decks.file().empty()
                         ? "Play files in the tempo of the session, at their own pitch" +
                               (isKnown ? ": " + tempoFacts() : juce::String())
                         : "The tempo of this file is not known: set it under Key and tempo in the menu of its row";
    if (tip != tempoButton.juce::Button::getTooltip())
        tempoButton.setTooltip(tip);
}

std::filesystem::path PreviewPane::exportRegion()
{
    exportFailure.clear();
    const auto* known = decks.asset();
    if (known == nullptr || decks.region().isEmpty())
        return {};
    exporting = context.model.nextRequest();
    auto file = fileOfRegion(decks.file(), decks.region(), known->facts.sampleRate);
    context.model.send(ExportRegion{exporting, known->assetId, decks.region(), file});
    return file;
}

void PreviewPane::regionExported(const RegionExported& done)
{
    if (done.request == exporting)
        exportFailure = toText(done.error);
    repaint(timeArea);
}

void PreviewPane::mouseMove(const juce::MouseEvent& event)
{
    const bool isName = !decks.file().empty() && factsArea.contains(event.getPosition());
    setMouseCursor(isName ? juce::MouseCursor::DraggingHandCursor : juce::MouseCursor::NormalCursor);
}

void PreviewPane::mouseDrag(const juce::MouseEvent& event)
{
    auto* container = juce::DragAndDropContainer::findParentDragContainerFor(this);
    if (container == nullptr || container->isDragAndDropActive() || decks.file().empty() ||
        !factsArea.contains(event.getMouseDownPosition()) || !event.mouseWasDraggedSinceMouseDown())
        return;
    const juce::Point<int> beside(-12, -12);
    container->startDragging(packFiles({decks.file()}), this,
                             juce::ScaledImage(dragLabel({decks.file()}, Look::of(*this))), true, &beside,
                             &event.source);
}

void PreviewPane::resized()
{
    auto area = getLocalBounds().reduced(8);
    factsArea = area.removeFromTop(34);
    auto lower = area.removeFromBottom(buttonSize);
    auto upper = area.removeFromBottom(buttonSize);
    for (auto* button : {&playButton, &loopButton, &autoPlayButton, &silenceButton, &barButton})
        button->setBounds(upper.removeFromLeft(buttonSize));
    timeArea = upper.withTrimmedLeft(8);
    for (auto* button : {&aButton, &bButton})
        button->setBounds(lower.removeFromLeft(buttonSize).reduced(2, 4));
    for (auto* button : {&otherButton, &matchButton})
        button->setBounds(lower.removeFromLeft(buttonSize));
    // Where it is narrow, the level needs the room more than the figure does, which is in the button's state, too.
    matchArea = lower.removeFromLeft(getWidth() >= roomyWidth ? matchWidth : 0);
    tempoButton.setBounds(lower.removeFromLeft(buttonSize));
    pitch.setBounds(lower.removeFromLeft(pitchWidth));
    level.setBounds(lower.withTrimmedLeft(4).reduced(0, 4));
    waveform.setBounds(area.withTrimmedBottom(4));
}

} // namespace loophole::aura
