#pragma once

#include "Pulse/Assets/AssetRegistry.h"

namespace loophole
{

/**
    When missing files are looked for again though nobody has told that they came: the watch of their folders sees most
    arrivals by itself, and this is for what it cannot see. A second after a file has gone, then after twice as long
   each time; in slices, so that thousands of them hold nothing up. Owned by Pulse, used on its thread.
*/
class MissingRecheck
{
public:
    static constexpr Instant first = limits::missingRecheck;
    static constexpr Instant longest = limits::longestMissingRecheck;
    /** A slice is queued within a tenth of a millisecond. */
    static constexpr std::size_t slice = 256;
    static constexpr Instant slicePause = std::chrono::milliseconds(20);

    /** A file has turned out to be missing. What took it away may bring it back soon. */
    void assetMissing(Instant now);

    [[nodiscard]] Instant due() const { return next; }

    /** RegisterAsset for those that are looked for now. */
    [[nodiscard]] std::vector<PulseToSignal> take(const AssetRegistry&, Instant now);

private:
    std::vector<AssetId> round; ///< that are still to be looked for in this one, the next at the end
    Instant next = Instant::max();
    Instant pause = first; ///< after this round
};

} // namespace loophole
