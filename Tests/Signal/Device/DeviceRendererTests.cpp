#include "Signal/Device/DeviceRenderer.h"

#include "Core/Limits.h"
#include "Support/CountedSignal.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using namespace loophole::signal;

namespace
{

struct Fixture
{
    Fixture() { renderer.prepare(signal, {SampleRate(48000), 128, 2}); }

    DeviceProgress progress;
    DeviceRenderer renderer{progress};
    testing::CountedSignal signal;
    AudioThread thread = AudioThread::mint();
};

/** Multiplies a denormal, as a decaying filter would. */
class DenormalProbe final : public RenderCallback
{
public:
    void prepare(SampleRate, int, int) override {}
    void render(AudioThread&, OutputBlock block) noexcept override
    {
        volatile float smallest = std::numeric_limits<float>::min();
        block.channels[0][0] = smallest * 0.5f;
    }
};

} // namespace

TEST_CASE("a callback of no frames renders nothing but shows that the device is alive")
{
    Fixture fixture;
    fixture.renderer.render(fixture.thread, nullptr, 0, 0);
    fixture.renderer.render(fixture.thread, nullptr, 2, -1);
    CHECK(fixture.signal.frames() == 0);
    CHECK(fixture.progress.callbacks == 2);
    CHECK(fixture.progress.frames == 0);
}

TEST_CASE("a null channel costs only that channel")
{
    Fixture fixture;
    std::vector<float> right(100);
    float* channels[] = {nullptr, right.data()};
    fixture.renderer.render(fixture.thread, channels, 2, 100);
    for (int n = 0; n < 100; ++n)
        REQUIRE(right[static_cast<std::size_t>(n)] == testing::countedSample(n, 1));
}

TEST_CASE("channels that are not rendered become silent")
{
    Fixture fixture;
    std::vector<std::vector<float>> planes(4, std::vector<float>(100, 9.0f));
    float* channels[] = {planes[0].data(), planes[1].data(), planes[2].data(), planes[3].data()};
    fixture.renderer.render(fixture.thread, channels, 4, 100);
    CHECK(planes[1][99] == testing::countedSample(99, 1));
    CHECK(planes[2] == std::vector<float>(100, 0.0f));
    CHECK(planes[3] == std::vector<float>(100, 0.0f));
}

TEST_CASE("a callback larger than was prepared for is rendered in parts without a seam")
{
    Fixture fixture;
    const int frames = limits::maxCallbackFrames * 2 + 77;
    std::vector<float> left(static_cast<std::size_t>(frames));
    float* channels[] = {left.data(), nullptr};
    fixture.renderer.render(fixture.thread, channels, 2, frames);
    for (int n = 0; n < frames; ++n)
        REQUIRE(left[static_cast<std::size_t>(n)] == testing::countedSample(n, 0));
    CHECK(fixture.signal.blocks == std::vector<int>{limits::maxCallbackFrames, limits::maxCallbackFrames, 77});
    CHECK(fixture.progress.callbacks == 1);
    CHECK(fixture.progress.frames == static_cast<std::uint64_t>(frames));
}

TEST_CASE("a device with fewer channels than are rendered gets the first ones")
{
    Fixture fixture;
    std::vector<float> mono(50);
    float* channels[] = {mono.data()};
    fixture.renderer.render(fixture.thread, channels, 1, 50);
    CHECK(mono[49] == testing::countedSample(49, 0));
}

TEST_CASE("denormals are flushed in the callback and kept outside of it")
{
    DeviceProgress progress;
    DeviceRenderer renderer(progress);
    DenormalProbe probe;
    renderer.prepare(probe, {SampleRate(48000), 64, 1});
    float sample = 1.0f;
    float* channels[] = {&sample};
    auto thread = AudioThread::mint();
    renderer.render(thread, channels, 1, 1);
    CHECK(sample == 0.0f);
    volatile float smallest = std::numeric_limits<float>::min();
    CHECK(smallest * 0.5f > 0.0f);
}
