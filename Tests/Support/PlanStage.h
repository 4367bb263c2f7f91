#pragma once

#include "Pulse/Scheduling/ReadPlanner.h"
#include "Support/HandMadeMedia.h"
#include "Support/SessionParts.h"

#include <memory>
#include <optional>
#include <vector>

namespace loophole::testing
{

inline constexpr std::int64_t second = 48'000;

inline FrameRange frames(std::int64_t from, std::int64_t to)
{
    return FrameRange::between(FramePosition(from), FramePosition(to));
}

/** What is planned, now at 5 s, for a session whose clips 1, 2 and 3 start at 0, 20 and 60 seconds and play medium 1,
    which is ten seconds long. */
struct PlanStage
{
    PlanStage() { media.add(AssetId{1}, 10 * second); }

    [[nodiscard]] std::vector<PlannedWindow> made(const PlanSettings& settings = {}) const
    {
        const SessionIndex index(std::make_shared<const Session>(session), media);
        return planReads(index, media, {transport, std::chrono::seconds(5)}, std::chrono::seconds(5), 7, settings)
            .windows;
    }

    /** The window of a clip and cohort, if there is one. */
    [[nodiscard]] std::optional<ClipWindowRequest> window(std::uint32_t clip, Cohort cohort) const
    {
        for (const auto& planned : made())
            if (planned.request.clip == ClipId{clip} && planned.request.cohort == cohort)
                return planned.request;
        return std::nullopt;
    }

    Session session = sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 1, 20 * second), clipOf(3, 1, 60 * second)})});
    HandMadeMedia media;
    TransportState transport;
};

} // namespace loophole::testing
