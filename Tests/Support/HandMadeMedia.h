#pragma once

#include "Pulse/Assets/MediaLookup.h"

#include <map>

namespace loophole::testing
{

/** What is known about media, put in by hand. */
class HandMadeMedia final : public MediaLookup
{
public:
    /** A present stereo medium. */
    void add(AssetId id, std::int64_t frames, int rate = 48000, int channels = 2)
    {
        auto& asset = assets[id];
        asset.assetId = id;
        asset.path = "/media/" + std::to_string(id.value) + ".wav";
        asset.offlineStatus = OfflineStatus::present;
        asset.facts.length = FrameCount(frames);
        asset.facts.sampleRate = SampleRate(rate);
        asset.facts.channels = channels;
    }
    void set(AssetId id, OfflineStatus status) { assets.at(id).offlineStatus = status; }
    void preferStream(AssetId id) { assets.at(id).preferStream = true; }

    [[nodiscard]] const AudioAsset* find(AssetId id) const override
    {
        const auto found = assets.find(id);
        return found == assets.end() ? nullptr : &found->second;
    }

private:
    std::map<AssetId, AudioAsset> assets;
};

} // namespace loophole::testing
