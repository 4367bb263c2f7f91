#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Callback/ScrubFollower.h"
#include "Signal/Mixer/GridReader.h"

#include <array>
#include <cstdint>
#include <vector>

namespace loophole::signal
{

/**
    Reads one asset like a tape under a pointer: at a speed that changes with every frame, in both directions, silent at
    rest. Each part is read from the asset's blocks anew, so that a head may be anywhere at any time. Owns the space
    that this takes; made off the audio thread, used on it.
*/
class AuditionTape
{
public:
    /** Sixty-four output frames at eight times speed span 512 of the grid, and the widest kernel as many. */
    static constexpr int readFrames = 64;

    /** Where one head is, in grid frames, and what it played last. */
    struct Head
    {
        ScrubFollower follower;
        bool inGap = false;
        int rise = static_cast<int>(limits::missFadeFrames); ///< frames of the fade-in that are done
        int tailLeft = 0;                                    ///< frames of the fade-out to come
        std::array<float, limits::maxChannels> last{};
        std::array<float, limits::maxChannels> tail{};
    };

    explicit AuditionTape(const MovingRateKernel&);

    /** Fills output[0 … table channels)[0 … frames) and moves the head on; what is missing fades out and in. */
    void read(AudioThread&, GridReader&, Head&, const BlockTable&, int frames, float* const* output) noexcept;

private:
    static constexpr int sourceFrames =
        readFrames * static_cast<int>(limits::highestPlayRate) + 2 * MovingRateKernel::maxTaps;

    void readPart(AudioThread&, GridReader&, Head&, const BlockTable&, int frames, float* const* output) noexcept;
    void advance(Head&, int frames) noexcept;
    void gather(AudioThread&, GridReader&, const BlockTable&, std::int64_t from, int frames) noexcept;
    void filterFrom(std::int64_t base, int frames, float* const* output, int channels) noexcept;
    [[nodiscard]] bool isMissing(int frame) const noexcept;
    void fade(Head&, int frames, float* const* output, int channels) noexcept;

    const MovingRateKernel& kernel;
    std::array<std::vector<float>, limits::maxChannels> source;
    std::array<std::uint8_t, static_cast<std::size_t>(sourceFrames)> missing{};
    bool hasHoles = false;
    std::array<double, readFrames> positions{};
    std::array<double, readFrames> speeds{};
    std::array<PolyphaseStep, readFrames> steps{};
    std::array<int, readFrames> spans{}; ///< taps of the kernel that each frame is read through
};

} // namespace loophole::signal
