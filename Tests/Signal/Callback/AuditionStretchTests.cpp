#include "Signal/Callback/AuditionStretch.h"

#include "Support/CallbackBench.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <numbers>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t beat = 24'000; ///< 120 a minute at 48 kHz
constexpr double millisecond = 48;
constexpr float fadeStep = 1.0f / 240;

/** A click of 2 ms at each beat. */
TestSignal makeClicks(int channels, int beats, std::int64_t between = beat)
{
    TestSignal signal(channels, beats * between);
    for (auto& channel : signal.channels)
        for (std::int64_t start = 0; start < signal.frames(); start += between)
            for (int i = 0; i < 96; ++i)
                channel[static_cast<std::size_t>(start + i)] = static_cast<float>(
                    0.9 * std::exp(-i / 24.0) * std::cos(2.0 * std::numbers::pi * 3'000.0 * i / 48'000));
    return signal;
}

/** Where the sound is loudest within half a beat to either side of each place. */
std::vector<double> loudestAround(const std::vector<float>& sound, const std::vector<double>& places, double reach)
{
    std::vector<double> found;
    for (const auto place : places)
    {
        const auto from = std::max<std::int64_t>(0, static_cast<std::int64_t>(place - reach));
        const auto to = std::min<std::int64_t>(std::ssize(sound), static_cast<std::int64_t>(place + reach));
        const auto at = std::max_element(sound.begin() + from, sound.begin() + to,
                                         [](float a, float b) { return std::abs(a) < std::abs(b); });
        found.push_back(static_cast<double>(at - sound.begin()));
    }
    return found;
}

double farthest(const std::vector<double>& found, const std::vector<double>& places)
{
    double most = 0;
    for (std::size_t i = 0; i < places.size(); ++i)
        most = std::max(most, std::abs(found[i] - places[i]));
    return most;
}

std::vector<double> evenly(int count, double between)
{
    std::vector<double> places;
    for (int i = 0; i < count; ++i)
        places.push_back(i * between);
    return places;
}

/** From the rising zero crossings in the middle of the sound. */
double pitchOf(const std::vector<float>& sound)
{
    std::vector<double> crossings;
    for (auto i = sound.size() / 4; i < sound.size() * 3 / 4; ++i)
        if (sound[i] < 0 && sound[i + 1] >= 0)
            crossings.push_back(static_cast<double>(i) + static_cast<double>(sound[i] / (sound[i] - sound[i + 1])));
    return 48'000.0 * static_cast<double>(crossings.size() - 1) / (crossings.back() - crossings.front());
}

struct StretchBench : CallbackBench
{
    explicit StretchBench(TestSignal signal) { assets.add(control, AssetId{1}, std::move(signal)); }

    static StartStream stream(StreamStretch stretch, std::int64_t from = 0)
    {
        StartStream made;
        made.asset = AssetId{1};
        made.from = FramePosition(from);
        made.stretch = stretch;
        return made;
    }
    /** What plays goes on in another stretch from this frame of the file on. */
    signal::AuditionTake& turnTo(StreamStretch stretch, std::int64_t meets)
    {
        auto& made = take(stream(stretch, meets));
        made.isRegion = true;
        if (made.stretch != nullptr)
            made.meets = meets;
        tell(signal::StartTake{&made});
        return made;
    }
};

} // namespace

TEST_CASE("clicks at 120 beats a minute are heard at 90, each in its place and the first at once")
{
    StretchBench bench(makeClicks(1, 16));
    bench.start(StretchBench::stream({0.75, 0}));
    const auto heard = bench.render(16 * 32'000, 512);
    const auto places = evenly(16, 32'000);
    const auto found = loudestAround(heard.channels[0], places, 12'000);
    CHECK(farthest(found, places) < 5 * millisecond);
    for (const auto at : found)
        CHECK(std::abs(heard.channels[0][static_cast<std::size_t>(at)]) > 0.3f);
    CHECK(bench.audition().counts(bench.control).missing == 0);
}

TEST_CASE("clicks are where Rubber Band's own program puts them in one piece, and the file is as long")
{
    const auto clicks = makeClicks(1, 12);
    const TemporaryFolder folder;
    const auto in = (folder / "in.wav").native();
    const auto out = (folder / "out.wav").native();
    REQUIRE(runProgram({"sox", "-t", "f32", "-r", "48000", "-c", "1", "-", "-b", "24", in}, clicks.interleavedBytes())
                .exitCode == 0);
    for (const auto& [tempo, semitones] : {std::pair(1.3, 0.0), std::pair(0.8, 0.0), std::pair(1.0, 5.0)})
    {
        CAPTURE(tempo, semitones);
        REQUIRE(runProgram({"rubberband", "-q", "--tempo", std::to_string(tempo), "--pitch", std::to_string(semitones),
                            in, out})
                    .exitCode == 0);
        const auto expected = TestSignal::fromInterleavedBytes(runProgram({"sox", out, "-t", "f32", "-"}).output, 1);
        const auto frames = static_cast<std::int64_t>(std::ceil(static_cast<double>(clicks.frames()) / tempo));
        CHECK(std::abs(expected.frames() - frames) <= 48);
        StretchBench bench(clicks);
        bench.start(StretchBench::stream({tempo, semitones}));
        const auto heard = bench.render(frames, 333);
        const auto places = evenly(12, beat / tempo);
        const auto theirs = loudestAround(expected.channels[0], places, 8'000);
        const auto ours = loudestAround(heard.channels[0], places, 8'000);
        CHECK(farthest(ours, theirs) < 10 * millisecond);
        CHECK(farthest(ours, places) < 6 * millisecond);
        static_cast<void>(bench.render(1'024));
        CHECK_FALSE(bench.deck().isMoving());
    }
}

TEST_CASE("twelve semitones up are an octave in the same time")
{
    for (const auto semitones : {12.0, -12.0, 7.0})
    {
        StretchBench bench(makeSines(1, 96'000, 48000, 440));
        bench.start(StretchBench::stream({1, semitones}));
        const auto heard = bench.render(95'500);
        CHECK(pitchOf(heard.channels[0]) == Approx(440 * std::exp2(semitones / 12)).epsilon(0.01));
        CHECK(bench.deck().isMoving());
        static_cast<void>(bench.render(1'024));
        CHECK_FALSE(bench.deck().isMoving());
    }
}

TEST_CASE("another tempo keeps the pitch")
{
    for (const auto tempo : {0.5, 0.8, 1.25, 2.0})
    {
        StretchBench bench(makeSines(1, 96'000, 48000, 440));
        bench.start(StretchBench::stream({tempo, 0}));
        const auto heard = bench.render(static_cast<std::int64_t>(96'000 / tempo));
        CHECK(pitchOf(heard.channels[0]) == Approx(440).epsilon(0.01));
    }
}

TEST_CASE("neither tempo nor pitch changed is the file, sample by sample")
{
    const auto noise = makeNoise(2, 50'000, 1);
    StretchBench bench(noise);
    bench.start(StretchBench::stream({1, 0}));
    CHECK(bench.render(50'000) == noise);
}

TEST_CASE("the sound goes on without a click when the stretch is turned on, up, and off")
{
    StretchBench bench(makeSines(1, 480'000, 48000, 220));
    bench.start(StretchBench::stream({}));
    std::vector<TestSignal> heard{bench.render(20'000)};
    bench.turnTo({0.75, 0}, 24'000);
    heard.push_back(bench.render(40'000, 100));
    CHECK(bench.deck().stretch == StreamStretch{0.75, 0});
    bench.turnTo({1.25, 12}, bench.deck().frame.value() + 4'000);
    heard.push_back(bench.render(40'000));
    CHECK(bench.deck().stretch == StreamStretch{1.25, 12});
    bench.turnTo({}, 0);
    heard.push_back(bench.render(10'000));
    const auto whole = joined(heard);
    // An octave up, a sine steps by twice as much.
    const auto ownStep = static_cast<float>(0.5 * 2.0 * std::numbers::pi * 440.0 / 48'000);
    CHECK(largestStep(whole.channels[0]) <= 1.3f * ownStep + fadeStep);
    CHECK(bench.deck().stretch.isNeutral());
    // The last callback began at frame 9,728 of the 10,000.
    const auto here = bench.deck().frame.value();
    CHECK(cut(heard.back(), 9'728, 272).channels[0] == cut(makeSines(1, 480'000, 48000, 220), here, 272).channels[0]);
}

TEST_CASE("the place that is told is the one that is heard while the tempo turns")
{
    StretchBench bench(makeClicks(1, 40));
    bench.start(StretchBench::stream({1.2, 0}));
    std::vector<TestSignal> heard;
    std::vector<double> places;
    double file = 0;
    std::int64_t next = 0;
    std::int64_t output = 0;
    for (int i = 0; i < 600; ++i)
    {
        const auto tempo = 1.2 + 0.2 * std::sin(i * 0.05);
        bench.tell(signal::SetTakeTempo{tempo});
        heard.push_back(bench.render(512));
        for (; static_cast<double>(next) < file + 512 * tempo; next += beat)
            places.push_back(static_cast<double>(output) + (static_cast<double>(next) - file) / tempo);
        CHECK(std::abs(static_cast<double>(bench.deck().frame.value()) - file) < 2);
        file += 512 * tempo;
        output += 512;
    }
    places.pop_back();
    const auto found = loudestAround(joined(heard).channels[0], places, 6'000);
    // What Rubber Band holds while the tempo turns was cut at the tempo before.
    CHECK(farthest(found, places) < 20 * millisecond);
}

TEST_CASE("a stretched region repeats in its time, over and over")
{
    StretchBench bench(makeClicks(2, 8));
    auto loop = StretchBench::stream({0.8, 0}, beat);
    loop.loop = true;
    loop.region = {FramePosition(beat), FrameCount(beat)};
    bench.start(loop);
    const auto heard = bench.render(20 * 30'000, 480);
    auto places = evenly(20, 30'000);
    // The first click lies in the fade-in, as it does in a part that is not stretched.
    places.erase(places.begin());
    CHECK(farthest(loudestAround(heard.channels[1], places, 12'000), places) < 5 * millisecond);
}

TEST_CASE("a file that is stretched ends when all of it was heard")
{
    StretchBench bench(makeClicks(1, 3));
    bench.start(StretchBench::stream({0.5, -3}));
    const auto heard = bench.render(6 * beat, 512);
    CHECK(std::any_of(heard.channels[0].begin() + 4 * beat - 2'000, heard.channels[0].begin() + 4 * beat + 2'000,
                      [](float sample) { return std::abs(sample) > 0.2f; }));
    static_cast<void>(bench.render(512));
    CHECK(bench.deck().motion == DeckState::Motion::stopped);
    bench.audition().collect(bench.control);
    CHECK(bench.audition().takeCount(bench.control) == 1);
}

TEST_CASE("a part that is played once ends with a fade, stretched")
{
    StretchBench bench(makeSines(1, 480'000, 48000, 220));
    auto part = StretchBench::stream({0.8, 0}, 100'000);
    part.region = {FramePosition(100'000), FrameCount(16'000)};
    bench.start(part);
    const auto heard = bench.render(24'000, 500);
    CHECK(largestStep(heard.channels[0]) <= 0.02f + fadeStep);
    CHECK(std::abs(heard.channels[0][19'000]) + std::abs(heard.channels[0][19'050]) > 0.1f);
    CHECK(cut(heard, 20'001, 3'000) == TestSignal(2, 3'000));
}

TEST_CASE("no stretch within the limits allocates once it is primed, whichever way its tempo turns")
{
    for (const auto semitones : {-12.0, -5.0, 0.0, 0.5, 7.0, 12.0})
        for (const auto block : {64, 512})
        {
            // Every render has the traps armed.
            StretchBench bench(makeNoise(2, 300'000, 3));
            auto loop = StretchBench::stream({1.1, semitones});
            loop.loop = true;
            bench.start(loop);
            for (int i = 0; i < 40; ++i)
            {
                bench.tell(signal::SetTakeTempo{i % 3 == 0 ? 0.5 : i % 3 == 1 ? 2.0 : 0.93});
                CAPTURE(semitones, block, i);
                REQUIRE(bench.render(2'000, block) != TestSignal(2, 2'000));
            }
        }
}

TEST_CASE("a stretch that comes after what it was to meet is told so, and what plays goes on")
{
    const auto noise = makeNoise(2, 100'000, 4);
    StretchBench bench(noise);
    bench.start(StretchBench::stream({}));
    static_cast<void>(bench.render(10'000, 500));
    const auto& late = bench.turnTo({0.9, 0}, 9'000);
    CHECK(bench.render(1'000, 500) == cut(noise, 10'000, 1'000));
    CHECK(late.fate == signal::AuditionTake::Fate::late);
    const auto& met = bench.turnTo({0.9, 0}, 12'345);
    CHECK(cut(bench.render(2'000, 500), 0, 1'345) == cut(noise, 11'000, 1'345));
    CHECK(met.fate == signal::AuditionTake::Fate::begun);
}

TEST_CASE("what is missing is silence in what is stretched, and counted")
{
    StretchBench bench(makeNoise(2, 100'000, 5));
    bench.assets.takeOut(bench.control, AssetId{1}, 4);
    bench.start(StretchBench::stream({0.9, 2}));
    static_cast<void>(bench.render(60'000));
    CHECK(bench.audition().counts(bench.control).missing == limits::blockFrames);
}

TEST_CASE("what is beyond the limits is brought to them")
{
    CHECK(StreamStretch{9, 40}.limited() == StreamStretch{2, 12});
    CHECK(StreamStretch{-1, -40}.limited() == StreamStretch{1, -12});
    CHECK(StreamStretch{std::nan(""), std::nan("")}.limited().isNeutral());
    StretchBench bench(makeClicks(1, 4));
    bench.start(StretchBench::stream({7, 99}));
    static_cast<void>(bench.render(1'024));
    CHECK(bench.deck().stretch == StreamStretch{2, 12});
}
