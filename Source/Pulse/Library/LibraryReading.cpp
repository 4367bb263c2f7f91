#include "Pulse/Library/LibraryReading.h"

#include <string>

namespace loophole
{
namespace
{

constexpr const char* fileSql =
    "SELECT d.path, f.name, f.state, d.isAway, p.state, d.cause, p.cause, f.error, f.warning, f.format, f.codec, "
    "f.rate, f.channels, f.bits, f.frames, f.timeReference, f.key, f.tempo, f.favourite, f.rating, f.collections, "
    "f.modified, f.used, f.bytes FROM files f JOIN folders d ON d.id = f.folder JOIN places p ON p.id = d.place WHERE "
    "f.id = ?";

constexpr const char* awaySql = "(f.state = 2 OR d.isAway OR p.state = 4)";

/** The columns of fileSql. */
enum Column
{
    folderPath,
    name,
    state,
    isAway,
    placeState,
    folderCause,
    placeCause,
    error,
    warning,
    format,
    codec,
    rate,
    channels,
    bits,
    frames,
    timeReference,
    key,
    tempo,
    favourite,
    rating,
    collections,
    modified,
    used,
    bytes
};

constexpr int gone = 2;

void readStatus(const Statement& row, LibraryHit& hit)
{
    const auto isPlaceOffline = row.integer(placeState) == static_cast<int>(LibraryPlace::State::offline);
    if (row.integer(state) == gone)
        hit.cause = "is no longer there";
    else if (row.integer(isAway) != 0 || isPlaceOffline)
        hit.cause = "is offline: " + row.text(isPlaceOffline ? placeCause : folderCause);
    else
    {
        hit.cause = row.text(error);
        return;
    }
    hit.offlineStatus = OfflineStatus::missing;
}

LibraryHit hitOf(const Statement& row)
{
    LibraryHit hit;
    hit.path = std::filesystem::path(row.text(folderPath)) / row.text(name);
    readStatus(row, hit);
    hit.facts.format = row.text(format);
    hit.facts.codec = row.text(codec);
    hit.facts.sampleRate = SampleRate(static_cast<int>(row.integer(rate)));
    hit.facts.channels = static_cast<int>(row.integer(channels));
    hit.facts.bitDepth = static_cast<int>(row.integer(bits));
    hit.facts.length = FrameCount(row.integer(frames));
    hit.facts.timeReference = row.integer(timeReference);
    hit.facts.warning = row.text(warning);
    hit.key = row.text(key);
    hit.tempo = row.real(tempo);
    hit.isFavourite = row.integer(favourite) != 0;
    hit.rating = static_cast<int>(row.integer(rating));
    hit.collections = static_cast<std::uint8_t>(row.integer(collections));
    hit.modified = row.integer(modified);
    hit.used = row.integer(used);
    hit.bytes = row.integer(bytes);
    return hit;
}

template <class Values>
void readPairs(Database& database, const char* sql, Values& values)
{
    Statement statement(database, sql);
    while (statement.step())
        if constexpr (std::is_same_v<typename Values::mapped_type, std::string>)
            values[statement.text(0)] = statement.text(1);
        else
            values[statement.text(0)] = static_cast<std::uint64_t>(statement.integer(1));
}

} // namespace

LibraryReading::LibraryReading(Database& toRead)
    : database(toRead),
      file(toRead, fileSql),
      tags(toRead, "SELECT key, coalesce(own, scanned), own IS NOT NULL FROM tags WHERE file = ?"),
      labels(toRead, "SELECT label FROM labels WHERE file = ?")
{
}

std::optional<LibraryHit> LibraryReading::read(LibraryFileId id)
{
    if (!file.with(id).step())
        return std::nullopt;
    auto hit = hitOf(file);
    file.reset();
    hit.file = id;
    for (tags.with(id); tags.step();)
    {
        hit.facts.tags.emplace(tags.text(0), tags.text(1));
        if (tags.integer(2) != 0)
            hit.ownTags.push_back(tags.text(0));
    }
    for (labels.with(id); labels.step();)
        hit.labels.push_back(labels.text(0));
    return hit;
}

LibraryOverview LibraryReading::overview()
{
    LibraryOverview told;
    Statement sums(database, std::string("SELECT count(*), sum(") + awaySql +
                                 "), sum(f.error <> ''), sum(f.favourite), sum(f.seconds) FROM files f "
                                 "JOIN folders d ON d.id = f.folder JOIN places p ON p.id = d.place");
    if (sums.step())
    {
        told.files = static_cast<std::uint64_t>(sums.integer(0));
        told.missing = static_cast<std::uint64_t>(sums.integer(1));
        told.damaged = static_cast<std::uint64_t>(sums.integer(2));
        told.favourites = static_cast<std::uint64_t>(sums.integer(3));
        told.seconds = sums.real(4);
    }
    Statement places(database, "SELECT p.path, p.state, p.cause, (SELECT count(*) FROM files f JOIN folders d ON "
                               "d.id = f.folder WHERE d.place = p.id), p.scanned FROM places p ORDER BY p.path");
    while (places.step())
        told.places.push_back({places.text(0), static_cast<LibraryPlace::State>(places.integer(1)), places.text(2),
                               static_cast<std::uint64_t>(places.integer(3)), places.integer(4)});
    told.databaseBytes =
        static_cast<std::uint64_t>(database.number("PRAGMA page_count") * database.number("PRAGMA page_size"));
    readPairs(database, "SELECT format, count(*) FROM files WHERE format <> '' GROUP BY format", told.formats);
    readPairs(database, "SELECT label, count(*) FROM labels GROUP BY label", told.labels);
    readPairs(database, "SELECT name, query FROM searches", told.searches);
    told.collections.resize(7);
    Statement collected(database, "SELECT collections, count(*) FROM files WHERE collections GROUP BY collections");
    while (collected.step())
        for (int number = 0; number < 7; ++number)
            if ((collected.integer(0) & 1 << number) != 0)
                told.collections[static_cast<std::size_t>(number)] += static_cast<std::uint64_t>(collected.integer(1));
    return told;
}

} // namespace loophole
