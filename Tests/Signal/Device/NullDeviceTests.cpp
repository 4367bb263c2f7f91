#include "Signal/Device/NullDevice.h"

#include "Support/CountedSignal.h"

#include <catch2/catch.hpp>
#include <chrono>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("the null device takes what is asked for and says that it is not heard")
{
    NullDevice device;
    auto thread = DeviceThread::mint();
    const auto format = device.open(thread, {SampleRate(44100), 480, 2});
    REQUIRE(format.ok());
    CHECK(format.value().rate == SampleRate(44100));
    CHECK(format.value().blockFrames == 480);
    CHECK(!device.capabilities().isAudible);
    CHECK(device.capabilities().keepsRealTime);
    CHECK(device.status().backend == "Null");
}

TEST_CASE("the null device asks for frames at the rate of the clock and never before their time")
{
    NullDevice device;
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {SampleRate(48000), 240, 2}).ok());
    const auto begin = std::chrono::steady_clock::now();
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(24000));
    const auto seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    device.stop(thread);
    // The block that reaches the count begins one block earlier: 99 blocks of 5 ms. Later only by scheduling.
    CHECK(seconds >= 0.495);
    CHECK(seconds < 5.0);
    CHECK(signal.rate == SampleRate(48000));
    CHECK(device.isAlive());
}

TEST_CASE("no callback runs after the null device has stopped")
{
    NullDevice device;
    testing::CountedSignal signal;
    auto thread = DeviceThread::mint();
    REQUIRE(device.open(thread, {SampleRate(48000), 64, 2}).ok());
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(640));
    device.stop(thread);
    const auto frames = signal.frames();
    const auto callbacks = device.progress()->callbacks.load();
    REQUIRE(device.start(thread, signal).ok());
    REQUIRE(signal.waitForFrames(frames + 64));
    device.stop(thread);
    CHECK(frames % 64 == 0);
    CHECK(static_cast<std::int64_t>(callbacks) * 64 == frames);
}

TEST_CASE("a null device that is destroyed while it plays stops first")
{
    testing::CountedSignal signal;
    {
        NullDevice device;
        auto thread = DeviceThread::mint();
        REQUIRE(device.open(thread, {SampleRate(48000), 64, 2}).ok());
        REQUIRE(device.start(thread, signal).ok());
        REQUIRE(signal.waitForFrames(64));
    }
    CHECK(signal.frames() % 64 == 0);
}
