#include "App/Engine/Loophole.h"

#include "App/Engine/UserCloudRules.h"
#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Library/Library.h"
#include "Pulse/Library/LibraryAnswers.h"
#include "Pulse/Pulse.h"
#include "Signal/Control/SignalControl.h"
#include "Signal/Device/SystemBackends.h"
#include "Signal/Disk/DiskPool.h"
#include "Signal/Peaks/LowPriority.h"

#include <algorithm>
#include <iostream>
#include <thread>

namespace loophole
{
namespace
{

void toLog(const std::string& line)
{
    std::clog << "loophole: " << line << '\n';
}

const std::filesystem::path& mediaCachesOf(const Settings& settings)
{
    return settings.mediaCaches.empty() ? settings.folders.cache : settings.mediaCaches;
}

} // namespace

/** The order of the members is the wiring: what stands above outlives what stands below. */
struct Loophole::Parts
{
    Parts(const Settings& settings, std::unique_ptr<signal::DeviceBackends> devices)
        : backends(std::move(devices)),
          signal({clock, queues, disk, peakWorkers, deviceWorker, *backends,
                  signal::openMediaKeepingIndexes(settings.folders.cache / "Indexes"), toLog},
                 {settings.budgetBytes, settings.device, settings.blockFrames, mediaCachesOf(settings) / "Peaks",
                  settings.folders.cache / "Buffers", mediaCachesOf(settings) / "Proxies", &signal::readSystemMemory,
                  userCloudRules(settings.folders), settings.mostBudgetBytes, settings.peakCacheBytes,
                  settings.proxyCacheBytes}),
          recovery(settings.isEditor
                       ? std::make_unique<RecoveryThread>(settings.folders.data / "Recovery", documentInbox)
                       : nullptr),
          pulse(queues, clock,
                {std::make_shared<FileDocumentStore>(), documentThreads, documentInbox, recovery.get(),
                 settings.folders.data / "Recovery", toLog}),
          library(queues, clock, settings.folders.data / Library::fileName, {settings.resumesLibraryScans}),
          libraryAnswers(queues, settings.folders.data / Library::fileName),
          signalThread([this](std::stop_token stop) { runSignal(stop); }),
          pulseThread([this](std::stop_token stop) { runPulse(stop); }),
          libraryThread([this](std::stop_token stop) { runLibrary(stop); }),
          libraryAnswersThread([this](std::stop_token stop) { runLibraryAnswers(stop); })
    {
        documentInbox->wakes(&queues.pulse);
    }

    ~Parts()
    {
        documentInbox->wakes(nullptr);
        signalThread.request_stop();
        pulseThread.request_stop();
        libraryThread.request_stop();
        libraryAnswersThread.request_stop();
        for (auto* waiting : {&queues.signal, &queues.pulse, &queues.library, &queues.librarySearch})
            waiting->notify();
    }

    void runSignal(const std::stop_token& stop)
    {
        auto thread = SignalThread::mint();
        while (!stop.stop_requested())
        {
            signal.step(thread);
            queues.signal.waitAtMost(signal.patience());
        }
        signal.close(thread);
        while (!signal.isClosed(thread))
        {
            signal.step(thread);
            queues.signal.waitAtMost(signal.patience());
        }
    }

    void runPulse(const std::stop_token& stop)
    {
        auto thread = PulseThread::mint();
        while (!stop.stop_requested())
        {
            pulse.step(thread);
            queues.pulse.waitAtMost(untilDue(pulse.nextWakeUp(thread)));
        }
        pulse.step(thread); // what the window said last, such as that edits are given up
    }

    void runLibrary(const std::stop_token& stop)
    {
        auto thread = LibraryThread::mint();
        signal::lowerPriorityOfThisThread(); // a scan goes on behind whatever the user does meanwhile
        while (!stop.stop_requested())
        {
            library.step(thread);
            queues.library.waitAtMost(untilDue(library.nextWakeUp(thread)));
        }
    }

    void runLibraryAnswers(const std::stop_token& stop)
    {
        auto thread = LibraryThread::mint();
        while (!stop.stop_requested())
        {
            libraryAnswers.step(thread);
            queues.librarySearch.waitAtMost(std::chrono::milliseconds(100));
        }
    }

    /** Timers are coarse: a tenth of a second late does no harm. */
    [[nodiscard]] std::chrono::microseconds untilDue(Instant due) const
    {
        const auto longest = std::clamp(due - clock.now(), Instant(std::chrono::milliseconds(1)),
                                        Instant(std::chrono::milliseconds(100)));
        return std::chrono::duration_cast<std::chrono::microseconds>(longest);
    }

    /** A finished read is taken in at once. */
    struct WakesSignal final : signal::WakeUp
    {
        explicit WakesSignal(Queues& all) : queues(all) {}
        void wake() noexcept override { queues.signal.notify(); }
        Queues& queues;
    };

    SteadyClock clock;
    Queues queues;
    WakesSignal readsFinished{queues};
    signal::DiskPool disk{clock, &readsFinished};
    signal::DiskPool peakWorkers{clock, &readsFinished};
    const std::unique_ptr<signal::DeviceBackends> backends;
    signal::DeviceWorkerThread deviceWorker;
    signal::SignalControl signal;
    DocumentThreads documentThreads;
    const std::shared_ptr<DocumentInbox> documentInbox = std::make_shared<DocumentInbox>();
    const std::unique_ptr<RecoveryThread> recovery; ///< null for a program that edits nothing
    Pulse pulse;
    Library library;
    LibraryAnswers libraryAnswers;
    std::jthread signalThread;
    std::jthread pulseThread;
    std::jthread libraryThread;
    std::jthread libraryAnswersThread;
};

Loophole::Loophole(const Settings& settings) : Loophole(settings, std::make_unique<signal::SystemBackends>()) {}

Loophole::Loophole(const Settings& settings, std::unique_ptr<signal::DeviceBackends> backends)
    : parts(std::make_unique<Parts>(settings, std::move(backends)))
{
}

Loophole::~Loophole() = default;

Queues& Loophole::queues()
{
    return parts->queues;
}

} // namespace loophole
