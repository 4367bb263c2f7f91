#include "Signal/Stream/BlockResampler.h"

#include "Model/ClipTimeline.h"
#include "Support/Program.h"
#include "Support/TestSignals.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <complex>
#include <numbers>
#include <numeric>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Resamples all of `source` in stretches of `stretch` frames; outside of it there is silence. */
std::vector<float> convert(const std::vector<float>& source, const GridMapping& mapping, std::int64_t length,
                           std::int64_t stretch)
{
    const SincTable table(mapping);
    std::vector<float> result(static_cast<std::size_t>(length));
    for (std::int64_t start = 0; start < length; start += stretch)
    {
        const FrameRange grid{FramePosition(start), FrameCount(std::min(stretch, length - start))};
        const auto range = sourceRangeOf(table, mapping, grid);
        std::vector<float> part(static_cast<std::size_t>(range.length.value()));
        for (std::size_t i = 0; i < part.size(); ++i)
        {
            const auto frame = range.start.value() + static_cast<std::int64_t>(i);
            if (frame >= 0 && frame < static_cast<std::int64_t>(source.size()))
                part[i] = source[static_cast<std::size_t>(frame)];
        }
        const float* const sources[] = {part.data()};
        float* const destinations[] = {result.data() + start};
        resample(table, mapping, grid, {sources, destinations, 1});
    }
    return result;
}

std::vector<float> sine(double hertz, int rate, std::size_t frames, double amplitude = 0.5)
{
    std::vector<float> samples(frames);
    for (std::size_t n = 0; n < frames; ++n)
        samples[n] =
            static_cast<float>(amplitude * std::sin(2.0 * std::numbers::pi * hertz * static_cast<double>(n) / rate));
    return samples;
}

struct ToneFit
{
    double amplitude = 0;
    double phase = 0;      ///< radians against a sine that begins at frame 0
    double residualDb = 0; ///< all that is not the tone, against the tone: THD+N
};

/** Least squares fit of a sine of known frequency to frames [from, to). */
ToneFit fitTone(const std::vector<float>& samples, double hertz, int rate, std::size_t from, std::size_t to)
{
    double ss = 0;
    double cc = 0;
    double sc = 0;
    double ys = 0;
    double yc = 0;
    for (auto n = from; n < to; ++n)
    {
        const auto angle = 2.0 * std::numbers::pi * hertz * static_cast<double>(n) / rate;
        const auto s = std::sin(angle);
        const auto c = std::cos(angle);
        ss += s * s;
        cc += c * c;
        sc += s * c;
        ys += static_cast<double>(samples[n]) * s;
        yc += static_cast<double>(samples[n]) * c;
    }
    const auto determinant = ss * cc - sc * sc;
    const auto a = (ys * cc - yc * sc) / determinant;
    const auto b = (yc * ss - ys * sc) / determinant;
    double residual = 0;
    double tone = 0;
    for (auto n = from; n < to; ++n)
    {
        const auto angle = 2.0 * std::numbers::pi * hertz * static_cast<double>(n) / rate;
        const auto fitted = a * std::sin(angle) + b * std::cos(angle);
        residual += std::pow(static_cast<double>(samples[n]) - fitted, 2.0);
        tone += fitted * fitted;
    }
    return {std::hypot(a, b), std::atan2(b, a), 10.0 * std::log10(residual / tone)};
}

/** A tone through the resampler, its edges left out. */
ToneFit through(double hertz, int from, int to)
{
    const GridMapping mapping(SampleRate(from), SampleRate(to), 0.0);
    const auto length = gridLength(FrameCount(from), SampleRate(from), SampleRate(to)).value();
    const auto output = convert(sine(hertz, from, static_cast<std::size_t>(from)), mapping, length, 8192);
    return fitTone(output, hertz, to, 4000, output.size() - 4000);
}

double levelDb(const std::vector<float>& samples, std::size_t from, std::size_t to)
{
    double sum = 0;
    for (auto n = from; n < to; ++n)
        sum += std::pow(static_cast<double>(samples[n]), 2.0);
    return 10.0 * std::log10(sum / static_cast<double>(to - from) + 1e-30);
}

} // namespace

TEST_CASE("a tone at 44.1 kHz arrives at 48 kHz without distortion, delay or change of level")
{
    for (const auto hertz : {100.0, 997.0, 10007.0, 19000.0, 20000.0})
    {
        const auto fit = through(hertz, 44100, 48000);
        CAPTURE(hertz, fit.residualDb);
        CHECK(fit.residualDb <= -130.0);
        CHECK(fit.amplitude == Approx(0.5).epsilon(0.0001));
        // A thousandth of a sample at the most.
        CHECK(std::abs(fit.phase) * 48000.0 / (2.0 * std::numbers::pi * hertz) < 0.001);
    }
}

TEST_CASE("other pairs of rates are as clean", "[resampler]")
{
    const std::pair<int, int> rates[] = {{48000, 44100}, {96000, 48000}, {192000, 44100}, {22050, 48000},
                                         {8000, 48000},  {44099, 48000}, {88200, 48000},  {48000, 96000}};
    for (const auto& [from, to] : rates)
    {
        const auto hertz = 0.4 * std::min(from, to) * 0.9;
        const auto fit = through(hertz, from, to);
        CAPTURE(from, to, fit.residualDb);
        CHECK(fit.residualDb <= -125.0);
        CHECK(fit.amplitude == Approx(0.5).epsilon(0.0001));
    }
}

TEST_CASE("what lies above the new Nyquist frequency does not fold back")
{
    const GridMapping mapping(SampleRate(96000), SampleRate(48000), 0.0);
    for (const auto hertz : {24000.0, 25000.0, 30000.0, 45000.0})
    {
        const auto output = convert(sine(hertz, 96000, 96000), mapping, 48000, 8192);
        CAPTURE(hertz);
        CHECK(levelDb(output, 2000, 46000) < -130.0);
    }
}

TEST_CASE("frames are the same however a stretch is cut")
{
    const auto source = makeNoise(1, 20000, 7).channels[0];
    for (const auto& [from, to] : {std::pair(44100, 48000), std::pair(48000, 44100), std::pair(44099, 48000)})
    {
        const GridMapping mapping(SampleRate(from), SampleRate(to), 0.0);
        const auto whole = convert(source, mapping, 20000, 20000);
        CHECK(convert(source, mapping, 20000, 8192) == whole);
        CHECK(convert(source, mapping, 20000, 1) == whole);
        CHECK(convert(source, mapping, 20000, 777) == whole);
    }
}

TEST_CASE("a grid at a phase holds the frames between those of the plain grid")
{
    // Phase 40/147 of a grid frame is 40/160 of an asset frame: a quarter.
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 40.0 / 147.0);
    const auto output = convert(sine(997.0, 44100, 44100), mapping, 47000, 8192);
    const auto fit = fitTone(output, 997.0, 48000, 4000, 43000);
    CHECK(fit.residualDb < -130.0);
    CHECK(fit.phase * 44100.0 / (2.0 * std::numbers::pi * 997.0) == Approx(0.25).margin(0.0005));
}

TEST_CASE("a fractional phase at the asset's own rate delays by that fraction")
{
    const GridMapping mapping(SampleRate(48000), SampleRate(48000), 0.3);
    const auto output = convert(sine(5000.0, 48000, 48000), mapping, 47999, 8192);
    const auto fit = fitTone(output, 5000.0, 48000, 4000, 43000);
    CHECK(fit.residualDb < -125.0);
    CHECK(fit.phase * 48000.0 / (2.0 * std::numbers::pi * 5000.0) == Approx(0.3).margin(0.0005));
}

TEST_CASE("a constant stays exactly as loud at every step")
{
    const std::vector<float> source(4000, 0.75f);
    const auto output = convert(source, GridMapping(SampleRate(44100), SampleRate(48000), 0.0), 4000, 4000);
    const auto [low, high] = std::minmax_element(output.begin() + 500, output.begin() + 3500);
    CHECK(*low == Approx(0.75).margin(1e-6));
    CHECK(*high == Approx(0.75).margin(1e-6));
}

TEST_CASE("the result is that of sox, as far as sox goes")
{
    auto source = makeNoise(1, 44100, 3, 0.25f);
    // Noise over the whole band would tell the filters' transitions apart: keep to what both pass unchanged.
    const auto passed =
        runProgram({"sox", "-t", "f32", "-r", "44100", "-c", "1", "-", "-t", "f32", "-", "sinc", "-16000"},
                   source.interleavedBytes());
    REQUIRE(passed.exitCode == 0);
    source = TestSignal::fromInterleavedBytes(passed.output, 1);
    const auto peer =
        runProgram({"sox", "-t", "f32", "-r", "44100", "-c", "1", "-", "-t", "f32", "-", "rate", "-v", "48000"},
                   source.interleavedBytes());
    REQUIRE(peer.exitCode == 0);
    const auto theirs = TestSignal::fromInterleavedBytes(peer.output, 1).channels[0];

    const auto ours = convert(source.channels[0], GridMapping(SampleRate(44100), SampleRate(48000), 0.0), 47000, 8192);
    std::vector<float> difference(ours.size());
    for (std::size_t n = 0; n < ours.size(); ++n)
        difference[n] = ours[n] - theirs[n];
    const auto levels = levelDb(difference, 2000, 45000) - levelDb(ours, 2000, 45000);
    CAPTURE(levels);
    CHECK(levels < -110.0);
}

TEST_CASE("tables are shared by mappings of one pair of rates")
{
    SincTables tables;
    const GridMapping plain(SampleRate(44100), SampleRate(48000), 0.0);
    const GridMapping onStep(SampleRate(44100), SampleRate(48000), 40.0 / 147.0);
    const GridMapping between(SampleRate(44100), SampleRate(48000), 0.001);
    CHECK(tables.tableFor(plain) == tables.tableFor(onStep));
    CHECK(tables.tableFor(plain) != tables.tableFor(between));
}

TEST_CASE("an empty stretch takes nothing")
{
    const GridMapping mapping(SampleRate(44100), SampleRate(48000), 0.0);
    CHECK(sourceRangeOf(SincTable(mapping), mapping, {}).isEmpty());
}
