#pragma once

#include "Aura/Waveform/WaveformTile.h"
#include "Concurrency/SpscQueue.h"
#include "Concurrency/ThreadTokens.h"

#include <juce_core/juce_core.h>

#include <atomic>

namespace loophole::aura
{

/** The thread that draws waveform tiles. */
class TileThread final : public ThreadToken<TileThread>
{
    friend class ThreadToken<TileThread>;
    struct Minting
    {
    };
    explicit TileThread(Minting) {}
};

struct TileJob
{
    WaveformTile tile;
    WaveformSource source;
    std::uint32_t epoch = 0; ///< of the zoom it belongs to; 0 is never out of date
};

/** A tile that was drawn, or one that nobody wants any more and whose image is null. */
struct DrawnTile
{
    WaveformTile tile;
    juce::Image image;
    bool fromSamples = false;
    bool isSharp = true;
    std::shared_ptr<const PeakCache> damagedPeaks; ///< those it was drawn from, where they turned out to be damaged
};

/** Draws tiles one after the other on a thread of its own, so that neither a long waveform nor a page of a peak file
    that must come from the disk holds up the window. Owned by the message thread. */
class TileWorker final : private juce::Thread
{
public:
    TileWorker();
    ~TileWorker() override;

    /** False when the worker has as many jobs as it can hold; ask again with a later frame. */
    [[nodiscard]] bool trySend(MessageThread&, TileJob&&);
    [[nodiscard]] bool tryReceive(MessageThread&, DrawnTile&);

    /** Jobs of other epochs than this one (and 0) come back undrawn. */
    void setEpoch(std::uint32_t newest) { epoch.store(newest, std::memory_order_relaxed); }

private:
    void run() override;

    static constexpr std::size_t capacity = 1024;
    SpscQueue<TileJob, MessageThread, TileThread> jobs{capacity};
    SpscQueue<DrawnTile, TileThread, MessageThread> drawn{capacity};
    std::atomic<std::uint32_t> epoch{0}; ///< relaxed: only saves work, orders nothing
    std::size_t outstanding = 0;         ///< never above capacity, so that `drawn` always has room
};

} // namespace loophole::aura
