#include "Signal/Device/DeviceRateAdapter.h"

#include "Support/CountedSignal.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

using namespace loophole;
using namespace loophole::signal;

namespace
{

/** 1 kHz at whatever rate it is prepared for, a quarter period later on the right. */
class SineSource final : public RenderCallback
{
public:
    void prepare(SampleRate newRate, int frames, int) override
    {
        rate = newRate;
        maximumFrames = frames;
    }
    void render(AudioThread&, OutputBlock block) noexcept override
    {
        largest = std::max(largest, block.frames);
        for (int n = 0; n < block.frames; ++n, ++position)
            for (int c = 0; c < block.channelCount; ++c)
                block.channels[c][n] = at(static_cast<double>(position) / rate.hz(), c);
    }
    static float at(double seconds, int channel)
    {
        return static_cast<float>(std::sin(2.0 * std::numbers::pi * (1000.0 * seconds - 0.25 * channel)));
    }

    SampleRate rate;
    int maximumFrames = 0;
    int largest = 0;
    std::int64_t position = 0;
};

} // namespace

TEST_CASE("at the session's own rate the adapter passes through bit for bit")
{
    testing::CountedSignal signal;
    DeviceRateAdapter adapter(signal, SampleRate(48000));
    adapter.prepare(SampleRate(48000), 64, 2);
    std::vector<float> left(64), right(64);
    float* channels[] = {left.data(), right.data()};
    auto thread = AudioThread::mint();
    adapter.render(thread, {channels, 2, 64});
    CHECK(signal.maximumFrames == 64);
    CHECK(left[63] == testing::countedSample(63, 0));
    CHECK(right[63] == testing::countedSample(63, 1));
}

TEST_CASE("a session plays at its own pitch on a device of another rate, whatever the callbacks' sizes")
{
    SineSource source;
    DeviceRateAdapter adapter(source, SampleRate(48000));
    adapter.prepare(SampleRate(44100), 256, 2);
    CHECK(source.rate == SampleRate(48000));
    auto thread = AudioThread::mint();
    double worst = 0;
    std::int64_t position = 0;
    for (const int frames : {256, 1, 100, 1000, 3, 256, 256})
    {
        std::vector<float> left(static_cast<std::size_t>(frames)), right(left.size());
        float* channels[] = {left.data(), right.data()};
        adapter.render(thread, {channels, 2, frames});
        for (std::size_t n = 0; n < left.size(); ++n, ++position)
        {
            const auto seconds = static_cast<double>(position) / 44100.0;
            if (position < 200) // the sine's own beginning rings
                continue;
            worst = std::max({worst, std::abs(static_cast<double>(left[n] - SineSource::at(seconds, 0))),
                              std::abs(static_cast<double>(right[n] - SineSource::at(seconds, 1)))});
        }
    }
    CHECK(worst < 2e-6);
    CHECK(source.largest <= source.maximumFrames);
}

TEST_CASE("preparing again starts a new stream")
{
    SineSource source;
    DeviceRateAdapter adapter(source, SampleRate(48000));
    auto thread = AudioThread::mint();
    std::vector<float> first(500), second(500), other(500);
    for (auto* left : {&first, &second})
    {
        source.position = 0;
        adapter.prepare(SampleRate(44100), 256, 2);
        float* channels[] = {left->data(), other.data()};
        adapter.render(thread, {channels, 2, 500});
    }
    CHECK(first == second);
}
