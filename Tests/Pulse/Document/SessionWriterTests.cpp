#include "Pulse/Document/SessionWriter.h"

#include "Pulse/Document/SessionReader.h"

#include "Support/SessionParts.h"

#include <catch2/catch.hpp>
#include <map>
#include <nlohmann/json.hpp>

using namespace loophole;

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

const std::string designExample =
    R"({"format":"loophole.session","version":1,"sampleRate":48000,"tempo":{"bpm":120,"beatsPerBar":4},
 "assets":[{"id":"a1","path":"Audio/kick.wav"}],
 "tracks":[{"id":"t1","name":"Drums","gainDb":0,"pan":0,"mute":false,"solo":false,"output":"Master",
   "clips":[{"id":"c1","asset":"a1","position":0,"offset":0,"length":48000,"gainDb":0,"fadeIn":0,"fadeOut":0,"loop":false,"playRate":1.0,"reverse":false,"mute":false}]}],
 "buses":[{"name":"Master","volumeDb":0,"mute":false,"sendTo":"","effects":[]}],"markers":[],"cues":[],"settings":{}})";

const std::string richDocument = R"({"format":"loophole.session","version":1,"sampleRate":44100,
"tempo":{"bpm":97.5,"beatsPerBar":3,"swing":0.2},
"assets":[{"id":"a1","path":"Audio/kick.wav","hash":"00ff"},{"id":"a2","path":"/abs/snare.flac"}],
"tracks":[{"id":"t1","name":"Dr\u00fcms \"x\"","gainDb":-3.5,"pan":-0.25,"mute":true,"solo":true,"output":"Bus A","colour":4,
"clips":[{"id":"c1","asset":"a1","position":10,"offset":20.375,"length":48000,"gainDb":-6,"fadeIn":30,"fadeOut":40,
"loop":true,"playRate":1.5,"reverse":true,"mute":true,"name":"Kick","tag":{"deep":[1,2.50,null]}},
{"id":"c2","asset":"a2","position":96000,"offset":0,"gainDb":0,"fadeIn":0,"fadeOut":0,"loop":false,"playRate":1,
"reverse":false,"mute":false}],"lane":7}],
"buses":[{"name":"Master","volumeDb":-1,"mute":false,"sendTo":"","channels":6,"effects":[{"type":"gain"}],"x":1},
{"name":"Bus A","volumeDb":2,"mute":true,"sendTo":"Master","effects":[]}],
"markers":[{"position":500,"name":"Verse","colour":"red"}],"cues":[{"id":1}],"settings":{"grid":16},"newer":{"x":[]}})";

} // namespace

TEST_CASE("a document is written as the format has it")
{
    const auto written = writeSession(read(designExample));
    CHECK(nlohmann::json::parse(written) == nlohmann::json::parse(designExample));
    // Also in the order of its members, which is what people read.
    auto example = nlohmann::ordered_json::parse(designExample);
    example["tracks"][0]["clips"][0]["playRate"] = 1; // whole numbers are written without a fraction
    CHECK(nlohmann::ordered_json::parse(written).dump() == example.dump());
}

TEST_CASE("everything in a document survives a load and a save")
{
    CHECK(nlohmann::json::parse(writeSession(read(richDocument))) == nlohmann::json::parse(richDocument));
}

TEST_CASE("saving what was loaded from a saved document changes no byte")
{
    for (const auto& document :
         {designExample, richDocument, std::string(R"({"format":"loophole.session","version":1})")})
    {
        const auto once = writeSession(read(document));
        CHECK(writeSession(read(once)) == once);
    }
}

TEST_CASE("a clip without a length is saved without one")
{
    const auto written = nlohmann::json::parse(writeSession(read(richDocument)));
    CHECK(written["tracks"][0]["clips"][0].contains("length"));
    CHECK_FALSE(written["tracks"][0]["clips"][1].contains("length"));
}

TEST_CASE("unknown numbers keep every digit they were written with")
{
    const auto text =
        std::string(R"({"format":"loophole.session","version":1,"x":1.10,"y":[1e3 , 18446744073709551615]})");
    const auto written = writeSession(read(text));
    CHECK_THAT(written, Catch::Contains("\"x\":1.10,"));
    CHECK_THAT(written, Catch::Contains("\"y\":[1e3 , 18446744073709551615]"));
}

TEST_CASE("what was never saved gets document ids that stay the same from save to save")
{
    IdSource ids;
    auto session = readSession("S", R"({"format":"loophole.session","version":1,"assets":[{"id":"a7","path":"x"}],
        "tracks":[{"id":"t9"}]})",
                               ids)
                       .value();
    Clip clip;
    clip.id = ids.next<ClipId>();
    SessionAsset asset;
    asset.id = ids.next<AssetId>();
    clip.asset = asset.id;
    Track track;
    track.id = ids.next<TrackId>(); // without t9 in the document these would be the fourth to sixth
    track.clips = SharedList<Clip>({clip});
    asset.path = "new.wav";
    session.assets = session.assets.withAppended(asset);
    session.tracks = session.tracks.withAppended(std::make_shared<const Track>(track));

    const auto written = nlohmann::json::parse(writeSession(session));
    CHECK(written["tracks"][1]["id"] == "t13");
    CHECK(written["assets"][1]["id"] == "a12");
    CHECK(written["tracks"][1]["clips"][0]["id"] == "c11");
    CHECK(written["tracks"][1]["clips"][0]["asset"] == "a12");
    CHECK(writeSession(session) == writeSession(session));
}

TEST_CASE("a path that is no UTF-8 comes back byte for byte")
{
    auto session = read(designExample);
    auto asset = session.assets[0];
    for (const std::string bytes : {"caf\xE9/\xFF\xFE.wav", "100% \xC3.wav", "ok \xE2\x82\xAC.wav", "new\nline\".wav"})
    {
        asset.path = bytes;
        session.assets = session.assets.with(0, asset);
        CHECK(read(writeSession(session)).assets[0].path.native() == bytes);
    }
}

TEST_CASE("a name that is no UTF-8 is written readably instead of breaking the document")
{
    auto session = read(designExample);
    auto track = *session.tracks[0];
    track.name = "b\xE4"
                 "d";
    session.tracks = session.tracks.with(0, std::make_shared<const Track>(track));
    CHECK(read(writeSession(session)).tracks[0]->name == "b\xEF\xBF\xBD"
                                                         "d");
}

TEST_CASE("the pieces of a session are its text, and an edited session shares all but those it touched")
{
    std::vector<Clip> clips;
    for (std::uint32_t i = 1; i <= 1000; ++i)
        clips.push_back(testing::clipOf(i, 1, i * 100));
    auto session = testing::sessionOf({testing::trackOf(1, std::move(clips)), testing::trackOf(2, {})});
    session.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a1", "a.wav", {}}});
    auto edited = session;
    auto track = *session.tracks[0];
    auto clip = track.clips[500];
    clip.gainDb = -6;
    track.clips = track.clips.with(500, clip);
    edited.tracks = session.tracks.with(0, std::make_shared<const Track>(track));

    std::map<std::pair<const void*, SessionPiece::Role>, std::string> known;
    std::string text;
    visitPieces(session,
                [&](const SessionPiece& piece)
                {
                    std::string part;
                    piece.append(part);
                    text += part;
                    if (piece.source)
                        CHECK(known.emplace(std::pair(piece.source.get(), piece.role), part).second);
                });
    CHECK(text == writeSession(session));
    CHECK(known.size() > 1000 / SharedList<Clip>::chunkSize);

    std::size_t made = 0;
    std::string editedText;
    visitPieces(edited,
                [&](const SessionPiece& piece)
                {
                    const auto same = known.find({piece.source.get(), piece.role});
                    std::string part;
                    piece.append(part);
                    editedText += part;
                    if (same == known.end())
                        ++made;
                    else
                        CHECK(same->second == part);
                });
    CHECK(editedText == writeSession(edited));
    // The chunk, the two ends of its track, and the three pieces that nothing shares.
    CHECK(made == 6);
}
