#include "DevicePlayer.h"
#include "Support/Program.h"
#include "Support/PulseServer.h"
#include "Support/TemporaryFolder.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole;
using Catch::Matchers::Contains;

namespace
{

/** How many frames of `recording` differ from `rendered` in its second second, wherever that lies; all if it is not
 * there. */
std::size_t differingFrames(const testing::TestSignal& recording, const testing::TestSignal& rendered)
{
    constexpr std::size_t anchor = 48000, compared = 48000;
    const auto& left = recording.channels[0];
    std::size_t at = 0;
    while (at < left.size() && left[at] != rendered.channels[0][anchor])
        ++at;
    std::size_t differing = 0;
    for (std::size_t n = 0; n < compared; ++n)
        for (std::size_t c = 0; c < 2; ++c)
            if (at + n >= left.size() || recording.channels[c][at + n] != rendered.channels[c][anchor + n])
            {
                ++differing;
                break;
            }
    return differing;
}

} // namespace

TEST_CASE("what PulseAudio's monitor hears of a file is what render writes of it")
{
    const testing::TemporaryFolder folder;
    const auto file = (folder / "noise.wav").string();
    const auto output = (folder / "rendered.wav").string();
    const auto made =
        testing::runProgram({"sox", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "32", "-e", "float", file},
                            testing::makeNoise(2, 144000, 7).interleavedBytes());
    REQUIRE(made.exitCode == 0);
    const auto render = testing::runProgram({LOOPHOLE_CLI, "render", file, "-o", output});
    INFO(render.errors);
    REQUIRE(render.exitCode == 0);
    const auto rendered =
        testing::TestSignal::fromInterleavedBytes(testing::runProgram({"sox", output, "-t", "f32", "-"}).output, 2);
    REQUIRE(rendered.frames() == 144000);

    const testing::PulseServer server(48000);
    // A busy machine may make the server drop a block; then it is played once more.
    std::size_t differing = 1;
    for (int attempt = 0; attempt < 5 && differing > 0; ++attempt)
    {
        const auto recorder = server.recordMonitor();
        REQUIRE(recorder->readOutput(8 * 4800, 10).size() == 8 * 4800); // it records
        const testing::BackgroundProgram player({LOOPHOLE_CLI, "play", file, "--device", "pulse", "--block", "2048"},
                                                folder / "play.log");
        const auto recording = testing::TestSignal::fromInterleavedBytes(recorder->readOutput(8 * 240000, 20), 2);
        differing = differingFrames(recording, rendered);
    }
    CHECK(differing == 0);
}

TEST_CASE("a PulseAudio server that is killed while playing costs no frame, and a new one is found again")
{
    const testing::EnvironmentVariable noJack("JACK_DEFAULT_SERVER", "loophole-no-such-server");
    testing::PulseServer server(48000);
    testing::DevicePlayer player;
    player.watchdog.open(player.control, "pulse", {SampleRate(48000), 1024, 2});
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "PulseAudio"; }));
    REQUIRE(player.signal.waitForFrames(48000));

    server.kill();
    REQUIRE(player.playUntil([](const auto& status) { return status.backend != "PulseAudio"; }));
    CHECK(player.signal.waitForFrames(player.signal.frames() + 24000));
    CHECK(player.watchdog.losses(player.control) == 1);
    CHECK_THAT(player.watchdog.status(player.control).warnings.at(0), Contains("PulseAudio"));

    server.restart();
    REQUIRE(player.playUntil([](const auto& status) { return status.backend == "PulseAudio"; }));
    CHECK(player.signal.waitForFrames(player.signal.frames() + 24000));
}
