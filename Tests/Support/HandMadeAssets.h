#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Mixer/MixPlanner.h"
#include "Support/TestSignals.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace loophole::testing
{

/** Assets whose blocks lie in memory and are put in and taken out by hand; all at the session's rate, at phase 0. */
class HandMadeAssets final : public signal::AssetLookup
{
public:
    explicit HandMadeAssets(SampleRate rate = SampleRate(48000)) : rate(rate) {}

    /** Every block resident. */
    void add(SignalThread& thread, AssetId id, TestSignal signal)
    {
        auto& asset = assets[id];
        asset.facts.sampleRate = rate;
        asset.facts.channels = signal.channelCount();
        asset.facts.length = FrameCount(signal.frames());
        asset.table = std::make_shared<signal::BlockTable>(FrameCount(signal.frames()), signal.channelCount());
        const auto padded = static_cast<std::size_t>(asset.table->blockCount() * limits::blockFrames);
        asset.samples = std::move(signal.channels);
        for (auto& channel : asset.samples)
            channel.resize(padded);
        asset.blocks.resize(static_cast<std::size_t>(asset.table->blockCount()));
        for (std::int64_t i = 0; i < asset.table->blockCount(); ++i)
            putBack(thread, id, i);
    }

    void takeOut(SignalThread& thread, AssetId id, std::int64_t block)
    {
        assets.at(id).table->put(thread, block, nullptr);
    }

    void putBack(SignalThread& thread, AssetId id, std::int64_t index)
    {
        auto& asset = assets.at(id);
        auto& block = asset.blocks[static_cast<std::size_t>(index)];
        block.channelCount = asset.facts.channels;
        for (std::size_t c = 0; c < asset.samples.size(); ++c)
            block.channels[c] = asset.samples[c].data() + index * limits::blockFrames;
        asset.table->put(thread, index, &block);
    }

    /** The block is one of a proxy that sounds like `signal`, in place of the original's, until that is put back. */
    void makeProxy(SignalThread& thread, AssetId id, std::int64_t index, const TestSignal& signal)
    {
        auto& asset = assets.at(id);
        auto& [samples, block] = asset.proxies[index];
        samples = signal.channels;
        block.channelCount = asset.facts.channels;
        block.isProxy = true;
        for (std::size_t c = 0; c < samples.size(); ++c)
        {
            samples[c].resize(static_cast<std::size_t>(asset.table->blockCount() * limits::blockFrames));
            block.channels[c] = samples[c].data() + index * limits::blockFrames;
        }
        asset.table->put(thread, index, &block);
    }

    [[nodiscard]] const MediaFacts* facts(SignalThread&, AssetId id) const override
    {
        const auto found = assets.find(id);
        return found == assets.end() ? nullptr : &found->second.facts;
    }
    [[nodiscard]] std::shared_ptr<const signal::BlockTable> table(SignalThread&, AssetId id, double) override
    {
        const auto found = assets.find(id);
        return found == assets.end() ? nullptr : found->second.table;
    }

private:
    struct Asset
    {
        MediaFacts facts;
        std::shared_ptr<signal::BlockTable> table;
        std::vector<std::vector<float>> samples;
        std::vector<signal::Block> blocks;
        std::map<std::int64_t, std::pair<std::vector<std::vector<float>>, signal::Block>> proxies;
    };
    SampleRate rate;
    std::map<AssetId, Asset> assets;
};

} // namespace loophole::testing
