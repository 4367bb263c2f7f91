#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Messages/Transport.h"
#include "Model/AudioAsset.h"
#include "Signal/Callback/AudioCommand.h"
#include "Signal/Callback/AuditionVoice.h"

#include <cstdint>
#include <deque>
#include <memory>

namespace loophole::signal
{

/** Makes takes and keeps each until the audio thread has let go of it. Lives on Signal's control thread. */
class Audition
{
public:
    explicit Audition(const AuditionVoice& voice) : voice(voice) {}

    /** The command that plays the asset; `table` is the one of phase 0, not null. */
    [[nodiscard]] StartTake start(SignalThread&, const StartStream&, const MediaFacts&, SampleRate gridRate,
                                  std::shared_ptr<const BlockTable> table);

    /** Frees takes that have faded out; call at every turn of the control loop. */
    void collect(SignalThread&);

    /** Counts of the take that was started last. */
    [[nodiscard]] StreamCounts counts(SignalThread&) const;
    [[nodiscard]] std::size_t takeCount(SignalThread&) const { return takes.size(); }

private:
    const AuditionVoice& voice;
    std::deque<std::unique_ptr<AuditionTake>> takes; ///< oldest first
    std::uint32_t lastGeneration = 0;
};

} // namespace loophole::signal
