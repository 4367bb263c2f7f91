#include "Signal/Callback/MonitorTap.h"
#include "Support/CallbackBench.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>

using namespace loophole;
using namespace loophole::testing;
using signal::MonitorTap;

namespace
{

struct Stage
{
    AudioThread audio = AudioThread::mint();
    SignalThread control = SignalThread::mint();
    MonitorTap tap;

    void play(std::vector<float> left, std::vector<float> right)
    {
        const float* const channels[] = {left.data(), right.data()};
        const ArmedSection armed;
        tap.write(audio, channels, 2, static_cast<int>(left.size()));
    }
};

} // namespace

TEST_CASE("the monitor tells peak and mean power of what was played since it was last asked")
{
    Stage stage;
    stage.play(std::vector<float>(600, 0.5f), std::vector<float>(600, -0.5f));
    stage.play({0.0f, -0.9f}, {0.0f, 0.0f});
    stage.tap.watch(stage.control);
    const auto level = stage.tap.takeLevel(stage.control);
    CHECK(level.peak == 0.9f);
    CHECK(level.rms == Approx(std::sqrt((1200 * 0.25 + 0.81) / 1204)));
    CHECK(stage.tap.takeLevel(stage.control).peak == 0.0f);
    CHECK(stage.tap.takeLevel(stage.control).rms == 0.0f);
}

TEST_CASE("a single channel is watched as both, and what is no number as silence")
{
    Stage stage;
    const std::vector<float> samples{0.25f, std::nanf(""), std::numeric_limits<float>::infinity()};
    const float* const channels[] = {samples.data()};
    stage.tap.write(stage.audio, channels, 1, 3);
    stage.tap.watch(stage.control);
    const auto level = stage.tap.takeLevel(stage.control);
    CHECK(level.peak == 0.25f);
    CHECK(level.rms == Approx(std::sqrt(2 * 0.0625 / 6)));
}

TEST_CASE("what finds the ring full is not watched, and counted")
{
    Stage stage;
    for (int i = 0; i < 3; ++i)
        stage.play(std::vector<float>(4096, 0.1f), std::vector<float>(4096, 0.1f));
    stage.tap.watch(stage.control);
    CHECK(stage.tap.takeLevel(stage.control).unwatched == 4096);
    const auto metrics = stage.tap.metrics();
    CHECK(metrics.type == BufferType::ring);
    CHECK(metrics.writeCount == 2);
    CHECK(metrics.overruns == 1);
    CHECK(metrics.readCount == 8192 / 256);
    CHECK(metrics.bytesRead == metrics.bytesWritten);
}
