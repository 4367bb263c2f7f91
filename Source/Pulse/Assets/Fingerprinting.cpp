#include "Pulse/Assets/Fingerprinting.h"

#include <utility>

namespace loophole
{

void Fingerprinting::want(AssetId asset)
{
    if (wanted.insert(asset).second)
        waiting.push_back(asset);
}

std::vector<PulseToSignal> Fingerprinting::reset()
{
    std::vector<PulseToSignal> messages;
    for (const auto& [request, what] : std::exchange(asked, {}))
        messages.push_back(CancelFingerprint{request});
    waiting.clear();
    wanted.clear();
    return messages;
}

std::vector<PulseToSignal> Fingerprinting::takeRequests(const AssetRegistry& media)
{
    std::vector<PulseToSignal> messages;
    while (!waiting.empty() && asked.size() < mostAtOnce)
    {
        const auto id = waiting.front();
        waiting.pop_front();
        wanted.erase(id);
        const auto* asset = media.find(id);
        if (asset == nullptr || asset->type == AssetType::transient || asset->offlineStatus != OfflineStatus::present)
            continue;
        const auto request = nextRequest();
        asked.emplace(request, Asked{id, asset->path});
        messages.push_back(FingerprintMedia{request, asset->path, asset->content, {}, false});
    }
    return messages;
}

AssetId Fingerprinting::take(const MediaFingerprinted& answer, const AssetRegistry& media)
{
    const auto found = asked.find(answer.request);
    if (found == asked.end())
        return {};
    const auto about = found->second;
    if (answer.isComplete)
        asked.erase(found);
    const auto* asset = media.find(about.asset);
    return asset != nullptr && asset->path == about.file ? about.asset : AssetId();
}

} // namespace loophole
