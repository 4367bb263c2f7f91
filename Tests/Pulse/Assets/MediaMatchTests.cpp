#include "Pulse/Assets/MediaMatch.h"

#include "Support/ContentByHand.h"
#include "Support/SessionParts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

MediaFacts factsOf(int rate, std::int64_t frames, int channels = 2)
{
    MediaFacts facts;
    facts.sampleRate = SampleRate(rate);
    facts.length = FrameCount(frames);
    facts.channels = channels;
    return facts;
}

/** A medium of 3 s at 48 kHz, played from its beginning to its end. */
WantedMedium wantedKnowing(const std::string& bytes)
{
    WantedMedium wanted{AssetId{1}, "/old/Drums/kick.wav", {}, {{0, 3}}};
    wanted.record.sampleRate = SampleRate(48000);
    wanted.record.channels = 2;
    wanted.record.length = FrameCount(144000);
    if (!bytes.empty())
        wanted.record.content = contentOf(bytes);
    return wanted;
}

FoundFile fileOf(const std::string& path, const std::string& bytes, int rate = 48000, std::int64_t frames = 144000)
{
    FoundFile file;
    file.path = path;
    file.facts = factsOf(rate, frames);
    if (bytes.empty())
        return file;
    const auto content = contentOf(bytes);
    file.bytes = content.bytes;
    file.quickPrint = content.quickPrint;
    file.hash = content.hash;
    return file;
}

FoundFile broken(const std::string& path, const std::string& why)
{
    FoundFile file;
    file.path = path;
    file.error = why;
    return file;
}

} // namespace

TEST_CASE("a candidate is refused with the reason, or can be the lost file")
{
    struct Row
    {
        const char* what;
        std::string known; ///< content of the lost file; empty: not known
        FoundFile file;
        std::string why; ///< empty: it can be it
    };
    auto mono = fileOf("/n/kick.wav", "");
    mono.facts->channels = 1;
    auto otherPrint = wantedKnowing("abc");
    const auto rows = {
        Row{"the same content", "abc", fileOf("/n/renamed.wav", "abc"), ""},
        Row{"the same content at another rate as told", "abc", fileOf("/n/kick.wav", "abc", 44100), ""},
        Row{"another content of the same size", "abc", fileOf("/n/kick.wav", "abd"), "content differs"},
        Row{"another size", "abc", fileOf("/n/kick.wav", "abcd"), "content differs: 4 bytes, wanted 3"},
        Row{"a content that was not read", "abc", fileOf("/n/kick.wav", ""), "content differs"},
        Row{"nothing known, all alike", "", fileOf("/n/kick.wav", "xyz"), ""},
        Row{"nothing known, too short", "", fileOf("/n/kick.wav", "", 48000, 100800),
            "shorter than its clips: 2.1 s, wanted 3.0 s"},
        Row{"nothing known, one frame less than rounding may ask for", "", fileOf("/n/kick.wav", "", 48000, 143999),
            ""},
        Row{"nothing known, another rate", "", fileOf("/n/kick.wav", "", 44100, 200000),
            "other rate: 44100 Hz, wanted 48000 Hz"},
        Row{"nothing known, other channels", "", mono, "other channels: 1, wanted 2"},
        Row{"not readable", "abc", broken("/n/kick.wav", "Input/output error"), "cannot be read: Input/output error"},
    };
    for (const auto& row : rows)
    {
        INFO(row.what);
        CHECK(refusal(wantedKnowing(row.known), row.file).value_or("") == row.why);
    }
    otherPrint.record.content.hash.reset();
    auto alike = fileOf("/n/kick.wav", "xbc");
    alike.hash.reset();
    CHECK(refusal(otherPrint, alike) == "content differs");
}

TEST_CASE("which file is taken, by which tier, and what is said where none is")
{
    struct Row
    {
        const char* what;
        std::string known;
        std::vector<FoundFile> files;
        std::string taken;
        RelinkTier tier;
        std::string why;
    };
    auto byPrefix = fileOf("/n/x/kick.wav", "");
    byPrefix.isByPrefix = true;
    auto sameSamples = fileOf("/n/renamed.wav", "abc");
    sameSamples.hash.reset();
    using T = RelinkTier;
    const auto rows = {
        Row{"content under another name before a name",
            "abc",
            {fileOf("/n/Drums/kick.wav", "zzz"), fileOf("/n/a.wav", "abc")},
            "/n/a.wav",
            T::content,
            "has the same content"},
        Row{"of copies the one whose folders are alike",
            "abc",
            {fileOf("/a/kick.wav", "abc"), fileOf("/far/away/Drums/kick.wav", "abc")},
            "/far/away/Drums/kick.wav",
            T::content,
            "has the same content"},
        Row{"the suffix of the path",
            "",
            {fileOf("/n/Drums/kick.wav", ""), fileOf("/n/Bass/kick.wav", "")},
            "/n/Drums/kick.wav",
            T::pathSuffix,
            "lies in folders of the same names"},
        Row{"the name alone", "", {fileOf("/n/kick.wav", "")}, "/n/kick.wav", T::name, "has the same name"},
        Row{"several of the name",
            "",
            {fileOf("/a/kick.wav", ""), fileOf("/b/kick.wav", "")},
            "",
            T::name,
            "several files could be it"},
        Row{"one of the name that is too short leaves the other",
            "",
            {fileOf("/a/kick.wav", "", 48000, 10), fileOf("/b/kick.wav", "")},
            "/b/kick.wav",
            T::name,
            "has the same name"},
        Row{"where another one lay",
            "",
            {fileOf("/n/Drums/kick.wav", ""), byPrefix},
            "/n/x/kick.wav",
            T::pathSuffix,
            "lies where another lost file was found"},
        Row{"none", "", {}, "", T::name, "not found"},
        Row{"only others", "abc", {fileOf("/n/kick.wav", "abd")}, "", T::name, "no file that was found can be it"},
    };
    for (const auto& row : rows)
    {
        INFO(row.what);
        const auto decision = decide(wantedKnowing(row.known), row.files);
        CHECK(decision.file.value_or("") == row.taken);
        CHECK(decision.tier == row.tier);
        CHECK(decision.why == row.why);
    }
    auto printOnly = wantedKnowing("abc");
    printOnly.record.content.hash.reset();
    const auto decision = decide(printOnly, {sameSamples});
    CHECK(decision.file == "/n/renamed.wav");
    CHECK(decision.tier == RelinkTier::name);
    CHECK(decision.why == "has another name, and the same size and samples");
}

TEST_CASE("a file that has come back to its place is not taken for another one")
{
    const auto decision = decide(wantedKnowing("abc"), {fileOf("/old/Drums/kick.wav", "abc")});
    CHECK_FALSE(decision.file);
    CHECK(decision.why == "not found");
}

TEST_CASE("what clips need of a lost medium is gathered, and the document's word on its content")
{
    auto clip = clipOf(1, 7, 0);
    clip.offset = 100;
    clip.length = FrameCount(48000);
    clip.playRate = 2;
    auto looped = clipOf(2, 7, 0);
    looped.loop = true;
    AudioAsset asset;
    asset.assetId = AssetId{7};
    asset.path = "/m/a.wav";
    asset.content = contentOf("abc");
    const auto wanted = wantedMedia(sessionOf({trackOf(1, {clip, looped, clipOf(3, 8, 0)})}), {asset});
    REQUIRE(wanted.size() == 1);
    CHECK(wanted[0].lost == "/m/a.wav");
    CHECK(wanted[0].record.content == contentOf("abc"));
    REQUIRE(wanted[0].stretches.size() == 1);
    CHECK(wanted[0].stretches[0].offset == 100);
    CHECK(wanted[0].stretches[0].seconds == 2);
    CHECK(wantedText(wantedKnowing("abc").record) == "3.0 s, 48000 Hz, 2 channels, 3 bytes");
    CHECK(wantedText({}).empty());
}

TEST_CASE("a move is learnt from one file and holds for those beside and below it")
{
    const auto change = prefixChange("/old/p/Audio/Drums/kick.wav", "/new/Audio/Drums/kick.wav");
    REQUIRE(change);
    CHECK(*change == PrefixChange{"/old/p", "/new"});
    CHECK(moved(*change, "/old/p/Bass/low.wav") == std::filesystem::path("/new/Bass/low.wav"));
    CHECK_FALSE(moved(*change, "/old/pq/low.wav"));
    CHECK_FALSE(moved(*change, "/old/p"));
    CHECK_FALSE(prefixChange("/old/kick.wav", "/old/kick 2.wav"));
    CHECK_FALSE(prefixChange("/old/kick.wav", "/old/kick.wav"));
    CHECK(prefixChange("/kick.wav", "/n/kick.wav") == PrefixChange{"/", "/n"});
}
