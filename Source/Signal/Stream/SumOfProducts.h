#pragma once

namespace loophole::signal
{

/** Additions run in this many lanes, added pairwise at the end: every machine and alignment gives the same float. */
inline constexpr int sumLanes = 16;

/** Sum of a[i]·b[i], i = 0 … count-1; `count` a multiple of sumLanes. Any alignment. Realtime-safe. */
[[nodiscard]] float sumOfProducts(const float* a, const float* b, int count) noexcept;

/** destination[i] = a[i] + weight·(b[i] − a[i]); `count` a multiple of sumLanes. Realtime-safe. */
void interpolate(const float* a, const float* b, float weight, float* destination, int count) noexcept;

} // namespace loophole::signal
