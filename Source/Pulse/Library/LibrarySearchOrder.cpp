#include "Pulse/Library/LibraryLookup.h"
#include "Pulse/Library/LibrarySearchReading.h"
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
    if (isOrderWhole())
        return;
    if (isWhole)
        return readSorted(lastRequest, 0, {});
    auto all = gather(lastQuery, SearchPlace::anywhere, std::numeric_limits<std::size_t>::max());
    const std::unordered_set<LibraryFileId> ranked(order.begin(), order.end());
    std::ranges::copy_if(all, std::back_inserter(order), [&](LibraryFileId id) { return !ranked.contains(id); });
    total = order.size();
    isWhole = true;
}

void LibrarySearch::findSorted(const SearchLibrary& request, const SearchQuery& query)
{
    lastFilter.clear();
    if (!query.alternatives.empty())
    {
        const auto found = gather(query, SearchPlace::anywhere, std::numeric_limits<std::size_t>::max());
        total = found.size();
        matches->set(found);
        if (total <= mostRanked)
        {
            lastFilter = " WHERE f.id IN (";
            for (const auto id : found)
                lastFilter += (lastFilter.back() == '(' ? "" : ",") + std::to_string(id);
            lastFilter += ")";
        }
        else
            lastFilter = " WHERE isMatch(f.id)";
    }
    else
        total = static_cast<std::size_t>(database->number("SELECT count(*) FROM files"));
    // A page before and behind, for whoever scrolls.
    readSorted(request, request.offset - std::min(request.offset, request.limit), 3 * request.limit);
}

void LibrarySearch::readSorted(const SearchLibrary& request, std::size_t from, std::optional<std::size_t> most)
{
    Statement sorted(*database, "SELECT f.id FROM files f" + lastFilter +
                                    searchOrder(request.sort, request.isDescending) + " LIMIT ? OFFSET ?");
    Ids read;
    read.reserve(most.value_or(total));
    sorted.with(most ? static_cast<std::int64_t>(*most) : std::int64_t{-1}, static_cast<std::int64_t>(from));
    while (sorted.step())
        read.push_back(sorted.integer(0));
    order = std::move(read);
    orderFrom = from;
    if (!most)
        total = order.size();
}

std::optional<std::size_t> LibrarySearch::placeOf(const SearchLibrary& request)
{
    completeOrder();
    const auto named = filesNamedFrom(*database, request.jumpTo);
    const std::unordered_set<LibraryFileId> isNamed(named.begin(), named.end());
    const auto from = order.begin() + static_cast<std::ptrdiff_t>(std::min(request.offset, order.size()));
    const auto isThere = [&](LibraryFileId id) { return isNamed.contains(id); };
    auto found = std::find_if(from, order.end(), isThere);
    if (found == order.end())
        found = std::find_if(order.begin(), from, isThere);
    return found == order.end() || named.empty() ? std::nullopt
                                                 : std::optional(static_cast<std::size_t>(found - order.begin()));
}

LibrarySearch::Ids LibrarySearch::gather(const SearchQuery& query, SearchPlace place, std::size_t most)
{
    Ids found;
    std::unordered_set<LibraryFileId> known; // only alternatives may find a file twice
    const auto areMany = query.alternatives.size() > 1;
    for (const auto& alternative : query.alternatives)
    {
        auto statement = searchStatement(alternative, place, secondsNow(), lastWithin).on(*database);
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

} // namespace loophole
