#pragma once

#include "Model/AudioAsset.h"
#include "Model/ClipTimeline.h"

namespace loophole
{

/** What is known about media, as the pure functions of Pulse ask for it. */
class MediaLookup
{
public:
    virtual ~MediaLookup() = default;

    /** Null for an asset that was never registered. Valid until the implementation changes. */
    [[nodiscard]] virtual const AudioAsset* find(AssetId) const = 0;
};

/** The clip's timeline by what is known about its asset; its length is 0 while neither states one. */
[[nodiscard]] inline ClipTimeline timelineOf(const Clip& clip, const MediaLookup& media, SampleRate sessionRate)
{
    const auto* asset = media.find(clip.asset);
    return asset != nullptr ? timelineOf(clip, asset->facts.sampleRate, asset->facts.length, sessionRate)
                            : timelineOf(clip, SampleRate(), FrameCount(), sessionRate);
}

} // namespace loophole
