#pragma once

#include "Core/Ids.h"
#include "Messages/Audition.h"
#include "Model/ClipTimeline.h"
#include "Signal/Cache/BlockTable.h"
#include "Signal/Callback/AuditionStretch.h"
#include "Signal/Mixer/StreamHandle.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <memory>
#include <optional>

namespace loophole::signal
{

/** One playing of one asset outside the session. Made by Audition, then the audio thread's until it lets go. */
struct AuditionTake
{
    std::uint32_t generation = 0;
    AssetId asset;
    ClipTimeline timeline; ///< what is played, on the asset's grid; the whole grid of one that is scrubbed
    std::int64_t from = 0; ///< output frame of the timeline to begin at
    double assetFramesPerGridFrame = 1;
    double lineFrames = 0;   ///< session frames between the lines of the tempo that it begins on; 0: it begins at once
    bool joins = false;      ///< begins where the other deck is, if that one plays
    bool isRegion = false;   ///< another region for what the deck plays: nothing where it plays nothing
    bool endsInside = false; ///< before the asset does, so that it fades out towards its end
    bool isScrubbed = false; ///< follows a pointer, which is at `from`
    float gain = 1.0f;
    StreamStretch stretching;                 ///< what `stretch` does, or neutral
    std::unique_ptr<AuditionStretch> stretch; ///< its next frame is `from`; null: heard as it is
    /** It begins when the deck that it follows plays this frame of the grid: the other one where it joins that, its own
        where it takes the place of what that plays. None: at once, or on its line. */
    std::optional<std::int64_t> meets;
    /** late: what it was to meet had been played already, and it never begins. */
    enum class Fate : std::uint8_t
    {
        waits,
        begun,
        late
    };
    std::atomic<Fate> fate{
        Fate::waits}; ///< the audio thread's to set, for any thread to see; nothing is read through it
    std::shared_ptr<const BlockTable> table; ///< never null
    StreamHandle stream;

    [[nodiscard]] std::int64_t gridFrameAt(std::int64_t outputFrame) const
    {
        return static_cast<std::int64_t>(timeline.gridPosition(outputFrame));
    }
    /** The first output frame that plays a frame of the grid; of one before the timeline's first, the first. */
    [[nodiscard]] std::int64_t outputFrameAt(std::int64_t gridFrame) const
    {
        const auto into = static_cast<double>(std::max<std::int64_t>(0, gridFrame - timeline.first.value()));
        return static_cast<std::int64_t>(into / timeline.playRate + 0.5);
    }
    /** Frames of the grid that are heard in an output frame. */
    [[nodiscard]] double speed() const { return timeline.playRate * stretching.tempoRatio; }
    [[nodiscard]] bool passes(std::int64_t gridFrame) const
    {
        return gridFrame >= timeline.first.value() && gridFrame < (timeline.first + timeline.stretch).value();
    }
};

} // namespace loophole::signal
