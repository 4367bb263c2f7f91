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
    /** Clears the history. Both rates known, 1 channel or more, maximumOutput ≥ 1 the largest pull. */
    void prepare(SampleRate from, SampleRate to, int channelCount, int maximumOutput);

    /** Input frames still needed for `outputFrames`, given what was pushed. */
    [[nodiscard]] int inputNeeded(int outputFrames) const noexcept;

    /** Takes planar input[c][0 … frames), as many as inputNeeded() said. Realtime-safe. */
    void push(const float* const* input, int frames) noexcept;

    /** Writes planar output[c][0 … frames); the input for them must have been pushed. Realtime-safe. */
    void pull(float* const* output, int frames) noexcept;

    [[nodiscard]] int maximumOutput() const { return largestOutput; }
    /** The most that inputNeeded(maximumOutput()) can be. */
    [[nodiscard]] int maximumInput() const { return largestInput; }

    /** Input frames that are read ahead of the one that sounds: half a kernel. Output frame n is the input at n · from
     * / to. */
    [[nodiscard]] int lookAheadFrames() const { return taps / 2; }

private:
    void makeTable(double cutoff);

    std::int64_t up = 1; ///< output frames per `down` input frames
    std::int64_t down = 1;
    int taps = 0;
    int phases = 0;                          ///< rows of the table, less one
    std::vector<float> table;                ///< (phases + 1) × taps
    std::vector<std::vector<float>> history; ///< per channel: what may still be under the kernel, then what was pushed
    int filled = 0;                          ///< valid frames of history
    std::int64_t numerator = 0;              ///< position of the next output in the history, in input frames × up
    int largestOutput = 0;
    int largestInput = 0;
};

} // namespace loophole::signal
