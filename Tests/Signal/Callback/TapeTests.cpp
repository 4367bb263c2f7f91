#include "Signal/Callback/Tape.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

constexpr double cycle = 2.0 * std::numbers::pi * 300.0 / 48000;

struct TapeBench : MixBench
{
    std::unique_ptr<const MixPlan> mixPlan;
    Tape tape{mixer, kernel};

    TapeBench()
    {
        assets.add(control, AssetId{1}, makeSines(1, 200'000, 48000, 300.0));
        mixPlan = plan(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}));
    }

    /** Runs from `place` at `speed`; the largest distance from the sine that should be heard. */
    [[nodiscard]] double worstError(double place, double speed, int frames)
    {
        double worst = 0;
        std::array<float, 64> left{};
        std::array<float, 64> right{};
        float* output[] = {left.data(), right.data()};
        for (int done = 0; done < frames; done += 64)
        {
            std::array<double, 64> places{};
            std::array<double, 64> speeds{};
            speeds.fill(speed);
            for (auto& each : places)
            {
                each = place;
                place += speed;
            }
            counts += tape.read(audio, *mixPlan, {}, places.data(), speeds.data(), 64, output);
            for (std::size_t i = 0; i < 64; ++i)
                worst = std::max(worst, std::abs(static_cast<double>(left[i]) - 0.5 * std::sin(cycle * places[i])));
        }
        return worst;
    }
};

} // namespace

TEST_CASE("the tape plays the mix at any speed in both directions")
{
    for (const double speed : {0.1, 0.5, 1.0, 1.0001, 2.0, 7.9, -0.3, -1.0, -8.0})
    {
        TapeBench bench;
        INFO("speed " << speed);
        REQUIRE(bench.worstError(100'000.25, speed, 4'096) < 1e-4);
    }
}

TEST_CASE("the tape turns round inside what it has mixed")
{
    TapeBench bench;
    REQUIRE(bench.worstError(100'000, 1.5, 6'400) < 1e-4);
    REQUIRE(bench.worstError(109'600, -1.5, 12'800) < 1e-4);
    REQUIRE(bench.worstError(90'400, 0.7, 6'400) < 1e-4);
}

TEST_CASE("the tape starts anew when it is moved far away")
{
    TapeBench bench;
    REQUIRE(bench.worstError(50'000, 1.0, 640) < 1e-4);
    REQUIRE(bench.worstError(150'000, 1.0, 640) < 1e-4);
    bench.tape.rewind(bench.audio);
    REQUIRE(bench.worstError(20'000, -2.0, 640) < 1e-4);
}

TEST_CASE("each frame of the timeline is mixed once as the head passes")
{
    TapeBench bench;
    bench.assets.takeOut(bench.control, AssetId{1}, 1);
    static_cast<void>(bench.worstError(1'000, 1.3, 64 * 300));
    REQUIRE(bench.counts.missing == static_cast<std::uint64_t>(limits::blockFrames));
}
