#include "Pulse/Library/LibraryAnswers.h"

namespace loophole
{

LibraryAnswers::LibraryAnswers(Queues& allQueues, std::filesystem::path file)
    : queues(allQueues),
      outbox(allQueues.librarySearchToPulse),
      search(std::move(file), [this] { return isNewerWaiting(); })
{
}

void LibraryAnswers::takeIn(LibraryThread& thread)
{
    PulseToLibrarySearch message;
    while (queues.pulseToLibrarySearch.tryReceive(thread, message))
        if (auto* asked = std::get_if<SearchLibrary>(&message))
            newest = std::move(*asked);
        else if (auto* lookup = std::get_if<FindLibraryFiles>(&message))
            lookups.push_back(std::move(*lookup));
        else if (auto* folders = std::get_if<RequestLibraryFolders>(&message))
            folderLookups.push_back(std::move(*folders));
        else
            isOverviewWanted = true;
}

/** Asked in the midst of a search. */
bool LibraryAnswers::isNewerWaiting()
{
    if (current != nullptr)
        takeIn(*current);
    return newest.has_value();
}

void LibraryAnswers::step(LibraryThread& thread)
{
    current = &thread;
    outbox.flush(thread);
    takeIn(thread);
    while (newest || isOverviewWanted || !lookups.empty() || !folderLookups.empty())
    {
        if (newest)
        {
            const auto request = *std::exchange(newest, std::nullopt);
            auto hits = search.search(thread, request);
            if (hits)
                outbox.send(thread, *std::move(hits));
        }
        else if (!lookups.empty())
        {
            if (auto found = search.find(thread, lookups.front()))
            {
                lookups.pop_front();
                outbox.send(thread, *std::move(found));
            }
        }
        else if (!folderLookups.empty())
        {
            if (auto told = search.folders(thread, folderLookups.front()))
            {
                folderLookups.pop_front();
                outbox.send(thread, *std::move(told));
            }
        }
        else if (auto told = search.overview(thread))
        {
            isOverviewWanted = false;
            outbox.send(thread, *std::move(told));
        }
        if (!newest)
            if (auto counted = search.finish(thread))
                outbox.send(thread, *counted);
    }
    current = nullptr;
}

} // namespace loophole
