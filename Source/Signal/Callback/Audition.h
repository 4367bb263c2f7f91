#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/Audition.h"
#include "Model/AudioAsset.h"
#include "Signal/Callback/AuditionVoice.h"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>

namespace loophole::signal
{

/** Makes the takes of one deck and keeps each until the audio thread has let go of it. Lives on Signal's control
 * thread. */
class Audition
{
public:
    /** A medium as takes are made of it; `table` is the one of phase 0, not null. */
    struct Medium
    {
        const MediaFacts& facts;
        SampleRate gridRate;
        std::shared_ptr<const BlockTable> table;
    };

    explicit Audition(const AuditionVoice& voice) : voice(voice) {}

    /** What plays the message's stream, from a frame of the grid where one is given, wherever in the region that is. */
    [[nodiscard]] AuditionTake& make(SignalThread&, const StartStream&, Medium,
                                     std::optional<std::int64_t> gridFrame = {});
    /** What follows a pointer over the whole of the medium. */
    [[nodiscard]] AuditionTake& make(SignalThread&, const ScrubStream&, Medium);

    /** Frees takes that have faded out; call at every turn of the control loop. */
    void collect(SignalThread&);

    /** Counts of the take that was made last. */
    [[nodiscard]] StreamCounts counts(SignalThread&) const;
    [[nodiscard]] std::size_t takeCount(SignalThread&) const { return takes.size(); }

    /** A volume, 0 … 1, times the loudness matching. */
    [[nodiscard]] static float gainOf(double volumeDb, double matchDb);

    [[nodiscard]] static bool isStretched(const StartStream&);

private:
    AuditionTake& add(AssetId, Medium);
    static void stretch(SignalThread&, AuditionTake&, const StreamStretch&, SampleRate gridRate);

    const AuditionVoice& voice;
    std::deque<std::unique_ptr<AuditionTake>> takes; ///< oldest first
    std::uint32_t lastGeneration = 0;
};

/** Where a frame of an asset lies on the grid of another rate, to the nearest frame. */
[[nodiscard]] std::int64_t gridFrameOf(FramePosition assetFrame, SampleRate assetRate, SampleRate gridRate);

} // namespace loophole::signal
