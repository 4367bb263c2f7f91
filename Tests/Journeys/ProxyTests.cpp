#include "Journeys/CommandLine.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>

using namespace loophole::testing;

namespace
{

constexpr int rate = 48'000;
constexpr int seconds = 4;

/** Two tracks, one of which plays what the other does a second later, on media that have proxies. */
class ProxyStudio
{
public:
    ProxyStudio()
    {
        // Noise below 8 kHz, which a draft can hold.
        for (const std::string name : {"one.wav", "two.wav"})
        {
            const auto noise = makeNoise(2, rate * seconds, name == "one.wav" ? 5 : 6, 0.3f);
            must(runProgram({"sox", "-D", "-t", "f32", "-r", std::to_string(rate), "-c", "2", "-", "-b", "24",
                             path(name), "sinc", "-n", "2001", "-8k"},
                            noise.interleavedBytes()));
        }
        must(cli.run({"session", "new", path("Song.loophole"), "--rate", std::to_string(rate)}));
        for (const std::string name : {"one", "two"})
        {
            must(cli.run({"session", "add-track", path("Song.loophole"), "--name", name}));
            must(cli.run({"session", "add-clip", path("Song.loophole"), "--track", name, "--file", path(name + ".wav"),
                          "--position", name == "one" ? "0" : std::to_string(rate)}));
        }
    }

    [[nodiscard]] std::string path(const std::string& name) const { return (folder / name).native(); }

    /** What the session, or a file, renders to; `report` is what the command said. */
    [[nodiscard]] TestSignal render(std::vector<std::string> options = {}, std::string what = {})
    {
        std::vector<std::string> arguments{"render", what.empty() ? path("Song.loophole") : what, "-o",
                                           path("out.wav")};
        arguments.insert(arguments.end(), options.begin(), options.end());
        report = cli.json(arguments);
        const auto decoded = runProgram({"sox", "-D", path("out.wav"), "-t", "f32", "-"});
        must(decoded);
        return TestSignal::fromInterleavedBytes(decoded.output, 2);
    }

    CommandLine cli;
    nlohmann::json report;

private:
    static void must(const ProgramResult& result)
    {
        if (result.exitCode != 0)
            throw std::runtime_error(result.errors);
    }
    TemporaryFolder folder;
};

double rmsDb(const std::vector<float>& samples)
{
    double sum = 1e-20;
    for (const auto sample : samples)
        sum += static_cast<double>(sample) * static_cast<double>(sample);
    return 10.0 * std::log10(sum / static_cast<double>(samples.size()));
}

/** Clips begin and end on whole seconds, with an edge that no band holds. */
bool isNearEdge(std::size_t frame)
{
    constexpr auto second = static_cast<std::size_t>(rate);
    const auto within = frame % second;
    return within < 2000 || within + 2000 > second;
}

/** How far `b` is from `a` inside the clips, and that it is nearer there, by `marginDb`, than a frame earlier or later.
 */
double differenceDb(const TestSignal& a, const TestSignal& b, double marginDb = 40.0)
{
    REQUIRE(a.frames() == b.frames());
    const auto at = [&](std::size_t channel, int shift)
    {
        std::vector<float> rest;
        const auto& wanted = a.channels[channel];
        for (std::size_t i = 1; i + 1 < wanted.size(); ++i)
            if (!isNearEdge(i))
                rest.push_back(wanted[i] - b.channels[channel][static_cast<std::size_t>(static_cast<int>(i) + shift)]);
        return rmsDb(rest);
    };
    for (std::size_t channel = 0; channel < 2; ++channel)
    {
        CHECK(at(channel, 0) < at(channel, -1) - marginDb);
        CHECK(at(channel, 0) < at(channel, 1) - marginDb);
    }
    return std::max(at(0, 0), at(1, 0));
}

} // namespace

TEST_CASE("proxies are built, told, and found again")
{
    ProxyStudio studio;
    const auto built = studio.cli.json({"proxy", studio.path("one.wav"), studio.path("two.wav")});
    REQUIRE(built["files"].size() == 2);
    for (const auto& file : built["files"])
    {
        CHECK(file["error"].is_null());
        CHECK(file["seconds"].get<double>() > 0.0);
        CHECK(file["bytes"].get<std::uintmax_t>() == std::filesystem::file_size(file["proxy"].get<std::string>()));
        CHECK(file["sampleRate"] == rate / 2);
        CHECK_FALSE(file["fromCache"].get<bool>());
    }
    CHECK(built["files"][0]["path"] == studio.path("one.wav"));
    CHECK(studio.cli.json({"proxy", studio.path("one.wav")})["files"][0]["fromCache"].get<bool>());

    const auto opus = studio.cli.json({"proxy", "--quality", "opus", studio.path("one.wav")})["files"][0];
    CHECK(opus["bytes"].get<int>() <= rate * seconds * 4 / 4);
    const auto info = studio.cli.json({"probe", opus["proxy"]})["files"][0];
    CHECK(info["codec"] == "Opus");
    CHECK(info["lengthSamples"] == rate * seconds);
}

TEST_CASE("a file that has no proxy to give is told and the others are built")
{
    ProxyStudio studio;
    std::ofstream(studio.path("text.wav")) << "no sound";
    const auto result =
        studio.cli.run({"proxy", "--json", studio.path("text.wav"), studio.path("none.wav"), studio.path("one.wav")});
    CHECK(result.exitCode == 1);
    CHECK(std::count(result.errors.begin(), result.errors.end(), '\n') == 2);
    const auto files = nlohmann::json::parse(result.output)["files"];
    REQUIRE(files.size() == 3);
    CHECK(files[0]["error"].is_string());
    CHECK(files[1]["error"].is_string());
    CHECK(files[2]["error"].is_null());
    CHECK(studio.cli.run({"proxy"}).exitCode == 2);
    CHECK(studio.cli.run({"proxy", "--quality", "best", studio.path("one.wav")}).exitCode == 2);
}

TEST_CASE("a session sounds alike on originals, on proxies, and half and half")
{
    ProxyStudio studio;
    const auto quality = GENERATE(as<std::string>{}, "draft", "opus");
    const auto original = studio.render();
    CHECK(studio.report["proxyFrames"] == 0);
    (void) studio.cli.json({"proxy", "--quality", quality, studio.path("one.wav")});
    const auto half = studio.render({"--resolution", "draft"});
    CHECK(studio.report["proxyFrames"] == rate * seconds);
    (void) studio.cli.json({"proxy", "--quality", quality, studio.path("two.wav")});
    const auto proxied = studio.render({"--resolution", "draft"});
    CHECK(studio.report["proxyFrames"] == 2 * rate * seconds);
    CHECK(studio.report["missingFrames"] == 0);

    for (const auto* other : {&half, &proxied})
    {
        for (std::size_t channel = 0; channel < 2; ++channel)
            CHECK(std::abs(rmsDb(other->channels[channel]) - rmsDb(original.channels[channel])) < 0.1);
        if (quality == "draft")
            CHECK(differenceDb(original, *other) < -85.0);
        else // as near as 128 kb/s come to noise
            CHECK(differenceDb(original, *other, 3.0) < -22.0);
    }
    CHECK(studio.render() == original);
}

TEST_CASE("a session with a file that is gone renders from its proxy and says so")
{
    ProxyStudio studio;
    const auto original = studio.render();
    (void) studio.cli.json({"proxy", studio.path("one.wav"), studio.path("two.wav")});
    std::filesystem::remove(studio.path("two.wav"));
    const auto rendered = studio.render();
    CHECK(studio.report["proxyFrames"] == rate * seconds);
    CHECK(studio.report["missingFrames"] == 0);
    REQUIRE(studio.report["missingAssets"].size() == 1);
    CHECK(studio.report["missingAssets"][0] == studio.path("two.wav"));
    CHECK(differenceDb(original, rendered) < -85.0);
}

TEST_CASE("playing tells how much of each track was heard from proxies")
{
    ProxyStudio studio;
    (void) studio.cli.json({"proxy", studio.path("one.wav"), studio.path("two.wav")});
    const auto play = [&](std::vector<std::string> options)
    {
        std::vector<std::string> arguments{"play", studio.path("Song.loophole"), "--device", "null", "--seconds", "2"};
        arguments.insert(arguments.end(), options.begin(), options.end());
        return studio.cli.json(arguments);
    };
    const auto full = play({});
    CHECK(full["proxyFrames"] == 0);
    CHECK(full["tracks"][0]["proxyFrames"] == 0);

    const auto draft = play({"--resolution", "draft"});
    INFO(draft.dump(2));
    const auto first = draft["tracks"][0]["proxyFrames"].get<std::int64_t>();
    const auto second = draft["tracks"][1]["proxyFrames"].get<std::int64_t>();
    CHECK(first >= 2 * rate);
    CHECK(second >= rate);
    CHECK(second < first);
    CHECK(draft["proxyFrames"] == first + second);
    CHECK(draft["missingFrames"] == 0);

    std::filesystem::remove(studio.path("two.wav"));
    const auto fallback = play({});
    INFO(fallback.dump(2));
    CHECK(fallback["tracks"][0]["proxyFrames"] == 0);
    CHECK(fallback["tracks"][1]["proxyFrames"].get<std::int64_t>() >= rate);
    CHECK(fallback["missingFrames"] == 0);
    const auto warnings = fallback["warnings"].dump();
    CHECK(warnings.find("two.wav plays from its proxy") != std::string::npos);
}
