#include "Journeys/CommandLine.h"

#include <catch2/catch.hpp>

#include <fstream>

using namespace loophole::testing;

namespace
{

void writeText(const std::filesystem::path& path, const std::string& text)
{
    std::ofstream(path, std::ios::binary) << text;
}

/** A second of a tone as 16-bit stereo WAV at 48 kHz, by another program. */
std::filesystem::path makeTone(const TemporaryFolder& folder, const std::string& name)
{
    const auto path = folder / name;
    REQUIRE(runProgram({"sox", "-D", "-n", "-r", "48000", "-b", "16", "-c", "2", path.native(), "synth", "1", "sine",
                        "440", "gain", "-6"})
                .exitCode == 0);
    return path;
}

} // namespace

TEST_CASE("every command has help that exits with 0")
{
    const CommandLine cli;
    for (const std::string command :
         {"probe", "decode", "peaks", "session", "render", "play", "scrub", "bench", "doctor", "demo"})
    {
        const auto help = cli.run({command, "--help"});
        INFO(command);
        CHECK(help.exitCode == 0);
        CHECK(help.output.find("Usage") != std::string::npos);
        CHECK(help.errors.empty());
    }
}

TEST_CASE("wrong usage exits with 2 and says why on one line")
{
    const CommandLine cli;
    const std::vector<std::vector<std::string>> wrong{
        {},
        {"frobnicate"},
        {"probe"},
        {"decode", "a.wav"},
        {"decode", "a.wav", "-o", "b.wav", "--bits", "12"},
        {"decode", "a.wav", "-o", "b.wav", "--start", "-1"},
        {"render", "a.loophole", "-o", "b.wav", "--block", "0"},
        {"scrub", "a.wav", "--moves", "here and there"},
        {"play", "a.wav", "--loop", "1"},
        {"peaks"},
        {"peaks", "dump", "a.wav"},
        {"session"},
        {"session", "add-clip", "s.loophole"},
        {"bench", "nothing"},
    };
    for (const auto& arguments : wrong)
    {
        const auto result = cli.run(arguments);
        INFO((arguments.empty() ? "no arguments" : arguments.front()) << ": " << result.errors);
        CHECK(result.exitCode == 2);
        CHECK(isOneErrorLine(result.errors));
        CHECK(result.output.empty());
    }
}

TEST_CASE("bad media give one line that names the file, exit 1 and no output file")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto output = (folder / "out.wav").native();
    writeText(folder / "empty.wav", "");
    writeText(folder / "text.wav", "This is not a sound.\n");
    writeText(folder / "riff.wav", "RIFF\xff\xff\xff\xffWAVE");
    const auto truncatedHeader = std::string("RIFF\x24\0\0\0WAVEfmt \x10\0\0\0\x01\0\x02\0", 24);
    writeText(folder / "cut.wav", truncatedHeader);

    for (const std::string name : {"empty.wav", "text.wav", "riff.wav", "cut.wav", "absent.wav", "."})
    {
        const auto path = (folder / name).native();
        for (const auto& arguments : std::vector<std::vector<std::string>>{
                 {"probe", path}, {"decode", path, "-o", output}, {"peaks", path}, {"render", path, "-o", output}})
        {
            const auto result = cli.run(arguments);
            INFO(arguments.front() << ' ' << path << ": " << result.errors);
            CHECK(result.exitCode == 1);
            CHECK(isOneErrorLine(result.errors));
            CHECK(result.errors.find(name) != std::string::npos);
            CHECK_FALSE(std::filesystem::exists(output));
        }
    }
}

TEST_CASE("an output that cannot be written gives one line and leaves nothing behind")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto tone = makeTone(folder, "tone.wav").native();
    const auto nowhere = (folder / "no such folder" / "out.wav").native();
    for (const std::string command : {"decode", "render"})
    {
        const auto result = cli.run({command, tone, "-o", nowhere});
        CHECK(result.exitCode == 1);
        CHECK(isOneErrorLine(result.errors));
    }
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("paths are taken as they are")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    for (const std::string name : {"with space.wav", "ünïcödé ♪.wav", "-dash.wav", "\xff\xfe.wav"})
    {
        const auto path = makeTone(folder, name);
        const auto probed = cli.run({"probe", "--json", "--", path.native()});
        INFO(name << probed.errors);
        REQUIRE(probed.exitCode == 0);
        CHECK(nlohmann::json::parse(probed.output)["files"][0]["lengthSamples"] == 48000);
    }
}

TEST_CASE("probe says what a file is")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto file = cli.json({"probe", makeTone(folder, "tone.wav").native()})["files"][0];
    CHECK(file["offlineStatus"] == "present");
    CHECK(file["format"] == "WAV");
    CHECK(file["codec"] == "PCM");
    CHECK(file["sampleRate"] == 48000);
    CHECK(file["channels"] == 2);
    CHECK(file["bitDepth"] == 16);
    CHECK(file["lengthSamples"] == 48000);
    CHECK(file["timeReference"] == 0);
    CHECK(file["tags"].is_object());
    CHECK(file["error"].is_null());
}

TEST_CASE("a session is made, filled, shown and checked from the command line")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto tone = makeTone(folder, "tone.wav").native();
    const auto session = (folder / "Song.loophole").native();
    REQUIRE(cli.run({"session", "new", session, "--rate", "48000"}).exitCode == 0);
    REQUIRE(cli.run({"session", "add-track", session, "--name", "Drums"}).exitCode == 0);
    REQUIRE(cli.run({"session", "add-clip",   session, "--track",  "Drums",  "--file",    tone,       "--position",
                     "100",     "--offset",   "50",    "--length", "1000",   "--gain-db", "-6",       "--fade-in",
                     "10",      "--fade-out", "20",    "--loop",   "--rate", "0.5",       "--reverse"})
                .exitCode == 0);

    const auto shown = nlohmann::json::parse(cli.run({"session", "show", session, "--json"}).output);
    CHECK(shown["format"] == "loophole.session");
    const auto clip = shown["tracks"][0]["clips"][0];
    CHECK(clip["position"] == 100);
    CHECK(clip["offset"] == 50);
    CHECK(clip["length"] == 1000);
    CHECK(clip["gainDb"] == -6);
    CHECK(clip["fadeIn"] == 10);
    CHECK(clip["fadeOut"] == 20);
    CHECK(clip["loop"] == true);
    CHECK(clip["playRate"] == 0.5);
    CHECK(clip["reverse"] == true);
    CHECK(shown["assets"][0]["path"] == "tone.wav");

    const auto checked = nlohmann::json::parse(cli.run({"session", "check", session, "--json"}).output);
    CHECK(checked["assets"][0]["status"] == "present");

    std::filesystem::rename(folder / "tone.wav", folder / "elsewhere.wav");
    const auto missing = cli.run({"session", "check", session, "--json"});
    CHECK(missing.exitCode == 0);
    CHECK(nlohmann::json::parse(missing.output)["assets"][0]["status"] == "missing");
}

TEST_CASE("a wrong document is refused with its line, and stays as it was")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto path = folder / "Wrong.loophole";
    const std::string text =
        "{\"format\":\"loophole.session\",\n\"version\":1,\n\"tracks\":[{\"clips\":[{\"asset\":\"a9\"}]}]}";
    writeText(path, text);
    for (const std::string command : {"check", "show"})
    {
        const auto result = cli.run({"session", command, path.native()});
        CHECK(result.exitCode == 1);
        CHECK(isOneErrorLine(result.errors));
        CHECK(result.errors.find("line 3") != std::string::npos);
    }
    CHECK(cli.run({"play", path.native(), "--device", "null", "--seconds", "1"}).exitCode == 1);
    CHECK(cli.run({"session", "add-track", path.native(), "--name", "x"}).exitCode == 1);
    std::ifstream file(path, std::ios::binary);
    CHECK(std::string(std::istreambuf_iterator<char>(file), {}) == text);
}

TEST_CASE("doctor tells the device, the formats, the folders and the limits")
{
    const CommandLine cli;
    const auto report = cli.json({"doctor", "--device", "null"});
    CHECK(report["device"]["chosen"]["backend"] == "Null");
    CHECK(report["device"]["chosen"]["capabilities"]["keepsRealTime"] == true);
    CHECK(report["formats"].size() >= 5);
    CHECK(report["folders"]["cache"]["path"].get<std::string>().ends_with("loophole"));
    CHECK(report["limits"]["budgetMiB"] == 512);
    CHECK(report["warnings"].is_array());
}
