#include "Signal/Buffers/BufferConfig.h"

#include "Core/Limits.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** Two hours of eight channels at 192 kHz. More is a mistake, and its bytes would not overflow yet. */
constexpr std::int64_t mostFrames = std::int64_t{1} << 31;
constexpr std::size_t mostMiB = std::size_t{1} << 24;

template <class Number>
struct Range
{
    Number least;
    Number most;
};

template <class Number>
void adviseOn(std::vector<std::string>& advice, const char* what, Number value, Range<Number> range, const char* unit)
{
    if (value < range.least || value > range.most)
        advice.push_back(std::string(what) + " of " + std::to_string(value) + ' ' + unit + ": " +
                         std::to_string(range.least) + " to " + std::to_string(range.most) + " is better");
}

} // namespace

BufferConfig BufferConfig::memory()
{
    BufferConfig config{BufferType::memory};
    config.bufferSize = chunks::standard;
    config.maxMemoryMiB = 100;
    return config;
}

BufferConfig BufferConfig::streaming()
{
    BufferConfig config{BufferType::streaming};
    config.bufferSize = chunks::standard;
    config.maxMemoryMiB = 50;
    config.chunkSize = chunks::streaming;
    config.cacheSizeMiB = 10;
    return config;
}

BufferConfig BufferConfig::ring()
{
    BufferConfig config{BufferType::ring};
    config.bufferSize = FrameCount(512);
    return config;
}

BufferConfig BufferConfig::pool()
{
    return BufferConfig{BufferType::pool};
}

std::size_t BufferConfig::cacheBytes() const
{
    return std::min(cacheSizeMiB, maxMemoryMiB) << 20;
}

Outcome<void> BufferConfig::check() const
{
    if (channels < 1 || channels > limits::maxChannels)
        return Failure{"buffer", "cannot have " + std::to_string(channels) + " channels"};
    for (const auto frames : {bufferSize, chunkSize})
        if (frames.value() < 1 || frames.value() > mostFrames)
            return Failure{"buffer", "cannot be of " + std::to_string(frames.value()) + " frames"};
    if (maxMemoryMiB == 0 || maxMemoryMiB > mostMiB)
        return Failure{"buffer", "cannot be limited to " + std::to_string(maxMemoryMiB) + " MiB"};
    return {};
}

std::vector<std::string> BufferConfig::advice() const
{
    std::vector<std::string> advice;
    const auto size = bufferSize.value();
    if (bufferType == BufferType::memory)
        adviseOn<std::int64_t>(advice, "A memory buffer", size, {8192, 16384}, "frames");
    if (bufferType == BufferType::ring)
        adviseOn<std::int64_t>(advice, "A ring", size, {256, 1024}, "frames");
    if (bufferType == BufferType::streaming)
    {
        adviseOn<std::int64_t>(advice, "A streaming chunk", chunkSize.value(), {4096, 8192}, "frames");
        adviseOn<std::size_t>(advice, "A streaming cache", cacheSizeMiB, {10, 64}, "MiB");
        adviseOn<std::size_t>(advice, "A streaming limit", maxMemoryMiB, {50, 200}, "MiB");
    }
    return advice;
}

} // namespace loophole::signal
