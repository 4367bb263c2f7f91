#include "Journeys/CommandLine.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <numbers>

using namespace loophole::testing;

namespace
{

/** Media and a session to place them in, through the command line alone. */
class Studio
{
public:
    explicit Studio(int sessionRate = 48000)
    {
        must(cli.run({"session", "new", session(), "--rate", std::to_string(sessionRate)}));
    }

    [[nodiscard]] std::string session() const { return (folder / "Song.loophole").native(); }
    [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).native(); }

    /** 16-bit stereo noise, the same at every run. */
    void makeNoise(const std::string& name, int seconds, std::uint64_t seed, const std::string& rate = "48000") const
    {
        const auto noise = loophole::testing::makeNoise(2, std::stoll(rate) * seconds, seed, 0.25f);
        must(runProgram({"sox", "-D", "-t", "f32", "-r", rate, "-c", "2", "-", "-b", "16", path(name)},
                        noise.interleavedBytes()));
    }

    void addTrack(const std::string& name) const { must(cli.run({"session", "add-track", session(), "--name", name})); }

    void addClip(const std::string& track, const std::string& file, std::vector<std::string> options = {}) const
    {
        std::vector<std::string> arguments{"session", "add-clip", session(), "--track", track, "--file", path(file)};
        arguments.insert(arguments.end(), options.begin(), options.end());
        must(cli.run(arguments));
    }

    /** The session as 32-bit float frames, stereo. */
    [[nodiscard]] TestSignal render(std::vector<std::string> options = {}) const
    {
        std::vector<std::string> arguments{"render", session(), "-o", path("out.wav")};
        arguments.insert(arguments.end(), options.begin(), options.end());
        must(cli.run(arguments));
        return floats({path("out.wav")});
    }

    /** What sox makes of its arguments, as floats: its 32-bit integers hold every sum of 16-bit samples. */
    [[nodiscard]] TestSignal floats(std::vector<std::string> input, std::vector<std::string> effects = {}) const
    {
        input.insert(input.begin(), {"sox", "-D"});
        input.insert(input.end(), {"-t", "f32", "-"});
        input.insert(input.end(), effects.begin(), effects.end());
        const auto result = runProgram(input);
        must(result);
        return TestSignal::fromInterleavedBytes(result.output, 2);
    }

    CommandLine cli;

private:
    static void must(const ProgramResult& result)
    {
        if (result.exitCode != 0)
            throw std::runtime_error(result.errors);
    }

    TemporaryFolder folder;
};

bool sameSamples(const TestSignal& a, const TestSignal& b)
{
    return a.frames() == b.frames() && a == b;
}

/** How far a channel is from the nearest sine of this frequency, in dB; and where that sine has its zero, in frames. */
struct SineFit
{
    double residualDb = 0;
    double shift = 0;
};

SineFit fitSine(const std::vector<float>& samples, double cyclesAFrame, std::size_t from, std::size_t to)
{
    double sineSine = 0, sineCosine = 0, cosineCosine = 0, sampleSine = 0, sampleCosine = 0;
    const auto turn = 2.0 * std::numbers::pi * cyclesAFrame;
    for (auto i = from; i < to; ++i)
    {
        const auto s = std::sin(turn * static_cast<double>(i));
        const auto c = std::cos(turn * static_cast<double>(i));
        const auto x = static_cast<double>(samples[i]);
        sineSine += s * s;
        sineCosine += s * c;
        cosineCosine += c * c;
        sampleSine += x * s;
        sampleCosine += x * c;
    }
    const auto determinant = sineSine * cosineCosine - sineCosine * sineCosine;
    const auto a = (sampleSine * cosineCosine - sampleCosine * sineCosine) / determinant;
    const auto b = (sampleCosine * sineSine - sampleSine * sineCosine) / determinant;
    double power = 0, residual = 0;
    for (auto i = from; i < to; ++i)
    {
        const auto ideal = a * std::sin(turn * static_cast<double>(i)) + b * std::cos(turn * static_cast<double>(i));
        power += ideal * ideal;
        residual += std::pow(static_cast<double>(samples[i]) - ideal, 2);
    }
    return {10.0 * std::log10(residual / power), std::atan2(b, a) / turn};
}

} // namespace

TEST_CASE("a mix of WAV clips at unity equals another program's mix bit for bit")
{
    const Studio studio;
    studio.makeNoise("a.wav", 3, 1);
    studio.makeNoise("b.wav", 2, 2);
    studio.makeNoise("c.wav", 1, 3);
    for (const std::string track : {"A", "B", "C"})
        studio.addTrack(track);
    studio.addClip("A", "a.wav");
    studio.addClip("B", "b.wav", {"--position", "12345"});
    studio.addClip("C", "c.wav", {"--position", "50001"});

    const auto theirs = studio.floats({"-m", "-v", "1", studio.path("a.wav"), "-v", "1",
                                       "|sox -D " + studio.path("b.wav") + " -p pad 12345s", "-v", "1",
                                       "|sox -D " + studio.path("c.wav") + " -p pad 50001s"});
    CHECK(sameSamples(studio.render(), theirs));
}

TEST_CASE("a render has the same samples for any block size")
{
    const Studio studio;
    studio.makeNoise("a.wav", 2, 4);
    studio.makeNoise("b.wav", 2, 5, "44100");
    studio.addTrack("A");
    studio.addTrack("B");
    studio.addClip("A", "a.wav", {"--gain-db", "-3", "--fade-in", "1000", "--fade-out", "5000"});
    studio.addClip("A", "a.wav", {"--position", "30000", "--rate", "0.77", "--reverse"});
    studio.addClip("B", "b.wav", {"--offset", "100", "--length", "150000", "--loop", "--position", "777"});

    const auto reference = studio.render({"--block", "512"});
    for (const std::string block : {"32", "480", "4096"})
    {
        INFO("block " << block);
        CHECK(sameSamples(studio.render({"--block", block}), reference));
    }
}

TEST_CASE("a part of a session equals that part of the whole")
{
    const Studio studio;
    studio.makeNoise("a.wav", 2, 6);
    studio.addTrack("A");
    studio.addClip("A", "a.wav", {"--position", "100"});
    studio.addClip("A", "a.wav", {"--position", "20000", "--rate", "1.3"});
    const auto whole = studio.render();
    const auto part = studio.render({"--from", "31234", "--to", "61234"});
    REQUIRE(part.frames() == 30000);
    for (std::size_t c = 0; c < 2; ++c)
        CHECK(std::equal(part.channels[c].begin(), part.channels[c].end(), whole.channels[c].begin() + 31234));
}

TEST_CASE("a clip played from the middle, split in two, looped or reversed is exact to the sample")
{
    const Studio studio;
    studio.makeNoise("a.wav", 2, 7);
    const auto original = studio.floats({studio.path("a.wav")});
    studio.addTrack("A");

    SECTION("from the middle")
    {
        studio.addClip("A", "a.wav", {"--offset", "12345", "--length", "40000"});
        CHECK(sameSamples(studio.render(), studio.floats({studio.path("a.wav")}, {"trim", "12345s", "40000s"})));
    }
    SECTION("split in two adjoining clips")
    {
        studio.addClip("A", "a.wav", {"--length", "33333"});
        studio.addClip("A", "a.wav", {"--position", "33333", "--offset", "33333"});
        CHECK(sameSamples(studio.render(), original));
    }
    SECTION("reversed")
    {
        studio.addClip("A", "a.wav", {"--reverse"});
        CHECK(sameSamples(studio.render(), studio.floats({studio.path("a.wav")}, {"reverse"})));
    }
    SECTION("looped")
    {
        studio.addClip("A", "a.wav", {"--offset", "90000", "--length", "60000", "--loop"});
        CHECK(sameSamples(studio.render(), studio.floats({studio.path("a.wav")},
                                                         {"trim", "90000s", "repeat", "9", "trim", "0s", "60000s"})));
    }
}

TEST_CASE("a clip at 44.1 kHz in a session at 48 kHz is clean and aligned to the sample")
{
    const auto hertz = GENERATE(997.0, 19000.0);
    const Studio studio;
    const auto tone = makeSines(1, 44100 * 4, 44100, hertz, 0.5);
    REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "44100", "-c", "1", "-", "-e", "floating-point", "-b", "32",
                        studio.path("tone.wav")},
                       tone.interleavedBytes())
                .exitCode == 0);
    studio.addTrack("A");
    studio.addClip("A", "tone.wav");
    const auto rendered = studio.render();
    REQUIRE(rendered.frames() == 48000 * 4);

    const auto fit = fitSine(rendered.channels[0], hertz / 48000.0, 4800, 48000 * 4 - 4800);
    INFO(hertz << " Hz: THD+N " << fit.residualDb << " dB, shifted by " << fit.shift << " frames");
    CHECK(fit.residualDb <= -120.0);
    CHECK(std::abs(fit.shift) < 0.001);
}

TEST_CASE("a session with a missing file renders the rest and names it")
{
    const Studio studio;
    studio.makeNoise("here.wav", 1, 8);
    studio.makeNoise("gone.wav", 1, 9);
    studio.addTrack("A");
    studio.addTrack("B");
    studio.addClip("A", "here.wav");
    studio.addClip("B", "gone.wav");
    std::filesystem::remove(studio.path("gone.wav"));

    const auto report = studio.cli.json({"render", studio.session(), "-o", studio.path("out.wav")});
    CHECK(report["missingAssets"] == nlohmann::json::array({studio.path("gone.wav")}));
    CHECK(sameSamples(studio.floats({studio.path("out.wav")}), studio.floats({studio.path("here.wav")})));
}

TEST_CASE("a decoded part equals that part of the whole in every lossless format")
{
    const Studio studio;
    studio.makeNoise("a.wav", 2, 10);
    for (const std::string name : {"a.flac", "a.aiff", "a.au", "a.caf"})
    {
        INFO(name);
        REQUIRE(runProgram({"sox", "-D", studio.path("a.wav"), studio.path(name)}).exitCode == 0);
        REQUIRE(studio.cli
                    .run({"decode", studio.path(name), "-o", studio.path("part.wav"), "--start", "54321", "--length",
                          "20000"})
                    .exitCode == 0);
        CHECK(sameSamples(studio.floats({studio.path("part.wav")}),
                          studio.floats({studio.path("a.wav")}, {"trim", "54321s", "20000s"})));
    }
}
