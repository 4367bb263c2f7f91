#include "Aura/Browser/RowTexts.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

FileRow loop()
{
    FileRow row;
    row.path = "/m/Drums/Loop.wav";
    row.file = 3;
    row.isKnown = true;
    row.facts.sampleRate = SampleRate(48000);
    row.facts.length = FrameCount(96000);
    row.facts.channels = 2;
    row.facts.bitDepth = 24;
    row.facts.format = "WAV";
    row.key = "Am";
    row.tempo = 127.96;
    row.labels = {"dry", "old"};
    row.bytes = 576000;
    row.modified = 1'700'000'000'000'000'000;
    return row;
}

} // namespace

TEST_CASE("columns say what is known, and nothing where it is not")
{
    const auto row = loop();
    CHECK(textOf(row, Column::name) == "Loop.wav");
    CHECK(textOf(row, Column::length) == "0:02.00");
    CHECK(textOf(row, Column::rate) == "48 kHz");
    CHECK(textOf(row, Column::bits) == "24");
    CHECK(textOf(row, Column::channels) == "2");
    CHECK(textOf(row, Column::type) == "WAV");
    CHECK(textOf(row, Column::key) == "Am");
    CHECK(textOf(row, Column::tempo) == "128");
    CHECK(textOf(row, Column::tags) == "dry, old");
    CHECK(textOf(row, Column::folder) == "Drums");
    CHECK(textOf(row, Column::modified).starts_with("2023-11-1"));
    const FileRow unknown;
    for (std::size_t number = 0; number < columnCount; ++number)
        CHECK(textOf(unknown, static_cast<Column>(number)).empty());
}

TEST_CASE("a tempo is told to a tenth where it has one")
{
    auto row = loop();
    row.tempo = 174.26;
    CHECK(textOf(row, Column::tempo) == "174.3");
}

TEST_CASE("a file that cannot be heard says why, by an icon and in words")
{
    auto row = loop();
    CHECK(statusOf(row, nullptr).icon == Icon::none);
    row.cause = "its header lies";
    CHECK(statusOf(row, nullptr).icon == Icon::fault);
    row.offlineStatus = OfflineStatus::missing;
    row.cause = "is no longer there";
    CHECK(statusOf(row, nullptr).icon == Icon::missing);
    CHECK(statusOf(row, nullptr).words == "is no longer there");
    // What was looked at just now knows better.
    AudioAsset asset;
    asset.offlineStatus = OfflineStatus::cloud;
    asset.cause = "is not downloaded";
    CHECK(statusOf(row, &asset).icon == Icon::cloud);
    CHECK(tooltipOf(row, &asset).find("is not downloaded") != std::string::npos);
    // Everything is pending for a moment while it is opened.
    asset.offlineStatus = OfflineStatus::pending;
    asset.cause.clear();
    row.cause.clear();
    CHECK(statusOf(row, &asset).icon == Icon::none);
}

TEST_CASE("a screen reader hears the marks of a file")
{
    auto row = loop();
    row.isFavourite = true;
    row.rating = 1;
    row.collections = 1 | 64;
    CHECK(spokenName(row, nullptr) == "Loop.wav, favourite, 1 star, red, grey");
    FileRow folder;
    folder.path = "/m/Drums";
    folder.isFolder = true;
    CHECK(spokenName(folder, nullptr) == "Drums, folder");
}

TEST_CASE("numbers of files are read in groups, and no more is claimed than is known")
{
    CHECK(countText(0, true) == "0 files");
    CHECK(countText(1, true) == "1 file");
    CHECK(countText(999, true) == "999 files");
    CHECK(countText(1204, true) == "1,204 files");
    CHECK(countText(1'234'567, true) == "1,234,567 files");
    CHECK(countText(501, false) == "more than 500 files");
}
