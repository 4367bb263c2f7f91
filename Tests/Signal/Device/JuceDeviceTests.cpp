#include "Signal/Device/JuceDevice.h"

#include "Support/CountedSignal.h"
#include "Support/PulseServer.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("safe mode plays the default device in blocks of 100 ms")
{
    const testing::PulseServer server(48000);
    testing::CountedSignal signal;
    JuceDevice device;
    auto thread = DeviceThread::mint();
    const auto format = device.open(thread, {SampleRate(48000), 256, 2});
    INFO((format.ok() ? std::string() : format.failure().message()));
    REQUIRE(format.ok());
    CHECK(format.value().blockFrames == 4800);
    CHECK(device.status().backend == "Safe mode");
    REQUIRE(device.start(thread, signal).ok());
    CHECK(signal.waitForFrames(14400));
    device.stop(thread);
    CHECK(device.progress()->frames == static_cast<std::uint64_t>(signal.frames()));
    CHECK(signal.rate == SampleRate(48000));
}

TEST_CASE("safe mode where PulseAudio is gone plays a card or says that there is none")
{
    const testing::EnvironmentVariable server("PULSE_SERVER", "unix:/nonexistent/loophole");
    JuceDevice device;
    auto thread = DeviceThread::mint();
    const auto opened = device.open(thread, {});
    if (opened.ok())
        CHECK(opened.value().blockFrames * 10 == opened.value().rate.hz());
    else
        CHECK_THAT(opened.failure().message(),
                   Catch::Matchers::StartsWith("Safe mode: the") || Catch::Matchers::StartsWith("Safe mode: there"));
}
