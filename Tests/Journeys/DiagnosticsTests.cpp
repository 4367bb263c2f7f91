#include "Journeys/CommandLine.h"
#include "Support/NoiseFile.h"

#include <catch2/catch.hpp>

#include <set>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** 6 dB below full scale, and 6 dB over it once it is played at +12 dB. */
constexpr float halfScale = 0.5f;

} // namespace

TEST_CASE("playing reports its buffers, the times of its blocks, its device and its level")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto report = cli.json(
        {"play", makeNoiseFile(folder / "noise.wav", 4, halfScale).native(), "--device", "null", "--seconds", "1"});
    INFO(report.dump(2));
    const auto& buffers = report["buffers"];
    CHECK(buffers["byType"] == nlohmann::json({{"memory", 1}, {"streaming", 1}, {"ring", 1}, {"pool", 1}}));
    CHECK(buffers["pressure"] == "normal");
    CHECK(buffers["processMiB"].get<double>() > 1.0);
    std::set<std::string> ids;
    for (const auto& buffer : buffers["all"])
    {
        ids.insert(buffer["id"]);
        CHECK(buffer["state"] == "active");
        CHECK(buffer["errorCount"] == 0);
    }
    CHECK(ids == std::set<std::string>{"Block pool", "Decoded blocks", "Monitor", "Streams"});
    CHECK(report["cache"]["timelineCachedPercent"].get<double>() > 50.0);
    const auto& blocks = report["disk"]["blocks"];
    CHECK(blocks["count"].get<int>() > 5);
    CHECK(blocks["decodeP50Ms"].get<double>() > 0.0);
    CHECK(blocks["readP99Ms"].get<double>() > 0.0); // one read brings many blocks, so that most need none of their own
    REQUIRE_FALSE(report["disk"]["devices"].empty());
    CHECK(report["disk"]["devices"][0]["reads"].get<int>() > 0);
    CHECK(report["device"]["xruns"].is_number_unsigned());
    CHECK(report["output"]["overs"] == 0);
    CHECK(report["output"]["peakDb"].get<double>() == Approx(-6.0).margin(1.0));
}

TEST_CASE("samples that were clipped for the device are counted")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto session = (folder / "Loud.loophole").native();
    const auto file = makeNoiseFile(folder / "noise.wav", 4, halfScale).native();
    REQUIRE(cli.run({"session", "new", session}).exitCode == 0);
    REQUIRE(cli.run({"session", "add-track", session, "--name", "Loud"}).exitCode == 0);
    REQUIRE(cli.run({"session", "add-clip", session, "--track", "Loud", "--file", file, "--gain-db", "12"}).exitCode ==
            0);
    const auto report = cli.json({"play", session, "--device", "null", "--seconds", "1"});
    INFO(report.dump(2));
    CHECK(report["output"]["overs"].get<int>() > 1000);
}

TEST_CASE("the doctor puts samples through every kind of buffer and finds them sound")
{
    const CommandLine cli;
    const auto buffers = cli.json({"doctor", "--device", "null"})["buffers"];
    INFO(buffers.dump(2));
    std::set<std::string> types;
    for (const auto& kind : buffers["kinds"])
    {
        types.insert(kind["type"]);
        CHECK(kind["sound"] == true);
        CHECK(kind["metrics"]["readCount"] == 64);
        CHECK(kind["metrics"]["meanReadMs"].get<double>() > 0.0);
    }
    CHECK(types == std::set<std::string>{"memory", "pool", "ring", "streaming"});
    CHECK(buffers["leaks"].empty());
    CHECK(buffers["chunkProfiles"]["lowLatency"] == 256);
    CHECK(buffers["systemFreeMiB"].get<int>() > 0);
}

TEST_CASE("on a terminal a block of lines is drawn over itself while something plays, and elsewhere nothing")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto file = makeNoiseFile(folder / "noise.wav", 4, halfScale).native();
    const auto plain = cli.run({"play", file, "--device", "null", "--seconds", "1"});
    REQUIRE(plain.exitCode == 0);
    CHECK(plain.errors.find('\033') == std::string::npos);

    const auto command = std::string(LOOPHOLE_CLI) + " play '" + file + "' --device null --seconds 1";
    const auto shown = runProgram({"script", "-qec", command, "/dev/null"});
    REQUIRE(shown.exitCode == 0);
    CHECK(shown.output.find("A\r0:0") != std::string::npos); // the cursor went up before the first line came again
    for (const auto* part : {"playing", "left", "callback", "disk", "blocks", "cache", "budget", "missing   0 frames"})
        CHECK(shown.output.find(part) != std::string::npos);
}
