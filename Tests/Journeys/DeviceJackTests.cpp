#include "DevicePlayer.h"
#include "Support/JackRecorder.h"
#include "Support/JackServer.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace loophole;
using Catch::Matchers::Contains;

TEST_CASE("a JACK server that is killed while playing costs no frame, and a new one is found again")
{
    testing::JackServer server(48000, 256);
    const testing::EnvironmentVariable noPulse("PULSE_SERVER", "unix:/nonexistent/loophole");
    testing::DevicePlayer player;
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
    const testing::EnvironmentVariable noPulse("PULSE_SERVER", "unix:/nonexistent/loophole");
    testing::DevicePlayer player;
    player.watchdog.open(player.control, "jack", {SampleRate(48000), 256, 2});
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "JACK"; }));
    CHECK_THAT(player.watchdog.status(player.control).warnings.at(0), Contains("44100 Hz") && Contains("converted"));
    REQUIRE(player.signal.waitForFrames(48000));
    // 44,100 frames of the device for 48,000 of the session, give or take what is read ahead and a block.
    const auto deviceFrames = static_cast<double>(player.watchdog.callbacks(player.control)) * 256;
    CHECK(std::abs(static_cast<double>(player.signal.frames()) - deviceFrames * 48000 / 44100) < 1500);
}
