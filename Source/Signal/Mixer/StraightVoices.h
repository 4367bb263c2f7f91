#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Mixer/MixPlan.h"

#include <array>
#include <cstdint>

namespace loophole::signal
{

/** A track of which one clip fills the stretch, forward at unity rate, from one block of its original. */
struct StraightVoice
{
    const PlannedClip* clip = nullptr; ///< null: the track has to be mixed the long way
    const Block* block = nullptr;      ///< null: missing
    std::int64_t offset = 0;           ///< into the block, of the stretch's first frame

    [[nodiscard]] const float* samples(int channel) const
    {
        return block->channel(block->channelCount == 1 ? 0 : channel) + offset;
    }
};

/**
    Finds straight voices a group of tracks ahead of the mixer. The strips, clips, tables and blocks of thousands of
    streams lie in as many corners of memory, each found through the one before; looking them up side by side, one
    step for the whole group at a time, overlaps the waits. Owned by a Mixer, used on the audio thread.
*/
class StraightVoices
{
public:
    static constexpr std::size_t group = 16;

    /** Before the first find() of a stretch. */
    void begin(const MixPlan& mixPlan, FrameRange stretch, Lane mixerLane) noexcept;

    /** The voice of a track; tracks are asked for from the first on, each once. */
    [[nodiscard]] const StraightVoice& take(AudioThread&, std::size_t track) noexcept;

    /** What the mixer will read soon after this track: samples of `channel`, or `fallback` where that is unknown. */
    [[nodiscard]] const float* ahead(std::size_t track, int channel, const float* fallback) const noexcept;

private:
    /** Streams between fetching samples and summing them: four take longer than a loaded memory does. */
    static constexpr std::size_t fetchDistance = 4;

    using Group = std::array<StraightVoice, group>;

    void find(AudioThread&, std::size_t first) noexcept;
    void findClips(Group&, std::size_t first, std::size_t count) const noexcept;
    [[nodiscard]] bool isStraight(const PlannedClip&) const noexcept;
    [[nodiscard]] std::int64_t gridFrame(const ClipTimeline&) const noexcept;
    [[nodiscard]] Group& groupOf(std::size_t track) noexcept { return groups[track / group % 2]; }
    [[nodiscard]] const Group& groupOf(std::size_t track) const noexcept { return groups[track / group % 2]; }

    const MixPlan* plan = nullptr;
    FrameRange range;
    Lane lane = Lane::first;
    std::size_t found = 0; ///< tracks [0, found) have been looked up
    std::array<Group, 2> groups;
};

} // namespace loophole::signal
