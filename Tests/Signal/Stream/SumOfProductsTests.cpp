#include "Signal/Stream/SumOfProducts.h"

#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("the sum of products is that of a plain loop in double, within float rounding")
{
    const auto noise = makeNoise(2, 1024, 5);
    for (int count = 0; count <= 1024; count += sumLanes)
    {
        double sum = 0;
        for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
            sum += static_cast<double>(noise.channels[0][i]) * static_cast<double>(noise.channels[1][i]);
        CHECK(sumOfProducts(noise.channels[0].data(), noise.channels[1].data(), count) == Approx(sum).margin(1e-5));
    }
}

TEST_CASE("the sum is the same float at every alignment")
{
    const auto noise = makeNoise(2, 512, 6);
    const auto expected = sumOfProducts(noise.channels[0].data(), noise.channels[1].data(), 208);
    for (std::size_t shift = 1; shift < 16; ++shift)
    {
        std::vector<float> moved(512 + shift);
        std::copy(noise.channels[0].begin(), noise.channels[0].end(),
                  moved.begin() + static_cast<std::ptrdiff_t>(shift));
        CHECK(sumOfProducts(moved.data() + shift, noise.channels[1].data(), 208) == expected);
    }
}

TEST_CASE("the sum adds sixteen lanes in the written order")
{
    // The order as documented, by hand: whatever instructions are used, the float is this one.
    const auto noise = makeNoise(2, 208, 8);
    float lanes[16] = {};
    for (std::size_t i = 0; i < 208; ++i)
        lanes[i % 16] += noise.channels[0][i] * noise.channels[1][i];
    float s[8];
    for (std::size_t i = 0; i < 8; ++i)
        s[i] = lanes[i] + lanes[i + 8];
    const auto expected = ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    CHECK(sumOfProducts(noise.channels[0].data(), noise.channels[1].data(), 208) == expected);
}

TEST_CASE("interpolation meets both ends and the middle")
{
    const std::vector<float> a(32, 1.0f);
    const std::vector<float> b(32, 3.0f);
    std::vector<float> result(32);
    interpolate(a.data(), b.data(), 0.0f, result.data(), 32);
    CHECK(result == a);
    interpolate(a.data(), b.data(), 0.5f, result.data(), 32);
    CHECK(result == std::vector<float>(32, 2.0f));
}
