#include "Aura/Browser/LibraryRows.h"

#include <algorithm>

namespace loophole::aura
{

void LibraryRows::begin(SearchLibrary next)
{
    search = std::move(next);
    asked.reset();
    awaitsFirst = true;
}

void LibraryRows::refresh()
{
    ++generation;
    asked.reset();
}

std::optional<std::size_t> LibraryRows::firstAbsent(std::size_t first, std::size_t last) const
{
    for (auto at = first; at < std::min(last, total); ++at)
        if (const auto found = rows.find(at); found == rows.end() || found->second.generation != generation)
            return at;
    return std::nullopt;
}

std::optional<SearchLibrary> LibraryRows::wanted(std::size_t first, std::size_t last, RequestId request, Instant now)
{
    centre = (first + last) / 2;
    if (asked && now - asked->at < patience)
        return std::nullopt;
    auto absent = awaitsFirst ? std::optional<std::size_t>(0) : firstAbsent(first, last);
    for (auto range = pinned.begin(); !absent && range != pinned.end(); ++range)
        absent = firstAbsent(range->first, range->second);
    // Also a list in which all is here may have become longer.
    if (!absent && generation == answeredGeneration)
        return std::nullopt;
    asked = Asked{request, now};
    auto next = search;
    next.request = request;
    next.offset = absent.value_or(first) - std::min(absent.value_or(first), page / 4);
    next.limit = page;
    return next;
}

SearchLibrary LibraryRows::jump(std::string beginning, std::size_t from, RequestId request, Instant now)
{
    asked = Asked{request, now};
    auto next = search;
    next.request = request;
    next.offset = from;
    next.limit = page;
    next.jumpTo = std::move(beginning);
    return next;
}

LibraryRows::Taken LibraryRows::take(LibraryHits&& hits)
{
    if (!asked || hits.request != asked->request)
        return Taken::nothing;
    const auto isNew = std::exchange(awaitsFirst, false);
    asked.reset();
    answeredGeneration = generation;
    failure = std::move(hits.error);
    // What is wrong while it is being typed does not take away what was found before.
    if (!failure.empty())
        return isNew ? Taken::newList : Taken::rows;
    if (isNew || total != hits.total)
        std::erase_if(rows, [&](const auto& each) { return isNew || each.first >= hits.total; });
    total = hits.total;
    isExact = hits.isTotalExact;
    if (!isExact)
        counting = hits.request;
    auto at = hits.offset;
    for (auto& hit : hits.hits)
        rows[at++] = {rowOf(std::move(hit)), generation};
    // Files that went between the count and the page: what is not there is not asked for again and again.
    for (auto rest = at; rest < std::min(hits.offset + page, total) && hits.hits.size() < page; ++rest)
        rows[rest].generation = generation;
    forgetFar();
    return isNew ? Taken::newList : Taken::rows;
}

bool LibraryRows::take(const LibraryCounted& counted)
{
    if (isExact || counted.request != counting)
        return false;
    total = counted.total;
    isExact = true;
    return true;
}

void LibraryRows::forgetFar()
{
    if (rows.size() <= mostKept)
        return;
    const auto isPinned = [this](std::size_t at)
    { return std::ranges::any_of(pinned, [at](const auto& range) { return at >= range.first && at < range.second; }); };
    std::erase_if(rows,
                  [&](const auto& each)
                  {
                      const auto distance = each.first > centre ? each.first - centre : centre - each.first;
                      return distance > mostKept / 4 && !isPinned(each.first);
                  });
}

const FileRow* LibraryRows::row(std::size_t at) const
{
    const auto found = at < total ? rows.find(at) : rows.end();
    return found == rows.end() || found->second.row.path.empty() ? nullptr : &found->second.row;
}

std::optional<std::size_t> LibraryRows::find(const std::filesystem::path& path) const
{
    for (const auto& [at, kept] : rows)
        if (at < total && kept.row.path == path)
            return at;
    return std::nullopt;
}

} // namespace loophole::aura
