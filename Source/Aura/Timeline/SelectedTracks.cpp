#include "Aura/Timeline/SelectedTracks.h"

#include <algorithm>

namespace loophole::aura
{

std::vector<TrackId> selectedTracks(const Session& session, const std::unordered_set<ClipId>& clips, TrackId chosen)
{
    const auto isSelected = [&](const Clip& clip) { return clips.contains(clip.id); };
    std::vector<TrackId> selected;
    for (const auto& track : session.tracks)
        if (track->id == chosen ||
            (!clips.empty() && std::any_of(track->clips.begin(), track->clips.end(), isSelected)))
            selected.push_back(track->id);
    return selected;
}

} // namespace loophole::aura
