#include "App/Bench/Bench.h"

#include "Signal/Peaks/PeakBuilder.h"

#include <sndfile.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <thread>

namespace loophole::bench
{
namespace
{

constexpr int rate = 48000;
constexpr std::int64_t lengthFrames = 600LL * rate;
constexpr std::int64_t chunkFrames = 65536;

void writeRecording(const std::filesystem::path& path)
{
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 2;
    info.format = SF_FORMAT_WAV | SF_FORMAT_PCM_24;
    auto* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(path.string() + ": cannot be written");
    std::vector<float> chunk(static_cast<std::size_t>(chunkFrames) * 2);
    for (std::int64_t frame = 0; frame < lengthFrames; frame += chunkFrames)
    {
        for (std::size_t i = 0; i < chunk.size(); ++i)
            chunk[i] =
                0.5f * static_cast<float>(std::sin(static_cast<double>(frame + static_cast<std::int64_t>(i)) * 0.01));
        sf_writef_float(file, chunk.data(), std::min(chunkFrames, lengthFrames - frame));
    }
    sf_close(file);
}

benchmark::Counter timesRealTime()
{
    return {static_cast<double>(lengthFrames) / rate, benchmark::Counter::kIsIterationInvariantRate};
}

/** The whole way: read, convert, measure on all cores, write the pyramid to the cache. */
void throughLoophole(benchmark::State& state, const std::filesystem::path& path, const std::filesystem::path& cache)
{
    auto thread = DiskThread::mint();
    signal::PeakStore store(cache);
    const signal::PeakBuilder builder(store, signal::openMedia);
    signal::PeakBuilder::Options options;
    options.force = true;
    options.threads = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    for (auto _ : state)
        if (const auto built = builder.build(thread, path, options); !built)
            return state.SkipWithError(built.failure().message().c_str());
    state.counters["figure"] = timesRealTime();
}

struct Extremes
{
    float low = 0;
    float high = 0;
    double squares = 0;
};

/** The peer: libsndfile's floats and a plain loop for one level, on one core, written nowhere. */
void throughSndfile(benchmark::State& state, const std::filesystem::path& path)
{
    std::vector<float> chunk(static_cast<std::size_t>(chunkFrames) * 2);
    for (auto _ : state)
    {
        SF_INFO info{};
        auto* file = sf_open(path.c_str(), SFM_READ, &info);
        if (file == nullptr)
            return state.SkipWithError("libsndfile cannot open the file");
        Extremes extremes;
        while (const auto count = sf_readf_float(file, chunk.data(), chunkFrames))
            for (std::int64_t i = 0; i < 2 * count; ++i)
            {
                const auto sample = chunk[static_cast<std::size_t>(i)];
                extremes.low = std::min(extremes.low, sample);
                extremes.high = std::max(extremes.high, sample);
                extremes.squares += static_cast<double>(sample * sample);
            }
        sf_close(file);
        benchmark::DoNotOptimize(extremes);
    }
    state.counters["figure"] = timesRealTime();
}

/** The limit: every byte of the file is read once from the page cache on one core, and nothing is done with it. */
void throughReadAlone(benchmark::State& state, const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    std::vector<std::byte> chunk(std::size_t{1} << 20);
    for (auto _ : state)
    {
        const auto file = signal::MediaFile::open(thread, path);
        if (!file)
            return state.SkipWithError(file.failure().message().c_str());
        for (std::int64_t at = 0; at < file.value()->size(); at += static_cast<std::int64_t>(chunk.size()))
            benchmark::DoNotOptimize(file.value()->readAt(thread, at, chunk));
    }
    state.counters["figure"] = timesRealTime();
}

} // namespace

std::vector<Comparison> peakBuilding(const std::filesystem::path& folder)
{
    const auto path = folder / "recording.wav";
    const auto cache = folder / "Peaks";
    writeRecording(path);
    return {{"peaks of 10 min WAV 24/48 stereo",
             "x real time",
             {{"Loophole, all levels, kept", [=](auto& s) { throughLoophole(s, path, cache); }, true},
              {"libsndfile and one loop", [=](auto& s) { throughSndfile(s, path); }, false},
              {"limit: reading alone, 1 core", [=](auto& s) { throughReadAlone(s, path); }, false}}}};
}

} // namespace loophole::bench
