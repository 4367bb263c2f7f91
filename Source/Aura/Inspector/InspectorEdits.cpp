#include "Aura/Inspector/Inspection.h"

#include "Aura/Timeline/Gestures/Gesture.h"
#include "Aura/Timeline/Gestures/HeldClips.h"
#include "Aura/Transport/TypedValues.h"

#include <algorithm>
#include <cmath>

/** What typing into the inspector asks Pulse for. */
namespace loophole::aura
{
namespace
{

using Commands = std::vector<AuraToPulse>;

Failure notOne(const char* what, const char* example)
{
    return {what, std::string("type ") + example};
}

std::vector<ClipId> idsOf(const std::vector<SelectedClip>& clips)
{
    std::vector<ClipId> ids;
    for (const auto& each : clips)
        ids.push_back(each.clip->id);
    return ids;
}

Outcome<Commands> movedTo(const std::string& text, const AuraModel& model, const TimelineState& state,
                          const std::vector<SelectedClip>& clips)
{
    const auto wanted = typedPosition(text, state.timeBase, model.rate(), model.session().tempo);
    if (!wanted)
        return notOne("position", "a time such as 1:23.5");
    return Commands{MoveClips{idsOf(clips), *wanted - clips.front().extent.start, {}}};
}

Outcome<Commands> ofLength(const std::string& text, const AuraModel& model, const std::vector<SelectedClip>& clips)
{
    const auto wanted = typedLength(text, model.rate());
    if (!wanted || wanted->isZero())
        return notOne("length", "a length such as 2.5 s");
    Commands trims;
    for (const auto& each : clips)
        trims.push_back(TrimClips{{each.clip->id}, FrameCount(0), *wanted - each.extent.length});
    return oneStep("Set clip length", std::move(trims));
}

Outcome<Commands> from(const std::string& text, const AuraModel& model, const std::vector<SelectedClip>& clips)
{
    const auto& first = *clips.front().clip;
    const auto context = cutContextOf(model, first);
    const auto rate = context.assetRate.isKnown() ? context.assetRate : model.rate();
    const auto wanted = typedLength(text, rate);
    if (!wanted)
        return notOne("offset", "a time such as 2.5 s");
    const auto by = (static_cast<double>(wanted->value()) - first.offset) / assetFrames(context, 1);
    return Commands{SlipClips{idsOf(clips), FrameCount(std::llround(by))}};
}

Outcome<Commands> faded(InspectedValue value, const std::string& text, const AuraModel& model,
                        std::vector<ClipId> clips)
{
    const auto wanted = typedLength(text, model.rate());
    if (!wanted)
        return notOne("fade", "a length such as 250 ms");
    if (value == InspectedValue::clipFadeIn)
        return Commands{SetClipFades{std::move(clips), *wanted, std::nullopt}};
    return Commands{SetClipFades{std::move(clips), std::nullopt, *wanted}};
}

Outcome<Commands> typedForClips(InspectedValue value, const std::string& text, const AuraModel& model,
                                const TimelineState& state)
{
    const auto clips = selectedClips(model, state);
    if (clips.empty())
        return Failure{"clips", "no longer exist"};
    switch (value)
    {
    case InspectedValue::clipName:
        return Commands{RenameClips{idsOf(clips), text}};
    case InspectedValue::clipPosition:
        return movedTo(text, model, state, clips);
    case InspectedValue::clipLength:
        return ofLength(text, model, clips);
    case InspectedValue::clipOffset:
        return from(text, model, clips);
    case InspectedValue::clipFadeIn:
    case InspectedValue::clipFadeOut:
        return faded(value, text, model, idsOf(clips));
    case InspectedValue::clipGain:
        if (const auto db = typedDecibels(text))
            return Commands{SetClipGain{idsOf(clips), *db}};
        return notOne("gain", "decibels such as \u22126");
    case InspectedValue::clipRate:
        if (const auto rate = typedFactor(text))
            return Commands{SetClipRate{idsOf(clips), *rate}};
        return notOne("rate", "a factor such as 1.5");
    default:
        return Failure{"value", "cannot be typed"};
    }
}

} // namespace

Outcome<Commands> typed(InspectedValue value, const std::string& text, const AuraModel& model,
                        const TimelineState& state)
{
    const auto number = chosenTrack(model, state);
    const auto track = number ? model.session().tracks[*number]->id : TrackId{};
    switch (value)
    {
    case InspectedValue::trackName:
        return text.empty() ? Outcome<Commands>(notOne("name", "a name"))
                            : Outcome<Commands>(Commands{RenameTrack{track, text}});
    case InspectedValue::trackGain:
        if (const auto db = typedDecibels(text))
            return Commands{SetTrackGain{track, *db}};
        return notOne("gain", "decibels such as \u22126");
    case InspectedValue::trackPan:
        if (const auto pan = typedPan(text))
            return Commands{SetTrackPan{track, *pan}};
        return notOne("pan", "C, L 25 or R 100");
    default:
        return typedForClips(value, text, model, state);
    }
}

Commands toggled(InspectedValue value, const AuraModel& model, const TimelineState& state)
{
    const auto clips = selectedClips(model, state);
    if (clips.empty())
        return {};
    const auto& first = *clips.front().clip;
    switch (value)
    {
    case InspectedValue::clipReverse:
        return {SetClipReverse{idsOf(clips), !first.reverse}};
    case InspectedValue::clipLoop:
        return {SetClipLoop{idsOf(clips), !first.loop}};
    case InspectedValue::clipMute:
        return {SetClipMute{idsOf(clips), !first.mute}};
    default:
        return {};
    }
}

} // namespace loophole::aura
