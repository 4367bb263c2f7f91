#pragma once

#include "Signal/Callback/RenderCallback.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stdexcept>
#include <vector>

namespace loophole::testing
{

/**
    A signal in which every frame can be told from every other: noise computed from the frame's number. No sample is
    zero, and all are odd multiples of 2⁻²⁴ below ±0.5, so that float and 32-bit integers carry them exactly.
*/
[[nodiscard]] inline float countedSample(std::int64_t frame, int channel)
{
    auto state =
        (static_cast<std::uint64_t>(frame) * 8 + static_cast<std::uint64_t>(channel) + 1) * 0x9E3779B97F4A7C15u;
    state = (state ^ (state >> 30)) * 0xBF58476D1CE4E5B9u;
    state = (state ^ (state >> 27)) * 0x94D049BB133111EBu;
    const auto odd = static_cast<std::int32_t>((state >> 41) << 1 | 1);
    return static_cast<float>(odd - (1 << 23)) * 0x1p-24f;
}

/** Renders the counted signal from frame 0 on and tells how far it came. */
class CountedSignal final : public signal::RenderCallback
{
public:
    void prepare(SampleRate newRate, int frames, int channels) override
    {
        const std::scoped_lock lock(mutex);
        rate = newRate;
        maximumFrames = frames;
        channelCount = channels;
        ++prepareCount;
    }

    void render(AudioThread&, signal::OutputBlock block) noexcept override
    {
        for (int c = 0; c < block.channelCount; ++c)
            for (int n = 0; n < block.frames; ++n)
                block.channels[c][n] = countedSample(rendered + n, c);
        {
            // Tests may lock here; the code under test may not.
            const std::scoped_lock lock(mutex);
            rendered += block.frames;
            blocks.push_back(block.frames);
        }
        progressed.notify_all();
    }

    [[nodiscard]] std::int64_t frames() const
    {
        const std::scoped_lock lock(mutex);
        return rendered;
    }

    /** False when the signal has not come that far in time. */
    [[nodiscard]] bool waitForFrames(std::int64_t frames, std::chrono::milliseconds limit = std::chrono::seconds(10))
    {
        std::unique_lock lock(mutex);
        return progressed.wait_for(lock, limit, [&] { return rendered >= frames; });
    }

    SampleRate rate;
    int maximumFrames = 0;
    int channelCount = 0;
    int prepareCount = 0;
    std::vector<int> blocks; ///< frames of each render

private:
    mutable std::mutex mutex;
    std::condition_variable progressed;
    std::int64_t rendered = 0;
};

/**
    How many samples of the planar `recording` are not the counted signal's, from frame `from` on, given that frame's
    place among the first `searched` of the signal; every sample when it has none.
*/
[[nodiscard]] inline std::size_t countDiffering(const std::vector<std::vector<float>>& recording, std::size_t from,
                                                std::int64_t searched)
{
    if (from >= recording.at(0).size())
        throw std::out_of_range("the recording is shorter than what is compared");
    std::int64_t first = 0;
    while (first < searched && recording[0][from] != countedSample(first, 0))
        ++first;
    std::size_t differing = 0;
    for (std::size_t c = 0; c < recording.size(); ++c)
        for (std::size_t n = from; n < recording[c].size(); ++n)
            differing +=
                recording[c][n] != countedSample(first + static_cast<std::int64_t>(n - from), static_cast<int>(c));
    return differing;
}

} // namespace loophole::testing
