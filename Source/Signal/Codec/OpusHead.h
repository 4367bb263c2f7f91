#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>

namespace loophole::signal
{

/** The identification header of Ogg Opus (RFC 7845 §5.1). */
struct OpusHead
{
    int channels = 0;
    int preSkip = 0;    ///< frames at 48 kHz before the first one to be heard
    int outputGain = 0; ///< to be applied, in 1/256 dB
    int family = 0;     ///< 0 mono and stereo, 1 surround in Vorbis order, others as they come
    int streams = 1;
    int coupledStreams = 0;
    std::array<unsigned char, 255> mapping{};

    /** Nothing for what is no header, or one that contradicts itself. */
    [[nodiscard]] static std::optional<OpusHead> parse(std::span<const std::byte> packet);
};

} // namespace loophole::signal
