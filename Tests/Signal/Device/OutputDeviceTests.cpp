#include "FakeBackends.h"
#include "Support/CountedSignal.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("a device that is not open cannot be started")
{
    FakeSystem system;
    FakeDevice device(system, {DeviceKind::alsa, {}});
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    const auto started = device.start(thread, signal);
    REQUIRE(!started.ok());
    CHECK(started.failure().message() == "alsa: is not open");
    CHECK(system.events.empty());
}

TEST_CASE("a playing device can neither be opened nor started again until it is stopped")
{
    FakeSystem system;
    FakeDevice device(system, {DeviceKind::alsa, {}});
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    REQUIRE(device.start(thread, signal).ok());
    CHECK(!device.open(thread, {}).ok());
    CHECK(!device.start(thread, signal).ok());
    device.stop(thread);
    CHECK(device.start(thread, signal).ok());
    device.stop(thread);
}

TEST_CASE("stopping twice halts once")
{
    FakeSystem system;
    FakeDevice device(system, {DeviceKind::alsa, {}});
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {}).ok());
    REQUIRE(device.start(thread, signal).ok());
    device.stop(thread);
    device.stop(thread);
    CHECK(system.events == std::vector<std::string>{"open alsa", "start alsa", "stop alsa"});
}

TEST_CASE("the status tells the format that was opened")
{
    FakeSystem system;
    system.rates["alsa"] = 44100;
    FakeDevice device(system, {DeviceKind::alsa, {}});
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {SampleRate(48000), 256, 2}).ok());
    const auto status = device.status();
    CHECK(status.backend == "ALSA");
    CHECK(status.sampleRate == 44100);
    CHECK(status.blockFrames == 256);
    CHECK(status.outputChannels == 2);
}

TEST_CASE("opening again forgets that the device was lost")
{
    FakeSystem system;
    FakeDevice device(system, {DeviceKind::alsa, {}});
    auto thread = DeviceThread::mint();
    device.vanish();
    REQUIRE(!device.isAlive());
    REQUIRE(device.open(thread, {}).ok());
    CHECK(device.isAlive());
}
