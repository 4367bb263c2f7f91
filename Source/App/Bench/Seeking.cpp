#include "App/Bench/Bench.h"
#include "App/Bench/BenchSound.h"

#include "Core/Limits.h"
#include "Signal/Codec/MediaReader.h"

#include <algorithm>
#include <array>
#include <ctime>
#include <random>
#include <stdexcept>

namespace loophole::bench
{
namespace
{

constexpr int seeks = 500;
constexpr auto blockFrames = limits::blockFrames;

using Samples = std::array<std::vector<float>, 2>;

/** Of this thread: nothing here waits for a disk, and what else the machine does is not to count. */
double processorMilliseconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) * 1e-6;
}

/** Reads and says how many milliseconds it took. */
double timedRead(DiskThread& thread, signal::MediaReader& reader, std::int64_t start, Samples& samples)
{
    std::array<float*, 2> channels{samples[0].data(), samples[1].data()};
    const auto frames = static_cast<std::int64_t>(samples[0].size());
    const auto began = processorMilliseconds();
    if (const auto done = reader.read(thread, FramePosition(start), {channels.data(), 2, FrameCount(frames)}); !done)
        throw std::runtime_error(done.failure().message());
    return processorMilliseconds() - began;
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

std::vector<Figure> seekIn(const SoundFormat& format, const std::filesystem::path& path)
{
    auto thread = DiskThread::mint();
    const auto began = processorMilliseconds();
    const auto reader = signal::openMedia(thread, path);
    const auto opening = processorMilliseconds() - began;
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
    for (const auto& format : soundFormats())
        if (const auto path = writeSound(folder, format); !path.empty())
            std::ranges::copy(seekIn(format, path), std::back_inserter(figures));
    return figures;
}

} // namespace loophole::bench
