#pragma once

#include "Support/ControlStage.h"
#include "Support/GeneratedMedia.h"
#include "Support/PulseStage.h"

namespace loophole::testing
{

/**
    Pulse and Signal as in the program, on one thread and a virtual clock, with the test in Aura's place and at the
   device. Between two callbacks the disks do what they are asked for several times over, unless they are held.
*/
struct WholeStage
{
    static constexpr int block = 512;
    /** Of handing reads out and taking them in: more would be a disk that does 64 MiB in 10 ms. */
    static constexpr int roundsATurn = 8;

    explicit WholeStage(std::size_t budget)
        : control(
              {clock, queues, disk, peakWorkers, worker, backends, &GeneratedReader::open, [](const std::string&) {}},
              {budget, "null", block, peaks.path(), peaks / "Buffers", {}})
    {
    }

    template <class Command>
    void tell(Command command)
    {
        if (!queues.auraToPulse.trySend(messageThread, AuraToPulse(std::move(command))))
            throw std::runtime_error("the queue is full");
    }

    /** What the two threads and the disks do between callbacks, and what Aura is told. */
    void turn()
    {
        pulse.step(pulseThread);
        control.step(signalThread);
        for (int round = 0; round < roundsATurn && disk.runAll() > 0; ++round)
            control.step(signalThread);
        PulseToAura told;
        while (queues.pulseToAura.tryReceive(messageThread, told))
            take(told);
    }

    /** Callbacks of a block each with a turn before, for so many frames. */
    void play(std::int64_t frames)
    {
        for (std::int64_t done = 0; done < frames; done += block)
        {
            turn();
            (void) backends.device->render(block);
            clock.advance(std::chrono::nanoseconds(std::int64_t{block} * 1'000'000'000 / 48000));
        }
        turn();
    }

    /** Turns until the session's media are open and nothing is left to read. */
    void settle()
    {
        for (int i = 0; i < 200; ++i)
        {
            turn();
            clock.advance(std::chrono::milliseconds(20));
        }
    }

    /** Frames that were told to be missing, over all tracks. */
    [[nodiscard]] std::uint64_t reportedMissing() const
    {
        std::uint64_t sum = 0;
        for (const auto& [track, missing] : missingByTrack)
            sum += missing;
        return sum;
    }

    VirtualClock clock;
    Queues queues;
    TemporaryFolder peaks;
    HandCrankedDisk disk;
    HandCrankedDisk peakWorkers;
    ImmediateWorker worker;
    ArmedBackends backends;
    const std::shared_ptr<DocumentsInMemory> store = std::make_shared<DocumentsInMemory>();
    DocumentsInMemory& documents = *store;
    HandCrankedWorkers workers;
    Pulse pulse{queues, clock, {store, workers}};
    signal::SignalControl control;
    PulseThread pulseThread = PulseThread::mint();
    SignalThread signalThread = SignalThread::mint();
    MessageThread messageThread = MessageThread::mint();
    StreamStats stats;
    TransportPosition position;
    std::map<TrackId, std::uint64_t> missingByTrack;

private:
    void take(const PulseToAura& told)
    {
        if (const auto* newStats = std::get_if<StreamStats>(&told))
            stats = *newStats;
        if (const auto* at = std::get_if<TransportPosition>(&told))
            position = *at;
        if (const auto* missing = std::get_if<TrackUnderruns>(&told))
            missingByTrack[missing->track] = missing->missingFrames;
    }
};

/** `tracks` of clips of six seconds, one after the other for ten minutes, on so many generated media. */
[[nodiscard]] inline SessionPointer tenMinutes(std::uint32_t tracks, std::uint32_t media)
{
    constexpr std::int64_t clipFrames = 6 * 48000;
    std::vector<SessionAsset> assets;
    for (std::uint32_t i = 1; i <= media; ++i)
        assets.push_back({AssetId{i}, "a" + std::to_string(i), GeneratedReader::path(i), {}});
    std::vector<Track> made;
    for (std::uint32_t t = 0; t < tracks; ++t)
    {
        std::vector<Clip> clips;
        for (std::uint32_t i = 0; i < 100; ++i)
        {
            const auto number = t * 100 + i;
            clips.push_back(clipOf(number + 1, 1 + number * 7 % media, i * clipFrames));
            clips.back().offset = static_cast<double>(number % 14 * 48000);
            clips.back().length = FrameCount(clipFrames);
        }
        made.push_back(trackOf(t + 1, std::move(clips)));
    }
    auto session = sessionOf(std::move(made));
    session.assets = SharedList<SessionAsset>(std::move(assets));
    return std::make_shared<const Session>(std::move(session));
}

} // namespace loophole::testing
