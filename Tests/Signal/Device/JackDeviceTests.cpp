#include "Signal/Device/JackDevice.h"

#include "Support/ComesTrue.h"
#include "Support/CountedSignal.h"
#include "Support/JackRecorder.h"
#include "Support/JackServer.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;

TEST_CASE("JACK plays every sample as it was rendered")
{
    const testing::JackServer server(48000, 256);
    auto thread = DeviceThread::mint();
    // A busy machine may make the server skip a period. It reports that as an xrun; without one, every sample counts.
    std::size_t differing = 1;
    std::uint64_t xruns = 1;
    for (int attempt = 0; attempt < 5 && differing > 0 && xruns > 0; ++attempt)
    {
        testing::JackRecorder recorder("recorder", 48000);
        testing::CountedSignal signal;
        JackDevice device("recorder");
        REQUIRE(device.open(thread, {SampleRate(48000), 512, 2}).ok());
        REQUIRE(device.start(thread, signal).ok());
        const auto recording = recorder.waitForRecording();
        device.stop(thread);
        REQUIRE(recording[0].size() == 48000);
        // JACK puts its clients in order anew at each connection, which may cost a period: compared is what follows.
        differing = testing::countDiffering(recording, 9600, 96000);
        xruns = device.xruns();
    }
    CHECK(differing == 0);
}

TEST_CASE("rate and block are the JACK server's, not what was asked for")
{
    const testing::JackServer server(44100, 128);
    JackDevice device("");
    auto thread = DeviceThread::mint();
    const auto format = device.open(thread, {SampleRate(48000), 512, 2});
    REQUIRE(format.ok());
    CHECK(format.value().rate == SampleRate(44100));
    CHECK(format.value().blockFrames == 128);
    CHECK(!device.capabilities().choosesRate);
    CHECK(!device.capabilities().choosesBlock);
}

TEST_CASE("by default the server's own playback ports are used")
{
    const testing::JackServer server(48000, 128);
    testing::CountedSignal signal;
    JackDevice device("");
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    CHECK(device.status().backend == "JACK");
    CHECK(device.status().name == "system");
    REQUIRE(device.start(thread, signal).ok());
    CHECK(signal.waitForFrames(4800));
    device.stop(thread);
    const auto clients = JackDevice::listClients();
    CHECK(std::find(clients.begin(), clients.end(), "system") != clients.end());
}

TEST_CASE("a stopped JACK device plays again")
{
    const testing::JackServer server(48000, 128);
    testing::CountedSignal signal;
    JackDevice device("");
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    for (int round = 1; round <= 3; ++round)
    {
        REQUIRE(device.start(thread, signal).ok());
        REQUIRE(signal.waitForFrames(signal.frames() + 1280));
        device.stop(thread);
        CHECK(device.progress()->frames == static_cast<std::uint64_t>(signal.frames()));
    }
}

TEST_CASE("without a server JACK is refused by name and none is started")
{
    const testing::EnvironmentVariable server("JACK_DEFAULT_SERVER", "loophole-no-such-server");
    JackDevice device("");
    auto thread = DeviceThread::mint();
    const auto opened = device.open(thread, {});
    REQUIRE(!opened.ok());
    CHECK_THAT(opened.failure().message(), Contains("no JACK server named \"loophole-no-such-server\" is running"));
    CHECK(JackDevice::listClients().empty());
}

TEST_CASE("a client without playback ports is no device")
{
    const testing::JackServer server(48000, 256);
    JackDevice device("nobody");
    auto thread = DeviceThread::mint();
    const auto opened = device.open(thread, {});
    REQUIRE(!opened.ok());
    CHECK(opened.failure().what == "nobody");
}

TEST_CASE("a server that is killed is noticed, and the next one is played through")
{
    testing::JackServer server(48000, 256);
    testing::CountedSignal signal;
    JackDevice device("");
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(2560));
    server.kill();
    REQUIRE(testing::comesTrue([&] { return !device.isAlive(); }));
    device.stop(thread);
    CHECK(!device.open(thread, {}).ok());
    server.restart();
    REQUIRE(device.open(thread, {}).ok());
    CHECK(device.isAlive());
    REQUIRE(device.start(thread, signal).ok());
    CHECK(signal.waitForFrames(signal.frames() + 2560));
}
