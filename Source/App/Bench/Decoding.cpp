#include "App/Bench/Bench.h"

#include "Signal/Codec/MediaReader.h"

#include <sndfile.h>

#include <array>
#include <cmath>
#include <random>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr int rate = 48000;
constexpr std::int64_t lengthFrames = 120LL * rate;
constexpr int chunkFrames = 8192;

struct Format
{
    std::string name;
    int sndfileFormat;
};

const std::vector<Format>& formats()
{
    static const std::vector<Format> all{{"WAV 24/48 stereo", SF_FORMAT_WAV | SF_FORMAT_PCM_24},
                                         {"AIFF 24/48 stereo", SF_FORMAT_AIFF | SF_FORMAT_PCM_24},
                                         {"FLAC 24/48 stereo", SF_FORMAT_FLAC | SF_FORMAT_PCM_24},
                                         {"Vorbis 48 stereo", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
                                         {"Opus 48 stereo", SF_FORMAT_OGG | SF_FORMAT_OPUS}};
    return all;
}

/** Music-like enough for a codec to work: two tones that move, and noise. */
void writeSound(const std::filesystem::path& path, int format)
{
    SF_INFO info{};
    info.samplerate = rate;
    info.channels = 2;
    info.format = format;
    auto* file = sf_open(path.c_str(), SFM_WRITE, &info);
    if (file == nullptr)
        throw std::runtime_error(path.string() + ": cannot be written");
    std::minstd_rand noise(1);
    std::vector<float> chunk(std::size_t{chunkFrames} * 2);
    for (std::int64_t frame = 0; frame < lengthFrames; frame += chunkFrames)
    {
        const auto count = std::min<std::int64_t>(chunkFrames, lengthFrames - frame);
        for (std::int64_t i = 0; i < count; ++i)
        {
            const auto t = static_cast<double>(frame + i) / rate;
            const auto hiss =
                0.05 * (static_cast<double>(noise()) / static_cast<double>(std::minstd_rand::max()) - 0.5);
            chunk[static_cast<std::size_t>(2 * i)] =
                static_cast<float>(0.4 * std::sin(t * (1300 + 40 * std::sin(t))) + hiss);
            chunk[static_cast<std::size_t>(2 * i + 1)] = static_cast<float>(0.4 * std::sin(t * 2100) - hiss);
        }
        sf_writef_float(file, chunk.data(), count);
    }
    sf_close(file);
}

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
        for (std::int64_t frame = 0; frame < lengthFrames; frame += chunkFrames)
            if (!reader.value()->read(thread, FramePosition(frame), planes.span(chunkFrames)))
                return state.SkipWithError("read failed");
    }
    state.counters["figure"] =
        benchmark::Counter(static_cast<double>(lengthFrames) / rate, benchmark::Counter::kIsIterationInvariantRate);
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
        benchmark::Counter(static_cast<double>(lengthFrames) / rate, benchmark::Counter::kIsIterationInvariantRate);
}

/** The same random places for both. */
class Places
{
public:
    std::int64_t next() { return std::uniform_int_distribution<std::int64_t>(0, lengthFrames - chunkFrames)(random); }

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
    for (const auto& format : formats())
    {
        const auto path = folder / (std::to_string(comparisons.size()) + ".audio");
        writeSound(path, format.sndfileFormat);
        comparisons.push_back({format.name + ", whole",
                               "x real time",
                               {{"Loophole", [path](auto& s) { throughLoophole(s, path); }, true},
                                {"libsndfile", [path](auto& s) { throughSndfile(s, path); }, false}}});
        comparisons.push_back({format.name + ", random blocks of 8192",
                               "blocks/s",
                               {{"Loophole", [path](auto& s) { seeksThroughLoophole(s, path); }, true},
                                {"libsndfile", [path](auto& s) { seeksThroughSndfile(s, path); }, false}}});
    }
    return comparisons;
}

} // namespace loophole::bench
