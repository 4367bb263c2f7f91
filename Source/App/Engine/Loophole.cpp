#include "App/Engine/Loophole.h"

#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Pulse.h"
#include "Signal/Control/SignalControl.h"
#include "Signal/Device/SystemBackends.h"
#include "Signal/Disk/DiskPool.h"

#include <algorithm>
#include <iostream>
#include <thread>

namespace loophole
{

/** The order of the members is the wiring: what stands above outlives what stands below. */
struct Loophole::Parts
{
    explicit Parts(const Settings& settings)
        : signal({clock, queues, disk, peakWorkers, deviceWorker, backends,
                  signal::openMediaKeepingIndexes(settings.folders.cache / "Indexes"),
                  [](const std::string& warning) { std::clog << "loophole: " << warning << '\n'; }},
                 {settings.budgetBytes, settings.device, settings.blockFrames, settings.folders.cache / "Peaks",
                  settings.folders.cache / "Buffers", settings.folders.cache / "Proxies"}),
          recovery(settings.isEditor
                       ? std::make_unique<RecoveryThread>(settings.folders.data / "Recovery", documentInbox)
                       : nullptr),
          pulse(queues, clock,
                {std::make_shared<FileDocumentStore>(), documentThreads, documentInbox, recovery.get(),
                 settings.folders.data / "Recovery"}),
          signalThread([this](std::stop_token stop) { runSignal(stop); }),
          pulseThread([this](std::stop_token stop) { runPulse(stop); })
    {
        documentInbox->wakes(&queues.pulse);
    }

    ~Parts()
    {
        documentInbox->wakes(nullptr);
        signalThread.request_stop();
        pulseThread.request_stop();
        queues.signal.notify();
        queues.pulse.notify();
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
            // Pulse's own timers are coarse: a tenth of a second late does no harm.
            const auto due = pulse.nextWakeUp(thread) - clock.now();
            const auto longest =
                std::clamp(due, Instant(std::chrono::milliseconds(1)), Instant(std::chrono::milliseconds(100)));
            queues.pulse.waitAtMost(std::chrono::duration_cast<std::chrono::microseconds>(longest));
        }
        pulse.step(thread); // what the window said last, such as that edits are given up
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
    signal::SystemBackends backends;
    signal::DeviceWorkerThread deviceWorker;
    signal::SignalControl signal;
    DocumentThreads documentThreads;
    const std::shared_ptr<DocumentInbox> documentInbox = std::make_shared<DocumentInbox>();
    const std::unique_ptr<RecoveryThread> recovery; ///< null for a program that edits nothing
    Pulse pulse;
    std::jthread signalThread;
    std::jthread pulseThread;
};

Loophole::Loophole(const Settings& settings) : parts(std::make_unique<Parts>(settings)) {}

Loophole::~Loophole() = default;

Queues& Loophole::queues()
{
    return parts->queues;
}

} // namespace loophole
