#include "Pulse/Editing/ClipParts.h"

namespace loophole
{

CutContext cutContext(const Clip& clip, const MediaLookup& media, SampleRate sessionRate)
{
    const auto* asset = media.find(clip.asset);
    return asset == nullptr ? cutContext(clip, SampleRate(), FrameCount(), sessionRate)
                            : cutContext(clip, asset->facts.sampleRate, asset->facts.length, sessionRate);
}

Outcome<std::vector<Clip>> split(const Clip& clip, const CutContext& context, FramePosition at, IdSource& ids)
{
    auto parts = split(clip, context, at);
    if (parts)
        for (auto part = parts.value().begin() + 1; part != parts.value().end(); ++part)
            part->id = ids.next<ClipId>();
    return parts;
}

} // namespace loophole
