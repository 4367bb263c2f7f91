#pragma once

#include "Model/AudioAsset.h"

#include <optional>

namespace loophole
{

/** What can be learnt about where a medium is. */
enum class OfflineEvent
{
    opened,           ///< a reader opened it and knows its format
    notFound,         ///< nothing there, or nothing that can be played
    stalled,          ///< its drive does not answer
    placeholderFound, ///< a cloud client keeps only its name here
    downloadStarted,  ///< a placeholder is being filled
    downloadFailed,   ///< it stayed a placeholder
};

/**
    The status after an event, or none where the event cannot happen: only a placeholder can start to be downloaded,
    and only what is pending can fail to be. Pure; the whole table is in the .cpp.
*/
[[nodiscard]] std::optional<OfflineStatus> statusAfter(OfflineStatus, OfflineEvent);

/** The event that a status reported by Signal stands for. */
[[nodiscard]] OfflineEvent eventThatMeans(OfflineStatus reported);

} // namespace loophole
