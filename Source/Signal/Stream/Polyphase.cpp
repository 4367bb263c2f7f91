#include "Signal/Stream/Polyphase.h"

#include <cstddef>

namespace loophole::signal
{
namespace
{

// GCC and Clang vectors: on machines of narrower registers each is split, with the same result lane by lane.
using Lanes = float __attribute__((vector_size(32)));
using LanesAnywhere = float __attribute__((vector_size(32), aligned(alignof(float)), may_alias));

/** By reference: a vector that a function returned would be passed otherwise where AVX is on. */
[[gnu::always_inline]] inline const LanesAnywhere& lanesAt(const float* from)
{
    return *reinterpret_cast<const LanesAnywhere*>(from);
}

/** One or two channels, all frames. */
template <std::size_t channels, bool isExact>
[[gnu::always_inline]] inline void filterChannels(const PolyphaseTable& table, const PolyphaseStep* steps, int frames,
                                                  const float* const* sources, float* const* destinations)
{
    for (int i = 0; i < frames; ++i)
    {
        const auto* row = table.rows + static_cast<std::int64_t>(steps[i].row) * table.taps;
        Lanes low[channels]{};
        Lanes high[channels]{};
        for (int t = 0; t < table.taps; t += sumLanes)
        {
            Lanes first = lanesAt(row + t);
            Lanes second = lanesAt(row + t + 8);
            if (!isExact)
            {
                first += steps[i].towardsNext * (lanesAt(row + table.taps + t) - first);
                second += steps[i].towardsNext * (lanesAt(row + table.taps + t + 8) - second);
            }
            for (std::size_t c = 0; c < channels; ++c)
            {
                low[c] += lanesAt(sources[c] + steps[i].source + t) * first;
                high[c] += lanesAt(sources[c] + steps[i].source + t + 8) * second;
            }
        }
        for (std::size_t c = 0; c < channels; ++c)
        {
            const Lanes sum = low[c] + high[c];
            destinations[c][i] = ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
        }
    }
}

template <bool isExact>
[[gnu::always_inline]] inline void filterAll(const PolyphaseTable& table, const PolyphaseStep* steps, int frames,
                                             const PolyphaseChannels& channels)
{
    int c = 0;
    for (; c + 2 <= channels.count; c += 2)
        filterChannels<2, isExact>(table, steps, frames, channels.sources + c, channels.destinations + c);
    if (c < channels.count)
        filterChannels<1, isExact>(table, steps, frames, channels.sources + c, channels.destinations + c);
}

[[gnu::always_inline]] inline void filterEither(const PolyphaseTable& table, const PolyphaseStep* steps, int frames,
                                                const PolyphaseChannels& channels)
{
    if (table.isExact)
        filterAll<true>(table, steps, frames, channels);
    else
        filterAll<false>(table, steps, frames, channels);
}

// The same source twice, once for AVX2: without fused multiply-add both round alike.
#if defined(__x86_64__)
[[gnu::target("avx2")]] void filterWide(const PolyphaseTable& table, const PolyphaseStep* steps, int frames,
                                        const PolyphaseChannels& channels)
{
    filterEither(table, steps, frames, channels);
}
const bool isWide = __builtin_cpu_supports("avx2") != 0;
#endif

} // namespace

void filter(const PolyphaseTable& table, const PolyphaseStep* steps, int frames,
            const PolyphaseChannels& channels) noexcept
{
#if defined(__x86_64__)
    if (isWide)
        return filterWide(table, steps, frames, channels);
#endif
    filterEither(table, steps, frames, channels);
}

} // namespace loophole::signal
