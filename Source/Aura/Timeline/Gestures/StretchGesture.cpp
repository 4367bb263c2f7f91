#include "Aura/Timeline/Gestures/StretchGesture.h"

#include "Aura/Transport/TimeText.h"
#include "Model/ClipShape.h"

#include <algorithm>

namespace loophole::aura
{

StretchGesture::StretchGesture(AuraModel& model, TimelineState& state, ClipId grabbed, ClipEdge edge,
                               FramePosition grabbedAt)
    : model(model), held(HeldClips(model, state, grabbed).grabbed), targets(model, state, true), edge(edge)
{
    grip = (edge == ClipEdge::start ? held.context.line.start : held.context.line.end()) - grabbedAt;
}

void StretchGesture::moveTo(const Hand& hand)
{
    const auto [wanted, settled] = targets.settle(std::max(hand.frame + grip, FramePosition(0)), hand.snaps);
    line = settled;
    const auto& before = held.context.line;
    const auto length =
        std::max(edge == ClipEdge::start ? before.end() - wanted : wanted - before.start, FrameCount(1));
    stretched.clear();
    // A looped clip keeps its length at any rate, and one without a length has none to stretch.
    if (held.clip.loop || before.length.isZero())
        return;
    const auto rate =
        static_cast<double>(before.length.value()) * before.playRate / static_cast<double>(length.value());
    auto clip = withPlayRate(held.clip, before, rate);
    if (edge == ClipEdge::start)
        clip.position = std::max(before.end() - cutContextOf(model, clip).line.length, FramePosition(0));
    stretched.push_back({std::move(clip), held.track});
}

std::vector<AuraToPulse> StretchGesture::commands() const
{
    if (stretched.empty() || stretched.front().clip == held.clip)
        return {};
    const auto& clip = stretched.front().clip;
    std::vector<AuraToPulse> all{SetClipRate{{clip.id}, clip.playRate}};
    if (clip.position != held.clip.position)
        all.push_back(MoveClips{{clip.id}, clip.position - held.clip.position, {}});
    return oneStep("Stretch clip", std::move(all));
}

std::string StretchGesture::words() const
{
    if (stretched.empty())
        return "a looped clip keeps its length";
    const auto& clip = stretched.front().clip;
    return "rate " + timesText(clip.playRate) + "   length " +
           lengthText(cutContextOf(model, clip).line.length, model.rate());
}

} // namespace loophole::aura
