#include "App/Bench/Bench.h"

#include "Core/Limits.h"
#include "Signal/Codec/MediaReader.h"

#include <sndfile.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <random>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr int rate = 48000;
constexpr std::int64_t lengthFrames = 120LL * rate;
constexpr int seeks = 500;
constexpr auto blockFrames = limits::blockFrames;

using Samples = std::array<std::vector<float>, 2>;

struct Format
{
    const char* name;
    const char* extension;
    int sndfileFormat;
};

constexpr std::array formats{Format{"WAV 24-bit", ".wav", SF_FORMAT_WAV | SF_FORMAT_PCM_24},
                             Format{"AIFF 24-bit", ".aiff", SF_FORMAT_AIFF | SF_FORMAT_PCM_24},
                             Format{"FLAC 24-bit", ".flac", SF_FORMAT_FLAC | SF_FORMAT_PCM_24},
                             Format{"MP3", ".mp3", SF_FORMAT_MPEG | SF_FORMAT_MPEG_LAYER_III},
                             Format{"Vorbis", ".ogg", SF_FORMAT_OGG | SF_FORMAT_VORBIS},
                             Format{"Opus", ".opus", SF_FORMAT_OGG | SF_FORMAT_OPUS}};

/** Two tones that move, and noise. */
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
    std::vector<float> second(std::size_t{rate} * 2);
    for (std::int64_t frame = 0; frame < lengthFrames; frame += rate)
    {
        for (std::size_t i = 0; i < rate; ++i)
        {
            const auto t = (static_cast<double>(frame) + static_cast<double>(i)) / rate;
            const auto hiss = static_cast<double>(noise()) / static_cast<double>(std::minstd_rand::max()) - 0.5;
            second[2 * i] = static_cast<float>(0.4 * std::sin(t * (1300 + 40 * std::sin(t))) + 0.05 * hiss);
            second[2 * i + 1] = static_cast<float>(0.4 * std::sin(t * 2100) - 0.05 * hiss);
        }
        sf_writef_float(file, second.data(), rate);
    }
    sf_close(file);
}

/** Reads and says how many milliseconds it took. */
double timedRead(DiskThread& thread, signal::MediaReader& reader, std::int64_t start, Samples& samples)
{
    std::array<float*, 2> channels{samples[0].data(), samples[1].data()};
    const auto frames = static_cast<std::int64_t>(samples[0].size());
    const auto began = std::chrono::steady_clock::now();
    if (const auto done = reader.read(thread, FramePosition(start), {channels.data(), 2, FrameCount(frames)}); !done)
        throw std::runtime_error(done.failure().message());
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
}

double percentile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
}

/** The medium from beginning to end, and what each block of it took. */
Samples decodeWhole(DiskThread& thread, signal::MediaReader& reader, std::vector<double>& took)
{
    const auto length = reader.info().length.value();
    Samples whole{std::vector<float>(static_cast<std::size_t>(length)),
                  std::vector<float>(static_cast<std::size_t>(length))};
    for (std::int64_t start = 0; start + blockFrames <= length; start += blockFrames)
    {
        Samples block{std::vector<float>(blockFrames), std::vector<float>(blockFrames)};
        took.push_back(timedRead(thread, reader, start, block));
        for (std::size_t c = 0; c < 2; ++c)
            std::ranges::copy(block[c], whole[c].begin() + start);
    }
    return whole;
}

std::vector<Figure> seekIn(const Format& format, const std::filesystem::path& folder)
{
    const auto path = folder / (std::string("sound") + format.extension);
    writeSound(path, format.sndfileFormat);
    auto thread = DiskThread::mint();
    const auto began = std::chrono::steady_clock::now();
    const auto reader = signal::openMedia(thread, path);
    const auto opening = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count();
    if (!reader)
        throw std::runtime_error(reader.failure().message());

    std::vector<double> decoding;
    const auto whole = decodeWhole(thread, *reader.value(), decoding);
    const auto blocks = static_cast<std::int64_t>(decoding.size());
    std::mt19937_64 random(1);
    std::vector<double> seeking;
    std::int64_t exact = 0;
    Samples block{std::vector<float>(blockFrames), std::vector<float>(blockFrames)};
    for (int i = 0; i < seeks; ++i)
    {
        const auto start = std::uniform_int_distribution<std::int64_t>(0, (blocks - 1) * blockFrames)(random);
        seeking.push_back(timedRead(thread, *reader.value(), start, block));
        exact += std::equal(block[0].begin(), block[0].end(), whole[0].begin() + start) &&
                         std::equal(block[1].begin(), block[1].end(), whole[1].begin() + start)
                     ? 1
                     : 0;
    }
    const auto row = [&](const char* what, const char* unit, double value, bool isOurs)
    { return Figure{std::string(format.name) + ", 500 random seeks", what, unit, value, 0, isOurs}; };
    return {row("equal to the whole, of 500", "blocks", static_cast<double>(exact), true),
            row("seek and one block, p99", "ms", percentile(seeking, 0.99), true),
            row("limit: one block alone, p99", "ms", percentile(decoding, 0.99), false),
            row("opening", "ms", opening, true)};
}

} // namespace

std::vector<Figure> seeking(const std::filesystem::path& folder)
{
    std::vector<Figure> figures;
    for (const auto& format : formats)
        std::ranges::copy(seekIn(format, folder), std::back_inserter(figures));
    return figures;
}

} // namespace loophole::bench
