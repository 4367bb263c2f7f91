#include "Model/AudioAsset.h"

namespace loophole
{

const char* toString(OfflineStatus status)
{
    switch (status)
    {
    case OfflineStatus::present:
        return "present";
    case OfflineStatus::missing:
        return "missing";
    case OfflineStatus::cloud:
        return "cloud";
    case OfflineStatus::pending:
        return "pending";
    }
    return "missing";
}

const char* toString(ProxyStatus status)
{
    switch (status)
    {
    case ProxyStatus::none:
        return "none";
    case ProxyStatus::queued:
        return "queued";
    case ProxyStatus::building:
        return "building";
    case ProxyStatus::ready:
        return "ready";
    case ProxyStatus::failed:
        return "failed";
    case ProxyStatus::stale:
        return "stale";
    }
    return "none";
}

const char* toString(ProxyQuality quality)
{
    switch (quality)
    {
    case ProxyQuality::draft:
        return "draft";
    case ProxyQuality::opus:
        return "opus";
    }
    return "draft";
}

} // namespace loophole
