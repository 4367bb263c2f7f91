#include "Pulse/Assets/MissingRecheck.h"

#include <algorithm>

namespace loophole
{

void MissingRecheck::assetMissing(Instant now)
{
    pause = first;
    if (round.empty())
        next = std::min(next, now + first);
}

std::vector<PulseToSignal> MissingRecheck::take(const AssetRegistry& media, Instant now)
{
    if (now < next)
        return {};
    if (round.empty())
    {
        for (const auto* asset : media.missing())
            round.push_back(asset->assetId);
        std::ranges::reverse(round);
    }
    std::vector<PulseToSignal> messages;
    for (; !round.empty() && messages.size() < slice; round.pop_back())
        if (const auto* asset = media.find(round.back());
            asset != nullptr && asset->offlineStatus == OfflineStatus::missing)
            messages.push_back(RegisterAsset{asset->assetId, asset->path, asset->type});
    if (!round.empty())
        next = now + slicePause;
    else if (messages.empty())
        next = Instant::max(); // until the next one goes
    else
        next = now + std::exchange(pause, std::min(pause * 2, longest));
    return messages;
}

} // namespace loophole
