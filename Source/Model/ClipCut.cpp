#include "Model/ClipCut.h"

#include <algorithm>
#include <cmath>

namespace loophole
{
namespace
{

/** Output frames a looped clip has played at n since its last pass began; none where passes do not begin on frames. */
std::optional<std::int64_t> sincePassBegan(const ClipTimeline& line, std::int64_t n)
{
    const auto stretch = line.stretch.value();
    if (stretch <= 0)
        return 0;
    if (line.isUnityRate())
        return ((n % stretch) + stretch) % stretch;
    const auto passed = static_cast<double>(n) * line.playRate;
    if (std::fmod(passed, static_cast<double>(stretch)) == 0.0)
        return 0;
    return std::nullopt;
}

void fitFades(Clip& clip, FrameCount length)
{
    clip.fadeIn = std::min(clip.fadeIn, length);
    clip.fadeOut = std::min(clip.fadeOut, length);
}

/** The output frames [from, to) of a clip that does not loop, as a clip of its own. */
Clip part(const Clip& clip, const CutContext& context, std::int64_t from, std::int64_t to)
{
    auto cut = clip;
    cut.position = context.line.start + FrameCount(from);
    // A reversed clip plays its asset from the end of the stretch, so there its far side moves the offset.
    cut.offset += assetFrames(context, clip.reverse ? context.line.length.value() - to : from);
    // At other rates rounding could move an end that is left open by a frame.
    const auto keepsOpenEnd =
        !clip.length && !clip.reverse && context.line.isUnityRate() && to == context.line.length.value();
    cut.length = keepsOpenEnd ? std::nullopt : std::optional(FrameCount(to - from));
    return cut;
}

/** What is left of the pass of a looped clip at unity rate in which output frame `from` lies, as a clip that does not
 * loop. */
Clip restOfPass(const Clip& clip, const CutContext& context, std::int64_t from, std::int64_t to, std::int64_t played)
{
    auto rest = clip;
    rest.loop = false;
    rest.position = context.line.start + FrameCount(from);
    rest.length = FrameCount(to - from);
    const auto unplayed = context.line.stretch.value() - played;
    rest.offset += assetFrames(context, clip.reverse ? unplayed - (to - from) : played);
    return rest;
}

/** The output frames of a looped clip from `from`, where a pass begins, to `to`. */
Clip loopedPart(const Clip& clip, const CutContext& context, std::int64_t from, std::int64_t to)
{
    auto looped = clip;
    looped.position = context.line.start + FrameCount(from);
    looped.length = FrameCount(to - from);
    return looped;
}

Outcome<std::vector<Clip>> splitLoop(const Clip& clip, const CutContext& context, std::int64_t n)
{
    const auto played = sincePassBegan(context.line, n);
    if (!played)
        return Failure{"split", "a looped clip at another rate can only be split where a pass begins"};
    const auto length = context.line.length.value();
    std::vector<Clip> parts{loopedPart(clip, context, 0, n)};
    const auto nextPass = *played == 0 ? n : std::min(length, n + context.line.stretch.value() - *played);
    if (nextPass > n)
        parts.push_back(restOfPass(clip, context, n, nextPass, *played));
    if (nextPass < length)
        parts.push_back(loopedPart(clip, context, nextPass, length));
    return parts;
}

} // namespace

CutContext cutContext(const Clip& clip, SampleRate assetRate, FrameCount assetLength, SampleRate sessionRate)
{
    return {timelineOf(clip, assetRate, assetLength, sessionRate), assetRate, sessionRate, assetLength};
}

double assetFrames(const CutContext& context, std::int64_t n)
{
    const auto isSameRate = !context.assetRate.isKnown() || context.assetRate == context.sessionRate;
    const auto onGrid = static_cast<double>(n) * context.line.playRate;
    return isSameRate ? onGrid : onGrid * context.assetRate.hz() / context.sessionRate.hz();
}

Outcome<Clip> trimmed(const Clip& clip, const CutContext& context, FrameRange range)
{
    const auto from = (range.start - context.line.start).value();
    const auto to = (range.end() - context.line.start).value();
    if (to <= from)
        return Failure{"trim", "nothing of the clip would be left"};
    if (range.start < FramePosition(0))
        return Failure{"trim", "the clip would begin before the start"};
    auto cut = clip.loop ? loopedPart(clip, context, from, to) : part(clip, context, from, to);
    if (clip.loop && sincePassBegan(context.line, from) != 0)
        return Failure{"trim", "the start of a looped clip can only be moved by whole passes"};
    if (cut.offset < 0)
        return Failure{"trim", "the asset begins later"};
    fitFades(cut, FrameCount(to - from));
    return cut;
}

Outcome<std::vector<Clip>> split(const Clip& clip, const CutContext& context, FramePosition at)
{
    const auto n = (at - context.line.start).value();
    const auto length = context.line.length.value();
    if (n <= 0 || n >= length)
        return Failure{"split", "the clip does not sound there"};
    auto parts =
        clip.loop
            ? splitLoop(clip, context, n)
            : Outcome<std::vector<Clip>>(std::vector<Clip>{part(clip, context, 0, n), part(clip, context, n, length)});
    if (!parts)
        return parts;
    auto& clips = parts.value();
    for (std::size_t i = 0; i < clips.size(); ++i)
    {
        const auto end = i + 1 < clips.size() ? clips[i + 1].position : context.line.end();
        if (i > 0)
        {
            clips[i].id = {};
            clips[i].documentId.clear();
            clips[i].fadeIn = FrameCount(0);
        }
        if (i + 1 < clips.size())
            clips[i].fadeOut = FrameCount(0);
        fitFades(clips[i], end - clips[i].position);
    }
    return parts;
}

} // namespace loophole
