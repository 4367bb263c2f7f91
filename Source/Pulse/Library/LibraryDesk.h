#pragma once

#include "Pulse/Library/Library.h"
#include "Pulse/Library/LibraryMarks.h"
#include "Pulse/Library/PlaceScan.h"

#include <list>

namespace loophole
{

/** What the library has before it while it works: its file, the scans that are under way, and the way out. */
class Library::Desk
{
public:
    Desk(Queues&, const Clock&, std::filesystem::path file, Options);
    ~Desk();
    Desk(const Desk&) = delete;
    Desk& operator=(const Desk&) = delete;

    void step(LibraryThread&);
    [[nodiscard]] Instant nextWakeUp() const;

private:
    /** All that needs the file. */
    struct Store
    {
        explicit Store(const std::filesystem::path&);
        Database database;
        LibraryTexts texts{database};
        LibraryFiles files{database, texts};
        LibraryPlaces places{database};
        LibraryMarks marks{database, texts};
    };

    void open();
    /** With a transaction begun on it. */
    [[nodiscard]] Store& store();
    void beginWriting();
    void takeIn(LibraryThread&);
    void obey(FolderScanned& part) { giveToScan(part); }
    void obey(MediaProbed& found) { giveToScan(found); }
    void obey(ScanLibrary&);
    void obey(CancelLibraryScan&);
    void obey(RemoveLibraryPlace&);
    void obey(NoteLibraryUse&);
    void obey(RelocateLibraryFile&);
    void obey(RelocateLibraryPlace&);
    void endScansOf(const std::filesystem::path& place);
    template <class Mark>
    void obey(Mark& mark)
    {
        store().marks.apply(mark);
    }

    /** Answers to scans that have ended meanwhile are dropped. */
    template <class Answer>
    void giveToScan(Answer& answer)
    {
        if (scans.empty())
            return;
        beginWriting();
        for (auto& scan : scans)
            if (scan.take(answer))
                return;
    }
    void begin(const LibraryPlaces::Root&);
    void resume();
    void advance();
    void commitIfDue(Instant now);
    void commit();
    void giveUp(const std::string& why);
    void report(LibraryThread&, Instant now);

    Queues& queues;
    const Clock& clock;
    std::filesystem::path file;
    Options options;
    Outbox<LibraryToPulse, LibraryThread, PulseThread> outbox;
    std::vector<LibraryToPulse> toSend;
    std::unique_ptr<Store> opened;
    std::list<PlaceScan> scans;
    LibraryScanProgress progress;
    std::uint32_t lastRequest = 0;
    bool isWriting = false; ///< a transaction is open
    Instant writingSince{};
    Instant nextReport{};
    bool isReportDue = false; ///< a scan has ended, or something failed
    bool hasResumed = false;
};

} // namespace loophole
