#pragma once

#include "Signal/Stream/StreamEngine.h"
#include "Support/HandCrankedDisk.h"
#include "Support/MediaLibrary.h"
#include "Support/VirtualClock.h"

#include <string>
#include <variant>
#include <vector>

namespace loophole::testing
{

/** Keeps the facts that an engine sends. */
class FactRecorder final : public signal::FactSink
{
public:
    void send(SignalThread&, SignalToPulse fact) override { facts.push_back(std::move(fact)); }

    template <class Fact>
    [[nodiscard]] std::vector<Fact> all() const
    {
        std::vector<Fact> found;
        for (const auto& fact : facts)
            if (const auto* one = std::get_if<Fact>(&fact))
                found.push_back(*one);
        return found;
    }
    void clear() { facts.clear(); }

private:
    std::vector<SignalToPulse> facts;
};

/** A stream engine on a hand-cranked disk, with a clock and media of the test's own. */
struct StreamRig
{
    explicit StreamRig(std::size_t budget = std::size_t{64} << 20, int rate = 48000)
        : pool(budget), engine({clock, disk, pool, epoch, facts, &MediaLibrary::open}, SampleRate(rate))
    {
    }

    /** Registers and opens; the path's device is 0 unless the mount table says otherwise. */
    void open(AssetId asset, const std::filesystem::path& path)
    {
        engine.registerAsset(signalThread, {asset, path, AssetType::sample});
        settle();
    }

    /** Runs the disk and the engine until neither has anything left to do. */
    void settle()
    {
        do
            engine.step(signalThread);
        while (disk.runAll() > 0);
    }

    void ask(std::uint32_t clip, AssetId asset, std::int64_t start, std::int64_t length, Clip what = {},
             Cohort cohort = Cohort::realtime, Instant deadline = {}, std::uint32_t revision = 1, double tapeRate = 1)
    {
        ClipWindowRequest request;
        request.clip = ClipId{clip};
        request.asset = asset;
        request.range = {FramePosition(start), FrameCount(length)};
        request.cohort = cohort;
        request.deadline = deadline;
        request.revision = revision;
        request.tapeRate = tapeRate;
        engine.request(signalThread, request, what);
    }

    [[nodiscard]] signal::WindowState stateOf(std::uint32_t clip, Cohort cohort = Cohort::realtime)
    {
        return engine.windowState(signalThread, ClipId{clip}, cohort);
    }
    [[nodiscard]] bool isResident(AssetId asset, std::int64_t block, double phase = 0)
    {
        return engine.isResident(signalThread, asset, phase,
                                 {FramePosition(block * limits::blockFrames), FrameCount(limits::blockFrames)});
    }

    SignalThread signalThread = SignalThread::mint();
    MediaLibrary media;
    VirtualClock clock;
    HandCrankedDisk disk;
    signal::BlockPool pool;
    AudioEpoch epoch;
    FactRecorder facts;
    signal::StreamEngine engine;
};

} // namespace loophole::testing
