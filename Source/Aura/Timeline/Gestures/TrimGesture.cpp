#include "Aura/Timeline/Gestures/TrimGesture.h"

#include "Aura/Transport/TimeText.h"
#include "Model/ClipShape.h"

namespace loophole::aura
{

TrimGesture::TrimGesture(AuraModel& model, TimelineState& state, ClipId grabbed, ClipEdge edge, FramePosition grabbedAt)
    : model(model), held(model, state, grabbed), targets(model, state, true), edge(edge)
{
    grip = edgeOf(held.grabbed) - grabbedAt;
    if (const auto end = mediumEnd(held.grabbed); end && edge == ClipEdge::end)
        targets.add(*end);
}

FramePosition TrimGesture::edgeOf(const HeldClip& clip) const
{
    return edge == ClipEdge::start ? clip.context.line.start : clip.context.line.end();
}

void TrimGesture::moveTo(const Hand& hand)
{
    const auto [wanted, settled] = targets.settle(hand.frame + grip, hand.snaps);
    line = settled;
    by = wanted - edgeOf(held.grabbed);
    trims.clear();
    looped.clear();
    refusal.clear();
    for (const auto& clip : held.shown)
        trim(clip);
}

void TrimGesture::trim(const HeldClip& before)
{
    auto clip = before.clip;
    auto context = before.context;
    const auto startBy = edge == ClipEdge::start ? by : FrameCount(0);
    const auto endBy = edge == ClipEdge::end ? by : FrameCount(0);
    if (const auto end = mediumEnd(before); end && endBy > FrameCount(0) && context.line.end() + endBy > *end)
    {
        clip.loop = true;
        context = cutContextOf(model, clip);
        looped.push_back(clip.id);
    }
    auto cut = trimmed(clip, context, movedEnds(clip, context, startBy, endBy));
    if (!cut && clip.id == held.grabbed.clip.id)
        refusal = cut.failure().why;
    trims.push_back({cut ? std::move(cut).value() : before.clip, before.track});
}

std::vector<AuraToPulse> TrimGesture::commands() const
{
    if (by.isZero() || (held.ids.size() == 1 && trims.front().clip == held.grabbed.clip))
        return {};
    std::vector<AuraToPulse> all;
    if (!looped.empty())
        all.push_back(SetClipLoop{looped, true});
    all.push_back(edge == ClipEdge::start ? TrimClips{held.ids, by, FrameCount(0)}
                                          : TrimClips{held.ids, FrameCount(0), by});
    return oneStep("Loop clip", std::move(all));
}

std::string TrimGesture::words() const
{
    if (!refusal.empty())
        return refusal;
    for (const auto& [clip, track] : trims)
        if (clip.id == held.grabbed.clip.id)
        {
            const auto after = cutContextOf(model, clip).line;
            const auto moved = edge == ClipEdge::start ? after.start - held.grabbed.context.line.start
                                                       : after.end() - held.grabbed.context.line.end();
            auto text = distanceText(moved, model.rate()) + "   length " + lengthText(after.length, model.rate());
            if (clip.loop && !after.stretch.isZero())
                text += "   " + timesText(static_cast<double>(after.length.value()) * after.playRate /
                                          static_cast<double>(after.stretch.value()));
            return text;
        }
    return {};
}

} // namespace loophole::aura
