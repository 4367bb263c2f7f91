#include "Signal/Control/DeviceDirectory.h"

#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using signal::DeviceKind;

TEST_CASE("the devices that exist are told with the names by which they are chosen")
{
    ControlStage stage;
    stage.backends.listed = {{{DeviceKind::jack, "system"}, "JACK: system"}, {{DeviceKind::alsa, "hw:0,0"}, "Card"}};
    stage.tell(ListDevices{});
    stage.turn();
    const auto told = stage.all<DevicesListed>();
    REQUIRE(told.size() == 1);
    REQUIRE(told[0].devices.size() == 2);
    CHECK(told[0].devices[0].name == "jack:system");
    CHECK(told[0].devices[1].name == "alsa:hw:0,0");
    CHECK(told[0].devices[1].description == "Card");
}

TEST_CASE("asked twice before the answer it is one question, and later another one")
{
    struct SlowWorker final : signal::DeviceWorker
    {
        void post(Job job) override { jobs.push_back(std::move(job)); }
        std::vector<Job> jobs;
        DeviceThread thread = DeviceThread::mint();
    };
    struct Sink final : signal::FactSink
    {
        void send(SignalThread&, SignalToPulse) override { ++count; }
        int count = 0;
    };
    SlowWorker worker;
    ArmedBackends backends;
    Sink sink;
    auto thread = SignalThread::mint();
    signal::DeviceDirectory directory(worker, backends, sink);
    directory.ask(thread);
    directory.ask(thread);
    directory.step(thread);
    CHECK(worker.jobs.size() == 1);
    CHECK(sink.count == 0);
    worker.jobs[0](worker.thread);
    directory.step(thread);
    CHECK(sink.count == 1);
    directory.ask(thread);
    CHECK(worker.jobs.size() == 2);
}

TEST_CASE("another device takes over while playing, with the next frame")
{
    ControlStage stage;
    stage.play(makeNoise(2, 100'000, 4));
    (void) stage.render(4800, 480);
    const auto before = stage.backends.count;
    stage.tell(ChooseDevice{"null", 128});
    stage.settle();
    CHECK(stage.backends.count == before + 1);
    CHECK(stage.all<DeviceStatus>().back().blockFrames == 128);
    (void) stage.render(480, 128);
    stage.clock.advance(signal::Reports::positionInterval);
    stage.turn();
    CHECK(stage.all<TransportPosition>().back().state.isPlaying);
    // Where the last callback began: three blocks of 128 after the first device's.
    CHECK(stage.all<TransportPosition>().back().state.position.value() == 4800 + 3 * 128);
    CHECK(stage.all<TransportPosition>().back().missingFrames == 0);
}
