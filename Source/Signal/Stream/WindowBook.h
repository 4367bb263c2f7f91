#pragma once

#include "Model/ClipTimeline.h"
#include "Signal/Stream/AssetSource.h"
#include "Signal/Stream/BlockCache.h"
#include "Signal/Stream/ReadQueue.h"

#include <map>

namespace loophole::signal
{

/** Owns the windows and their claims on blocks, on Signal's control thread. */
class WindowBook
{
public:
    WindowBook(BlockCache& cache, SampleRate gridRate) : cache(cache), rate(gridRate) {}

    /** Null where the window would be of a lower revision than the one that stands. */
    [[nodiscard]] StreamWindow* tryReplace(SignalThread&, StreamWindow window);
    /** Removes all windows of the clip, or the one, unless they are of a higher revision. */
    void cancel(SignalThread&, ClipId, std::uint32_t revision);
    void cancel(SignalThread&, WindowKey, std::uint32_t revision);

    /** Claims the blocks of the window anew: after its asset was opened, or the grid changed. */
    void split(SignalThread&, StreamWindow&);
    /** Gives up the claims; the window stays. */
    void unsplit(SignalThread&, StreamWindow&);
    void removeAllOf(SignalThread&, AssetSource&);

    void setGridRate(SampleRate gridRate) { rate = gridRate; }
    [[nodiscard]] SampleRate gridRate() const { return rate; }

    [[nodiscard]] const StreamWindow* find(WindowKey) const;
    [[nodiscard]] StreamWindow* find(WindowKey);
    [[nodiscard]] std::size_t count() const { return windows.size(); }

    /** The windows that wait for a read. */
    [[nodiscard]] ReadQueue& waiting() { return queue; }
    [[nodiscard]] const ReadQueue& waiting() const { return queue; }

    /** Reads that may have lost their last claim since this was last asked. */
    [[nodiscard]] std::vector<std::uint64_t> takeDoubtfulReads() { return std::exchange(doubtfulReads, {}); }

    /** Blocks that were resident when a window first claimed them. */
    [[nodiscard]] std::uint64_t hits() const { return hitCount; }

private:
    /** A block of the window and when it is needed first. */
    struct Need
    {
        std::int64_t index = 0;
        Instant at{};
    };
    /** In the order of need. */
    [[nodiscard]] std::vector<Need> needsOf(const ClipWindowRequest&, const ClipTimeline&, FrameCount gridLength) const;
    void releaseClaims(SignalThread&, StreamWindow&, std::vector<CachedBlock*>& released);
    void settle(SignalThread&, const std::vector<CachedBlock*>& released);
    void claimBlocks(SignalThread&, StreamWindow&);
    void remove(SignalThread&, std::map<WindowKey, StreamWindow>::iterator);

    BlockCache& cache;
    SampleRate rate;
    std::map<WindowKey, StreamWindow> windows;
    ReadQueue queue;
    std::vector<std::uint64_t> doubtfulReads;
    std::uint64_t hitCount = 0;
};

} // namespace loophole::signal
