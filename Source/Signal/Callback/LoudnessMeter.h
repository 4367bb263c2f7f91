#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Core/SampleRate.h"
#include "Messages/SignalToPulse.h"

#include <ebur128.h>

#include <memory>
#include <span>

namespace loophole::signal
{

/** Loudness of a stereo programme by EBU R 128 (ITU-R BS.1770-4, EBU Tech 3341 and 3342), through libebur128. Belongs
    to Signal's control thread. */
class LoudnessMeter
{
public:
    explicit LoudnessMeter(SampleRate = SampleRate(48000));

    /** Starts anew where the rate is another one. */
    void setRate(SignalThread&, SampleRate);
    /** The programme starts here; what is heard now stays. */
    void reset(SignalThread&);

    /** Frames of left and right, interleaved. */
    void add(SignalThread&, std::span<const float> samples);

    [[nodiscard]] StreamStats::Output::Loudness read(SignalThread&) const;

private:
    struct Close
    {
        void operator()(ebur128_state*) const;
    };
    using State = std::unique_ptr<ebur128_state, Close>;
    [[nodiscard]] static State make(SampleRate, int mode);

    SampleRate rate;
    State present;   ///< momentary and short-term
    State programme; ///< integrated and range, in a histogram: its memory does not grow with the hours
};

} // namespace loophole::signal
