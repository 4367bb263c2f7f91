#include "Signal/Stream/SumOfProducts.h"

namespace loophole::signal
{
namespace
{

// GCC and Clang vectors: on machines of narrower registers each is split, with the same result lane by lane.
using Lanes = float __attribute__((vector_size(32)));
using LanesAnywhere = float __attribute__((vector_size(32), aligned(alignof(float)), may_alias));

[[gnu::always_inline]] inline float productSum(const float* a, const float* b, int count)
{
    Lanes low{};
    Lanes high{};
    for (int i = 0; i < count; i += sumLanes)
    {
        low += *reinterpret_cast<const LanesAnywhere*>(a + i) * *reinterpret_cast<const LanesAnywhere*>(b + i);
        high += *reinterpret_cast<const LanesAnywhere*>(a + i + 8) * *reinterpret_cast<const LanesAnywhere*>(b + i + 8);
    }
    const Lanes sum = low + high;
    return ((sum[0] + sum[4]) + (sum[2] + sum[6])) + ((sum[1] + sum[5]) + (sum[3] + sum[7]));
}

[[gnu::always_inline]] inline void blend(const float* a, const float* b, float weight, float* destination, int count)
{
    for (int i = 0; i < count; i += 8)
    {
        const Lanes from = *reinterpret_cast<const LanesAnywhere*>(a + i);
        const Lanes to = *reinterpret_cast<const LanesAnywhere*>(b + i);
        *reinterpret_cast<LanesAnywhere*>(destination + i) = from + weight * (to - from);
    }
}

// The same source twice, once for AVX2: without fused multiply-add both round alike.
#if defined(__x86_64__)
[[gnu::target("avx2")]] float productSumWide(const float* a, const float* b, int count)
{
    return productSum(a, b, count);
}
[[gnu::target("avx2")]] void blendWide(const float* a, const float* b, float weight, float* destination, int count)
{
    blend(a, b, weight, destination, count);
}
const bool isWide = __builtin_cpu_supports("avx2") != 0;
#endif

} // namespace

float sumOfProducts(const float* a, const float* b, int count) noexcept
{
#if defined(__x86_64__)
    if (isWide)
        return productSumWide(a, b, count);
#endif
    return productSum(a, b, count);
}

void interpolate(const float* a, const float* b, float weight, float* destination, int count) noexcept
{
#if defined(__x86_64__)
    if (isWide)
        return blendWide(a, b, weight, destination, count);
#endif
    blend(a, b, weight, destination, count);
}

} // namespace loophole::signal
