#include "App/Engine/LibraryScanning.h"

#include "Pulse/Library/Library.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Scan/ScanService.h"

namespace loophole
{
namespace
{

constexpr Instant longestTurn = std::chrono::milliseconds(20);

/** Both ends of the library's questions on one thread, which stands in for Pulse's between them. */
class Scanning final : private signal::FactSink
{
public:
    Scanning(const std::filesystem::path& file, const std::filesystem::path& indexFolder)
        : library(queues, clock, file),
          service({clock, pool, *this, signal::openMediaKeepingIndexes(indexFolder), mounts}),
          answers(queues.pulseToLibrary)
    {
    }

    LibraryScanProgress run(const ScanLibrary& command, const OnLibraryProgress& onProgress)
    {
        answers.send(pulse, command);
        for (progress.isScanning = true; progress.isScanning;)
        {
            library.step(libraryThread);
            const auto hasAsked = passOn(onProgress);
            answers.flush(pulse);
            if (!hasAsked)
                pool.waitForFinished(signalThread, longestTurn);
            pool.drain(signalThread);
            service.step(signalThread);
        }
        return progress;
    }

private:
    bool passOn(const OnLibraryProgress& onProgress)
    {
        LibraryToPulse question;
        bool hasAsked = false;
        while (queues.libraryToPulse.tryReceive(pulse, question))
        {
            hasAsked = true;
            if (const auto* listing = std::get_if<ScanFolder>(&question))
                service.list(signalThread, *listing);
            else if (const auto* probe = std::get_if<ProbeMedia>(&question))
                service.probe(signalThread, *probe);
            else if (const auto* end = std::get_if<EndFolderScan>(&question))
                service.endListing(signalThread, *end);
            else if (auto* told = std::get_if<LibraryScanProgress>(&question))
                take(*told, onProgress);
        }
        return hasAsked;
    }

    void take(LibraryScanProgress& told, const OnLibraryProgress& onProgress)
    {
        progress = std::move(told);
        if (!onProgress(progress) && progress.isScanning)
            answers.send(pulse, CancelLibraryScan{});
    }

    void send(SignalThread&, SignalToPulse fact) override
    {
        if (auto* part = std::get_if<FolderScanned>(&fact))
            answers.send(pulse, std::move(*part));
        else if (auto* found = std::get_if<MediaProbed>(&fact))
            answers.send(pulse, std::move(*found));
    }

    SignalThread signalThread = SignalThread::mint();
    PulseThread pulse = PulseThread::mint();
    LibraryThread libraryThread = LibraryThread::mint();
    SteadyClock clock;
    Queues queues;
    signal::DiskPool pool{clock, nullptr};
    Library library;
    signal::CurrentMounts mounts{clock};
    signal::ScanService service;
    Outbox<PulseToLibrary, PulseThread, LibraryThread> answers;
    LibraryScanProgress progress;
};

} // namespace

LibraryScanProgress scanIntoLibrary(const std::filesystem::path& library, const std::filesystem::path& indexFolder,
                                    const ScanLibrary& command, const OnLibraryProgress& onProgress)
{
    return Scanning(library, indexFolder).run(command, onProgress);
}

} // namespace loophole
