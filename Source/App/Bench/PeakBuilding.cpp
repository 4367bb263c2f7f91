#include "App/Bench/Bench.h"
#include "App/Bench/BenchSound.h"
#include "App/Bench/CpuTime.h"
#include "App/Bench/DecodingPeers.h"
#include "App/Bench/PeakPeers.h"

#include "Core/Clock.h"
#include "Signal/Peaks/PeakBuilder.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <stdexcept>
#include <thread>

namespace loophole::bench
{
namespace
{

constexpr std::int64_t hour = 3600;

/** A folder of peaks that nobody has used, and who builds in it. */
struct Workshop
{
    explicit Workshop(std::filesystem::path folder)
        : folder(std::move(folder)),
          store(this->folder / "Peaks"),
          builder(store, signal::openMediaKeepingIndexes(this->folder / "Indexes"))
    {
    }

    DiskThread thread = DiskThread::mint();
    std::filesystem::path folder;
    signal::PeakStore store;
    signal::PeakBuilder builder;
};

int cores()
{
    return static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

signal::BuiltPeaks build(Workshop& shop, const std::filesystem::path& path)
{
    signal::PeakBuilder::Options options;
    options.threads = cores();
    auto built = shop.builder.build(shop.thread, path, options);
    if (!built)
        throw std::runtime_error(built.failure().message());
    return std::move(built).value();
}

benchmark::Counter timesRealTime()
{
    return {static_cast<double>(hour), benchmark::Counter::kIsIterationInvariantRate};
}

/** The whole way: read, decode, measure on all cores, write the pyramid to the cache. */
void throughLoophole(benchmark::State& state, const std::filesystem::path& path)
{
    const auto cache = path.parent_path() / "Cache";
    for (auto _ : state)
    {
        {
            Workshop shop(cache);
            if (build(shop, path).fromCache)
                return state.SkipWithError("the peaks were there already");
        }
        state.PauseTiming();
        std::filesystem::remove_all(cache);
        state.ResumeTiming();
    }
    state.counters["figure"] = timesRealTime();
}

template <class Work>
void throughPeer(benchmark::State& state, Work work)
{
    for (auto _ : state)
        work();
    state.counters["figure"] = timesRealTime();
}

struct Decoder
{
    const char* name;
    void (*decode)(const std::filesystem::path&);
};

/** All that may be the quickest. */
std::vector<Decoder> decodersOf(const std::filesystem::path& path)
{
    std::vector<Decoder> decoders{{"libsndfile, decoding alone, 1 core", decodeWithSndfile}};
    if (path.extension() == ".flac")
        decoders.push_back({"libFLAC, decoding alone, 1 core", decodeWithFlac});
    if (path.extension() == ".mp3")
        decoders.push_back({"libmpg123, decoding alone, 1 core", decodeWithMpg123});
#ifdef LOOPHOLE_FFMPEG
    if (path.extension() != ".wav")
        decoders.push_back(
            {"FFmpeg, decoding alone, 1 core", [](const auto& file) { (void) tryDecodeWithFfmpeg(file); }});
#endif
    return decoders;
}

Comparison comparisonOf(const SoundFormat& format, const std::filesystem::path& path)
{
    Comparison comparison{"peaks of 1 h " + std::string(format.name) + " stereo", "x real time", {}};
    comparison.contenders.push_back(
        {"Loophole, all levels, kept", [path](auto& state) { throughLoophole(state, path); }, true});
    const auto add = [&](const char* name, void (*work)(const std::filesystem::path&))
    {
        comparison.contenders.push_back(
            {name, [path, work](auto& state) { throughPeer(state, [&] { work(path); }); }, false});
    };
    if (path.extension() == ".wav")
        add("limit: min, max, squares of the bytes, all cores", measureNothingButPcm);
    for (const auto& decoder : decodersOf(path))
        add(decoder.name, decoder.decode);
    return comparison;
}

/** What the processors spend in all, which says how quick all of them can be where nothing else runs: less than 1.17
    times a decoder's is 1.7 times as quick on two. Contenders in turn, medians. */
std::vector<Figure> processorTime(const SoundFormat& format, const std::filesystem::path& path)
{
    constexpr std::size_t rounds = 3;
    const auto cache = path.parent_path() / "Cache";
    const auto decoders = decodersOf(path);
    std::vector<std::vector<double>> taken(1 + decoders.size());
    for (std::size_t round = 0; round < rounds; ++round)
    {
        std::filesystem::remove_all(cache);
        taken[0].push_back(cpuMillisecondsOfAll(
            [&]
            {
                Workshop shop(cache);
                (void) build(shop, path);
            }));
        for (std::size_t i = 0; i < decoders.size(); ++i)
            taken[1 + i].push_back(cpuMillisecondsOfAll([&] { decoders[i].decode(path); }));
    }
    std::filesystem::remove_all(cache);
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < taken.size(); ++i)
    {
        std::ranges::nth_element(taken[i], taken[i].begin() + rounds / 2);
        const auto median = taken[i][rounds / 2];
        figures.push_back({"1 h " + std::string(format.name) + ", processor time",
                           i == 0 ? "Loophole, all levels, kept" : decoders[i - 1].name, "ms", median,
                           taken[0][rounds / 2] / median, i == 0});
    }
    return figures;
}

double medianMilliseconds(int times, const std::function<void()>& before, const std::function<void()>& work)
{
    std::vector<double> taken;
    for (int i = 0; i < times; ++i)
    {
        before();
        const auto began = std::chrono::steady_clock::now();
        work();
        taken.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }
    const auto middle = taken.begin() + times / 2;
    std::nth_element(taken.begin(), middle, taken.end());
    return *middle;
}

/** How long the first picture of a file takes, never seen and known, and the same content under other names. */
std::vector<Figure> firstPictures(const SoundFormat& format, const std::filesystem::path& path)
{
    const auto cache = path.parent_path() / "Cache";
    const SteadyClock clock;
    const auto row = [&](const char* what, double value)
    { return Figure{"1 h " + std::string(format.name) + ", first picture", what, "ms", value, 0, true}; };
    const auto nothing = [] {};
    const auto never = medianMilliseconds(
        9, [&] { std::filesystem::remove_all(cache); },
        [&]
        {
            Workshop shop(cache);
            const auto begun = shop.builder.begin(shop.thread, path, {}, &clock);
            if (!begun || !begun.value().task)
                throw std::runtime_error(path.string() + ": cannot be sketched");
        });
    {
        Workshop shop(cache);
        (void) build(shop, path);
    }
    const auto expectKnown = [&](const std::filesystem::path& file)
    {
        Workshop shop(cache);
        if (!build(shop, file).fromCache)
            throw std::runtime_error(file.string() + ": was decoded although it is known");
    };
    const auto known = medianMilliseconds(21, nothing, [&] { expectKnown(path); });
    const auto renamed = path.parent_path() / ("renamed" + path.extension().string());
    std::filesystem::rename(path, renamed);
    const auto otherName = medianMilliseconds(21, nothing, [&] { expectKnown(renamed); });
    std::filesystem::rename(renamed, path);
    std::vector<Figure> figures{row("never seen: found, opened, sketched", never),
                                row("known: found and opened", known), row("known, under a new name", otherName)};
    std::filesystem::remove_all(cache);
    return figures;
}

} // namespace

std::vector<Figure> peakBuilding(const std::filesystem::path& folder)
{
    std::vector<SoundFormat> formats;
    for (const auto& format : soundFormats())
        for (const std::string_view wanted : {".wav", ".flac", ".mp3", ".ogg"})
            if (format.extension == wanted)
                formats.push_back(format);
    std::vector<std::future<std::filesystem::path>> written;
    for (const auto& format : formats)
        written.push_back(std::async(std::launch::async, [&] { return writeSound(folder, format, hour * soundRate); }));
    std::vector<std::filesystem::path> paths;
    for (auto& path : written)
        paths.push_back(path.get());
    std::vector<Figure> figures;
    for (std::size_t i = 0; i < formats.size(); ++i)
    {
        std::ranges::copy(measure({comparisonOf(formats[i], paths[i])}), std::back_inserter(figures));
        std::ranges::copy(processorTime(formats[i], paths[i]), std::back_inserter(figures));
        std::ranges::copy(firstPictures(formats[i], paths[i]), std::back_inserter(figures));
    }
    return figures;
}

} // namespace loophole::bench
