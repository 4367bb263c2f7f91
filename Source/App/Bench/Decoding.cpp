#include "App/Bench/Bench.h"
#include "App/Bench/BenchSound.h"

#include "Signal/Codec/MediaReader.h"

#include <sndfile.h>

#include <array>
#include <random>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr int chunkFrames = 8192;

/** Two planes of one chunk, as blocks are. */
struct Planes
{
    std::array<std::vector<float>, 2> samples{std::vector<float>(chunkFrames), std::vector<float>(chunkFrames)};
    std::array<float*, 2> channels{samples[0].data(), samples[1].data()};

    [[nodiscard]] signal::PlanarSpan span(std::int64_t frames) const
    {
        return {channels.data(), 2, FrameCount(frames)};
    }
};

void throughLoophole(benchmark::State& state, const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const Planes planes;
    for (auto _ : state)
    {
        const auto reader = signal::openMedia(thread, path);
        if (!reader)
            return state.SkipWithError(reader.failure().message().c_str());
        for (std::int64_t frame = 0; frame < soundFrames; frame += chunkFrames)
            if (!reader.value()->read(thread, FramePosition(frame), planes.span(chunkFrames)))
                return state.SkipWithError("read failed");
    }
    state.counters["figure"] =
        benchmark::Counter(static_cast<double>(soundFrames) / soundRate, benchmark::Counter::kIsIterationInvariantRate);
}

/** The peer: libsndfile's own loop, and the split into planes that every engine needs. */
void throughSndfile(benchmark::State& state, const std::filesystem::path& path)
{
    Planes planes;
    std::vector<float> interleaved(std::size_t{chunkFrames} * 2);
    for (auto _ : state)
    {
        SF_INFO info{};
        auto* file = sf_open(path.c_str(), SFM_READ, &info);
        if (file == nullptr)
            return state.SkipWithError("libsndfile cannot open the file");
        while (const auto count = sf_readf_float(file, interleaved.data(), chunkFrames))
            for (std::int64_t i = 0; i < count; ++i)
                for (std::size_t c = 0; c < 2; ++c)
                    planes.samples[c][static_cast<std::size_t>(i)] = interleaved[static_cast<std::size_t>(2 * i) + c];
        sf_close(file);
        benchmark::DoNotOptimize(planes.samples[0].data());
    }
    state.counters["figure"] =
        benchmark::Counter(static_cast<double>(soundFrames) / soundRate, benchmark::Counter::kIsIterationInvariantRate);
}

/** The same random places for both. */
class Places
{
public:
    std::int64_t next() { return std::uniform_int_distribution<std::int64_t>(0, soundFrames - chunkFrames)(random); }

private:
    std::mt19937 random{7};
};

void seeksThroughLoophole(benchmark::State& state, const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const Planes planes;
    Places places;
    const auto reader = signal::openMedia(thread, path);
    if (!reader)
        return state.SkipWithError(reader.failure().message().c_str());
    for (auto _ : state)
        if (!reader.value()->read(thread, FramePosition(places.next()), planes.span(chunkFrames)))
            return state.SkipWithError("read failed");
    state.counters["figure"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

void seeksThroughSndfile(benchmark::State& state, const std::filesystem::path& path)
{
    std::vector<float> interleaved(std::size_t{chunkFrames} * 2);
    Places places;
    SF_INFO info{};
    auto* file = sf_open(path.c_str(), SFM_READ, &info);
    if (file == nullptr)
        return state.SkipWithError("libsndfile cannot open the file");
    for (auto _ : state)
    {
        sf_seek(file, places.next(), SEEK_SET);
        sf_readf_float(file, interleaved.data(), chunkFrames);
    }
    sf_close(file);
    state.counters["figure"] = benchmark::Counter(1, benchmark::Counter::kIsIterationInvariantRate);
}

} // namespace

std::vector<Comparison> decoding(const std::filesystem::path& folder)
{
    std::vector<Comparison> comparisons;
    for (const auto& format : soundFormats())
    {
        if (format.sndfileFormat == 0) // nothing that the peer could read
            continue;
        const auto path = writeSound(folder, format);
        comparisons.push_back({format.name + std::string(", whole"),
                               "x real time",
                               {{"Loophole", [path](auto& s) { throughLoophole(s, path); }, true},
                                {"libsndfile", [path](auto& s) { throughSndfile(s, path); }, false}}});
        comparisons.push_back({format.name + std::string(", random blocks of 8192"),
                               "blocks/s",
                               {{"Loophole", [path](auto& s) { seeksThroughLoophole(s, path); }, true},
                                {"libsndfile", [path](auto& s) { seeksThroughSndfile(s, path); }, false}}});
    }
    return comparisons;
}

} // namespace loophole::bench
