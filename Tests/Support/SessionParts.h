#pragma once

#include "Model/Session.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace loophole::testing
{

/** A clip of an asset at a place, everything else as the document's defaults. */
[[nodiscard]] inline Clip clipOf(std::uint32_t id, std::uint32_t asset, std::int64_t position)
{
    Clip clip;
    clip.id = ClipId{id};
    clip.asset = AssetId{asset};
    clip.position = FramePosition(position);
    return clip;
}

[[nodiscard]] inline Track trackOf(std::uint32_t id, std::vector<Clip> clips)
{
    Track track;
    track.id = TrackId{id};
    track.name = "Track " + std::to_string(id);
    track.clips = SharedList<Clip>(std::move(clips));
    return track;
}

/** A session at 48 kHz with these tracks and a stereo Master. */
[[nodiscard]] inline Session sessionOf(std::vector<Track> tracks)
{
    std::vector<std::shared_ptr<const Track>> shared;
    for (auto& track : tracks)
        shared.push_back(std::make_shared<const Track>(std::move(track)));
    Session session;
    session.tracks = SharedList<std::shared_ptr<const Track>>(std::move(shared));
    Bus master;
    master.id = BusId{1};
    master.name = "Master";
    session.buses = SharedList<Bus>({master});
    return session;
}

} // namespace loophole::testing
