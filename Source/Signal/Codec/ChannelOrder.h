#pragma once

#include <array>
#include <cstddef>

namespace loophole::signal
{

/**
    The place that channel `channel` of Vorbis and Opus (Vorbis I §4.3.9, RFC 7845 §5.1.1.2) has among the speakers of
    WAV: left, right, centre, LFE, back left, back right, side left, side right. `channels` is 1 … 8.
*/
[[nodiscard]] constexpr int wavChannelOfVorbis(int channels, int channel)
{
    constexpr std::array<std::array<int, 8>, 9> order = {{{},
                                                          {0},
                                                          {0, 1},
                                                          {0, 2, 1},
                                                          {0, 1, 2, 3},
                                                          {0, 2, 1, 3, 4},
                                                          {0, 2, 1, 4, 5, 3},
                                                          {0, 2, 1, 5, 6, 4, 3},
                                                          {0, 2, 1, 6, 7, 4, 5, 3}}};
    return order[static_cast<std::size_t>(channels)][static_cast<std::size_t>(channel)];
}

} // namespace loophole::signal
