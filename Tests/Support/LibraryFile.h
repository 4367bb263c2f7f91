#pragma once

#include "Pulse/Library/LibraryFiles.h"
#include "Pulse/Library/LibraryMarks.h"
#include "Pulse/Library/LibraryPlaces.h"
#include "Pulse/Library/LibraryReading.h"
#include "Pulse/Library/LibrarySchema.h"
#include "Support/TemporaryFolder.h"

namespace loophole::testing
{

/** A library's file with all that writes it and reads it, on one connection. */
struct LibraryFile
{
    LibraryFile() : database(folder / "library.db", Database::Mode::write)
    {
        migrateLibrary(database);
        texts.emplace(database);
        files.emplace(database, *texts);
        places.emplace(database);
        marks.emplace(database, *texts);
        reading.emplace(database);
    }

    /** A medium with these tags in a folder of the place "/m"; its number. */
    LibraryFileId add(const std::filesystem::path& path, std::map<std::string, std::string> tags = {})
    {
        const auto root = places->add("/m");
        const auto in = places->store(root, {}, path.parent_path(), false);
        MediaProbed found;
        found.outcome = MediaProbed::Outcome::medium;
        found.stamp = {10, 20};
        found.print.bytes[0] = static_cast<std::uint8_t>(++added);
        found.facts.format = "WAV";
        found.facts.sampleRate = SampleRate(44100);
        found.facts.channels = 1;
        found.facts.length = FrameCount(22050);
        found.facts.tags = std::move(tags);
        files->store(in, path.filename().native(), 0, found, 1000);
        return database.lastId();
    }

    [[nodiscard]] LibraryHit hit(LibraryFileId file) { return reading->read(file).value_or(LibraryHit{}); }

    /** How many files the index finds. */
    [[nodiscard]] std::int64_t matches(const std::string& expression)
    {
        Statement statement(database, "SELECT count(*) FROM texts WHERE texts MATCH ?");
        return statement.with(expression).step() ? statement.integer(0) : -1;
    }

    TemporaryFolder folder;
    Database database;
    std::optional<LibraryTexts> texts;
    std::optional<LibraryFiles> files;
    std::optional<LibraryPlaces> places;
    std::optional<LibraryMarks> marks;
    std::optional<LibraryReading> reading;
    int added = 0;
};

} // namespace loophole::testing
