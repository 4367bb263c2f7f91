#include "Signal/Device/DeviceWatchdog.h"
#include "Signal/Device/SystemBackends.h"
#include "Support/CountedSignal.h"
#include "Support/JackRecorder.h"
#include "Support/JackServer.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <functional>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;

namespace
{

/** The control loop of a program that plays, with the devices of this machine and no PulseAudio. */
struct Player
{
    testing::EnvironmentVariable fallback{"LOOPHOLE_ALLOW_FALLBACK", std::nullopt};
    testing::EnvironmentVariable noPulse{"PULSE_SERVER", "unix:/nonexistent/loophole"};
    testing::CountedSignal signal;
    SystemBackends backends;
    SteadyClock clock;
    DeviceWorkerThread worker;
    SignalThread control = SignalThread::mint();
    DeviceWatchdog watchdog{clock, worker, backends, signal, [](const std::string&) {}};

    /** Turns of the loop, one for each block that is rendered, until it is so; false after a minute of frames. */
    [[nodiscard]] bool playUntil(const std::function<bool(const DeviceStatus&)>& isSo)
    {
        const auto deadline = clock.now() + std::chrono::seconds(60);
        while (clock.now() < deadline)
        {
            watchdog.step(control);
            if (watchdog.state(control) == DeviceWatchdog::State::playing && isSo(watchdog.status(control)))
                return true;
            (void) signal.waitForFrames(signal.frames() + 1, std::chrono::milliseconds(100));
        }
        return false;
    }
};

} // namespace

TEST_CASE("a JACK server that is killed while playing costs no frame, and a new one is found again")
{
    testing::JackServer server(48000, 256);
    Player player;
    player.watchdog.open(player.control, "jack", {SampleRate(48000), 256, 2});
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "JACK"; }));
    REQUIRE(player.signal.waitForFrames(24000));

    server.kill();
    REQUIRE(player.playUntil([](const auto& status) { return status.backend != "JACK"; }));
    const auto frames = player.signal.frames();
    CHECK(player.signal.waitForFrames(frames + 24000));
    CHECK(player.watchdog.losses(player.control) == 1);
    CHECK_THAT(player.watchdog.status(player.control).warnings.at(0), Contains("JACK"));

    server.restart();
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "JACK"; }));
    CHECK(player.watchdog.status(player.control).warnings.empty());

    // Heard again, from where it was; a recording in which the server reports an xrun is made once more.
    std::size_t differing = 1;
    std::uint64_t xruns = 1;
    for (int attempt = 0; attempt < 5 && differing > 0 && xruns > 0; ++attempt)
    {
        const auto before = player.watchdog.xruns(player.control);
        testing::JackRecorder recorder("recorder", 24000);
        recorder.connectFrom("Loophole:out_1", "Loophole:out_2");
        const auto recording = recorder.waitForRecording();
        REQUIRE(recording[0].size() == 24000);
        differing = testing::countDiffering(recording, 9600, player.signal.frames());
        xruns = player.watchdog.xruns(player.control) - before;
    }
    CHECK(differing == 0);
}

TEST_CASE("a session plays at its own speed on a JACK server of another rate")
{
    const testing::JackServer server(44100, 256);
    Player player;
    player.watchdog.open(player.control, "jack", {SampleRate(48000), 256, 2});
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "JACK"; }));
    CHECK_THAT(player.watchdog.status(player.control).warnings.at(0), Contains("44100 Hz") && Contains("converted"));
    REQUIRE(player.signal.waitForFrames(48000));
    // 44,100 frames of the device for 48,000 of the session, give or take what is read ahead and a block.
    const auto deviceFrames = static_cast<double>(player.watchdog.callbacks(player.control)) * 256;
    CHECK(std::abs(static_cast<double>(player.signal.frames()) - deviceFrames * 48000 / 44100) < 1500);
}
