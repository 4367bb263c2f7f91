#pragma once

#include <cstdint>

namespace loophole::signal
{

/** Additions run in this many lanes, added pairwise at the end: every machine and alignment gives the same float. */
inline constexpr int sumLanes = 16;

/** Where one output frame of a polyphase filter takes its samples and weights from. */
struct PolyphaseStep
{
    std::int32_t source = 0;  ///< first frame of the source under the filter
    std::int32_t row = 0;     ///< of the table, the one before the frame's fraction
    float towardsNext = 0.0f; ///< [0, 1], from that row to the one behind it
};

/** Rows of weights, `taps` (a multiple of sumLanes) in each, and one more row than steps name where they interpolate.
 */
struct PolyphaseTable
{
    const float* rows = nullptr;
    int taps = 0;
    bool isExact = false; ///< every step lies on a row: towardsNext is not looked at
};

/** Planar channels that are filtered alike. */
struct PolyphaseChannels
{
    const float* const* sources = nullptr;
    float* const* destinations = nullptr;
    int count = 0;
};

/**
    destinations[c][i] = Σ sources[c][steps[i].source + t] · w[t] over t = 0 … taps-1, where w is row + towardsNext ·
    (next row − row), for i = 0 … frames-1. Weights are made once for two channels at a time. Realtime-safe.
*/
void filter(const PolyphaseTable&, const PolyphaseStep* steps, int frames, const PolyphaseChannels&) noexcept;

} // namespace loophole::signal
