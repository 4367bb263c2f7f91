#include "Aura/Timeline/TrackIndexes.h"

namespace loophole::aura
{

void TrackIndexes::sessionChanged()
{
    std::unordered_map<TrackId, Entry> kept;
    for (const auto& track : model.session().tracks)
        if (const auto entry = entries.find(track->id); entry != entries.end())
            kept.emplace(track->id, std::move(entry->second));
    entries = std::move(kept);
}

void TrackIndexes::lengthsChanged()
{
    for (auto& [id, entry] : entries)
        entry.isCurrent = entry.isCurrent && !entry.followsMedia;
}

const ClipIndex& TrackIndexes::of(const Track& track)
{
    auto& entry = entries[track.id];
    if (entry.isCurrent && entry.clips.sharesAllWith(track.clips))
        return entry.index;
    entry.followsMedia = false;
    entry.clips = track.clips;
    entry.index = ClipIndex(track.clips,
                            [&](const Clip& clip)
                            {
                                entry.followsMedia = entry.followsMedia || !clip.length;
                                return clip.length ? *clip.length : model.timeline(clip).length;
                            });
    entry.isCurrent = true;
    return entry.index;
}

FramePosition TrackIndexes::contentEnd()
{
    FramePosition end;
    for (const auto& track : model.session().tracks)
        end = std::max(end, of(*track).end());
    return end;
}

} // namespace loophole::aura
