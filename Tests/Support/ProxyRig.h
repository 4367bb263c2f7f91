#pragma once

#include "Support/StreamRig.h"

namespace loophole::testing
{

/** An original and a proxy of half its rate that sounds alike, a tone that both can hold. */
struct ProxyRig : StreamRig
{
    static constexpr auto block = limits::blockFrames;
    static constexpr AssetId asset{1};
    static constexpr std::int64_t length = 6 * block;
    static inline const std::filesystem::path originalPath = "/media/original.wav";
    static inline const std::filesystem::path proxyPath = "/cache/proxy.wav";

    SignalMedium& original;
    SignalMedium& stored;

    explicit ProxyRig(int channels = 2, std::size_t budget = std::size_t{64} << 20)
        : StreamRig(budget),
          original(media.put(originalPath, makeSines(channels, length, 48'000, 440.0))),
          stored(media.put(proxyPath, makeSines(std::min(channels, 2), length / 2, 24'000, 440.0), 24'000))
    {
    }

    [[nodiscard]] signal::ProxyMedium proxy() const
    {
        signal::ProxyMedium medium;
        medium.path = proxyPath;
        medium.facts.sampleRate = SampleRate(24'000);
        medium.facts.channels = stored.signal.channelCount();
        medium.facts.length = FrameCount(length / 2);
        medium.original.sampleRate = SampleRate(48'000);
        medium.original.channels = original.signal.channelCount();
        medium.original.length = FrameCount(length);
        return medium;
    }
    void giveProxy() { engine.setProxy(signalThread, asset, proxy()); }

    /** Asks for blocks [first, first + count), the first to be heard in so long. */
    void want(std::int64_t first, std::int64_t count, Instant in, std::uint32_t revision = 1)
    {
        ask(1, asset, first * block, count * block, {}, Cohort::realtime, clock.now() + in, revision);
    }
    void step() { engine.step(signalThread); }

    [[nodiscard]] const signal::Block* find(std::int64_t index)
    {
        const auto table = engine.table(signalThread, asset, 0);
        return table != nullptr ? table->find(signalThread, index) : nullptr;
    }
    [[nodiscard]] int proxied()
    {
        int count = 0;
        for (std::int64_t i = 0; i < length / block; ++i)
            count += find(i) != nullptr && find(i)->isProxy ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::vector<bool> changes() const
    {
        std::vector<bool> all;
        for (const auto& change : facts.all<SourceChanged>())
            all.push_back(change.isProxy);
        return all;
    }
    /** The largest difference from the original, but for the ends, where a proxy's low-pass rings. */
    [[nodiscard]] float differenceFromOriginal(std::int64_t index)
    {
        float largest = 0;
        const auto& there = *find(index);
        for (std::size_t c = 0; c < original.signal.channels.size(); ++c)
            for (std::int64_t i = 0; i < block; ++i)
                if (const auto frame = index * block + i; frame > 1000 && frame < length - 1000)
                    largest = std::max(largest, std::abs(there.channels[c][i] -
                                                         original.signal.channels[c][static_cast<std::size_t>(frame)]));
        return largest;
    }
};

} // namespace loophole::testing
