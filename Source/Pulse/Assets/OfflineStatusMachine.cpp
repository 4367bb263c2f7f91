#include "Pulse/Assets/OfflineStatusMachine.h"

namespace loophole
{

std::optional<OfflineStatus> statusAfter(OfflineStatus status, OfflineEvent event)
{
    switch (event)
    {
    case OfflineEvent::opened:
        return OfflineStatus::present;
    case OfflineEvent::notFound:
        return OfflineStatus::missing;
    case OfflineEvent::placeholderFound:
        return OfflineStatus::cloud;
    case OfflineEvent::stalled:
        // A drive that hangs while a missing file is looked for says nothing new about that file.
        return status == OfflineStatus::missing ? OfflineStatus::missing : OfflineStatus::pending;
    case OfflineEvent::downloadStarted:
        return status == OfflineStatus::cloud ? std::optional(OfflineStatus::pending) : std::nullopt;
    case OfflineEvent::downloadFailed:
        return status == OfflineStatus::pending ? std::optional(OfflineStatus::cloud) : std::nullopt;
    }
    return std::nullopt;
}

OfflineEvent eventThatMeans(OfflineStatus reported)
{
    switch (reported)
    {
    case OfflineStatus::present:
        return OfflineEvent::opened;
    case OfflineStatus::missing:
        return OfflineEvent::notFound;
    case OfflineStatus::cloud:
        return OfflineEvent::placeholderFound;
    case OfflineStatus::pending:
        return OfflineEvent::stalled;
    }
    return OfflineEvent::notFound;
}

} // namespace loophole
