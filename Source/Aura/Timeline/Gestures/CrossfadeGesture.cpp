#include "Aura/Timeline/Gestures/CrossfadeGesture.h"

#include "Aura/Shell/AuraModel.h"
#include "Aura/Transport/TimeText.h"
#include "Model/ClipShape.h"

#include <algorithm>

namespace loophole::aura
{
namespace
{

/** Whether the end of `before` lies in `after` or at its start, so that they can be faded into one another. */
bool meet(const ClipTimeline& before, const ClipTimeline& after)
{
    return before.start < after.start && after.start <= before.end() && before.end() < after.end();
}

} // namespace

std::unique_ptr<CrossfadeGesture> CrossfadeGesture::tryMake(const AuraModel& model, ClipId grabbedId, ClipEdge edge,
                                                            FramePosition grabbedAt)
{
    std::size_t number = 0;
    for (const auto& track : model.session().tracks)
    {
        const auto found = std::ranges::find(track->clips, grabbedId, &Clip::id);
        if (found != track->clips.end())
        {
            const HeldClip grabbed{*found, number, cutContextOf(model, *found)};
            const auto& line = grabbed.context.line;
            const auto grip = (edge == ClipEdge::end ? line.end() : line.start) - grabbedAt;
            for (const auto& clip : track->clips)
            {
                const HeldClip other{clip, number, cutContextOf(model, clip)};
                const auto& first = edge == ClipEdge::end ? grabbed : other;
                const auto& second = edge == ClipEdge::end ? other : grabbed;
                if (meet(first.context.line, second.context.line))
                    return std::make_unique<CrossfadeGesture>(model, first, second, grip);
            }
            return nullptr;
        }
        ++number;
    }
    return nullptr;
}

CrossfadeGesture::CrossfadeGesture(const AuraModel& model, HeldClip before, HeldClip after, FrameCount grip)
    : model(model), before(std::move(before)), after(std::move(after)), grip(grip)
{
    const auto overlap = this->before.context.line.end() - this->after.context.line.start;
    joint = this->after.context.line.start + FrameCount(overlap.value() / 2);
}

void CrossfadeGesture::moveTo(const Hand& hand)
{
    const auto edge = hand.frame + grip;
    const auto half = std::max(edge - joint, joint - edge);
    const auto& first = before.context.line;
    const auto& second = after.context.line;
    const auto ending = movedEnds(before.clip, before.context, FrameCount(0), joint + half - first.end());
    const auto starting = movedEnds(after.clip, after.context, joint - half - second.start, FrameCount(0));
    // Neither reaches over the whole of the other, nor beyond its medium.
    auto end = std::min(ending.end(), second.end() - FrameCount(1));
    if (const auto last = mediumEnd(before))
        end = std::min(end, std::max(*last, first.end()));
    const auto start = std::max(starting.start, first.start + FrameCount(1));
    endBy = end - first.end();
    startBy = start - second.start;
    common = std::max(end - start, FrameCount(0));
    faded.clear();
    const auto ends = trimmed(before.clip, before.context, FrameRange::between(first.start, end));
    const auto starts = trimmed(after.clip, after.context, FrameRange::between(start, second.end()));
    if (!ends || !starts)
        return;
    faded.push_back({withFades(ends.value(), end - first.start, std::nullopt, common), before.track});
    faded.push_back({withFades(starts.value(), second.end() - start, common, std::nullopt), after.track});
}

std::vector<AuraToPulse> CrossfadeGesture::commands() const
{
    if (faded.empty() || (faded[0].clip == before.clip && faded[1].clip == after.clip))
        return {};
    std::vector<AuraToPulse> all;
    if (!endBy.isZero())
        all.push_back(TrimClips{{before.clip.id}, FrameCount(0), endBy});
    if (!startBy.isZero())
        all.push_back(TrimClips{{after.clip.id}, startBy, FrameCount(0)});
    all.push_back(SetClipFades{{before.clip.id}, std::nullopt, common});
    all.push_back(SetClipFades{{after.clip.id}, common, std::nullopt});
    return oneStep("Crossfade", std::move(all));
}

std::string CrossfadeGesture::words() const
{
    if (faded.empty())
        return "one of them plays its medium in whole passes only";
    return common.isZero() ? "no crossfade" : "crossfade " + secondsText(common, model.rate());
}

} // namespace loophole::aura
