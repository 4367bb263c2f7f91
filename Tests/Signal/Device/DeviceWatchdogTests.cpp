#include "Signal/Device/DeviceWatchdog.h"

#include "FakeBackends.h"
#include "Signal/Device/SystemBackends.h"
#include "Support/CountedSignal.h"
#include "Support/EnvironmentVariable.h"
#include "Support/VirtualClock.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::signal;
using namespace std::chrono_literals;
using Catch::Matchers::Contains;
using State = DeviceWatchdog::State;

namespace
{

struct Fixture
{
    testing::EnvironmentVariable fallback{"LOOPHOLE_ALLOW_FALLBACK", std::nullopt};
    FakeSystem system;
    FakeBackends backends{system};
    testing::CountedSignal signal;
    testing::VirtualClock clock;
    CrankedWorker worker;
    std::vector<std::string> log;
    SignalThread control = SignalThread::mint();
    DeviceWatchdog watchdog{clock, worker, backends, signal, [this](const std::string& line) { log.push_back(line); }};

    ~Fixture()
    {
        watchdog.close(control);
        worker.doAll();
    }

    void open(const std::string& name = {})
    {
        watchdog.open(control, name, {SampleRate(48000), 256, 2});
        worker.doAll();
        watchdog.step(control);
    }

    /** Time in which `devices`, if they run, call back every 100 ms; jobs are done as they come. */
    void pass(Instant duration, const std::set<std::string>& devices = {})
    {
        for (Instant passed{}; passed < duration; passed += 100ms)
        {
            clock.advance(100ms);
            for (const auto& [name, device] : system.running)
                if (devices.contains(name))
                    device->callBack(256);
            watchdog.step(control);
            worker.doAll();
            watchdog.step(control);
        }
    }
    [[nodiscard]] std::string backend() { return watchdog.status(control).backend; }
    [[nodiscard]] long opens(const std::string& name) const
    {
        return std::count(system.events.begin(), system.events.end(), "open " + name);
    }
};

} // namespace

TEST_CASE("opening is a job, and the control thread goes on meanwhile")
{
    Fixture fixture;
    fixture.watchdog.open(fixture.control, "jack", {});
    fixture.watchdog.step(fixture.control);
    CHECK(fixture.watchdog.state(fixture.control) == State::opening);
    CHECK(fixture.system.events.empty());
    fixture.worker.doAll();
    fixture.watchdog.step(fixture.control);
    CHECK(fixture.watchdog.state(fixture.control) == State::playing);
    const auto change = fixture.watchdog.takeChange(fixture.control);
    REQUIRE(change.has_value());
    CHECK(change->backend == "JACK");
    CHECK(!fixture.watchdog.takeChange(fixture.control).has_value());
}

TEST_CASE("a device that calls back is left alone")
{
    Fixture fixture;
    fixture.open();
    fixture.pass(60s, {"jack"});
    CHECK(fixture.system.events == std::vector<std::string>{"open jack", "start jack"});
    CHECK(fixture.watchdog.losses(fixture.control) == 0);
    CHECK(fixture.log.empty());
}

TEST_CASE("a device that no longer calls back is opened again within a second and goes on with the next frame")
{
    Fixture fixture;
    fixture.open();
    fixture.pass(10s, {"jack"});
    const auto before = fixture.signal.frames();
    fixture.pass(900ms);
    CHECK(fixture.opens("jack") == 1);
    fixture.pass(200ms);
    CHECK(fixture.opens("jack") == 2);
    CHECK(fixture.backend() == "JACK");
    CHECK(fixture.watchdog.losses(fixture.control) == 1);
    const auto planes = fixture.system.running["jack"]->callBack(64);
    CHECK(planes[0][0] == testing::countedSample(before, 0));
    REQUIRE(fixture.log.size() == 1);
    CHECK_THAT(fixture.log[0], Contains("JACK") && Contains("stopped calling back"));
}

TEST_CASE("a device that says that it is gone is replaced at once by the next of the order, loudly and once")
{
    Fixture fixture;
    fixture.open();
    fixture.pass(10s, {"jack"});
    fixture.system.running["jack"]->vanish();
    fixture.system.broken = {{"jack", "no server"}};
    fixture.pass(100ms);
    CHECK(fixture.backend() == "PulseAudio");
    fixture.pass(60s, {"pulse"});
    CHECK(fixture.log.size() == 2);
    CHECK_THAT(fixture.watchdog.status(fixture.control).warnings.at(1), Contains("no server"));
}

TEST_CASE("a better device is looked for with back-off and taken when it is there")
{
    Fixture fixture;
    fixture.system.broken = {{"jack", "no server"}};
    fixture.open();
    REQUIRE(fixture.backend() == "PulseAudio");
    fixture.pass(100s, {"pulse"});
    // After 1, 2, 4, 8, 16 and then every 30 seconds, beside the first attempt.
    CHECK(fixture.opens("jack") >= 6);
    CHECK(fixture.opens("jack") <= 9);
    CHECK(fixture.system.running.contains("pulse"));
    const auto before = fixture.signal.frames();
    fixture.system.broken.clear();
    fixture.pass(31s, {"pulse", "jack"});
    CHECK(fixture.backend() == "JACK");
    CHECK(fixture.watchdog.status(fixture.control).warnings.empty());
    CHECK(fixture.signal.frames() > before);
    CHECK(fixture.log.size() == 1);
}

TEST_CASE("a device that opens but never calls back does not keep a working one from playing")
{
    Fixture fixture;
    fixture.open();
    fixture.pass(2100ms);
    CHECK(fixture.backend() == "PulseAudio");
    fixture.pass(10s, {"pulse"});
    fixture.pass(120s, {"pulse"});
    // It is tried now and then, and each time given up again.
    CHECK(fixture.opens("jack") < 12);
    CHECK(fixture.watchdog.callbacks(fixture.control) > 1000);
}

TEST_CASE("the first opening may be refused")
{
    Fixture fixture;
    const testing::EnvironmentVariable forbidden("LOOPHOLE_ALLOW_FALLBACK", "0");
    fixture.system.broken = {{"jack", "no server"}};
    fixture.open("jack");
    CHECK(fixture.watchdog.state(fixture.control) == State::refused);
    CHECK_THAT(fixture.watchdog.failure(fixture.control).message(), Contains("JACK: no server"));
    fixture.pass(60s);
    CHECK(fixture.opens("jack") == 1);
}

TEST_CASE("a lost device that has no substitute is waited for in silence")
{
    Fixture fixture;
    const testing::EnvironmentVariable forbidden("LOOPHOLE_ALLOW_FALLBACK", "0");
    fixture.open("jack");
    fixture.pass(10s, {"jack"});
    fixture.system.broken = {{"jack", "no server"}};
    fixture.system.running["jack"]->vanish();
    fixture.pass(5s);
    CHECK(fixture.watchdog.state(fixture.control) == State::silent);
    CHECK(fixture.backend() == "none");
    fixture.system.broken.clear();
    fixture.pass(10s, {"jack"});
    CHECK(fixture.watchdog.state(fixture.control) == State::playing);
    CHECK(fixture.backend() == "JACK");
}

TEST_CASE("a device without a clock is cranked, one crank at a time")
{
    testing::CountedSignal signal;
    testing::VirtualClock clock;
    CrankedWorker worker;
    SystemBackends backends;
    auto control = SignalThread::mint();
    DeviceWatchdog watchdog(clock, worker, backends, signal, [](const std::string&) {});
    watchdog.open(control, "offline", {SampleRate(48000), 256, 2});
    CHECK(!watchdog.crank(control, 1000));
    worker.doAll();
    watchdog.step(control);
    REQUIRE(watchdog.state(control) == State::playing);
    CHECK(watchdog.crank(control, 1000));
    CHECK(!watchdog.crank(control, 1000));
    CHECK(signal.frames() == 0);
    worker.doAll();
    CHECK(signal.frames() == 1000);
    CHECK(watchdog.crank(control, 1));
    clock.advance(60s);
    watchdog.step(control);
    CHECK(watchdog.losses(control) == 0);
    watchdog.close(control);
    worker.doAll();
    CHECK(signal.frames() == 1001);
}

TEST_CASE("a device with a clock of its own is not cranked")
{
    Fixture fixture;
    fixture.open();
    CHECK(!fixture.watchdog.crank(fixture.control, 256));
    fixture.worker.doAll();
    CHECK(fixture.signal.frames() == 0);
}

TEST_CASE("xruns of every device are counted together")
{
    Fixture fixture;
    fixture.open();
    fixture.pass(10s, {"jack"});
    fixture.system.running["jack"]->reportXrun();
    fixture.system.running["jack"]->vanish();
    fixture.pass(100ms);
    fixture.system.running["jack"]->reportXrun();
    CHECK(fixture.watchdog.xruns(fixture.control) == 2);
}

TEST_CASE("opening anew, as for a session of another rate, stops what played before")
{
    Fixture fixture;
    fixture.open("alsa");
    fixture.pass(10s, {"alsa"});
    fixture.open("jack");
    CHECK(fixture.backend() == "JACK");
    CHECK(fixture.system.running.size() == 1);
    CHECK(fixture.watchdog.callbacks(fixture.control) == 0);
    CHECK(fixture.watchdog.losses(fixture.control) == 0);
}

TEST_CASE("closing stops the device and nothing is opened afterwards")
{
    Fixture fixture;
    fixture.open();
    fixture.watchdog.close(fixture.control);
    fixture.worker.doAll();
    fixture.watchdog.step(fixture.control);
    CHECK(fixture.watchdog.state(fixture.control) == State::closed);
    CHECK(fixture.system.running.empty());
    fixture.pass(60s);
    CHECK(fixture.opens("jack") == 1);
    fixture.open();
    CHECK(fixture.watchdog.state(fixture.control) == State::playing);
}

TEST_CASE("a device that was still being opened when it was closed is closed")
{
    Fixture fixture;
    fixture.watchdog.open(fixture.control, "jack", {});
    fixture.watchdog.close(fixture.control);
    fixture.worker.doAll();
    fixture.watchdog.step(fixture.control);
    CHECK(fixture.watchdog.state(fixture.control) == State::closed);
    CHECK(fixture.system.running.empty());
}
