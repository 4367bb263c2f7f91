#include "Signal/Mixer/Seam.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 40'000;
constexpr float fadeStep = 1.0f / 240;

/** A steady 1 and noise, played under one plan up to `at` and under another from there. */
struct SeamBench : MixBench
{
    TestSignal noise = makeNoise(2, length, 8);

    SeamBench()
    {
        TestSignal steady(2, length);
        for (auto& channel : steady.channels)
            channel.assign(length, 1.0f);
        assets.add(control, AssetId{1}, steady);
        assets.add(control, AssetId{2}, noise);
    }

    [[nodiscard]] TestSignal across(const std::vector<Clip>& before, const std::vector<Clip>& after,
                                    std::int64_t at = 1'000)
    {
        const auto first = plan(sessionOf({trackOf(1, before)}));
        const auto second = plan(sessionOf({trackOf(1, after)}));
        auto whole = render(*first, 0, at, 100);
        const auto rest = render(*second, at, 2'000, 100);
        for (std::size_t c = 0; c < 2; ++c)
            whole.channels[c].insert(whole.channels[c].end(), rest.channels[c].begin(), rest.channels[c].end());
        return whole;
    }
};

} // namespace

TEST_CASE("a clip that is removed while it sounds fades away")
{
    SeamBench bench;
    const auto heard = bench.across({clipOf(1, 1, 0)}, {}).channels[0];
    REQUIRE(largestStep(heard) <= fadeStep + 1e-6f);
    REQUIRE(heard[999] == 1.0f);
    REQUIRE(heard[1'239] > 0.0f);
    REQUIRE(heard[1'240] == 0.0f);
}

TEST_CASE("a clip that appears over the playhead, or is made louder, fades in")
{
    SeamBench bench;
    const auto appeared = bench.across({}, {clipOf(1, 1, 0)}).channels[0];
    REQUIRE(largestStep(appeared) <= fadeStep + 1e-6f);
    REQUIRE(appeared[1'240] == 1.0f);

    auto quiet = clipOf(2, 1, 0);
    quiet.gainDb = -20;
    bench.mixer.restart(bench.audio);
    REQUIRE(largestStep(bench.across({quiet}, {clipOf(2, 1, 0)}).channels[0]) <= fadeStep + 1e-6f);
}

TEST_CASE("an edit that plays the same there leaves every bit as it was")
{
    SeamBench bench;
    auto left = clipOf(1, 2, 0);
    left.length = FrameCount(700);
    auto right = clipOf(2, 2, 700);
    right.offset = 700;
    const auto split = bench.across({clipOf(1, 2, 0)}, {left, right});
    REQUIRE(split == cut(bench.noise, 0, 3'000));

    bench.mixer.restart(bench.audio);
    REQUIRE(bench.across({clipOf(1, 2, 0)}, {clipOf(1, 2, 0), clipOf(3, 1, 30'000)}) == split);
}

TEST_CASE("a clip's own edges are never healed")
{
    SeamBench bench;
    auto clip = clipOf(1, 2, 500);
    clip.length = FrameCount(1'300);
    const auto heard = bench.across({clip}, {clip});
    auto expected = cut(bench.noise, -500, 3'000);
    for (auto& channel : expected.channels)
        std::fill(channel.begin() + 1'800, channel.end(), 0.0f);
    REQUIRE(heard == expected);
}
