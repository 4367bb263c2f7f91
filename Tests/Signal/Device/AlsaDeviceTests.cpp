#include "Signal/Device/AlsaDevice.h"

#include "Support/ComesTrue.h"
#include "Support/CountedSignal.h"
#include "Support/PulseServer.h"

#include <catch2/catch.hpp>
#include <cstring>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;

namespace
{

/** Channel `c` of interleaved stereo floats. */
std::vector<float> channelOf(const std::string& bytes, std::size_t c)
{
    std::vector<float> samples(bytes.size() / (2 * sizeof(float)));
    for (std::size_t n = 0; n < samples.size(); ++n)
        std::memcpy(&samples[n], bytes.data() + (2 * n + c) * sizeof(float), sizeof(float));
    return samples;
}

} // namespace

TEST_CASE("what PulseAudio plays is what was rendered")
{
    const testing::PulseServer server(48000);
    const auto recorder = server.recordMonitor();
    REQUIRE(recorder->readOutput(8 * 4800, 10).size() == 8 * 4800); // it records
    testing::CountedSignal signal;
    AlsaDevice device("pulse");
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {SampleRate(48000), 1024, 2}).ok());
    CHECK(device.status().backend == "PulseAudio");
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(96000));
    const auto recording = recorder->readOutput(8 * 96000, 10);
    device.stop(thread);

    const auto left = channelOf(recording, 0);
    const auto right = channelOf(recording, 1);
    const std::int64_t anchor = 24000;
    const auto found = testing::findCountedFrame(left, anchor);
    REQUIRE(found >= 0);
    std::int64_t differing = 0;
    for (std::int64_t n = 0; n < 24000; ++n)
    {
        const auto at = static_cast<std::size_t>(found + n);
        REQUIRE(at < left.size());
        differing +=
            left[at] != testing::countedSample(anchor + n, 0) || right[at] != testing::countedSample(anchor + n, 1);
    }
    CHECK(differing == 0);
    CHECK(device.xruns() == 0);
}

TEST_CASE("a sound server that is killed is noticed, and the next one is played through")
{
    testing::PulseServer server(48000);
    testing::CountedSignal signal;
    AlsaDevice device("pulse");
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(9600));
    server.kill();
    REQUIRE(testing::comesTrue([&] { return !device.isAlive(); }));
    device.stop(thread);
    const auto refused = device.open(thread, {});
    REQUIRE(!refused.ok());
    CHECK_THAT(refused.failure().message(), Contains("ALSA pulse: its sound server is not running"));
    server.restart();
    REQUIRE(device.open(thread, {}).ok());
    REQUIRE(device.start(thread, signal).ok());
    CHECK(signal.waitForFrames(signal.frames() + 9600));
}

TEST_CASE("a PCM that takes everything at once is played through too")
{
    // ALSA's null PCM: no server, no card, always room. Its callbacks come as fast as they are done.
    testing::CountedSignal signal;
    AlsaDevice device("null");
    auto thread = DeviceThread::mint();
    const auto format = device.open(thread, {SampleRate(44100), 256, 2});
    REQUIRE(format.ok());
    CHECK(format.value().rate == SampleRate(44100));
    CHECK(device.status().backend == "ALSA");
    REQUIRE(device.start(thread, signal).ok());
    CHECK(signal.waitForFrames(44100));
    device.stop(thread);
    CHECK(device.progress()->frames == static_cast<std::uint64_t>(signal.frames()));
}

TEST_CASE("a card that is not there is refused in words")
{
    AlsaDevice device("hw:31");
    auto thread = DeviceThread::mint();
    const auto opened = device.open(thread, {});
    REQUIRE(!opened.ok());
    CHECK(opened.failure().message() == "ALSA hw:31: there is no such device");
}
