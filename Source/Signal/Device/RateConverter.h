#pragma once

#include "Core/SampleRate.h"

#include <cstdint>
#include <vector>

namespace loophole::signal
{

/**
    Streaming conversion of planar floats from one fixed rate to another: a polyphase windowed sinc (Kaiser; J. O.
    Smith, "Digital Audio Resampling"), 128 taps at the lower of the two rates. The position advances in whole
    numerators of the reduced ratio, so that nothing drifts over days. Owned by a DeviceRateAdapter; prepared off the
    audio thread, used on it.
*/
class RateConverter
{
public:
    /** Clears the history. Both rates known, 1 channel or more, maximumInput ≥ 1 the largest push. */
    void prepare(SampleRate from, SampleRate to, int channelCount, int maximumInput);

    /** Input frames still needed for `outputFrames`, given what was pushed. */
    [[nodiscard]] std::int64_t inputNeeded(std::int64_t outputFrames) const;

    /** Takes planar input[c][0 … frames), at most maximumInput and only as much as was needed. Realtime-safe. */
    void push(const float* const* input, int frames) noexcept;

    /** Writes planar output[c][0 … frames); the input for them must have been pushed. Realtime-safe. */
    void pull(float* const* output, int frames) noexcept;

    /** Output frames that inputNeeded() keeps within maximumInput. */
    [[nodiscard]] int maximumOutput() const { return largestOutput; }

    /** Input frames by which the output is late: half a kernel, at the input's rate. */
    [[nodiscard]] int latencyFrames() const { return taps / 2; }

private:
    void makeTable(double cutoff);

    std::int64_t up = 1;   ///< output frames per `down` input frames
    std::int64_t down = 1;
    int taps = 0;
    int phases = 0;             ///< rows of the table, less one
    std::vector<float> table;   ///< (phases + 1) × taps
    std::vector<std::vector<float>> history; ///< per channel: what may still be under the kernel, then what was pushed
    std::int64_t filled = 0;    ///< valid frames of history
    std::int64_t numerator = 0; ///< position of the next output in the history, in input frames × up
    int largestOutput = 0;
};

} // namespace loophole::signal
