#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/Library.h"
#include "Pulse/Library/MatchSet.h"
#include "Pulse/Library/SearchStatement.h"
#include "Pulse/Sqlite/Database.h"

#include <unordered_set>

namespace loophole
{

/**
    Answers searches from the library's file. Owns a connection of its own that only reads, so that no scan keeps a
    search waiting, and the order of what was found last, so that scrolling does not search again. Used on one of the
    library's threads.

    What a few letters find may be half the library: the first answer then holds the first hits with a bound for their
    number, and finish() counts the rest. Of what is sorted otherwise than by relevance the first answer reads some
   pages around the one that was asked for, and finish() the order of the rest, so that no jump in a long list sorts
   again.
*/
class LibrarySearch
{
public:
    /** Up to this many, all that is found is put in order by relevance; of more, those whose names match come first. */
    static constexpr std::size_t mostRanked = 500;

    /** The file need not be there yet: nothing is found then. `isStale` is asked while a search runs; true ends it. */
    explicit LibrarySearch(
        std::filesystem::path file, std::function<bool()> isStale = [] { return false; });
    ~LibrarySearch();
    LibrarySearch(const LibrarySearch&) = delete;
    LibrarySearch& operator=(const LibrarySearch&) = delete;

    /** None where it became stale. */
    [[nodiscard]] std::optional<LibraryHits> search(LibraryThread&, const SearchLibrary&);

    /** The number of all hits where the last answer could not tell it. None if it could, or became stale. */
    [[nodiscard]] std::optional<LibraryCounted> finish(LibraryThread&);

    /** What there is. None where it became stale. */
    [[nodiscard]] std::optional<LibraryOverview> overview(LibraryThread&);

    /** The files that have one of the prints, gone or not; no files where there is no library. None where it became
        stale. */
    [[nodiscard]] std::optional<LibraryFilesFound> find(LibraryThread&, const FindLibraryFiles&);

    /** None where it became stale. */
    [[nodiscard]] std::optional<LibraryFolders> folders(LibraryThread&, const RequestLibraryFolders&);

private:
    using Ids = std::vector<LibraryFileId>;
    struct Reading;

    [[nodiscard]] bool open();
    [[nodiscard]] LibraryHits answer(const SearchLibrary&);
    void find(const SearchLibrary&, const SearchQuery&);
    void findRelevant(const SearchLibrary&, const SearchQuery&);
    void findSorted(const SearchLibrary&, const SearchQuery&);
    [[nodiscard]] Ids gather(const SearchQuery&, SearchPlace, std::size_t most);
    void rank(Ids&, const SearchQuery&);
    [[nodiscard]] Ids bestNamed(const SearchQuery&);
    void completeOrder();
    void readSorted(const SearchLibrary&, std::size_t from, std::optional<std::size_t> most);
    [[nodiscard]] bool isOrderWhole() const { return isWhole && orderFrom == 0 && order.size() >= total; }
    /** The place among all hits of the one to jump to. */
    [[nodiscard]] std::optional<std::size_t> placeOf(const SearchLibrary&);
    [[nodiscard]] LibraryHits page(const SearchLibrary&, std::size_t from);

    std::filesystem::path file;
    std::function<bool()> isStale;
    std::unique_ptr<MatchSet> matches; ///< outlives the connection that asks it
    std::unique_ptr<Database> database;
    std::unique_ptr<Reading> reading; ///< prepared once

    /** What was found last. */
    SearchLibrary lastRequest;
    SearchQuery lastQuery; ///< with the scope in it
    std::optional<SearchFolder> lastWithin;
    std::string lastFilter;        ///< SQL, of what is sorted
    std::int64_t lastVersion = -1; ///< of the file's data
    Ids order;                     ///< from the first hit on
    std::size_t orderFrom = 0;     ///< the place among all hits that `order` begins at
    std::size_t total = 0;
    bool isWhole = true;
};

} // namespace loophole
