#pragma once

#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>
#include <vector>

namespace loophole::testing
{

/** Planar samples: channels[c][frame], full scale ±1; every channel has the same length. */
struct TestSignal
{
    std::vector<std::vector<float>> channels;

    TestSignal() = default;
    TestSignal(int channelCount, std::int64_t frames)
        : channels(static_cast<std::size_t>(channelCount), std::vector<float>(static_cast<std::size_t>(frames)))
    {
    }

    [[nodiscard]] int channelCount() const { return static_cast<int>(channels.size()); }
    [[nodiscard]] std::int64_t frames() const
    {
        return channels.empty() ? 0 : static_cast<std::int64_t>(channels.front().size());
    }

    /** Writable pointers to the channels, as planar interfaces take them. */
    [[nodiscard]] std::vector<float*> pointers()
    {
        std::vector<float*> all;
        for (auto& channel : channels)
            all.push_back(channel.data());
        return all;
    }

    /** Frames × channels, native-endian floats ("-t f32" of sox, "-f f32le" of ffmpeg): to be fed to a program. */
    [[nodiscard]] std::string interleavedBytes() const
    {
        std::vector<float> samples;
        samples.reserve(channels.size() * static_cast<std::size_t>(frames()));
        for (std::size_t frame = 0; frame < static_cast<std::size_t>(frames()); ++frame)
            for (const auto& channel : channels)
                samples.push_back(channel[frame]);
        return {reinterpret_cast<const char*>(samples.data()), samples.size() * sizeof(float)};
    }

    /** The other way round: what a program wrote. A last frame that is not whole is left out. */
    [[nodiscard]] static TestSignal fromInterleavedBytes(const std::string& bytes, int channelCount)
    {
        const auto width = static_cast<std::size_t>(channelCount) * sizeof(float);
        TestSignal signal(channelCount, static_cast<std::int64_t>(bytes.size() / width));
        for (std::size_t frame = 0; frame < bytes.size() / width; ++frame)
            for (std::size_t c = 0; c < signal.channels.size(); ++c)
                bytes.copy(reinterpret_cast<char*>(&signal.channels[c][frame]), sizeof(float),
                           frame * width + c * sizeof(float));
        return signal;
    }

    bool operator==(const TestSignal&) const = default;
};

/** One sine a channel, channel c at (c + 1) · hertz, so that swapped channels show. */
[[nodiscard]] inline TestSignal makeSines(int channelCount, std::int64_t frames, int sampleRate, double hertz,
                                          double amplitude = 0.5)
{
    TestSignal signal(channelCount, frames);
    for (std::size_t c = 0; c < signal.channels.size(); ++c)
        for (std::size_t frame = 0; frame < signal.channels[c].size(); ++frame)
            signal.channels[c][frame] =
                static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(c + 1) *
                                                        static_cast<double>(frame) / sampleRate));
    return signal;
}

/** The same uniform white noise on every machine, ±amplitude; one linear congruential generator (Knuth's MMIX) a
 * channel. */
[[nodiscard]] inline TestSignal makeNoise(int channelCount, std::int64_t frames, std::uint64_t seed,
                                          float amplitude = 0.5f)
{
    TestSignal signal(channelCount, frames);
    for (std::size_t c = 0; c < signal.channels.size(); ++c)
    {
        auto state = seed * 0x9E3779B97F4A7C15u + c + 1;
        for (auto& sample : signal.channels[c])
        {
            state = state * 6364136223846793005u + 1442695040888963407u;
            sample = amplitude * (static_cast<float>(state >> 40) * 0x1p-23f - 1.0f);
        }
    }
    return signal;
}

} // namespace loophole::testing
