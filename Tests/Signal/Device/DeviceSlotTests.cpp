#include "Signal/Device/DeviceSlot.h"

#include "FakeBackends.h"
#include "Support/CountedSignal.h"
#include "Support/EnvironmentVariable.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;
using Names = std::vector<std::string>;

namespace
{

struct Fixture
{
    testing::EnvironmentVariable fallback{"LOOPHOLE_ALLOW_FALLBACK", std::nullopt};
    FakeSystem system;
    FakeBackends backends{system};
    testing::CountedSignal signal;
    DeviceThread thread = DeviceThread::mint();
    SignalThread control = SignalThread::mint();
    DeviceSlot slot{backends, signal};

    template <class Event>
    Event receive()
    {
        DeviceEvent event;
        REQUIRE(slot.tryReceive(control, event));
        REQUIRE(std::holds_alternative<Event>(event));
        return std::get<Event>(std::move(event));
    }
};

} // namespace

TEST_CASE("opening starts the device and tells what it became")
{
    Fixture fixture;
    fixture.slot.open(fixture.thread, "alsa", {SampleRate(48000), 128, 2});
    const auto started = fixture.receive<DeviceStarted>();
    CHECK(started.status.backend == "ALSA");
    CHECK(started.status.blockFrames == 128);
    CHECK(started.rank == 0);
    CHECK(fixture.system.running.contains("alsa"));
    fixture.slot.close(fixture.thread);
    fixture.receive<DeviceClosed>();
    CHECK(fixture.system.running.empty());
}

TEST_CASE("an unknown name opens nothing")
{
    Fixture fixture;
    fixture.slot.open(fixture.thread, "soundblaster", {});
    CHECK_THAT(fixture.receive<DeviceFailed>().failure.message(), Contains("soundblaster: no such device"));
    CHECK(fixture.system.events.empty());
}

TEST_CASE("a device of another rate gets the converted mix and a warning says so")
{
    Fixture fixture;
    fixture.system.rates["jack"] = 44100;
    fixture.slot.open(fixture.thread, "jack", {SampleRate(48000), 128, 2});
    const auto started = fixture.receive<DeviceStarted>();
    CHECK(started.status.sampleRate == 44100);
    REQUIRE(started.status.warnings.size() == 1);
    CHECK_THAT(started.status.warnings[0], Contains("44100 Hz") && Contains("48000 Hz") && Contains("converted"));
    CHECK(fixture.signal.rate == SampleRate(48000));
    for (int n = 0; n < 100; ++n)
        fixture.system.running["jack"]->callBack(441);
    CHECK(std::abs(fixture.signal.frames() - 48000) < 100);
}

TEST_CASE("without fallback a configured device that fails is a failure that names the cause and the rule")
{
    Fixture fixture;
    const testing::EnvironmentVariable forbidden("LOOPHOLE_ALLOW_FALLBACK", "0");
    fixture.system.broken = {{"jack", "no server is running"}};
    fixture.slot.open(fixture.thread, "jack", {});
    CHECK(fixture.receive<DeviceFailed>().failure.message() ==
          "JACK: no server is running; LOOPHOLE_ALLOW_FALLBACK=0 forbids any other");
    CHECK(fixture.system.events == Names{"open jack"});
}

TEST_CASE("the present device plays until a better one is open, and then only one calls back")
{
    Fixture fixture;
    fixture.system.broken = {{"jack", "no server"}};
    fixture.slot.open(fixture.thread, "", {});
    REQUIRE(fixture.receive<DeviceStarted>().rank == 1);
    fixture.system.broken.clear();
    fixture.system.events.clear();
    fixture.slot.improve(fixture.thread);
    const auto started = fixture.receive<DeviceStarted>();
    CHECK(started.rank == 0);
    CHECK(started.status.warnings.empty());
    CHECK(fixture.system.events == Names{"open jack", "stop pulse", "start jack"});
}

TEST_CASE("a better device that opens but does not start leaves the present one playing")
{
    Fixture fixture;
    fixture.system.broken = {{"jack", "no server"}};
    fixture.slot.open(fixture.thread, "", {});
    fixture.receive<DeviceStarted>();
    fixture.system.broken.clear();
    fixture.system.unstartable = {{"jack", "refused"}};
    fixture.slot.improve(fixture.thread);
    fixture.receive<NothingBetter>();
    CHECK(fixture.system.running.contains("pulse"));
}

TEST_CASE("a replacement says why it was needed")
{
    Fixture fixture;
    fixture.slot.open(fixture.thread, "", {});
    fixture.receive<DeviceStarted>();
    fixture.system.broken = {{"jack", "no server"}};
    fixture.slot.replace(fixture.thread, "JACK has stopped.", 0);
    const auto started = fixture.receive<DeviceStarted>();
    CHECK(started.status.backend == "PulseAudio");
    REQUIRE(started.status.warnings.size() == 2);
    CHECK(started.status.warnings[0] == "JACK has stopped.");
    CHECK_THAT(started.status.warnings[1], Contains("no server"));
}
