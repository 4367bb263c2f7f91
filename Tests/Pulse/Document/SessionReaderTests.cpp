#include "Pulse/Document/SessionReader.h"

#include "Support/BrokenDocuments.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::documentWith;
using loophole::testing::documentWithClip;

namespace
{

Session read(const std::string& text)
{
    IdSource ids;
    auto session = readSession("S.loophole", text, ids);
    INFO((session ? std::string() : session.failure().message()));
    REQUIRE(session);
    return std::move(session).value();
}

std::string refusalOf(const std::string& text)
{
    IdSource ids;
    const auto session = readSession("S.loophole", text, ids);
    if (session)
        return "was read";
    CHECK(session.failure().what == "S.loophole");
    CHECK(session.failure().why.find('\n') == std::string::npos);
    return session.failure().why;
}

const std::string wholeDocument = R"({"format":"loophole.session","version":1,"sampleRate":44100,
"tempo":{"bpm":97.5,"beatsPerBar":3,"swing":0.2},
"assets":[{"id":"a1","path":"Audio/kick.wav","hash":"00ff"},{"id":"a2","path":"/abs/snare.flac"}],
"tracks":[{"id":"t1","name":"Drums","gainDb":-3.5,"pan":-0.25,"mute":true,"solo":true,"output":"Bus A","colour":4,"lane":7,
"clips":[{"id":"c2","asset":"a2","position":96000},
{"id":"c1","asset":"a1","position":10,"offset":20,"length":48000,"gainDb":-6,"fadeIn":30,"fadeOut":40,"loop":true,
"playRate":1.5,"reverse":true,"mute":true,"name":"Kick","tag":{"deep":[1,2.50,null]}}]}],
"buses":[{"name":"Master","volumeDb":-1,"mute":false,"sendTo":"","effects":[{"type":"gain"}],"channels":6},
{"name":"Bus A","volumeDb":2,"mute":true,"sendTo":"Master"}],
"markers":[{"position":500,"name":"Verse","colour":"red"}],"cues":[{"id":1}],"settings":{"grid":16},"newer":{"x":1}})";

} // namespace

TEST_CASE("every member of a document is read")
{
    const auto session = read(wholeDocument);
    CHECK(session.sampleRate.hz() == 44100);
    CHECK(session.tempo.bpm == 97.5);
    CHECK(session.tempo.beatsPerBar == 3);
    REQUIRE(session.assets.size() == 2);
    CHECK(session.assets[0].documentId == "a1");
    CHECK(session.assets[0].path == "Audio/kick.wav");
    CHECK(session.assets[1].path == "/abs/snare.flac");

    REQUIRE(session.tracks.size() == 1);
    const auto& track = *session.tracks[0];
    CHECK(track.documentId == "t1");
    CHECK(track.name == "Drums");
    CHECK(track.gainDb == -3.5);
    CHECK(track.pan == -0.25);
    CHECK(track.mute);
    CHECK(track.solo);
    CHECK(track.output == "Bus A");
    CHECK(track.colour == 4);

    REQUIRE(track.clips.size() == 2);
    const auto& clip = track.clips[0];
    CHECK(clip.documentId == "c1");
    CHECK(clip.asset == session.assets[0].id);
    CHECK(clip.position == FramePosition(10));
    CHECK(clip.offset == 20);
    CHECK(clip.length == FrameCount(48000));
    CHECK(clip.gainDb == -6);
    CHECK(clip.fadeIn == FrameCount(30));
    CHECK(clip.fadeOut == FrameCount(40));
    CHECK(clip.loop);
    CHECK(clip.playRate == 1.5);
    CHECK(clip.reverse);
    CHECK(clip.mute);
    CHECK(clip.name == "Kick");
    CHECK(track.clips[1].asset == session.assets[1].id);

    REQUIRE(session.buses.size() == 2);
    CHECK(session.buses[0].volumeDb == -1);
    CHECK(session.buses[0].channels == 6);
    CHECK(session.buses[1].name == "Bus A");
    CHECK(session.buses[1].mute);
    CHECK(session.buses[1].sendTo == "Master");
    REQUIRE(session.markers.size() == 1);
    CHECK(session.markers[0].position == FramePosition(500));
    CHECK(session.markers[0].name == "Verse");
    CHECK(session.cues == "[{\"id\":1}]");
    CHECK(session.settings == "{\"grid\":16}");
}

TEST_CASE("members of every object that are not known are kept as they are written")
{
    using Kept = std::vector<std::pair<std::string, std::string>>;
    const auto session = read(wholeDocument);
    const auto& track = *session.tracks[0];
    CHECK(*session.unknown == Kept{{"newer", "{\"x\":1}"}});
    CHECK(*session.tempo.unknown == Kept{{"swing", "0.2"}});
    CHECK(*session.assets[0].unknown == Kept{{"hash", "\"00ff\""}});
    CHECK(*track.unknown == Kept{{"lane", "7"}});
    CHECK(*track.clips[0].unknown == Kept{{"tag", "{\"deep\":[1,2.50,null]}"}});
    CHECK(*session.buses[0].unknown == Kept{{"effects", "[{\"type\":\"gain\"}]"}});
    CHECK(*session.markers[0].unknown == Kept{{"colour", "\"red\""}});
    CHECK(track.clips[1].unknown == nullptr);
}

TEST_CASE("what a document leaves out has the default of the format")
{
    const auto session = read(documentWithClip(R"({"asset":"a1","position":7})"));
    CHECK(session.sampleRate.hz() == 48000);
    CHECK(session.tempo == Tempo{});
    const auto& track = *session.tracks[0];
    CHECK(track.gainDb == 0);
    CHECK(track.output == "Master");
    CHECK_FALSE(track.colour);
    const auto& clip = track.clips[0];
    CHECK(clip.offset == 0);
    CHECK_FALSE(clip.length);
    CHECK(clip.playRate == 1);
    CHECK_FALSE(clip.loop);
    REQUIRE(session.buses.size() == 1);
    CHECK(session.buses[0].name == "Master");
    CHECK(session.buses[0].channels == 2);
    CHECK(session.markers.empty());
    CHECK(session.cues == "[]");
    CHECK(session.settings == "{}");
}

TEST_CASE("tracks and clips without an id get one that no other has")
{
    const auto session = read(documentWith(R"("assets":[{"id":"a","path":"a.wav"}],"tracks":[{},{"id":"t1"},{"clips":[
        {"asset":"a","position":0},{"id":"c1","asset":"a","position":1},{"asset":"a","position":2}]}])"));
    CHECK(session.tracks[0]->documentId == "t2");
    CHECK(session.tracks[1]->documentId == "t1");
    CHECK(session.tracks[2]->documentId == "t3");
    const auto& clips = session.tracks[2]->clips;
    CHECK(clips[0].documentId == "c2");
    CHECK(clips[1].documentId == "c1");
    CHECK(clips[2].documentId == "c3");
}

TEST_CASE("clips are put in order of position, those at one place as they are written")
{
    const auto session =
        read(documentWithClip(R"({"id":"x","asset":"a1","position":9},{"id":"y","asset":"a1","position":3},
        {"id":"z","asset":"a1","position":9})"));
    const auto& clips = session.tracks[0]->clips;
    CHECK(clips[0].documentId == "y");
    CHECK(clips[1].documentId == "x");
    CHECK(clips[2].documentId == "z");
}

TEST_CASE("runtime ids are never handed out twice, also from one document to the next")
{
    IdSource ids;
    const auto text = documentWithClip(R"({"asset":"a1","position":7})");
    const auto first = readSession("S", text, ids).value();
    const auto second = readSession("S", text, ids).value();
    CHECK(first.assets[0].id.value < second.assets[0].id.value);
    CHECK(first.tracks[0]->clips[0].id.value < second.tracks[0]->clips[0].id.value);
}

TEST_CASE("clips may stand before the assets they use, and members in any order")
{
    const auto session = read(R"({"tracks":[{"clips":[{"position":1,"asset":"later"}]}],"version":1,
        "assets":[{"path":"x.wav","id":"later"}],"format":"loophole.session"})");
    CHECK(session.tracks[0]->clips[0].asset == session.assets[0].id);
}

TEST_CASE("a byte order mark, escaped names and characters beyond the basic plane are no trouble")
{
    const auto session =
        read("\xEF\xBB\xBF" + documentWith(R"("tracks":[{"n\u0061me":"\u00dcber \ud83c\udfa7 \"x\""}])"));
    CHECK(session.tracks[0]->name == "\xC3\x9C"
                                     "ber \xF0\x9F\x8E\xA7 \"x\"");
}

TEST_CASE("a path that is no UTF-8 is read from its bytes, unless the readable path was edited")
{
    const auto pathOf = [](const std::string& members)
    { return read(documentWith("\"assets\":[{\"id\":\"a\"," + members + "}]")).assets[0].path.native(); };
    CHECK(pathOf("\"path\":\"caf\xEF\xBF\xBD.wav\",\"pathBytes\":\"caf%E9.wav\"") == "caf\xE9.wav");
    CHECK(pathOf("\"path\":\"moved.wav\",\"pathBytes\":\"caf%E9.wav\"") == "moved.wav");
}

TEST_CASE("a document that is wrong is refused with the line, the column and the reason")
{
    for (const auto& [text, why] : testing::brokenDocuments())
    {
        CAPTURE(text);
        CHECK_THAT(refusalOf(text), Catch::Contains(why));
    }
}

TEST_CASE("a document cut off anywhere is refused and never read by halves")
{
    for (std::size_t length = 0; length < wholeDocument.size(); ++length)
    {
        CAPTURE(length);
        const auto why = refusalOf(wholeDocument.substr(0, length));
        CHECK_THAT(why, Catch::StartsWith("line "));
    }
}

TEST_CASE("no damaged byte of a document is fatal")
{
    IdSource ids;
    for (std::size_t place = 0; place < wholeDocument.size(); ++place)
    {
        for (const auto byte : {'\0', '"', '{', ']', '9', '\xFF'})
        {
            auto text = wholeDocument;
            text[place] = byte;
            const auto session = readSession("S", text, ids);
            if (session)
                CHECK(session.value().buses.size() >= 1);
            else
                CHECK_FALSE(session.failure().why.empty());
        }
    }
}
