#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/Frames.h"
#include "Core/Limits.h"
#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Mixer/GridReader.h"

#include <array>
#include <atomic>
#include <cstdint>

namespace loophole::signal
{

/** What of a stretch could be heard. Frames outside the asset are silent by nature and count as heard. */
enum class ReadOutcome : std::uint8_t
{
    full,
    partial,
    silent
};

/** filling: never read yet; ready: the last read was full; underrun: frames were missing in it. */
enum class StreamState : std::uint8_t
{
    filling,
    ready,
    underrun
};

/** Which of the two renderers that overlap in a crossfade is reading; each has its own memory of what it played last.
 */
enum class Lane : std::uint8_t
{
    first,
    second
};
inline constexpr std::size_t laneCount = 2;

/** The stretch of a clip that one read asks for. */
struct StreamRead
{
    const ClipTimeline& timeline;
    const BlockTable* table = nullptr; ///< null: the asset is missing
    std::int64_t firstFrame = 0;       ///< output frame of the clip that lands in destination[c][0]
    int frames = 0;                    ///< at most GridReader::maxFrames
    Travel travel = Travel::forward;
    Lane lane = Lane::first;
    std::int64_t laneFrame = 0; ///< the lane's running count of frames; equal counts join two reads without a gap
};

/** Totals of a stream, for control and diagnosis. */
struct StreamCounts
{
    StreamState state = StreamState::filling;
    std::int64_t position = 0;    ///< output frame of the clip behind the last one read
    std::uint64_t missing = 0;    ///< frames whose block was not resident
    std::uint64_t underruns = 0;  ///< separate stretches of them
    std::uint64_t absent = 0;     ///< frames of an asset that is missing: silent by design
    std::int64_t lastMissing = 0; ///< output frame of the clip
    std::uint64_t proxied = 0;    ///< frames that were heard from the asset's proxy
};

/**
    One clip's way of hearing its asset. Owned by PlaybackState under the clip's id, so it outlives any one plan; read
    by the audio thread, its counts by any thread. Keeps what was last heard, so that a missing stretch fades in and
    out over limits::missFadeFrames instead of clicking, and a change between the original and its proxy is healed over
    as many: what the sound would jump by there is added and dies away.
*/
class StreamHandle
{
public:
    /**
        Fills destination[0 … table channels)[0 … read.frames), planar; never waits. Missing frames are silence, with
        the last audible sample dying away in them and what follows fading in. Of a missing asset nothing is
        written, as it has no channels; its frames are counted apart.
    */
    [[nodiscard]] ReadOutcome readOrSilence(AudioThread&, GridReader&, const StreamRead&,
                                            float* const* destination) noexcept;

    /** Whether what is read next joins what this lane read last, with no fade under way: resident samples of it can be
        heard as they are. */
    [[nodiscard]] bool isSteady(AudioThread&, Lane lane, std::int64_t laneFrame) const noexcept
    {
        const auto& memory = lanes[static_cast<std::size_t>(lane)];
        return memory.nextFrame == laneFrame && !memory.inGap && memory.rise == limits::missFadeFrames &&
               memory.tailLeft == 0 && memory.quality != Quality::proxy && memory.healLeft == 0;
    }

    /** Instead of a read of the original's resident samples while isSteady(): `last` holds their last frame, a sample a
        channel, and `beforeLast` the one before, where there are two. */
    void passStraight(AudioThread&, Lane, std::int64_t firstFrame, int frames,
                      const std::array<float, limits::maxChannels>& last,
                      const std::array<float, limits::maxChannels>& beforeLast) noexcept;

    /** Whether what is read next goes on in a stretch that is missing and has died away: it is silence. */
    [[nodiscard]] bool isSilent(AudioThread&, Lane lane, std::int64_t laneFrame) const noexcept
    {
        const auto& memory = lanes[static_cast<std::size_t>(lane)];
        return memory.nextFrame == laneFrame && memory.inGap && memory.tailLeft == 0 && memory.healLeft == 0;
    }

    /** Instead of a read of frames that are all missing, while isSilent(). */
    void passSilent(AudioThread&, Lane, std::int64_t firstFrame, int frames) noexcept;

    /** Has the processor fetch what a lane's read looks at. */
    void prefetch(Lane lane) const noexcept
    {
        __builtin_prefetch(&lanes[static_cast<std::size_t>(lane)], 1);
        __builtin_prefetch(&state, 1);
    }

    /** Safe from every thread; the figures may be of neighbouring callbacks. */
    [[nodiscard]] StreamCounts counts() const noexcept;

private:
    /** unknown: nothing was heard before, or it was missing. */
    enum class Quality : std::uint8_t
    {
        unknown,
        original,
        proxy
    };

    /** What one lane remembers from read to read. Only the audio thread touches it. */
    struct alignas(64) Memory
    {
        std::int64_t nextFrame = -1; ///< the lane frame that would follow without a gap
        bool inGap = false;
        int rise = limits::missFadeFrames; ///< frames of the fade-in that are done
        int tailLeft = 0;                  ///< frames of the fade-out to come
        std::array<float, limits::maxChannels> last{};
        std::array<float, limits::maxChannels> tail{};
        std::array<float, limits::maxChannels> beforeLast{};
        Quality quality = Quality::unknown; ///< of the last frame
        int healLeft = 0;                   ///< frames until a change of quality is healed
        std::array<float, limits::maxChannels> step{};
    };

    void fadeAround(Memory&, const StreamRead&, const GridReader&, float* const* destination, int missing) noexcept;
    void beginGap(Memory&) noexcept;
    static void healChanges(Memory&, const StreamRead&, const GridReader&, float* const* destination,
                            int missing) noexcept;
    static void remember(Memory&, const StreamRead&, const float* const* destination) noexcept;
    void report(const StreamRead&, const GridReader&, int missing) noexcept;

    std::array<Memory, laneCount> lanes;

    // Written by the audio thread alone, so plain loads and stores suffice; relaxed, because nothing is read through
    // them.
    std::atomic<StreamState> state{StreamState::filling};
    std::atomic<std::int64_t> position{0};
    std::atomic<std::uint64_t> missingFrames{0};
    std::atomic<std::uint64_t> underruns{0};
    std::atomic<std::uint64_t> absentFrames{0};
    std::atomic<std::int64_t> lastMissing{0};
    std::atomic<std::uint64_t> proxiedFrames{0};
};

} // namespace loophole::signal
