#include "Pulse/Library/LibraryDesk.h"

#include "Pulse/Document/PathText.h"
#include "Pulse/Library/LibraryRelocation.h"
#include "Pulse/Library/LibrarySchema.h"

namespace loophole
{
namespace
{

/** A crash loses no more of a scan than this; oftener, and the file's log is written more than the file. */
constexpr Instant longestTransaction = std::chrono::milliseconds(250);
constexpr Instant reportInterval = std::chrono::milliseconds(100);
/** The queue was full: as in Pulse's own posts. */
constexpr Instant fullQueuePause = std::chrono::milliseconds(5);

} // namespace

Library::Desk::Store::Store(const std::filesystem::path& file) : database(file, Database::Mode::write) {}

Library::Desk::Desk(Queues& queues, const Clock& clock, std::filesystem::path theFile, Options theOptions)
    : queues(queues), clock(clock), file(std::move(theFile)), options(theOptions), outbox(queues.libraryToPulse)
{
}

Library::Desk::~Desk()
{
    try
    {
        commit();
    }
    catch (const DatabaseError&)
    {
        // There is nobody left to tell; the next scan does it again.
    }
}

void Library::Desk::open()
{
    std::error_code ignored;
    std::filesystem::create_directories(file.parent_path(), ignored); // what is wrong with it is told by what follows
    {
        Database database(file, Database::Mode::write);
        migrateLibrary(database);
    }
    opened = std::make_unique<Store>(file);
}

Library::Desk::Store& Library::Desk::store()
{
    beginWriting();
    return *opened;
}

void Library::Desk::beginWriting()
{
    if (!opened)
        open();
    if (isWriting)
        return;
    opened->database.run("BEGIN IMMEDIATE");
    isWriting = true;
    writingSince = clock.now();
}

void Library::Desk::step(LibraryThread& thread)
{
    try
    {
        if (!std::exchange(hasResumed, true) && options.resumesScans)
            resume();
        takeIn(thread);
        advance();
        commitIfDue(clock.now());
    }
    catch (const DatabaseError& error)
    {
        giveUp(error.what());
    }
    for (auto& message : toSend)
        outbox.send(thread, std::move(message));
    toSend.clear();
    outbox.flush(thread);
    report(thread, clock.now());
}

Instant Library::Desk::nextWakeUp() const
{
    auto next = Instant::max();
    if (outbox.backlog() > 0)
        next = clock.now() + fullQueuePause;
    if (isWriting)
        next = std::min(next, writingSince + longestTransaction);
    if (!scans.empty())
        next = std::min(next, nextReport);
    return next;
}

void Library::Desk::takeIn(LibraryThread& thread)
{
    PulseToLibrary message;
    while (queues.pulseToLibrary.tryReceive(thread, message))
        std::visit([this](auto& content) { obey(content); }, message);
}

void Library::Desk::obey(ScanLibrary& command)
{
    auto& places = store().places;
    std::vector<LibraryPlaces::Root> roots;
    for (const auto& folder : command.folders)
        roots.push_back(places.add(folder));
    for (const auto& root : command.folders.empty() ? places.all() : roots)
        begin(root);
}

void Library::Desk::begin(const LibraryPlaces::Root& root)
{
    for (const auto& scan : scans)
        if (scan.root().folder == root.folder)
            return;
    if (scans.empty())
        progress = LibraryScanProgress();
    scans.emplace_back(
        PlaceScan::Parts{store().places, store().files, progress, [this] { return RequestId{++lastRequest}; },
                         [this](LibraryToPulse message) { toSend.push_back(std::move(message)); }, options.now()},
        root);
}

void Library::Desk::resume()
{
    std::error_code ignored;
    if (!std::filesystem::exists(file, ignored))
        return;
    for (const auto& root : store().places.interrupted())
        begin(root);
}

void Library::Desk::obey(CancelLibraryScan&)
{
    for (auto& scan : scans)
    {
        beginWriting();
        scan.conclude(true);
    }
    isReportDue = !scans.empty();
    scans.clear();
}

void Library::Desk::endScansOf(const std::filesystem::path& place)
{
    for (auto scan = scans.begin(); scan != scans.end();)
        if (scan->root().placeFolder == place)
        {
            scan->conclude(true);
            scan = scans.erase(scan);
        }
        else
            ++scan;
}

void Library::Desk::obey(RemoveLibraryPlace& command)
{
    endScansOf(command.folder);
    store().places.remove(command.folder);
}

void Library::Desk::obey(RelocateLibraryFile& command)
{
    auto& on = store();
    if (const auto done = relocateFile(on.database, on.files, command.file, command.to); !done)
        return toSend.push_back(LibraryRefusal{done.failure().message()});
    begin(on.places.add(command.to.parent_path()));
}

void Library::Desk::obey(RelocateLibraryPlace& command)
{
    endScansOf(command.from);
    auto& on = store();
    const auto root = relocatePlace(on.database, on.texts, command.from, command.to);
    if (!root)
        return toSend.push_back(LibraryRefusal{root.failure().message()});
    begin(root.value());
}

void Library::Desk::obey(NoteLibraryUse& use)
{
    std::error_code ignored;
    if (opened || std::filesystem::exists(file, ignored)) // no library is made for that
        store().marks.apply(use, options.now());
}

void Library::Desk::advance()
{
    for (auto scan = scans.begin(); scan != scans.end();)
    {
        scan->step();
        if (!scan->isDone())
        {
            ++scan;
            continue;
        }
        beginWriting();
        scan->conclude(false);
        if (!scan->offlineCause().empty())
            progress.offline.push_back(displayText(scan->root().folder.native()) + ": " + scan->offlineCause());
        isReportDue = true;
        scan = scans.erase(scan);
    }
}

void Library::Desk::commitIfDue(Instant now)
{
    if (isWriting && (scans.empty() || now - writingSince >= longestTransaction))
        commit();
}

void Library::Desk::commit()
{
    if (std::exchange(isWriting, false))
        opened->database.run("COMMIT");
}

/** What was not committed is gone; the next scan finds it again. */
void Library::Desk::giveUp(const std::string& why)
{
    scans.clear();
    toSend.clear();
    isWriting = false;
    opened.reset(); // rolls back
    progress.fault = displayText(file.native()) + ": " + why;
    isReportDue = true;
}

void Library::Desk::report(LibraryThread& thread, Instant now)
{
    if (!isReportDue && (scans.empty() || now < nextReport))
        return;
    isReportDue = false;
    nextReport = now + reportInterval;
    progress.isScanning = !scans.empty();
    progress.waiting = 0;
    for (const auto& scan : scans)
        progress.waiting += scan.waiting();
    progress.place = scans.empty() ? std::filesystem::path() : scans.front().root().folder;
    outbox.send(thread, progress);
    if (scans.empty())
        progress.fault.clear();
}

} // namespace loophole
