#include "Aura/Browser/FolderRows.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr RequestId request{5};
constexpr Instant now = std::chrono::seconds(100);

FolderListed part(std::vector<FolderEntry> entries, bool isComplete)
{
    return {request, "/media", std::move(entries), isComplete, {}};
}

std::vector<std::string> names(const FolderRows& rows)
{
    std::vector<std::string> all;
    for (std::size_t at = 0; at < rows.count(); ++at)
        all.push_back(rows.row(at)->path.filename());
    return all;
}

FolderRows listed()
{
    FolderRows rows;
    rows.begin(request, "/media", now);
    REQUIRE(rows.add(
        part({{"/media/kick 10.wav", false, 1}, {"/media/Zebra", true, 0}, {"/media/.hidden.wav", false, 1}}, false)));
    REQUIRE(rows.arrange(now));
    REQUIRE(rows.add(
        part({{"/media/Kick 2.WAV", false, 3}, {"/media/notes.txt", false, 1}, {"/media/alpha", true, 0}}, true)));
    REQUIRE(rows.arrange(now));
    return rows;
}

AudioAsset assetOf(const char* path, int seconds)
{
    AudioAsset asset;
    asset.path = path;
    asset.offlineStatus = OfflineStatus::present;
    asset.facts.sampleRate = SampleRate(48000);
    asset.facts.length = FrameCount(48000 * seconds);
    asset.facts.tags = {{"key", "Am"}, {"bpm", "120"}};
    return asset;
}

LibraryHit hitOf(const char* path, LibraryFileId file)
{
    LibraryHit hit;
    hit.file = file;
    hit.path = path;
    hit.isFavourite = true;
    hit.rating = 4;
    return hit;
}

} // namespace

TEST_CASE("folders come first, then audio files, numbers by their value and nothing else")
{
    const auto rows = listed();
    REQUIRE(names(rows) == std::vector<std::string>{"alpha", "Zebra", "Kick 2.WAV", "kick 10.wav"});
    REQUIRE(rows.isComplete());
    REQUIRE(rows.folders() == 2);
    REQUIRE(rows.find("/media/kick 10.wav") == 3);
    REQUIRE_FALSE(rows.find("/media/notes.txt"));
    REQUIRE_FALSE(rows.find("/elsewhere/kick 10.wav"));
    REQUIRE(rows.row(4) == nullptr);
}

TEST_CASE("the filter lets names through that have all its words, in any case and order")
{
    auto rows = listed();
    rows.setFilter("10 KICK");
    REQUIRE(names(rows) == std::vector<std::string>{"kick 10.wav"});
    rows.setFilter("snare");
    REQUIRE(rows.count() == 0);
    REQUIRE(rows.size() == 4);
    rows.setFilter("");
    REQUIRE(rows.count() == 4);
}

TEST_CASE("parts of a folder that was left are ignored")
{
    auto rows = listed();
    rows.begin(RequestId{6}, "/other", now);
    REQUIRE_FALSE(rows.add(part({{"/media/late.wav", false, 1}}, true)));
    REQUIRE(rows.count() == 0);
    REQUIRE_FALSE(rows.isComplete());
}

TEST_CASE("why a folder cannot be read is kept")
{
    FolderRows rows;
    rows.begin(request, "/secret", now);
    REQUIRE(rows.add({request, "/secret", {}, true, "Permission denied"}));
    REQUIRE(rows.error() == "Permission denied");
}

TEST_CASE("a folder that has said nothing for two seconds is silent until its listing is complete")
{
    FolderRows rows;
    rows.begin(request, "/hung", now);
    CHECK_FALSE(rows.isSilent(now + std::chrono::milliseconds(1999)));
    CHECK(rows.isSilent(now + std::chrono::seconds(2)));
    REQUIRE(rows.add({request, "/hung", {}, true, {}}));
    CHECK_FALSE(rows.isSilent(now + std::chrono::seconds(2)));
}

TEST_CASE("a folder is sorted by a column, with folders first all the same and back by name without one")
{
    auto rows = listed();
    rows.setOrder({Column::bytes, true});
    CHECK(names(rows) == std::vector<std::string>{"alpha", "Zebra", "Kick 2.WAV", "kick 10.wav"});
    rows.setOrder({Column::bytes, false});
    CHECK(names(rows) == std::vector<std::string>{"alpha", "Zebra", "kick 10.wav", "Kick 2.WAV"});
    rows.setOrder({});
    CHECK(names(rows) == std::vector<std::string>{"alpha", "Zebra", "Kick 2.WAV", "kick 10.wav"});
}

TEST_CASE("rows whose lengths become known move to their places, no oftener than twice a second")
{
    auto rows = listed();
    rows.setOrder({Column::length, true});
    REQUIRE(rows.learn(assetOf("/media/kick 10.wav", 9)));
    REQUIRE(rows.arrange(now));
    CHECK(names(rows).at(2) == "kick 10.wav");
    REQUIRE(rows.learn(assetOf("/media/Kick 2.WAV", 20)));
    CHECK_FALSE(rows.arrange(now + std::chrono::milliseconds(100)));
    CHECK(names(rows).at(2) == "kick 10.wav");
    CHECK(rows.arrange(now + FolderRows::movingInterval));
    CHECK(names(rows).at(2) == "Kick 2.WAV");
    CHECK_FALSE(rows.learn(assetOf("/elsewhere/kick 10.wav", 1)));
}

TEST_CASE("marks of the library are shown on files that were listed before them and after them")
{
    FolderRows rows;
    rows.begin(request, "/media", now);
    REQUIRE(rows.add(part({{"/media/a.wav", false, 7}}, false)));
    rows.addMarks({hitOf("/media/a.wav", 1), hitOf("/media/b.wav", 2), hitOf("/media/below/c.wav", 3)});
    REQUIRE(rows.add(part({{"/media/b.wav", false, 8}, {"/media/c.wav", false, 9}}, true)));
    REQUIRE(rows.arrange(now));
    CHECK(rows.row(0)->file == 1);
    CHECK(rows.row(0)->bytes == 7);
    CHECK(rows.row(1)->isFavourite);
    CHECK(rows.row(2)->file == 0);
    MarkLibraryFiles change;
    change.files = {2};
    change.favourite = false;
    rows.change(change);
    CHECK_FALSE(rows.row(1)->isFavourite);
    CHECK(rows.row(0)->isFavourite);
}

TEST_CASE("a name is found by how it begins, from a row on and then from the top")
{
    const auto rows = listed();
    CHECK(rows.findName("KI", 0) == 2);
    CHECK(rows.findName("ki", 3) == 3);
    CHECK(rows.findName("al", 3) == 0);
    CHECK_FALSE(rows.findName("x", 0));
}
