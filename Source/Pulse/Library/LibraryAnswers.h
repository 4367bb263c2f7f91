#pragma once

#include "Messages/Queues.h"
#include "Pulse/Library/LibrarySearch.h"

#include <deque>

namespace loophole
{

/**
    The library's other thread: answers what is typed while the first one writes. Owns a LibrarySearch. A search that
    is under way ends as soon as a newer one waits; other questions wait their turn. Whoever owns the thread calls
   step() when the queue has been written to.
*/
class LibraryAnswers
{
public:
    /** The queues must outlive it. */
    LibraryAnswers(Queues&, std::filesystem::path file);

    void step(LibraryThread&);

private:
    void takeIn(LibraryThread&);
    [[nodiscard]] bool isNewerWaiting();

    Queues& queues;
    LibraryThread* current = nullptr; ///< while step() runs
    Outbox<LibrarySearchToPulse, LibraryThread, PulseThread> outbox;
    std::optional<SearchLibrary> newest;
    bool isOverviewWanted = false;
    std::deque<FindLibraryFiles> lookups;
    std::deque<RequestLibraryFolders> folderLookups;
    LibrarySearch search;
};

} // namespace loophole
