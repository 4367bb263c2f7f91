#include "App/Bench/Bench.h"

#include "Signal/Stream/BlockResampler.h"

#include <juce_audio_basics/juce_audio_basics.h>

#include <array>
#include <random>

namespace loophole::bench
{
namespace
{

constexpr SampleRate gridRate{48000};
constexpr int blockFrames = 8192;

/** A second and a half of stereo noise, more than a block of any rate needs. */
std::array<std::vector<float>, 2> noise(int rate)
{
    std::minstd_rand random(1);
    std::array<std::vector<float>, 2> channels;
    for (auto& channel : channels)
    {
        channel.resize(static_cast<std::size_t>(rate) * 3 / 2);
        for (auto& sample : channel)
            sample = static_cast<float>(random()) * 0x1p-31f - 0.5f;
    }
    return channels;
}

/** Seconds of sound by the seconds it took. */
benchmark::Counter realTimes()
{
    return {gridRate.secondsIn(FrameCount(blockFrames)), benchmark::Counter::kIsIterationInvariantRate};
}

void throughLoophole(benchmark::State& state, int rate)
{
    const auto source = noise(rate);
    const signal::GridMapping mapping(SampleRate(rate), gridRate, 0.0);
    const signal::SincTable table(mapping);
    std::array<std::vector<float>, 2> output{std::vector<float>(blockFrames), std::vector<float>(blockFrames)};
    const std::array<const float*, 2> from{source[0].data(), source[1].data()};
    const std::array<float*, 2> to{output[0].data(), output[1].data()};
    for (auto _ : state)
    {
        signal::resample(table, mapping, {FramePosition(0), FrameCount(blockFrames)}, {from.data(), to.data(), 2});
        benchmark::DoNotOptimize(to[0]);
    }
    state.counters["figure"] = realTimes();
}

/** JUCE's best interpolator, which has no filter against aliasing. */
void throughJuce(benchmark::State& state, int rate)
{
    const auto source = noise(rate);
    std::array<std::vector<float>, 2> output{std::vector<float>(blockFrames), std::vector<float>(blockFrames)};
    std::array<juce::WindowedSincInterpolator, 2> interpolators;
    for (auto _ : state)
        for (std::size_t c = 0; c < 2; ++c)
        {
            interpolators[c].process(static_cast<double>(rate) / gridRate.hz(), source[c].data(), output[c].data(),
                                     blockFrames);
            benchmark::DoNotOptimize(output[c].data());
        }
    state.counters["figure"] = realTimes();
}

} // namespace

std::vector<Comparison> resampling(const std::filesystem::path&)
{
    std::vector<Comparison> comparisons;
    for (const auto& [rate, name] : {std::pair(44100, "44.1 to 48 kHz, stereo"), std::pair(44056, "44.056 to 48 kHz"),
                                     std::pair(47952, "47.952 to 48 kHz"), std::pair(96000, "96 to 48 kHz")})
        comparisons.push_back(
            {name,
             "x real time",
             {{"Loophole", [rate = rate](benchmark::State& state) { throughLoophole(state, rate); }, true},
              {"JUCE's windowed sinc", [rate = rate](benchmark::State& state) { throughJuce(state, rate); }, false}}});
    return comparisons;
}

} // namespace loophole::bench
