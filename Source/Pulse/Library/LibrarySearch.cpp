#include "Pulse/Library/LibrarySearch.h"

#include "Pulse/Library/LibraryLookup.h"
#include "Pulse/Library/LibraryReading.h"
#include "Pulse/Library/SearchOrder.h"
#include "Pulse/Library/SearchRank.h"
#include "Pulse/Library/SearchStatement.h"

#include <algorithm>
#include <chrono>

namespace loophole
{
namespace
{

std::int64_t secondsNow()
{
    return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch())
        .count();
}

} // namespace

struct LibrarySearch::Reading
{
    explicit Reading(Database& database)
        : hits(database),
          rankOf(database, "SELECT label, favourite, rating FROM files WHERE id = ?"),
          version(database, "PRAGMA data_version")
    {
    }
    LibraryReading hits;
    Statement rankOf;
    Statement version;
};

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
    const auto query = parseSearch(request.query);
    if (!query)
        return {request.request, query.failure().message(), {}, 0, true};
    if (!open())
        return {request.request, {}, {}, 0, true};
    const Snapshot snapshot(*database);
    const auto version = reading->version.with().step() ? reading->version.integer(0) : 0;
    reading->version.reset();
    const auto isSame = version == lastVersion && query.value() == lastQuery && request.sort == lastRequest.sort &&
                        request.isDescending == lastRequest.isDescending;
    lastRequest = request;
    lastQuery = query.value();
    const auto known = orderFrom + order.size();
    const auto isHere =
        request.offset >= orderFrom && (request.offset + request.limit <= known || (isWhole && known >= total));
    if (!isSame || !isHere)
    {
        lastVersion = -1; // until it has been found
        find(request, query.value());
        lastVersion = version;
    }
    return page(request);
}

void LibrarySearch::find(const SearchLibrary& request, const SearchQuery& query)
{
    order.clear();
    orderFrom = 0;
    isWhole = true;
    if (request.sort == LibrarySort::relevance && query.hasWords())
        findRelevant(request, query);
    else
        findSorted(request, query);
}

void LibrarySearch::findRelevant(const SearchLibrary& request, const SearchQuery& query)
{
    order = gather(query, SearchPlace::anywhere, mostRanked + 1);
    if (order.size() > mostRanked)
    {
        isWhole = false;
        const auto named = bestNamed(query);
        const std::unordered_set<LibraryFileId> inNames(named.begin(), named.end());
        std::erase_if(order, [&](LibraryFileId id) { return inNames.contains(id); });
        order.insert(order.begin(), named.begin(), named.end());
    }
    else
        rank(order, query);
    total = order.size();
    if (!isWhole && request.offset + request.limit > order.size())
        completeOrder();
}

/** Where names begin with the only word there are often enough of them; otherwise those that have the words anywhere.
 */
LibrarySearch::Ids LibrarySearch::bestNamed(const SearchQuery& query)
{
    const auto isOneWord = query.alternatives.size() == 1 && query.alternatives[0].terms.size() == 1 &&
                           query.alternatives[0].terms[0].place == SearchPlace::anywhere;
    Ids named;
    if (isOneWord)
        named = gather(query, SearchPlace::nameStart, mostRanked);
    if (named.size() < mostRanked)
    {
        const std::unordered_set<LibraryFileId> known(named.begin(), named.end());
        for (const auto id : gather(query, SearchPlace::name, mostRanked))
            if (named.size() < mostRanked && !known.contains(id))
                named.push_back(id);
    }
    rank(named, query);
    return named;
}

/** Behind those that are in order by relevance come all others as they were indexed. */
void LibrarySearch::completeOrder()
{
    auto all = gather(lastQuery, SearchPlace::anywhere, std::numeric_limits<std::size_t>::max());
    const std::unordered_set<LibraryFileId> ranked(order.begin(), order.end());
    std::ranges::copy_if(all, std::back_inserter(order), [&](LibraryFileId id) { return !ranked.contains(id); });
    total = order.size();
    isWhole = true;
}

void LibrarySearch::findSorted(const SearchLibrary& request, const SearchQuery& query)
{
    const auto isAll = query.alternatives.empty();
    std::string filter;
    if (!isAll)
    {
        const auto found = gather(query, SearchPlace::anywhere, std::numeric_limits<std::size_t>::max());
        total = found.size();
        matches->set(found);
        if (total <= mostRanked)
        {
            filter = " WHERE f.id IN (";
            for (const auto id : found)
                filter += (filter.back() == '(' ? "" : ",") + std::to_string(id);
            filter += ")";
        }
        else
            filter = " WHERE isMatch(f.id)";
    }
    else
        total = static_cast<std::size_t>(database->number("SELECT count(*) FROM files"));
    Statement sorted(*database, "SELECT f.id FROM files f" + filter + searchOrder(request.sort, request.isDescending) +
                                    " LIMIT ? OFFSET ?");
    // A page before and behind, for whoever scrolls.
    orderFrom = request.offset - std::min(request.offset, request.limit);
    sorted.with(static_cast<std::int64_t>(3 * request.limit), static_cast<std::int64_t>(orderFrom));
    while (sorted.step())
        order.push_back(sorted.integer(0));
}

LibrarySearch::Ids LibrarySearch::gather(const SearchQuery& query, SearchPlace place, std::size_t most)
{
    Ids found;
    std::unordered_set<LibraryFileId> known; // only alternatives may find a file twice
    const auto areMany = query.alternatives.size() > 1;
    for (const auto& alternative : query.alternatives)
    {
        auto statement = searchStatement(alternative, place, secondsNow()).on(*database);
        while (found.size() < most && statement.step())
            if (const auto id = statement.integer(0); !areMany || known.insert(id).second)
                found.push_back(id);
    }
    return found;
}

void LibrarySearch::rank(Ids& ids, const SearchQuery& query)
{
    struct Ranked
    {
        int score;
        std::string label;
        LibraryFileId id;
    };
    const SearchRank rankOfName(query);
    std::vector<Ranked> ranked;
    for (const auto id : ids)
        if (auto& row = reading->rankOf.with(id); row.step())
        {
            auto label = row.text(0);
            // Among equals what the user likes comes first.
            const auto liked = (row.integer(1) != 0 ? 6 : 0) + static_cast<int>(row.integer(2));
            const auto score = rankOfName.of(label) * 16 + liked;
            ranked.push_back({score, std::move(label), id});
        }
    reading->rankOf.reset();
    std::ranges::sort(ranked, [](const Ranked& a, const Ranked& b)
                      { return std::tie(b.score, a.label, a.id) < std::tie(a.score, b.label, b.id); });
    ids.clear();
    std::ranges::transform(ranked, std::back_inserter(ids), &Ranked::id);
}

LibraryHits LibrarySearch::page(const SearchLibrary& request)
{
    LibraryHits told{request.request, {}, {}, total, isWhole};
    const auto begin = std::min(request.offset - std::min(request.offset, orderFrom), order.size());
    const auto end = std::min(begin + request.limit, order.size());
    for (auto at = begin; at < end; ++at)
        if (auto hit = reading->hits.read(order[at]))
            told.hits.push_back(*std::move(hit));
    return told;
}

std::optional<LibraryCounted> LibrarySearch::finish(LibraryThread&)
{
    if (isWhole || lastVersion < 0)
        return std::nullopt;
    try
    {
        const Snapshot snapshot(*database);
        completeOrder();
    }
    catch (const DatabaseError&)
    {
        return std::nullopt; // asked for anew by whoever still wants it
    }
    return LibraryCounted{lastRequest.request, total};
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
