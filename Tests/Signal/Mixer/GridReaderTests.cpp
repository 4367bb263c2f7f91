#include "Signal/Mixer/GridReader.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

constexpr AssetId asset{1};

/** One asset read through clips of it. */
struct ReaderBench : MixBench
{
    TestSignal source;

    explicit ReaderBench(TestSignal signal) : source(std::move(signal)) { assets.add(control, asset, source); }

    [[nodiscard]] std::vector<float> play(const Clip& clip, std::int64_t frames)
    {
        return render(sessionOf({trackOf(1, {clip})}), 0, frames, 113).channels[0];
    }
};

/** The definition, frame by frame. */
std::vector<float> asDefined(const ReaderBench& bench, const Clip& clip, std::int64_t frames)
{
    const auto line = timelineOf(clip, SampleRate(48000), FrameCount(bench.source.frames()), SampleRate(48000));
    std::vector<float> expected;
    for (std::int64_t n = 0; n < frames; ++n)
    {
        const auto grid = static_cast<std::int64_t>(line.gridPosition(n));
        const bool isHeard = n < line.length.value() && grid >= 0 && grid < bench.source.frames();
        expected.push_back(isHeard ? bench.source.channels[0][static_cast<std::size_t>(grid)] : 0.0f);
    }
    return expected;
}

} // namespace

TEST_CASE("loops of any length down to one frame wrap to the sample, forwards and backwards")
{
    ReaderBench bench(makeNoise(1, 17'000, 5));
    for (const std::int64_t size : {1, 2, 3, 63, 500, 8'192, 8'193, 17'000})
        for (const bool isReversed : {false, true})
        {
            INFO("a loop of " << size << (isReversed ? " reversed" : ""));
            auto clip = clipOf(1, 1, 0);
            clip.offset = static_cast<double>(17'000 - size);
            clip.loop = true;
            clip.reverse = isReversed;
            clip.length = FrameCount(20'000);
            REQUIRE(bench.play(clip, 20'000) == asDefined(bench, clip, 20'000));
        }
}

TEST_CASE("reversed clips with an offset, a length or beyond the asset's end follow the definition")
{
    ReaderBench bench(makeNoise(1, 17'000, 6));
    for (const std::int64_t frames : {100, 9'000, 20'000})
    {
        auto clip = clipOf(1, 1, 0);
        clip.offset = 8'100;
        clip.length = FrameCount(frames);
        clip.reverse = true;
        REQUIRE(bench.play(clip, 21'000) == asDefined(bench, clip, 21'000));
    }
}

TEST_CASE("at another rate a sine keeps its shape at its new pitch")
{
    constexpr double cycle = 2.0 * std::numbers::pi * 440.0 / 48000;
    ReaderBench bench(makeSines(1, 60'000, 48000, 440.0));
    for (const double rate : {0.1, 0.5, 1.5, 2.0, 3.7, 8.0})
        for (const bool isReversed : {false, true})
        {
            auto clip = clipOf(1, 1, 0);
            clip.playRate = rate;
            clip.reverse = isReversed;
            clip.length = FrameCount(6'000);
            const auto heard = bench.play(clip, 6'000);
            // The kernel reaches 256 frames at the highest rate; the ends of the asset are left out.
            double worst = 0;
            for (std::size_t n = 600; n < 5'400; ++n)
            {
                const auto passed = static_cast<double>(isReversed ? 5'999 - n : n);
                worst =
                    std::max(worst, std::abs(static_cast<double>(heard[n]) - 0.5 * std::sin(cycle * rate * passed)));
            }
            INFO("rate " << rate << (isReversed ? " reversed" : ""));
            REQUIRE(worst < 1e-4);
        }
}

TEST_CASE("the kernel's taps wrap with the loop")
{
    // Ten whole cycles repeat without a seam, so a seam could only come from the taps.
    constexpr double cycle = 2.0 * std::numbers::pi * 10.0 / 4800;
    TestSignal cycles(1, 4800);
    for (std::size_t i = 0; i < 4800; ++i)
        cycles.channels[0][i] = static_cast<float>(std::sin(cycle * static_cast<double>(i)));
    ReaderBench bench(cycles);
    auto clip = clipOf(1, 1, 0);
    clip.loop = true;
    clip.playRate = 0.7;
    clip.length = FrameCount(20'000);
    const auto heard = bench.play(clip, 20'000);
    double worst = 0;
    for (std::size_t n = 0; n < heard.size(); ++n)
        worst =
            std::max(worst, std::abs(static_cast<double>(heard[n]) - std::sin(cycle * 0.7 * static_cast<double>(n))));
    REQUIRE(worst < 2e-4);
}

TEST_CASE("at another rate a frame is missing when a sample under its kernel is")
{
    ReaderBench bench(makeNoise(1, 3 * limits::blockFrames, 7));
    bench.assets.takeOut(bench.control, asset, 1);
    auto clip = clipOf(1, 1, 0);
    clip.playRate = 2.0;
    const auto frames = 3 * limits::blockFrames / 2;
    const auto heard = bench.play(clip, frames);
    const auto taps = bench.kernel.bandFor(2.0).taps();
    REQUIRE(bench.counts.missing == static_cast<std::uint64_t>((limits::blockFrames + taps) / 2));
    REQUIRE(heard[static_cast<std::size_t>(limits::blockFrames / 2 + 1000)] == 0.0f);
}
