#include "Aura/Inspector/Inspection.h"

#include "Aura/Timeline/ColourMenu.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Transport/TimeText.h"

namespace loophole::aura
{
namespace
{

std::string onOff(bool isOn)
{
    return isOn ? "on" : "off";
}

SampleRate mediumRate(const AuraModel& model, const Clip& clip)
{
    const auto* asset = model.asset(clip.asset);
    return asset != nullptr && asset->facts.sampleRate.isKnown() ? asset->facts.sampleRate : model.rate();
}

InspectorSection clipSection(const AuraModel& model, const TimelineState& state, const Clip& clip)
{
    using enum InspectedValue;
    const auto rate = model.rate();
    const auto line = model.timeline(clip);
    const auto count = state.selection.size();
    return {
        count == 1 ? "Clip" : std::to_string(count) + " clips",
        {{clipName, "Name", model.nameOf(clip), "The clip's own name; empty for the file's"},
         {clipPosition, "Position", positionText(line.start, state.timeBase, rate, model.session().tempo),
          "Time, bars or frames, such as 1:23.5, 42.3.25, 48000 fr"},
         {clipLength, "Length", secondsText(line.length, rate), "Seconds, ms or frames, such as 2.5, 250 ms, 12000 fr"},
         {clipOffset, "Offset",
          secondsText(FrameCount(static_cast<std::int64_t>(clip.offset)), mediumRate(model, clip)),
          "Where in its file the clip begins"},
         {clipGain, "Gain", gainText(clip.gainDb), "Decibels, \u221280 to +24"},
         {clipFadeIn, "Fade in", secondsText(clip.fadeIn, rate), "Seconds, ms or frames"},
         {clipFadeOut, "Fade out", secondsText(clip.fadeOut, rate), "Seconds, ms or frames"},
         {clipRate, "Rate", timesText(clip.playRate), "0.1 to 8; half the rate is twice the length, an octave lower"},
         {clipReverse, "Reverse", onOff(clip.reverse), "Plays its stretch backwards", true},
         {clipLoop, "Loop", onOff(clip.loop), "Repeats from its offset to the end of the file", true},
         {clipMute, "Mute", onOff(clip.mute), "Silent, but still there", true}}};
}

std::string statusText(const AudioAsset& asset)
{
    switch (asset.offlineStatus)
    {
    case OfflineStatus::missing:
        return "missing";
    case OfflineStatus::cloud:
        return "in the cloud";
    case OfflineStatus::pending:
        return "being looked for";
    case OfflineStatus::present:
        break;
    }
    return "on this machine";
}

/** What can be done about a file that is not there. */
std::string remedyFor(const AudioAsset& asset)
{
    const auto why = asset.cause.empty() ? std::string() : asset.cause + ". ";
    switch (asset.offlineStatus)
    {
    case OfflineStatus::missing:
        return why + "Put it back, or click what is missing in the status line to relink it.";
    case OfflineStatus::cloud:
        return why + "Click it in the status line to download it.";
    case OfflineStatus::pending:
        return why + "It is taken as soon as its disk answers.";
    case OfflineStatus::present:
        break;
    }
    return asset.facts.warning;
}

InspectorSection assetSection(const AudioAsset& asset)
{
    using enum InspectedValue;
    const auto& facts = asset.facts;
    InspectorSection section{"File", {}};
    const auto add = [&section](const char* name, std::string text, std::string hint = {}, bool warns = false)
    {
        if (!text.empty())
            section.rows.push_back({shownOnly, name, std::move(text), std::move(hint), false, false, warns});
    };
    const auto isThere = asset.offlineStatus == OfflineStatus::present;
    add("File", asset.path.filename().string(), asset.path.string());
    add("Folder", asset.path.parent_path().string(), asset.path.parent_path().string());
    add("Status", statusText(asset), remedyFor(asset), !isThere);
    if (!isThere || !facts.warning.empty())
        add("", remedyFor(asset), remedyFor(asset), true);
    if (facts.sampleRate.isKnown())
    {
        add("Format", facts.format + (facts.codec.empty() ? "" : ", " + facts.codec));
        add("Sample rate", rateText(facts.sampleRate));
        add("Channels", std::to_string(facts.channels));
        if (facts.bitDepth > 0)
            add("Depth", std::to_string(facts.bitDepth) + " bit");
        add("Length", lengthText(facts.length, facts.sampleRate), std::to_string(facts.length.value()) + " frames");
    }
    if (asset.content.bytes > 0)
        add("Size", bytesText(static_cast<double>(asset.content.bytes)));
    add("Proxy", toString(asset.proxyStatus));
    return section;
}

InspectorSection trackSection(const AuraModel& model, const Track& track)
{
    using enum InspectedValue;
    const auto clips = track.clips.size();
    return {
        "Track",
        {{trackName, "Name", track.name},
         {trackGain, "Gain", gainText(track.gainDb), "Decibels, \u221280 to +24"},
         {trackPan, "Pan", panText(track.pan), "C, L 25, R 100"},
         {trackOutput, "Output", track.output, "The bus that it is heard through", false, true},
         {trackColour, "Colour", track.colour ? colourName(*track.colour) : "By place", "Choose a colour", false, true},
         {shownOnly, "Clips", std::to_string(clips)},
         {shownOnly, "Missed", std::to_string(model.missingFrames(track.id)) + " frames",
          "What was silent because a disk was late", false, false, model.missingFrames(track.id) > 0}}};
}

} // namespace

std::vector<InspectorSection> inspected(const AuraModel& model, const TimelineState& state)
{
    if (const auto* clip = firstSelected(model, state))
    {
        std::vector<InspectorSection> sections{clipSection(model, state, *clip)};
        if (const auto* asset = model.asset(clip->asset))
            sections.push_back(assetSection(*asset));
        return sections;
    }
    if (const auto number = chosenTrack(model, state))
        return {trackSection(model, *model.session().tracks[*number])};
    return {};
}

} // namespace loophole::aura
