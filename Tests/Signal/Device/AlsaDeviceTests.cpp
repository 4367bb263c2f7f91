#include "Signal/Device/AlsaDevice.h"

#include "Support/ComesTrue.h"
#include "Support/CountedSignal.h"
#include "Support/PulseServer.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;

namespace
{

/** Frames × 2 floats as planar channels. */
std::vector<std::vector<float>> planarOf(const std::string& bytes)
{
    return testing::TestSignal::fromInterleavedBytes(bytes, 2).channels;
}

} // namespace

TEST_CASE("what PulseAudio plays is what was rendered")
{
    const testing::PulseServer server(48000);
    auto thread = DeviceThread::mint();
    // A busy machine may make the server drop a block. It reports that as an xrun; without one, every sample counts.
    std::size_t differing = 1;
    std::uint64_t xruns = 1;
    for (int attempt = 0; attempt < 5 && differing > 0 && xruns > 0; ++attempt)
    {
        const auto recorder = server.recordMonitor();
        REQUIRE(recorder->readOutput(8 * 4800, 10).size() == 8 * 4800); // it records
        testing::CountedSignal signal;
        AlsaDevice device("pulse");
        REQUIRE(device.open(thread, {SampleRate(48000), 4096, 2}).ok());
        CHECK(device.status().backend == "PulseAudio");
        REQUIRE(device.start(thread, signal).ok());
        REQUIRE(signal.waitForFrames(96000));
        const auto recording = recorder->readOutput(8 * 96000, 10);
        device.stop(thread);
        // It begins with the silence before the first block.
        differing = testing::countDiffering(planarOf(recording), 48000, 144000);
        xruns = device.xruns();
    }
    CHECK(differing == 0);
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

TEST_CASE("a sound server that came after ALSA's configuration was read becomes the default device")
{
    auto thread = DeviceThread::mint();
    {
        const testing::EnvironmentVariable noServer("PULSE_SERVER", "unix:/nonexistent/loophole");
        AlsaDevice early("default");
        (void) early.open(thread, {}); // refused, unless this machine has a card
    }
    const testing::PulseServer server(48000);
    AlsaDevice device("default");
    REQUIRE(device.open(thread, {}).ok());
    CHECK(device.status().backend == "PulseAudio");
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
