#pragma once

#include "Core/Clock.h"
#include "Core/Ids.h"
#include "Messages/DiskDevice.h"

#include <optional>
#include <string>
#include <unordered_map>

namespace loophole
{

/**
    Says that a medium fell silent though it is there, and why, once for as long as it goes on. What is missing, damaged
    or on a drive that does not answer is told where that is found out. Owned by Pulse, used on its thread.
*/
class SilenceNotice
{
public:
    /** Silences that follow one another within this are one. */
    static constexpr Instant pause = std::chrono::seconds(10);

    /** A sentence about frames of the medium `name` that were missing just now. */
    [[nodiscard]] std::optional<std::string> take(AssetId asset, const std::string& name, StreamCause cause,
                                                  Instant now)
    {
        if (cause != StreamCause::late && cause != StreamCause::noRoom)
            return std::nullopt;
        const auto [entry, isFirst] = lastSilence.try_emplace(asset, now);
        const auto isNew = isFirst || now - entry->second >= pause;
        entry->second = now;
        if (!isNew)
            return std::nullopt;
        return name + " was silent for a moment: " +
               (cause == StreamCause::late ? "its disk has not delivered in time" : "the memory budget is full");
    }

private:
    std::unordered_map<AssetId, Instant> lastSilence;
};

} // namespace loophole
