#include "Signal/Callback/LoudnessMeter.h"

#include "Support/Program.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <regex>

using namespace loophole;
using namespace loophole::testing;
using signal::LoudnessMeter;

namespace
{

std::vector<float> interleaved(const TestSignal& sound)
{
    std::vector<float> all;
    for (std::size_t i = 0; i < sound.channels[0].size(); ++i)
        for (const auto& channel : sound.channels)
            all.push_back(channel[i]);
    return all;
}

/** 1 kHz of −23 dBFS on both channels. */
std::vector<float> referenceTone(int seconds, int sampleRate)
{
    auto tone = makeSines(1, std::int64_t{sampleRate} * seconds, sampleRate, 1000, std::pow(10.0, -23.0 / 20));
    tone.channels.push_back(tone.channels.front());
    return interleaved(tone);
}

/** Integrated loudness as ffmpeg's own filter finds it. */
double loudnessByFfmpeg(const TestSignal& sound)
{
    const auto result = runProgram({"ffmpeg", "-hide_banner", "-f", "f32le", "-ar", "48000", "-ac", "2", "-i", "pipe:0",
                                    "-af", "ebur128", "-f", "null", "-"},
                                   sound.interleavedBytes());
    std::smatch found;
    const auto summary = result.errors.substr(result.errors.rfind("Integrated loudness"));
    REQUIRE(std::regex_search(summary, found, std::regex(R"(I:\s+(-?[0-9.]+) LUFS)")));
    return std::stod(found[1]);
}

} // namespace

TEST_CASE("a tone of −23 dBFS on both channels is as loud as EBU Tech 3341 says: −23 LUFS")
{
    auto thread = SignalThread::mint();
    LoudnessMeter meter;
    meter.add(thread, referenceTone(20, 48000));
    const auto loudness = meter.read(thread);
    CHECK(loudness.momentary == Approx(-23).margin(0.1));
    CHECK(loudness.shortTerm == Approx(-23).margin(0.1));
    CHECK(loudness.integrated == Approx(-23).margin(0.1));
    CHECK(loudness.range == Approx(0).margin(0.1));
}

TEST_CASE("a programme of loud and quiet parts is as loud as another program finds it")
{
    auto sound = makeNoise(2, 30 * 48000, 9, 0.3f);
    for (auto& channel : sound.channels)
        for (std::size_t i = 10 * 48000; i < 20 * 48000; ++i)
            channel[i] *= 0.1f;
    auto thread = SignalThread::mint();
    LoudnessMeter meter;
    const auto all = interleaved(sound);
    // In chunks of any size.
    for (std::size_t at = 0; at < all.size(); at += 2 * 777)
        meter.add(thread, std::span(all).subspan(at, std::min<std::size_t>(2 * 777, all.size() - at)));
    CHECK(meter.read(thread).integrated == Approx(loudnessByFfmpeg(sound)).margin(0.15));
}

TEST_CASE("silence has no loudness, and after a reset the programme begins anew")
{
    auto thread = SignalThread::mint();
    LoudnessMeter meter;
    CHECK(std::isinf(meter.read(thread).integrated));
    meter.add(thread, interleaved(makeSines(2, 4 * 48000, 48000, 1000, 0.5)));
    CHECK(meter.read(thread).integrated > -10);
    meter.reset(thread);
    CHECK(std::isinf(meter.read(thread).integrated));
    CHECK(meter.read(thread).momentary > -10);
}

TEST_CASE("at another rate the same tone is as loud")
{
    auto thread = SignalThread::mint();
    LoudnessMeter meter;
    meter.setRate(thread, SampleRate(96000));
    meter.add(thread, referenceTone(5, 96000));
    CHECK(meter.read(thread).integrated == Approx(-23).margin(0.1));
}
