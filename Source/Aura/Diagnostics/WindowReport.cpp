#include "Aura/Diagnostics/WindowReport.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Timeline/TimelineState.h"

#include <juce_gui_basics/juce_gui_basics.h>
#include <nlohmann/json.hpp>

namespace loophole::aura
{
namespace
{

using Json = nlohmann::json;

double milliseconds(Instant time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

Json rangeOf(FrameRange range)
{
    return {range.start.value(), range.end().value()};
}

Json sessionOf(const AuraModel& model)
{
    const auto& shown = model.shownSession();
    auto tracks = Json::array();
    std::size_t clips = 0;
    for (const auto& track : model.session().tracks)
    {
        tracks.push_back(track->name);
        clips += track->clips.size();
    }
    return {{"document", shown.document.native()},
            {"unsaved", shown.hasUnsavedEdits},
            {"undo", shown.undoName},
            {"redo", shown.redoName},
            {"tracks", tracks},
            {"clips", clips},
            {"missing", model.absentAssets().size()}};
}

Json transportOf(const AuraModel& model)
{
    const auto& state = model.transport();
    auto decks = Json::array();
    for (const auto& deck : model.reportedTransport().decks)
    {
        const auto* asset = model.asset(deck.asset);
        decks.push_back({{"file", asset == nullptr ? Json(nullptr) : Json(asset->path.native())},
                         {"moving", deck.isMoving()},
                         {"frame", deck.frame.value()},
                         {"tempoRatio", deck.stretch.tempoRatio},
                         {"semitones", deck.stretch.semitones}});
    }
    return {{"playing", state.isPlaying},
            {"looping", state.isLooping},
            {"scrubbing", state.isScrubbing},
            {"position", model.playhead().value()},
            {"rate", state.rate},
            {"loop", rangeOf(state.loop)},
            {"decks", decks}};
}

Json timelineOf(const AuraModel& model, const TimelineState& timeline)
{
    auto selected = Json::array();
    for (const auto& track : model.session().tracks)
        for (const auto& clip : track->clips)
            if (timeline.selection.contains(clip.id))
                selected.push_back(
                    {{"name", model.nameOf(clip)}, {"track", track->name}, {"position", clip.position.value()}});
    return {{"firstFrame", timeline.viewport.firstFrame},
            {"framesPerPixel", timeline.viewport.framesPerPixel},
            {"scrollY", timeline.scrollY},
            {"follows", timeline.followsPlayhead},
            {"snaps", timeline.snaps},
            {"selected", selected}};
}

Json healthOf(const AuraModel& model)
{
    Json health{{"device", nullptr}, {"statistics", nullptr}};
    if (const auto& device = model.device())
        health["device"] = {{"backend", device->backend},
                            {"name", device->name},
                            {"sampleRate", device->sampleRate},
                            {"blockFrames", device->blockFrames}};
    if (const auto& stats = model.statistics())
        health["statistics"] = {{"missingFrames", stats->missingFrames},
                                {"underruns", stats->underruns},
                                {"overruns", stats->callback.overruns},
                                {"framesPlayed", stats->framesPlayed},
                                {"budgetBytes", stats->memory.budgetBytes},
                                {"usedBytes", stats->memory.usedBytes},
                                {"residentBytes", stats->buffers.residentBytes},
                                {"loudness", {{"integrated", stats->output.loudness.integrated}}}};
    if (!model.notices().empty())
        health["notice"] = model.notices().front().text;
    return health;
}

Json waveformsOf(const AuraModel& model, const FirstPictures::Figures& waveforms)
{
    auto recent = Json::array();
    for (const auto& [id, waited] : waveforms.recent)
        if (const auto* asset = model.asset(id))
            recent.push_back({{"file", asset->path.native()}, {"ms", milliseconds(waited)}});
    return {{"shown", waveforms.shown}, {"worstMs", milliseconds(waveforms.worst)}, {"recent", std::move(recent)}};
}

Json stallsOf(const StallProbe::Figures& stalls)
{
    auto recent = Json::array();
    for (const auto& stall : stalls.recent)
        recent.push_back(
            {{"beat", stall.beat}, {"ms", milliseconds(stall.late)}, {"busyMs", milliseconds(stall.busy)}});
    return {{"beats", stalls.beats},
            {"count", stalls.stalls},
            {"busyCount", stalls.busyStalls},
            {"worstMs", milliseconds(stalls.worst)},
            {"worstBusyMs", milliseconds(stalls.worstBusy)},
            {"recent", std::move(recent)}};
}

void addComponents(const juce::Component& component, Json& all)
{
    for (const auto* child : component.getChildren())
    {
        if (!child->isVisible())
            continue;
        const auto name = child->getTitle().isNotEmpty() ? child->getTitle() : child->getName();
        if (name.isNotEmpty() && !child->getBounds().isEmpty())
        {
            const auto area = child->getScreenBounds();
            Json told{{"name", name.toStdString()},
                      {"area", {area.getX(), area.getY(), area.getWidth(), area.getHeight()}},
                      {"focused", child->hasKeyboardFocus(true)}};
            if (const auto* button = dynamic_cast<const juce::Button*>(child))
                told["on"] = button->getToggleState();
            if (const auto* slider = dynamic_cast<const juce::Slider*>(child))
                told["value"] = slider->getValue();
            if (const auto* editor = dynamic_cast<const juce::TextEditor*>(child))
                told["text"] = editor->getText().toStdString();
            all.push_back(std::move(told));
        }
        addComponents(*child, all);
    }
}

} // namespace

std::string WindowReport::text() const
{
    const auto area = top.getScreenBounds();
    auto components = Json::array();
    addComponents(top, components);
    Json report{{"session", sessionOf(model)},
                {"transport", transportOf(model)},
                {"timeline", timelineOf(model, timeline)},
                {"health", healthOf(model)},
                {"window", {area.getX(), area.getY(), area.getWidth(), area.getHeight()}},
                {"library", {{"scanned", model.libraryScan().files}, {"scanning", model.libraryScan().isScanning}}},
                {"settled", isSettled},
                {"stalls", stallsOf(stalls)},
                {"waveforms", waveformsOf(model, waveforms)},
                {"components", std::move(components)}};
    // Names of files may be no UTF-8.
    return report.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

} // namespace loophole::aura
