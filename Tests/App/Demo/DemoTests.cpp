#include "App/Demo/Demo.h"

#include "App/Demo/DemoMix.h"
#include "App/Demo/Stems.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <set>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t barFrames = 115'200;
constexpr std::int64_t songFrames = 88 * barFrames;

double decibels(double amplitude)
{
    return 20 * std::log10(amplitude);
}

struct Level
{
    double peak = 0;
    double squares = 0;
    std::size_t count = 0;

    void add(float sample)
    {
        peak = std::max(peak, std::abs(static_cast<double>(sample)));
        squares += static_cast<double>(sample) * static_cast<double>(sample);
        ++count;
    }
    [[nodiscard]] double rmsDb() const { return decibels(std::sqrt(squares / static_cast<double>(count))); }
};

Level levelOf(const TestSignal& signal, std::int64_t fromBar, std::int64_t toBar)
{
    Level level;
    for (const auto& channel : signal.channels)
        for (auto i = fromBar * barFrames; i < toBar * barFrames; ++i)
            level.add(channel[static_cast<std::size_t>(i)]);
    return level;
}

/** What a loop's seam may step: the largest step between any two of its frames. */
bool hasNoSeam(const TestSignal& loop)
{
    for (const auto& channel : loop.channels)
    {
        float largest = 0;
        for (std::size_t i = 1; i < channel.size(); ++i)
            largest = std::max(largest, std::abs(channel[i] - channel[i - 1]));
        if (std::abs(channel.front() - channel.back()) > largest)
            return false;
    }
    return true;
}

void checkStems(const DemoMix& demo)
{
    std::set<std::pair<int, int>> shapes;
    for (const auto& stem : demo::stems())
    {
        CAPTURE(stem.file);
        const auto& medium = demo.media.at(stem.id);
        CHECK(medium.rate == stem.rate);
        CHECK(medium.signal.channelCount() == stem.channels);
        CHECK(medium.signal.frames() == std::llround(stem.seconds * stem.rate));
        shapes.insert({medium.rate, medium.signal.channelCount()});
        Level level;
        for (const auto& channel : medium.signal.channels)
            for (const float sample : channel)
                level.add(sample);
        CHECK(level.peak < 1.0);
        CHECK(level.peak > 0.25);
        CHECK(level.rmsDb() > -50);
        const bool isLoop = std::string(stem.id) != "lead" && std::fmod(stem.seconds, 4.8) == Approx(0).margin(1e-9);
        if (isLoop && std::string(stem.id) != "riser")
            CHECK(hasNoSeam(medium.signal));
    }
    CHECK(shapes.size() == 4); // both rates, mono and stereo each
}

void checkDocument(const nlohmann::json& document)
{
    CHECK(document.at("format") == "loophole.session");
    CHECK(document.at("sampleRate") == 48000);
    CHECK(document.at("tracks").size() == 16);
    int looped = 0, reversed = 0, varied = 0, faded = 0;
    for (const auto& track : document.at("tracks"))
    {
        std::int64_t free = 0;
        for (const auto& clip : track.at("clips"))
        {
            CHECK(clip.at("position") >= free);
            CHECK(clip.at("length") > 0);
            free = clip.at("position").get<std::int64_t>() + clip.at("length").get<std::int64_t>();
            CHECK(clip.value("fadeIn", 0) + clip.value("fadeOut", 0) <= clip.at("length"));
            looped += clip.value("loop", false);
            reversed += clip.value("reverse", false);
            varied += clip.value("playRate", 1.0) != 1.0;
            faded += clip.value("fadeIn", 0) > 48000;
        }
        CHECK(free <= songFrames + 6 * 48000);
    }
    CHECK(looped >= 2);
    CHECK(reversed >= 2);
    CHECK(varied >= 4);
    CHECK(faded >= 4);
}

void checkMix(const DemoMix& demo)
{
    TestSignal mix(2, songFrames + 6 * 48000);
    for (const auto& track : demo.document.at("tracks"))
    {
        const auto part = demo.track(track, mix.frames());
        for (std::size_t side = 0; side < 2; ++side)
            std::transform(part.channels[side].begin(), part.channels[side].end(), mix.channels[side].begin(),
                           mix.channels[side].begin(), std::plus<>());
    }
    const auto song = levelOf(mix, 0, 88);
    CHECK(decibels(song.peak) == Approx(-3).margin(1));
    // The song grows, rests in the break, and dies away.
    CHECK(levelOf(mix, 24, 48).rmsDb() > levelOf(mix, 16, 24).rmsDb());
    CHECK(levelOf(mix, 16, 24).rmsDb() > levelOf(mix, 0, 8).rmsDb());
    CHECK(levelOf(mix, 48, 56).rmsDb() < levelOf(mix, 60, 80).rmsDb() - 4);
    CHECK(levelOf(mix, 87, 88).rmsDb() < -35);
}

} // namespace

TEST_CASE("the demo is a whole session: media of every kind, clips in order, and a mix with headroom")
{
    const TemporaryFolder folder;
    std::vector<double> told;
    const auto written = writeDemo(folder / "new" / "demo", [&](double done) { told.push_back(done); });
    REQUIRE(written.ok());
    CHECK(told.back() == 1.0);
    std::set<std::string> kinds;
    std::uintmax_t bytes = 0;
    for (const auto& file : written.value().files)
    {
        REQUIRE(std::filesystem::is_regular_file(file));
        kinds.insert(file.extension().string());
        bytes += std::filesystem::file_size(file);
    }
    CHECK(kinds == std::set<std::string>{".aif", ".flac", ".loophole", ".ogg", ".wav"});
    CHECK(bytes < 150'000'000);
    CHECK(written.value().session == folder / "new" / "demo" / "Demo.loophole");
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path()))
        CHECK(entry.path().extension() != ".unfinished");

    const DemoMix demo(written.value().session);
    checkStems(demo);
    checkDocument(demo.document);
    checkMix(demo);
}

TEST_CASE("the same samples come at every run")
{
    for (const auto* id : {"snare", "rain", "choir"})
    {
        const auto& stems = demo::stems();
        const auto stem =
            std::find_if(stems.begin(), stems.end(), [&](const auto& s) { return std::string(s.id) == id; });
        const auto first = stem->make(8000);
        const auto second = stem->make(8000);
        REQUIRE(first.size() == second.size());
        CHECK(std::equal(first.frames.begin(), first.frames.end(), second.frames.begin(),
                         [](auto a, auto b) { return a.left == b.left && a.right == b.right; }));
    }
}

TEST_CASE("a folder that cannot be made fails with its name")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    const auto written = writeDemo(folder / "file" / "demo");
    REQUIRE_FALSE(written.ok());
    CHECK(written.failure().what == (folder / "file" / "demo").string());
}
