#include "App/Engine/MediaProbe.h"

#include "Signal/Codec/MediaReader.h"

namespace loophole
{

AudioAsset probeMedia(DiskThread& thread, const std::filesystem::path& path)
{
    AudioAsset asset;
    asset.path = path;
    const auto media = signal::openMedia(thread, path);
    if (!media)
    {
        asset.offlineStatus = OfflineStatus::missing;
        asset.cause = media.failure().why;
        return asset;
    }
    const auto& info = media.value()->info();
    asset.offlineStatus = OfflineStatus::present;
    asset.facts = {info.format, info.codec,         info.sampleRate, info.channels, info.bitDepth,
                   info.length, info.timeReference, info.tags,       info.warning};
    return asset;
}

} // namespace loophole
