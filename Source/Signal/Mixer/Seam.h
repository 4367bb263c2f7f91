#pragma once

#include "Signal/Mixer/BusBuffer.h"
#include "Signal/Mixer/ClipList.h"

#include <array>
#include <cstdint>

namespace loophole::signal
{

/**
    Heals the step that an edit leaves in a track that is sounding: where a new plan plays something else from one
    frame to the next, what the track would jump by is added and dies away over a fade. A plan that plays the same
    there, as after a split or a change elsewhere, leaves the samples as they are. Used on the audio thread.
*/
class Seam
{
public:
    /** Before the clips of a stretch are read; `laneFrame` tells whether it joins the one before. */
    void open(std::int64_t laneFrame, std::uint32_t planRevision) noexcept;

    /** A clip that sounds in the first or last frame of the stretch as time passes; sets of clips are told by sums. */
    void enter(const PlannedClip& clip) noexcept { entering += clip.sound; }
    void leave(const PlannedClip& clip) noexcept { leaving += clip.sound; }

    /** After they are read: heals `track`, which has `width` channels of `frames` frames. */
    void close(BusBuffer& track, int width, int frames, Travel, int fadeFrames) noexcept;

    /** Whether a stretch of this plan in which one clip sounds from edge to edge passes as it is: it joins the one
        before, and nothing is being healed. */
    [[nodiscard]] bool isClosed(std::int64_t laneFrame, std::uint32_t planRevision) const noexcept
    {
        return laneFrame == nextFrame && planRevision == revision && fadeLeft == 0;
    }

    /** Instead of open() to close() for such a stretch; `lastFrame` is the track's. */
    void passStraight(const PlannedClip& clip, int frames,
                      const std::array<float, limits::maxChannels>& lastFrame) noexcept
    {
        nextFrame += frames;
        left = clip.sound;
        last = lastFrame;
    }

private:
    void remember(const BusBuffer& track, int width, int lastFrame) noexcept;

    std::int64_t nextFrame = -1;
    std::uint32_t revision = 0;
    int fadeLeft = 0;
    std::uint64_t left = 0;                        ///< what `leaving` was when the stretch before ended
    std::array<float, limits::maxChannels> last{}; ///< its last frame
    std::uint64_t entering = 0;
    std::uint64_t leaving = 0;
    std::array<float, limits::maxChannels> step{};
    bool mayHaveStep = false;
};

} // namespace loophole::signal
