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

namespace
{

/** XXH3-128 of a file as another program has it. */
std::string hashOf(const std::filesystem::path& file)
{
    const auto told = runProgram({"xxhsum", "-H2", file.native()});
    REQUIRE(told.exitCode == 0);
    return told.output.substr(0, 32);
}

/** Three clips of media that are not where the document says: of the first one it knows the content. */
void writeSessionThatMissesThree(const std::filesystem::path& session, const std::filesystem::path& kick)
{
    const auto size = std::to_string(std::filesystem::file_size(kick));
    writeFile(session, R"({"format":"loophole.session","version":1,"newer":[1],"assets":[
{"id":"kick","path":"Audio/kick.wav","hash":")" +
                           hashOf(kick) + R"(","bytes":)" + size + R"(,"later":"kept"},
{"id":"snare","path":"Audio/snare.wav"},{"id":"hat","path":"Audio/hat.wav"}],
"tracks":[{"name":"0","clips":[{"asset":"kick","position":0},{"asset":"snare","position":0,"length":48000},
{"asset":"hat","position":0}]}]})");
}

} // namespace

TEST_CASE("files are lost and found again by content, folder and name, edited, lost in a crash, recovered and saved: "
          "nothing is different in the end")
{
    const TemporaryFolder home;
    const CommandLine cli;
    const auto session = (home / "S.loophole").native();
    const auto made = [&](const std::string& path, const std::string& note)
    {
        std::filesystem::create_directories((home / path).parent_path());
        REQUIRE(
            runProgram({"sox", "-n", "-r", "48000", (home / path).native(), "synth", "1", "pluck", note}).exitCode ==
            0);
        return home / path;
    };
    const auto kick = made("elsewhere/takes/renamed.wav", "C2");
    made("elsewhere/takes/kick.wav", "C2"); // a newer one
    std::ofstream(home / "elsewhere/takes/kick.wav", std::ios::app) << "changed";
    made("elsewhere/Audio/snare.wav", "D3");
    made("elsewhere/Other/snare.wav", "E3");
    made("elsewhere/far/down/hat.wav", "F4");
    writeSessionThatMissesThree(session, kick);
    CHECK(jsonOf(cli.run({"session", "check", session, "--json"}))["absent"] == 3);
    const auto report =
        jsonOf(cli.run({"session", "relink", session, "--json", "--in", (home / "elsewhere").native()}));
    REQUIRE(report["relinked"].size() == 3);
    CHECK(report["relinked"][0]["by"] == "content");
    CHECK(report["relinked"][0]["to"] == kick.native());
    CHECK(report["relinked"][1]["by"] == "path");
    CHECK(report["relinked"][2]["by"] == "name");
    CHECK(report["assets"][0]["wanted"]["hash"] == hashOf(kick));
    CHECK_THAT(report["assets"][0]["refused"][0]["why"].get<std::string>(), Catch::StartsWith("content differs: "));
    CHECK(report["searched"]["files"] == 5);
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
    CHECK(document["assets"][0]["path"] == "elsewhere/takes/renamed.wav");
    CHECK(document["assets"][0]["hash"] == hashOf(kick));
    CHECK(document["assets"][0]["later"] == "kept");

    // Opened and saved again it is the same but for the track that is added.
    REQUIRE(cli.run({"session", "add-track", session, "--name", "One more"}).exitCode == 0);
    auto saved = nlohmann::json::parse(readFile(session));
    CHECK(saved["tracks"].back()["name"] == "One more");
    saved["tracks"].erase(saved["tracks"].size() - 1);
    CHECK(saved == document);
    CHECK(jsonOf(cli.run({"session", "show", session, "--json"}))["assets"] == document["assets"]);
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
