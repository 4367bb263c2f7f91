#include "App/Bench/LibraryPaging.h"

#include "Pulse/Library/LibrarySearch.h"
#include "Pulse/Library/SearchOrder.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr std::size_t page = 200;
constexpr std::size_t pages = 200;

double millisecondsOf(const std::function<void()>& work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/** All over the list, in no order. */
std::size_t offsetOf(std::size_t number, std::size_t total)
{
    return number * 7919 * page % (total - page);
}

SearchLibrary pageAt(std::size_t offset)
{
    SearchLibrary request;
    request.sort = LibrarySort::tempo;
    request.offset = offset;
    request.limit = page;
    return request;
}

} // namespace

std::vector<Figure> libraryPaging(const std::filesystem::path& file)
{
    auto thread = LibraryThread::mint();
    LibrarySearch search(file);
    std::size_t total = 0;
    const auto first = millisecondsOf([&] { total = search.search(thread, pageAt(0)).value().total; });
    const auto rest = millisecondsOf([&] { static_cast<void>(search.finish(thread)); });
    std::vector<double> ours;
    for (std::size_t number = 0; number < pages; ++number)
        ours.push_back(millisecondsOf(
            [&]
            {
                if (search.search(thread, pageAt(offsetOf(number, total))).value().hits.size() != page)
                    throw std::runtime_error("a page has gaps");
            }));
    Database database(file, Database::Mode::read);
    Statement sorted(database,
                     "SELECT f.id FROM files f" + searchOrder(LibrarySort::tempo, false) + " LIMIT ? OFFSET ?");
    std::vector<double> peer;
    for (std::size_t number = 0; number < pages / 10; ++number) // a tenth of them: it is slow
        peer.push_back(millisecondsOf(
            [&] { sorted.with(std::int64_t{page}, static_cast<std::int64_t>(offsetOf(number, total))).run(); }));
    const auto* what = "200,000 files by tempo, pages of 200 from anywhere";
    return {{what, "first page", "ms", first, 0, true},
            {what, "order of all, read after it", "ms", rest, 0, true},
            {what, "a page, p50", "ms", percentile(ours, 0.5), 0, true},
            {what, "a page, p99", "ms", percentile(ours, 0.99), 0, true},
            {what, "peer: sorted anew for a page, ids alone, p50", "ms", percentile(peer, 0.5), 0, false}};
}

} // namespace loophole::bench
