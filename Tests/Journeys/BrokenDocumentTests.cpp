#include "CommandLine.h"
#include "Support/BrokenDocuments.h"
#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

using namespace loophole::testing;

TEST_CASE("every kind of broken document is told in one line with its place, and stays byte for byte as it is")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto session = folder / "Broken Song.loophole";
    const auto documents = brokenDocuments();
    CHECK(documents.size() >= 40);
    for (std::size_t i = 0; i < documents.size(); ++i)
    {
        CAPTURE(documents[i].text);
        writeFile(session, documents[i].text);
        // Reading commands and writing ones in turn: none may touch it.
        const auto result = i % 2 == 0 ? cli.run({"session", "check", session.native()})
                                       : cli.run({"session", "add-track", session.native(), "--name", "Bass"});
        CHECK(result.exitCode == 1);
        CHECK(isOneErrorLine(result.errors));
        CHECK_THAT(result.errors, Catch::Contains(documents[i].why));
        CHECK_THAT(result.errors, Catch::Contains(": line "));
        CHECK(readFile(session) == documents[i].text);
        CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    }
}

TEST_CASE("unknown members at every level and every known one come back through an edit")
{
    const CommandLine cli;
    const TemporaryFolder folder;
    const auto session = folder / "S.loophole";
    const std::string text = R"({"format":"loophole.session","version":1,"sampleRate":44100,
"tempo":{"bpm":97.5,"beatsPerBar":3,"swing":0.2},
"assets":[{"id":"a1","path":"Audio/kick.wav","hash":"00ff"}],
"tracks":[{"id":"t1","name":"Drums","gainDb":-3.5,"pan":-0.25,"mute":true,"solo":true,"output":"Bus A","colour":4,"lane":7,
"clips":[{"id":"c1","asset":"a1","position":10,"offset":20,"length":48000,"gainDb":-6,"fadeIn":30,"fadeOut":40,"loop":true,
"playRate":1.5,"reverse":true,"mute":true,"name":"Kick","tag":{"deep":[1,2.5,null]}}]}],
"buses":[{"name":"Master","volumeDb":-1,"mute":false,"sendTo":"","effects":[{"type":"gain"}],"channels":6},
{"name":"Bus A","volumeDb":2,"mute":true,"sendTo":"Master","effects":[]}],
"markers":[{"position":500,"name":"Verse","colour":"red"}],"cues":[{"id":1}],"settings":{"grid":16},"newer":{"x":1}})";
    writeFile(session, text);
    REQUIRE(cli.run({"session", "add-track", session.native(), "--name", "Bass"}).exitCode == 0);
    auto written = nlohmann::json::parse(readFile(session));
    REQUIRE(written["tracks"].size() == 2);
    CHECK(written["tracks"][1]["name"] == "Bass");
    written["tracks"].erase(1);
    CHECK(written == nlohmann::json::parse(text));
}
