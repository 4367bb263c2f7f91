#pragma once

#include "App/Bench/CpuTime.h"
#include "Pulse/Pulse.h"

#include <algorithm>
#include <chrono>

namespace loophole::bench
{

template <class Work>
[[nodiscard]] double millisecondsOf(Work work)
{
    const auto began = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

/** Pulse as in the program, with its files and threads, between queues of which this plays the other ends. */
class EditedSession
{
public:
    explicit EditedSession(const std::filesystem::path& folder)
        : folder(folder), recovery(folder / "Recovery", inbox), document(folder / "S.loophole")
    {
    }

    /** From the command to the published session, all media found and the first windows asked for. */
    double open()
    {
        return millisecondsOf(
            [&]
            {
                send(OpenSession{document});
                while (shown.document != document || windows == 0)
                    turn();
            });
    }
    /** Longest turn of Pulse while it learns of media that were gone and have come back, `atOnce` in a turn. */
    double findAgain(std::size_t atOnce)
    {
        double longest = 0;
        const auto& assets = session().assets;
        for (const auto isThere : {false, true})
            for (std::size_t from = 0; from < assets.size(); from += atOnce)
            {
                for (auto i = from; i < std::min(from + atOnce, assets.size()); ++i)
                    tell(isThere ? found(assets[i].id) : lost(assets[i].id));
                longest = std::max(longest, cpuMilliseconds([&] { pulse.step(thread); }));
                collect();
            }
        return longest;
    }
    /** The turn in which an edit is made, with its record of undo and all that follows in Pulse. */
    double edit(AuraToPulse command)
    {
        send(std::move(command));
        const auto time = cpuMilliseconds([&] { pulse.step(thread); });
        collect();
        return time;
    }
    /** Longest turn of Pulse while a save is on its way, and how long that takes. */
    std::pair<double, double> save()
    {
        send(SaveSession{});
        double longest = 0;
        const auto all = millisecondsOf(
            [&]
            {
                while (shown.hasUnsavedEdits)
                    longest = std::max(longest, cpuMilliseconds([&] { turn(); }));
            });
        return {longest, all};
    }

    [[nodiscard]] const Session& session() const { return *shown.session; }

    template <class Random>
    [[nodiscard]] std::vector<ClipId> anyClip(Random& random) const
    {
        const auto& track = *session().tracks[random() % session().tracks.size()];
        return {track.clips[random() % track.clips.size()].id};
    }

private:
    void send(AuraToPulse command) { static_cast<void>(queues.auraToPulse.trySend(message, std::move(command))); }

    void turn()
    {
        pulse.step(thread);
        collect();
    }
    void collect()
    {
        PulseToSignal toSignal;
        while (queues.pulseToSignal.tryReceive(signal, toSignal))
        {
            windows += std::holds_alternative<ClipWindowRequest>(toSignal) ? std::size_t{1} : std::size_t{0};
            if (const auto* opened = std::get_if<RegisterAsset>(&toSignal))
                tell(found(opened->asset));
        }
        PulseToAura told;
        while (queues.pulseToAura.tryReceive(message, told))
            if (auto* changed = std::get_if<SessionChanged>(&told))
                shown = std::move(*changed);
    }
    void tell(AssetStatusChanged fact) { static_cast<void>(queues.signalToPulse.trySend(signal, std::move(fact))); }
    static AssetStatusChanged lost(AssetId asset)
    {
        AssetStatusChanged fact;
        fact.asset = asset;
        fact.now = OfflineStatus::missing;
        fact.cause = "No such file or directory";
        return fact;
    }
    static AssetStatusChanged found(AssetId asset)
    {
        AssetStatusChanged fact;
        fact.asset = asset;
        fact.now = OfflineStatus::present;
        fact.facts.length = FrameCount(480'000);
        fact.facts.sampleRate = SampleRate(48000);
        fact.facts.channels = 2;
        return fact;
    }

    const std::filesystem::path folder;
    SteadyClock clock;
    Queues queues;
    std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
    DocumentThreads workers;
    RecoveryThread recovery;
    Pulse pulse{queues, clock, {std::make_shared<FileDocumentStore>(), workers, inbox, &recovery, folder / "Recovery"}};
    PulseThread thread = PulseThread::mint();
    MessageThread message = MessageThread::mint();
    SignalThread signal = SignalThread::mint();
    const std::filesystem::path document;
    SessionChanged shown;
    std::size_t windows = 0;
};

} // namespace loophole::bench
