#include "Signal/Stream/Polyphase.h"

#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** The filter of one frame of one channel. */
float filtered(const float* source, const float* rows, int taps, float towardsNext, bool isExact = false)
{
    const PolyphaseStep step{0, 0, towardsNext};
    float sum = 0;
    float* const sums[] = {&sum};
    filter({rows, taps, isExact}, &step, 1, {&source, sums, 1});
    return sum;
}

/** The order as documented, by hand: whatever instructions are used, the float is this one. */
float inWrittenOrder(const float* source, const float* row, const float* next, int taps, float towardsNext)
{
    float lanes[16] = {};
    for (int t = 0; t < taps; ++t)
        lanes[t % 16] += source[t] * (row[t] + towardsNext * (next[t] - row[t]));
    float s[8];
    for (int i = 0; i < 8; ++i)
        s[i] = lanes[i] + lanes[i + 8];
    return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
}

} // namespace

TEST_CASE("a filtered frame is the sum of products of a plain loop in double, within float rounding")
{
    const auto noise = makeNoise(2, 1024, 5);
    for (int taps = 0; taps <= 512; taps += sumLanes)
    {
        double sum = 0;
        for (std::size_t t = 0; t < static_cast<std::size_t>(taps); ++t)
            sum += static_cast<double>(noise.channels[0][t]) * static_cast<double>(noise.channels[1][t]);
        CHECK(filtered(noise.channels[0].data(), noise.channels[1].data(), taps, 0.0f) == Approx(sum).margin(1e-5));
        CHECK(filtered(noise.channels[0].data(), noise.channels[1].data(), taps, 0.7f, true) ==
              Approx(sum).margin(1e-5));
    }
}

TEST_CASE("a filtered frame is the same float at every alignment")
{
    const auto noise = makeNoise(2, 512, 6);
    const auto expected = filtered(noise.channels[0].data(), noise.channels[1].data(), 208, 0.25f);
    for (std::size_t shift = 1; shift < 16; ++shift)
    {
        std::vector<float> moved(512 + shift);
        std::copy(noise.channels[0].begin(), noise.channels[0].end(),
                  moved.begin() + static_cast<std::ptrdiff_t>(shift));
        CHECK(filtered(moved.data() + shift, noise.channels[1].data(), 208, 0.25f) == expected);
    }
}

TEST_CASE("every channel of every frame is summed in sixteen lanes in the written order")
{
    constexpr int taps = 48;
    constexpr int frames = 20;
    const auto noise = makeNoise(6, 400, 8);
    const auto& rows = noise.channels[5];
    for (int channels = 1; channels <= 5; ++channels)
    {
        std::vector<PolyphaseStep> steps;
        for (int i = 0; i < frames; ++i)
            steps.push_back({i * 7, i % 6, static_cast<float>(i) / frames});
        std::vector<const float*> sources;
        std::vector<std::vector<float>> results(static_cast<std::size_t>(channels), std::vector<float>(frames));
        std::vector<float*> destinations;
        for (std::size_t c = 0; c < results.size(); ++c)
        {
            sources.push_back(noise.channels[c].data());
            destinations.push_back(results[c].data());
        }
        filter({rows.data(), taps, false}, steps.data(), frames, {sources.data(), destinations.data(), channels});
        for (std::size_t c = 0; c < results.size(); ++c)
            for (std::size_t i = 0; i < frames; ++i)
            {
                const auto* row = rows.data() + steps[i].row * taps;
                CHECK(results[c][i] ==
                      inWrittenOrder(sources[c] + steps[i].source, row, row + taps, taps, steps[i].towardsNext));
            }
    }
}
