#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Buffers/AudioBuffer.h"

#include <cstdint>
#include <random>
#include <vector>

namespace loophole::testing
{

/** Interleaved noise that 24-bit integers hold exactly, as media do. */
[[nodiscard]] inline std::vector<float> makeFrames(std::int64_t frames, int channels, unsigned seed)
{
    std::mt19937 random(seed);
    std::uniform_int_distribution<int> integers(-100'000, 100'000);
    std::vector<float> samples(static_cast<std::size_t>(frames * channels));
    for (auto& sample : samples)
        sample = static_cast<float>(integers(random)) / 8388608.0f;
    return samples;
}

[[nodiscard]] inline std::int64_t written(DiskThread& thread, signal::AudioBuffer& buffer,
                                          std::span<const float> samples)
{
    const auto done = buffer.write(thread, samples);
    return done ? done.value().value() : -1;
}

/** What the next `frames` are; shorter at the buffer's end. */
[[nodiscard]] inline std::vector<float> readFrames(DiskThread& thread, signal::AudioBuffer& buffer, std::int64_t frames)
{
    std::vector<float> samples(static_cast<std::size_t>(frames * buffer.config().channels));
    const auto done = buffer.read(thread, samples);
    samples.resize(done ? static_cast<std::size_t>(done.value().value() * buffer.config().channels) : 0);
    return samples;
}

} // namespace loophole::testing
