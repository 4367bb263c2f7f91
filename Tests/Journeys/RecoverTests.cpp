#include "CommandLine.h"
#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole::testing;

namespace
{

/** The document of a command that must succeed. */
nlohmann::json jsonOf(const ProgramResult& result)
{
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
    return nlohmann::json::parse(result.output);
}

/** A session whose editor was killed, so that its edits are recovery data only. */
struct Crashed
{
    Crashed()
    {
        writeFile(document, before);
        // Thirty edits take a few milliseconds; then the editor waits for a command that never comes, and is killed.
        const auto ended = runProgram(
            {LOOPHOLE_EDITING_PROGRAM, home.path().native(), "4", "-30", "1500000", (home / "log").native()});
        REQUIRE(ended.exitCode == 128 + 9);
    }

    [[nodiscard]] nlohmann::json json(std::vector<std::string> arguments) const
    {
        return jsonOf(run(std::move(arguments), "--json"));
    }
    [[nodiscard]] ProgramResult run(std::vector<std::string> arguments, const char* option = nullptr) const
    {
        arguments.insert(arguments.end(), {"--data-dir", home.path().native()});
        if (option != nullptr)
            arguments.emplace_back(option);
        return cli.run(std::move(arguments));
    }
    [[nodiscard]] std::string firstTrack(const std::filesystem::path& of) const
    {
        return nlohmann::json::parse(readFile(of))["tracks"][0]["name"];
    }

    const std::string before = R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}],
"tracks":[{"name":"0","clips":[{"asset":"a","position":0,"length":48000}]}]})";
    TemporaryFolder home;
    std::filesystem::path document = home / "S.loophole";
    CommandLine cli;
};

} // namespace

TEST_CASE("the command line tells of unsaved edits and saves them, once")
{
    const Crashed crashed;
    const auto session = crashed.document.native();
    const auto checked = crashed.json({"session", "check", session});
    CHECK(checked["recovery"]["lastEdit"] == "Edit 30");
    CHECK(checked["recovery"]["edits"] == 30);
    CHECK(checked["recovery"]["documentHasChanged"] == false);
    CHECK(checked["openIn"].is_null());
    CHECK_THAT(crashed.run({"session", "check", session}).output, Catch::Contains("can be recovered"));
    CHECK(crashed.json({"session", "recover"})["recoveries"].size() == 1);
    CHECK(readFile(crashed.document) == crashed.before);

    CHECK(crashed.json({"session", "recover", session})["document"] == session);
    CHECK(crashed.firstTrack(crashed.document) == "30");
    CHECK(crashed.json({"session", "check", session})["recovery"].is_null());
    const auto again = crashed.run({"session", "recover", session});
    CHECK(again.exitCode == 1);
    CHECK(isOneErrorLine(again.errors));
    CHECK_THAT(again.errors, Catch::Contains("there is nothing to recover"));
}

TEST_CASE("unsaved edits are not put over a document that was changed since, but beside it or where that is wished for")
{
    const Crashed crashed;
    const auto session = crashed.document.native();
    REQUIRE(crashed.run({"session", "add-track", session, "--name", "Later"}).exitCode == 0);
    const auto changed = readFile(crashed.document);
    const auto refused = crashed.run({"session", "recover", session});
    CHECK(refused.exitCode == 1);
    CHECK(isOneErrorLine(refused.errors));
    CHECK(readFile(crashed.document) == changed);

    std::filesystem::create_directory(crashed.home / "other");
    const auto elsewhere = crashed.home / "other/T.loophole";
    CHECK(crashed.run({"session", "recover", session, "-o", elsewhere.native()}).exitCode == 0);
    CHECK(crashed.firstTrack(elsewhere) == "30");
    CHECK(nlohmann::json::parse(readFile(elsewhere))["assets"][0]["path"] == "../a.wav");
    CHECK(readFile(crashed.document) == changed);
}

TEST_CASE("unsaved edits are thrown away only when that is said")
{
    const Crashed crashed;
    CHECK(crashed.run({"session", "recover", crashed.document.native(), "--discard"}).exitCode == 0);
    CHECK(crashed.json({"session", "recover"})["recoveries"].empty());
    CHECK(readFile(crashed.document) == crashed.before);
}

TEST_CASE(
    "files are lost and found again, edited, lost in a crash, recovered and saved: nothing is different in the end")
{
    const TemporaryFolder home;
    const CommandLine cli;
    const auto session = (home / "S.loophole").native();
    std::filesystem::create_directories(home / "elsewhere/Audio");
    std::string assets;
    std::string clips;
    for (const std::string name : {"kick", "snare", "hat"})
    {
        const auto made = home / ("elsewhere/Audio/" + name + ".wav");
        REQUIRE(runProgram({"sox", "-n", "-r", "48000", made.native(), "synth", "1", "pluck"}).exitCode == 0);
        assets +=
            (assets.empty() ? "" : ",") + std::string(R"({"id":")") + name + R"(","path":"Audio/)" + name + R"(.wav"})";
        clips += (clips.empty() ? "" : ",") + std::string(R"({"asset":")") + name + R"(","position":0})";
    }
    writeFile(session, R"({"format":"loophole.session","version":1,"newer":[1],"assets":[)" + assets +
                           R"(],"tracks":[{"name":"0","clips":[)" + clips + "]}]}");
    CHECK(jsonOf(cli.run({"session", "check", session, "--json"}))["absent"] == 3);
    CHECK(
        jsonOf(cli.run({"session", "relink", session, "--json", "--search", (home / "elsewhere").native()}))["relinked"]
            .size() == 3);
    CHECK(jsonOf(cli.run({"session", "check", session, "--json"}))["absent"] == 0);

    const auto ended =
        runProgram({LOOPHOLE_EDITING_PROGRAM, home.path().native(), "11", "-40", "1500000", (home / "log").native()});
    REQUIRE(ended.exitCode == 128 + 9);
    const auto before = readFile(session);
    REQUIRE(cli.run({"session", "recover", session, "--data-dir", home.path().native()}).exitCode == 0);
    const auto recovered = readFile(session);
    CHECK(recovered != before);
    const auto document = nlohmann::json::parse(recovered);
    CHECK(document["tracks"][0]["name"] == "40");
    CHECK(document["newer"] == nlohmann::json::array({1}));
    CHECK(document["assets"][0]["path"] == "elsewhere/Audio/kick.wav");

    // Opened and saved again it is the same text but for the track that is added.
    REQUIRE(cli.run({"session", "add-track", session, "--name", "One more"}).exitCode == 0);
    auto saved = nlohmann::json::parse(readFile(session));
    CHECK(saved["tracks"].back()["name"] == "One more");
    saved["tracks"].erase(saved["tracks"].size() - 1);
    CHECK(saved == document);
}

TEST_CASE("a session is collected from the command line")
{
    const TemporaryFolder folder;
    const CommandLine cli;
    writeFile(folder / "a.wav", countingBytes(1000));
    writeFile(folder / "S.loophole",
              R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}]})");
    const auto session = (folder / "S.loophole").native();
    const auto report = jsonOf(cli.run({"session", "collect", session, (folder / "moved").native(), "--json"}));
    CHECK(report["files"] == 1);
    CHECK(report["bytes"] == 1000);
    CHECK(readFile(folder / "moved/Audio/a.wav") == countingBytes(1000));
    const auto again = cli.run({"session", "collect", session, (folder / "moved").native()});
    CHECK(again.exitCode == 1);
    CHECK(isOneErrorLine(again.errors));
}
