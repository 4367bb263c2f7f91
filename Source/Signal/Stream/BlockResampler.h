#pragma once

#include "Core/Frames.h"
#include "Signal/Stream/GridMapping.h"
#include "Signal/Stream/Polyphase.h"

#include <map>
#include <memory>
#include <mutex>
#include <tuple>
#include <vector>

namespace loophole::signal
{

/**
    The low-pass of one pair of rates, as rows of weights for the positions between two asset frames: one row a step
    where they are few, otherwise 4,096 rows between which is interpolated linearly (error −142 dB). Immutable.

    208 taps at the lower of the two rates, Kaiser window: flat (±0.001 dB) up to 0.91 of its Nyquist frequency, −135 dB
    from there on, no delay: the kernel is symmetric about the output frame.
*/
class SincTable
{
public:
    explicit SincTable(const GridMapping&);

    [[nodiscard]] int taps() const { return tapCount; }
    /** Asset frames from the first tap to the one at the whole part of the position. */
    [[nodiscard]] int before() const { return tapCount / 2 - 1; }

    /** For a grid frame at `step` of its asset frame, with the first tap at `source`. */
    [[nodiscard]] PolyphaseStep stepAt(const GridMapping&, std::int64_t source, std::int64_t step) const;
    [[nodiscard]] PolyphaseTable table() const { return {rows.data(), tapCount, isExact}; }

    /** Mappings that can share a table have equal keys. */
    using Key = std::tuple<std::int64_t, std::int64_t, bool>;
    [[nodiscard]] static Key keyOf(const GridMapping&);

private:
    int tapCount;
    bool isExact;
    std::int64_t rowCount; ///< without the closing row at fraction 1
    std::vector<float> rows;
};

/** Owns the tables in use, each made once by the disk thread that needs it first. Safe from any disk thread. */
class SincTables
{
public:
    [[nodiscard]] std::shared_ptr<const SincTable> tableFor(const GridMapping&);

private:
    std::mutex mutex;
    std::map<SincTable::Key, std::shared_ptr<const SincTable>> tables; ///< one for each pair of rates met: a few
};

/** The asset frames that making these grid frames takes; they may reach outside the asset. */
[[nodiscard]] FrameRange sourceRangeOf(const SincTable&, const GridMapping&, FrameRange gridFrames);

/**
    Makes grid frames of every channel. Sources hold the asset frames sourceRangeOf(gridFrames), destinations
    gridFrames.length floats each. Every frame depends on its position alone, so that a stretch is the same however it
    is cut into calls.
*/
void resample(const SincTable&, const GridMapping&, FrameRange gridFrames, const PolyphaseChannels&);

} // namespace loophole::signal
