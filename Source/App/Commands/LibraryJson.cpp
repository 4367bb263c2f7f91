#include "App/Commands/LibraryJson.h"

#include <cstdio>
#include <iostream>

namespace loophole::cli
{
namespace
{

const char* toString(LibraryPlace::State state)
{
    switch (state)
    {
    case LibraryPlace::State::waiting:
        return "waiting";
    case LibraryPlace::State::scanning:
        return "interrupted"; // no other program may tell that it still goes on
    case LibraryPlace::State::scanned:
        return "scanned";
    case LibraryPlace::State::cancelled:
        return "cancelled";
    case LibraryPlace::State::offline:
        return "offline";
    }
    return "waiting";
}

double secondsOf(const LibraryHit& hit)
{
    return hit.facts.sampleRate.secondsIn(hit.facts.length);
}

Json toJson(const LibraryHit& hit)
{
    auto collections = Json::array();
    for (int number = 1; number <= 7; ++number)
        if ((hit.collections >> (number - 1) & 1) != 0)
            collections.push_back(number);
    const auto isPresent = hit.offlineStatus == OfflineStatus::present;
    return {{"path", hit.path.native()},
            {"offlineStatus", loophole::toString(hit.offlineStatus)},
            {"offlineCause", isPresent ? Json(nullptr) : Json(hit.cause)},
            {"format", hit.facts.format},
            {"codec", hit.facts.codec},
            {"sampleRate", hit.facts.sampleRate.hz()},
            {"channels", hit.facts.channels},
            {"bitDepth", hit.facts.bitDepth},
            {"lengthSamples", hit.facts.length.value()},
            {"seconds", secondsOf(hit)},
            {"timeReference", hit.facts.timeReference},
            {"key", hit.key.empty() ? Json(nullptr) : Json(hit.key)},
            {"bpm", hit.tempo == 0 ? Json(nullptr) : Json(hit.tempo)},
            {"favourite", hit.isFavourite},
            {"rating", hit.rating},
            {"collections", collections},
            {"labels", hit.labels},
            {"tags", hit.facts.tags},
            {"error", isPresent && !hit.cause.empty() ? Json(hit.cause) : Json(nullptr)}};
}

} // namespace

Json toJson(const LibraryScanProgress& told, double seconds)
{
    return {{"folders", told.folders},
            {"files", told.files},
            {"unchanged", told.unchanged},
            {"read", told.read},
            {"damaged", told.damaged},
            {"unreadable", told.unreadable},
            {"gone", told.gone},
            {"moved", told.moved},
            {"offline", told.offline},
            {"seconds", seconds},
            {"filesPerSecond", static_cast<double>(told.files) / std::max(seconds, 1e-9)},
            {"error", told.fault.empty() ? Json(nullptr) : Json(told.fault)}};
}

Json toJson(const LibraryHits& hits, double milliseconds)
{
    auto rows = Json::array();
    for (const auto& hit : hits.hits)
        rows.push_back(toJson(hit));
    return {{"total", hits.total}, {"milliseconds", milliseconds}, {"hits", std::move(rows)}};
}

Json toJson(const LibraryOverview& overview, const std::filesystem::path& file)
{
    auto places = Json::array();
    for (const auto& place : overview.places)
        places.push_back({{"path", place.folder.native()},
                          {"state", toString(place.state)},
                          {"cause", place.cause.empty() ? Json(nullptr) : Json(place.cause)},
                          {"files", place.files}});
    return {{"files", overview.files},
            {"missing", overview.missing},
            {"damaged", overview.damaged},
            {"favourites", overview.favourites},
            {"seconds", overview.seconds},
            {"formats", overview.formats},
            {"labels", overview.labels},
            {"collections", overview.collections},
            {"searches", overview.searches},
            {"places", std::move(places)},
            {"database", {{"path", file.native()}, {"bytes", overview.databaseBytes}}}};
}

void printScan(const LibraryScanProgress& told, double seconds)
{
    std::printf("%llu files in %llu folders, %.1f s: %llu unchanged, %llu read (%llu damaged), %llu unreadable, %llu "
                "gone, %llu moved\n",
                static_cast<unsigned long long>(told.files), static_cast<unsigned long long>(told.folders), seconds,
                static_cast<unsigned long long>(told.unchanged), static_cast<unsigned long long>(told.read),
                static_cast<unsigned long long>(told.damaged), static_cast<unsigned long long>(told.unreadable),
                static_cast<unsigned long long>(told.gone), static_cast<unsigned long long>(told.moved));
}

void printHits(const LibraryHits& hits, double milliseconds)
{
    for (const auto& hit : hits.hits)
    {
        std::cout << hit.path.native();
        if (hit.facts.sampleRate.isKnown())
            std::cout << "  " << hit.facts.format << ' ' << hit.facts.sampleRate.hz() << " Hz, " << hit.facts.channels
                      << " ch, " << secondsOf(hit) << " s";
        std::cout << (hit.cause.empty() ? "" : "  [" + hit.cause + "]") << '\n';
    }
    std::fflush(stdout);
    std::printf("%zu of %zu in %.1f ms\n", hits.hits.size(), hits.total, milliseconds);
}

void printOverview(const LibraryOverview& overview, const std::filesystem::path& file)
{
    std::cout << overview.files << " files, " << overview.seconds / 3600 << " h; " << overview.missing << " missing, "
              << overview.damaged << " damaged, " << overview.favourites << " favourites\n";
    for (const auto& [format, count] : overview.formats)
        std::cout << "  " << format << ": " << count << '\n';
    for (const auto& place : overview.places)
        std::cout << place.folder.native() << ": " << place.files << " files, " << toString(place.state)
                  << (place.cause.empty() ? "" : " (" + place.cause + ")") << '\n';
    std::cout << file.native() << ": " << overview.databaseBytes / 1024 << " KiB\n";
}

} // namespace loophole::cli
