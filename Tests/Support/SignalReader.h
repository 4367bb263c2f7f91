#pragma once

#include "Signal/Codec/MediaReader.h"
#include "Support/TestSignals.h"

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace loophole::testing
{

/** A medium made of a signal: reads as any other, counts what is read, and fails or waits where a test wants it to. */
struct SignalMedium
{
    TestSignal signal;
    SampleRate rate{48000};
    bool seeksAreExpensive = false;
    std::optional<FramePosition> unreadable;       ///< reads that touch this frame fail
    std::optional<FrameRange> damaged;             ///< silent, and told after each read that touches it
    std::function<void(FramePosition)> beforeRead; ///< told where every read begins
    std::atomic<int> opened{0};
    std::atomic<int> reads{0};
    std::atomic<int> fetches{0};
    std::atomic<std::int64_t> fetchedFrames{0};
};

class SignalReader final : public signal::MediaReader
{
public:
    explicit SignalReader(SignalMedium& medium) : medium(medium)
    {
        ++medium.opened;
        facts.format = "WAV";
        facts.codec = "PCM";
        facts.sampleRate = medium.rate;
        facts.channels = medium.signal.channelCount();
        facts.bitDepth = 32;
        facts.isFloat = true;
        facts.length = FrameCount(medium.signal.frames());
    }

    [[nodiscard]] const signal::MediaInfo& info() const override { return facts; }
    [[nodiscard]] bool seeksAreExpensive() const override { return medium.seeksAreExpensive; }

    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, signal::PlanarSpan destination) override
    {
        ++medium.reads;
        if (medium.beforeRead)
            medium.beforeRead(start);
        const bool fails = medium.unreadable && FrameRange{start, destination.frames}.contains(*medium.unreadable);
        const FrameRange whole{FramePosition(0), FrameCount(medium.signal.frames())};
        const auto there = fails ? FrameRange{start, FrameCount(0)} : whole.intersection({start, destination.frames});
        for (int c = 0; c < destination.channelCount; ++c)
        {
            std::fill_n(destination.channels[c], destination.frames.value(), 0.0f);
            if (there.isEmpty())
                continue;
            const auto& samples = medium.signal.channels[static_cast<std::size_t>(c)];
            std::copy_n(samples.data() + there.start.value(), there.length.value(),
                        destination.channels[c] + (there.start - start).value());
        }
        if (fails)
            return Failure{"medium", "cannot be read"};
        const FrameRange asked{start, destination.frames};
        const auto silent = medium.damaged ? medium.damaged->intersection(asked) : FrameRange();
        if (silent.isEmpty())
            return {};
        for (int c = 0; c < destination.channelCount; ++c)
            std::fill_n(destination.channels[c] + (silent.start - start).value(), silent.length.value(), 0.0f);
        damage.push_back({*medium.damaged, "is damaged"});
        return {};
    }

    [[nodiscard]] std::vector<signal::MediaDamage> takeDamage() override { return std::exchange(damage, {}); }

    [[nodiscard]] Outcome<void> fetch(DiskThread&, FrameRange frames) override
    {
        ++medium.fetches;
        medium.fetchedFrames += frames.length.value();
        return {};
    }

private:
    std::vector<signal::MediaDamage> damage;
    SignalMedium& medium;
    signal::MediaInfo facts;
};

} // namespace loophole::testing
