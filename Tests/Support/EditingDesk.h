#pragma once

#include "Pulse/Document/IdSource.h"
#include "Pulse/Scheduling/SessionIndex.h"
#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

namespace loophole::testing
{

/** Media 1 … 3 of 10,000 frames, the third at half the session's rate, and ids above those that tests choose. */
struct EditingDesk
{
    EditingDesk()
    {
        media.add(AssetId{1}, 10'000);
        media.add(AssetId{2}, 10'000);
        media.add(AssetId{3}, 10'000, 24000);
        for (int i = 0; i < 100'000; ++i)
            static_cast<void>(ids.next<ClipId>());
    }
    [[nodiscard]] SessionIndex index(const Session& session) const
    {
        return SessionIndex(std::make_shared<const Session>(session), media);
    }

    HandMadeMedia media;
    IdSource ids;
};

/** A clip of asset 1. */
[[nodiscard]] inline Clip ofLength(std::uint32_t id, std::int64_t position, std::int64_t length)
{
    auto clip = clipOf(id, 1, position);
    clip.length = FrameCount(length);
    return clip;
}

} // namespace loophole::testing
