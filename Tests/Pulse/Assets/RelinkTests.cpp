#include "Pulse/Assets/Relink.h"

#include "Support/ContentByHand.h"
#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <map>

using namespace loophole;
using loophole::testing::contentOf;
using loophole::testing::keyOf;
using loophole::testing::TemporaryFolder;

namespace
{

/** A file is as many frames long as it has bytes; an empty one cannot be read. */
AudioAsset probeByHand(const std::filesystem::path& path)
{
    AudioAsset asset;
    asset.path = path;
    std::error_code error;
    const auto bytes = std::filesystem::file_size(path, error);
    asset.offlineStatus = error || bytes == 0 ? OfflineStatus::missing : OfflineStatus::present;
    asset.cause = error ? error.message() : bytes == 0 ? "is empty" : "";
    asset.facts.length = FrameCount(error ? 0 : static_cast<std::int64_t>(bytes));
    asset.facts.sampleRate = SampleRate(48000);
    return asset;
}

Outcome<MediaContent> readByHand(const std::filesystem::path& path, const ContentKey& wantedPrint)
{
    auto content = contentOf(testing::readFile(path));
    if (!wantedPrint.isNone() && wantedPrint != content.quickPrint)
        content.hash.reset();
    return content;
}

const MediaInspection byHand{probeByHand, readByHand};

void put(const std::filesystem::path& path, std::size_t frames)
{
    std::filesystem::create_directories(path.parent_path());
    testing::writeFile(path, std::string(frames, 'x'));
}

/** A document with one clip of 100 frames of each of the files, none of which are there. */
SessionFile sessionOf(const TemporaryFolder& folder, const std::vector<std::string>& files)
{
    std::filesystem::create_directories(folder / "project");
    auto file = SessionFile::create(folder / "project/S.loophole", SampleRate(48000)).value();
    REQUIRE(file.addTrack("T"));
    for (const auto& name : files)
    {
        ClipPlacement placement;
        placement.file = folder / "project" / name;
        placement.length = FrameCount(100);
        REQUIRE(file.addClip("T", placement));
    }
    return file;
}

} // namespace

TEST_CASE("a folder that moved is found again by the names above its files")
{
    TemporaryFolder folder;
    auto file = sessionOf(folder, {"Drums/hit.wav", "Bass/hit.wav"});
    put(folder / "elsewhere/Drums/hit.wav", 200);
    put(folder / "elsewhere/Bass/hit.wav", 200);
    const auto report = relinkMissing(file, {folder / "elsewhere"}, byHand);
    REQUIRE(report.relinked.size() == 2);
    CHECK(report.relinked[0].from == "Drums/hit.wav");
    CHECK(report.relinked[0].to == folder / "elsewhere/Drums/hit.wav");
    CHECK(report.relinked[0].tier == RelinkTier::pathSuffix);
    CHECK(report.relinked[1].to == folder / "elsewhere/Bass/hit.wav");
    CHECK(file.check(probeByHand)[1].status == OfflineStatus::present);
    CHECK(report.doubtful.empty());
    CHECK(report.notFound.empty());
}

TEST_CASE("the only file of a name is taken if it is long enough")
{
    TemporaryFolder folder;
    auto file = sessionOf(folder, {"a.wav", "b.wav", "c.wav", "d.wav"});
    put(folder / "found/a.wav", 100);
    put(folder / "found/b.wav", 50);
    put(folder / "found/c.wav", 0);
    const auto report = relinkMissing(file, {folder / "found"}, byHand);
    REQUIRE(report.relinked.size() == 1);
    CHECK(report.relinked[0].tier == RelinkTier::name);
    REQUIRE(report.doubtful.size() == 2);
    CHECK(report.doubtful[0].why == "shorter than its clips: 0.0 s, wanted 0.0 s");
    CHECK(report.doubtful[1].why == "cannot be read: is empty");
    CHECK(report.notFound == std::vector<std::filesystem::path>{"d.wav"});
}

TEST_CASE("several files that could be it are told and none is taken")
{
    TemporaryFolder folder;
    auto file = sessionOf(folder, {"kick.wav"});
    put(folder / "one/kick.wav", 100);
    put(folder / "two/kick.wav", 100);
    const auto before = file.text();
    const auto report = relinkMissing(file, {folder / "one", folder / "two"}, byHand);
    CHECK(report.relinked.empty());
    REQUIRE(report.doubtful.size() == 1);
    CHECK(report.doubtful[0].why == "several files could be it");
    CHECK(report.doubtful[0].candidates ==
          std::vector<std::filesystem::path>{folder / "one/kick.wav", folder / "two/kick.wav"});
    CHECK(file.text() == before);
}

TEST_CASE("files that are there are left alone")
{
    TemporaryFolder folder;
    auto file = sessionOf(folder, {"a.wav"});
    put(folder / "project/a.wav", 100);
    put(folder / "other/a.wav", 100);
    const auto report = relinkMissing(file, {folder / "other"}, byHand);
    CHECK(report.relinked.empty());
    CHECK(file.session().assets[0].path == "a.wav");
}

TEST_CASE("a folder that cannot be searched is told and the others are searched")
{
    TemporaryFolder folder;
    auto file = sessionOf(folder, {"a.wav"});
    put(folder / "found/a.wav", 100);
    const auto report = relinkMissing(file, {folder / "none", folder / "found"}, byHand);
    CHECK(report.relinked.size() == 1);
    REQUIRE(report.unreadable.size() == 1);
    CHECK(report.unreadable[0].what == (folder / "none").native());
}

namespace
{

/** A document whose assets say of which content they were. */
SessionFile sessionKnowing(const TemporaryFolder& folder, const std::map<std::string, std::string>& contents)
{
    std::string assets;
    std::string clips;
    for (const auto& [path, bytes] : contents)
    {
        const auto content = contentOf(bytes);
        const auto id = keyOf(path).hex();
        assets += (assets.empty() ? "" : ",") + (R"({"id":")" + id) + R"(","path":")" + path + R"(","hash":")" +
                  content.hash->hex() + R"(","quickPrint":")" + content.quickPrint.hex() + R"(","bytes":)" +
                  std::to_string(bytes.size()) + R"(,"modified":1,"sampleRate":48000})";
        clips += (clips.empty() ? "" : ",") + (R"({"asset":")" + id) + R"(","position":0})";
    }
    std::filesystem::create_directories(folder / "project");
    testing::writeFile(folder / "project/S.loophole", R"({"format":"loophole.session","version":1,"assets":[)" +
                                                          assets + R"(],"tracks":[{"name":"T","clips":[)" + clips +
                                                          "]}]}");
    return SessionFile::open(folder / "project/S.loophole").value();
}

/** Counts how many files are read whole. */
struct CountedReading
{
    MediaInspection inspection{probeByHand, [this](const std::filesystem::path& path, const ContentKey& wanted)
                               {
                                   auto content = readByHand(path, wanted);
                                   read += content && content.value().hash ? 1 : 0;
                                   return content;
                               }};
    int read = 0;
};

} // namespace

TEST_CASE("among a thousand files of one name, size and length the right one is found by its content, and no other")
{
    TemporaryFolder folder;
    const auto bytesOf = [](int number) { return "take " + std::to_string(10000 + number) + std::string(200, 'x'); };
    for (int i = 0; i < 1000; ++i)
    {
        const auto place = folder / ("found/" + std::to_string(i));
        std::filesystem::create_directories(place);
        testing::writeFile(place / "take.wav", bytesOf(i));
    }
    auto file = sessionKnowing(folder, {{"take.wav", bytesOf(613)}});
    const auto report = relinkMissing(file, {folder / "found"}, byHand);
    REQUIRE(report.relinked.size() == 1);
    CHECK(report.relinked[0].to == folder / "found/613/take.wav");
    CHECK(report.relinked[0].tier == RelinkTier::content);
    CHECK(report.answers[0].decision.refused.size() == 999);
    CHECK(report.answers[0].decision.refused[0].why == "content differs");

    std::filesystem::remove(folder / "found/613/take.wav");
    auto again = sessionKnowing(folder, {{"take.wav", bytesOf(613)}});
    const auto none = relinkMissing(again, {folder / "found"}, byHand);
    CHECK(none.relinked.empty());
    REQUIRE(none.doubtful.size() == 1);
    CHECK(none.doubtful[0].candidates.size() == 999);
}

TEST_CASE("a file is found by its content under another name, and only files of its size are read")
{
    TemporaryFolder folder;
    auto file = sessionKnowing(folder, {{"kick.wav", "the kick"}});
    std::filesystem::create_directories(folder / "found");
    testing::writeFile(folder / "found/renamed.aif", "the kick");
    testing::writeFile(folder / "found/kick.wav", "another, longer kick");
    testing::writeFile(folder / "found/alike.wav", "the kiss");
    testing::writeFile(folder / "found/other.wav", "a drum's");
    CountedReading reading;
    const auto report = relinkMissing(file, {folder / "found"}, reading.inspection);
    REQUIRE(report.relinked.size() == 1);
    CHECK(report.relinked[0].to == folder / "found/renamed.aif");
    CHECK(reading.read == 2); // "a drum's" has another quick print
    CHECK(report.filesRead == 2);
    const auto& refused = report.answers[0].decision.refused;
    REQUIRE(refused.size() == 1); // of the others nobody would have thought
    CHECK(refused[0].why == "content differs: 20 bytes, wanted 8");
    // What the document says of the content is still true.
    CHECK(file.session().assets[0].record.content == contentOf("the kick"));
}

TEST_CASE("what one found file tells of a move finds others, also under names that were not searched")
{
    TemporaryFolder folder;
    const auto old = (folder / "old").native();
    auto file = sessionKnowing(folder, {{old + "/Drums/kick.wav", "kick"}, {old + "/Bass/low.wav", "low!"}});
    put(folder / "new/Drums/x", 1);
    put(folder / "new/Bass/x", 1);
    testing::writeFile(folder / "new/Drums/kick.wav", "kick");
    testing::writeFile(folder / "new/Bass/low.wav", "low!");
    const auto report = relinkMissing(file, {folder / "new/Drums"}, byHand);
    REQUIRE(report.relinked.size() == 2);
    CHECK(report.notFound.empty());
    CHECK(file.check(probeByHand)[0].status == OfflineStatus::present);
    CHECK(file.check(probeByHand)[1].status == OfflineStatus::present);
}
