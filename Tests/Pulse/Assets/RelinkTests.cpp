#include "Pulse/Assets/Relink.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <xxhash.h>

using namespace loophole;
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

ContentKey keyOf(const std::string& bytes)
{
    XXH128_canonical_t canonical;
    XXH128_canonicalFromHash(&canonical, XXH3_128bits(bytes.data(), bytes.size()));
    ContentKey key;
    std::ranges::copy(canonical.digest, key.bytes.begin());
    return key;
}

/** The quick print knows a file by its size and its first byte alone. */
MediaContent contentOf(const std::string& bytes)
{
    MediaContent content;
    content.bytes = static_cast<std::int64_t>(bytes.size());
    content.quickPrint = keyOf(std::to_string(bytes.size()) + bytes.front());
    content.hash = keyOf(bytes);
    return content;
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
