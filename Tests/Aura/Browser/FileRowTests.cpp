#include "Aura/Browser/FileRow.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

LibraryHit hit()
{
    LibraryHit hit;
    hit.file = 9;
    hit.path = "/m/a.wav";
    hit.facts.sampleRate = SampleRate(48000);
    hit.facts.tags = {{"key", "Cm"}, {"artist", "own"}};
    hit.ownTags = {"artist", "key"};
    hit.key = "Cm";
    hit.tempo = 100;
    hit.isFavourite = true;
    hit.labels = {"dry"};
    hit.bytes = 50;
    return hit;
}

} // namespace

TEST_CASE("a hit of the library becomes a row with all that it says")
{
    const auto row = rowOf(hit());
    CHECK(row.file == 9);
    CHECK(row.isKnown);
    CHECK(row.key == "Cm");
    CHECK(row.isFavourite);
    CHECK(row.bytes == 50);
    CHECK(row.labels == std::vector<std::string>{"dry"});
}

TEST_CASE("a file that was listed is there, whatever the library thought, and keeps the size it was listed with")
{
    FileRow row;
    row.path = "/m/a.wav";
    row.bytes = 77;
    auto known = hit();
    known.offlineStatus = OfflineStatus::missing;
    known.cause = "is no longer there";
    addMarks(row, known);
    CHECK(row.offlineStatus == OfflineStatus::present);
    CHECK(row.cause.empty());
    CHECK(row.bytes == 77);
    CHECK(row.isFavourite);
}

TEST_CASE("opening a medium tells its facts, and the user's values stay before them")
{
    AudioAsset asset;
    asset.path = "/m/a.wav";
    asset.offlineStatus = OfflineStatus::present;
    asset.facts.sampleRate = SampleRate(44100);
    asset.facts.tags = {{"key", "F"}, {"artist", "scanned"}, {"bpm", "128.5"}};
    auto row = rowOf(hit());
    addFacts(row, asset);
    CHECK(row.facts.sampleRate == SampleRate(44100));
    CHECK(row.facts.tags.at("artist") == "own");
    CHECK(row.key == "Cm");

    FileRow stranger;
    addFacts(stranger, asset);
    CHECK(stranger.key == "F");
    CHECK(stranger.tempo == 128.5);
    CHECK(stranger.facts.tags.at("artist") == "scanned");

    asset.facts = {};
    asset.offlineStatus = OfflineStatus::missing;
    asset.cause = "no such file";
    addFacts(stranger, asset);
    CHECK(stranger.offlineStatus == OfflineStatus::missing);
    CHECK(stranger.isKnown); // it was once
}

TEST_CASE("marks, labels and values change a row as the library will have them")
{
    auto row = rowOf(hit());
    MarkLibraryFiles marks;
    marks.rating = 3;
    marks.collectionsToJoin = 5;
    apply(marks, row);
    CHECK(row.rating == 3);
    CHECK(row.isFavourite);
    marks = {};
    marks.favourite = false;
    marks.collectionsToLeave = 1;
    apply(marks, row);
    CHECK(row.collections == 4);
    CHECK_FALSE(row.isFavourite);

    apply(LabelLibraryFiles{{}, {"dry", "loud"}, {}}, row);
    apply(LabelLibraryFiles{{}, {}, {"dry"}}, row);
    CHECK(row.labels == std::vector<std::string>{"loud"});

    apply(SetLibraryTag{{}, "bpm", "91"}, row);
    CHECK(row.tempo == 91);
    apply(SetLibraryTag{{}, "key", "G"}, row);
    CHECK(row.key == "G");
    apply(SetLibraryTag{{}, "key", std::nullopt}, row);
    CHECK(row.ownTags == std::vector<std::string>{"artist", "bpm"});
}
