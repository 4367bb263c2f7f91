#include "Pulse/Library/LibrarySearch.h"

#include "Pulse/Library/LibraryLookup.h"
#include "Pulse/Library/LibrarySearchReading.h"

#include <algorithm>

namespace loophole
{
LibrarySearch::LibrarySearch(std::filesystem::path theFile, std::function<bool()> stale)
    : file(std::move(theFile)), isStale(std::move(stale))
{
}

LibrarySearch::~LibrarySearch() = default;

bool LibrarySearch::open()
{
    std::error_code ignored;
    if (!database && !std::filesystem::exists(file, ignored))
        return false;
    if (!database)
    {
        auto opened = std::make_unique<Database>(file, Database::Mode::read);
        if (opened->number("PRAGMA user_version") == 0)
            return false; // being made
        matches = std::make_unique<MatchSet>(*opened);
        reading = std::make_unique<Reading>(*opened);
        opened->interruptWhen([this] { return isStale(); });
        database = std::move(opened);
    }
    return true;
}

std::optional<LibraryHits> LibrarySearch::search(LibraryThread&, const SearchLibrary& request)
{
    try
    {
        return answer(request);
    }
    catch (const DatabaseError& error)
    {
        lastVersion = -1;
        if (error.isInterrupt())
            return std::nullopt;
        return LibraryHits{
            request.request, "the library cannot be searched: " + std::string(error.what()), {}, 0, true};
    }
}

LibraryHits LibrarySearch::answer(const SearchLibrary& request)
{
    const auto wanted = parseSearch(request.query);
    const auto scope = parseSearch(request.scope);
    for (const auto* parsed : {&wanted, &scope})
        if (!*parsed)
            return {request.request, parsed->failure().message(), {}, 0, true};
    auto query = bothOf(scope.value(), wanted.value());
    if (!request.within.empty() && query.alternatives.empty())
        query.alternatives.emplace_back(); // everything, in that folder
    if (!open())
        return {request.request, {}, {}, 0, true};
    const Snapshot snapshot(*database);
    const auto version = reading->version.with().step() ? reading->version.integer(0) : 0;
    reading->version.reset();
    std::optional<SearchFolder> within;
    if (!request.within.empty())
    {
        const auto folder = folderAt(*database, request.within);
        if (!folder)
        {
            lastVersion = -1;
            return {request.request, {}, {}, 0, true};
        }
        within = SearchFolder{*folder, request.isDeep};
    }
    const auto isSame = version == lastVersion && query == lastQuery && within == lastWithin &&
                        request.sort == lastRequest.sort && request.isDescending == lastRequest.isDescending;
    lastRequest = request;
    lastQuery = std::move(query);
    lastWithin = within;
    const auto known = orderFrom + order.size();
    const auto isHere =
        request.offset >= orderFrom && (request.offset + request.limit <= known || (isWhole && known >= total));
    if (!isSame || !isHere)
    {
        lastVersion = -1; // until it has been found
        find(request, lastQuery);
        lastVersion = version;
    }
    if (request.jumpTo.empty())
        return page(request, request.offset);
    const auto jump = placeOf(request);
    // Some hits before it, so that it does not stand at the edge.
    auto told = page(request, jump ? *jump - std::min(*jump, request.limit / 4) : request.offset);
    told.jump = jump;
    return told;
}

LibraryHits LibrarySearch::page(const SearchLibrary& request, std::size_t from)
{
    LibraryHits told{request.request, {}, {}, total, isWhole, from, {}};
    const auto begin = std::min(from - std::min(from, orderFrom), order.size());
    const auto end = std::min(begin + request.limit, order.size());
    for (auto at = begin; at < end; ++at)
        if (auto hit = reading->hits.read(order[at]))
            told.hits.push_back(*std::move(hit));
    return told;
}

std::optional<LibraryCounted> LibrarySearch::finish(LibraryThread&)
{
    if (isOrderWhole() || lastVersion < 0)
        return std::nullopt;
    const auto wasCounted = isWhole;
    try
    {
        const Snapshot snapshot(*database);
        completeOrder();
    }
    catch (const DatabaseError&)
    {
        return std::nullopt; // asked for anew by whoever still wants it
    }
    return wasCounted ? std::nullopt : std::optional(LibraryCounted{lastRequest.request, total});
}

std::optional<LibraryFilesFound> LibrarySearch::find(LibraryThread&, const FindLibraryFiles& lookup)
{
    LibraryFilesFound found{lookup.request, {}};
    try
    {
        if (!open())
            return found;
        const Snapshot snapshot(*database);
        found.files = filesWithPrints(*database, lookup.prints);
    }
    catch (const DatabaseError& error)
    {
        if (error.isInterrupt())
            return std::nullopt;
    }
    return found;
}

std::optional<LibraryFolders> LibrarySearch::folders(LibraryThread&, const RequestLibraryFolders& lookup)
{
    try
    {
        if (!open())
            return LibraryFolders{lookup.parent, {}};
        const Snapshot snapshot(*database);
        return foldersIn(*database, lookup.parent);
    }
    catch (const DatabaseError& error)
    {
        return error.isInterrupt() ? std::nullopt : std::optional(LibraryFolders{lookup.parent, {}});
    }
}

std::optional<LibraryOverview> LibrarySearch::overview(LibraryThread&)
{
    try
    {
        if (!open())
            return LibraryOverview{};
        const Snapshot snapshot(*database);
        return reading->hits.overview();
    }
    catch (const DatabaseError& error)
    {
        if (error.isInterrupt())
            return std::nullopt;
        LibraryOverview none;
        none.fault = error.what();
        return none;
    }
}

} // namespace loophole
