#include "App/Bench/Bench.h"
#include "App/Bench/StreamFiles.h"
#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"

#include <juce_audio_formats/juce_audio_formats.h>

#include <stdexcept>
#include <thread>

namespace loophole::bench
{
namespace
{

constexpr int blockFrames = 512;
constexpr int playedSeconds = 4;
constexpr int fileSeconds = playedSeconds + 6;
constexpr int mostStreams = 4096;
constexpr auto patience = std::chrono::seconds(60);

double milliseconds(Instant time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

std::string nameOf(int streams)
{
    return std::to_string(streams) + " streams in real time, block 512";
}

/** 2,048 streams fit the default budget; more get what they need by the same measure. */
std::size_t budgetFor(int streams)
{
    return limits::defaultBudgetBytes * static_cast<std::size_t>(std::max(2048, streams)) / 2048;
}

/** The whole program on the null device: opens a session, plays it for a while and reads its own statistics. */
std::vector<Figure> playThroughLoophole(const std::filesystem::path& folder, const std::filesystem::path& document,
                                        int streams)
{
    const SteadyClock clock;
    Settings settings;
    settings.folders = Folders::forUser(folder / "cache", folder / "data");
    settings.device = "null";
    settings.blockFrames = blockFrames;
    settings.budgetBytes = budgetFor(streams);
    Loophole loophole(settings);
    Headless headless(loophole.queues(), clock);

    const auto opened = clock.now();
    headless.send(OpenSession{document});
    const auto isOpen = [&] { return headless.sessionChanges >= 2 && headless.allAssetsKnown() && headless.device; };
    if (!headless.waitUntil(isOpen, patience))
        throw std::runtime_error(document.string() + ": cannot be opened");
    const auto known = clock.now();

    std::optional<Instant> sounded;
    headless.onPosition = [&](const TransportPosition& position)
    {
        if (!sounded && position.state.isPlaying)
            sounded = position.at - std::chrono::duration_cast<Instant>(std::chrono::duration<double>(
                                        static_cast<double>(position.state.position.value()) / streamRate));
    };
    headless.send(PlayTransport{});
    const auto wanted = static_cast<std::uint64_t>(playedSeconds * streamRate);
    headless.waitUntil([&] { return headless.transport.playedFrames >= wanted; }, patience);
    const auto reports = headless.statsReports + 2; // one may have been under way
    headless.waitUntil([&] { return headless.statsReports >= reports; }, patience);

    const auto& stats = headless.stats;
    const auto row = [&](const char* what, const char* unit, double value)
    { return Figure{nameOf(streams), what, unit, value, 1, true}; };
    return {row("missing frames", "frames", static_cast<double>(stats.missingFrames)),
            row("opened to playable", "ms", milliseconds(known - opened)),
            row("play to sound", "ms", milliseconds(sounded.value_or(clock.now()) - known)),
            row("callback, median a stream", "us", stats.callback.p50Us / streams),
            row("callback, p99 of the deadline", "%", 100.0 * stats.callback.p99Us / stats.callback.deadlineUs),
            row("memory at most", "MiB", static_cast<double>(stats.memory.peakBytes) / (1024.0 * 1024.0))};
}

/** The peer: a BufferingAudioReader a stream, called at the same pace and never waited for. */
std::vector<Figure> playThroughJuce(const std::vector<std::filesystem::path>& files, int streams)
{
    juce::TimeSliceThread thread("reading");
    thread.startThread();
    std::vector<std::unique_ptr<juce::BufferingAudioReader>> readers;
    juce::WavAudioFormat format;
    for (int i = 0; i < streams; ++i)
        readers.push_back(std::make_unique<juce::BufferingAudioReader>(
            format.createReaderFor(
                juce::File(files[static_cast<std::size_t>(i)].string()).createInputStream().release(), true),
            thread, 2 * streamRate));

    juce::AudioBuffer<float> part(2, blockFrames);
    juce::AudioBuffer<float> sum(2, blockFrames);
    std::vector<double> took;
    std::uint64_t missing = 0;
    const SteadyClock clock;
    auto due = std::chrono::steady_clock::now() + std::chrono::seconds(1); // as long as may be asked for a start
    for (std::int64_t at = 0; at < std::int64_t{playedSeconds} * streamRate; at += blockFrames)
    {
        std::this_thread::sleep_until(due);
        due += std::chrono::microseconds(std::int64_t{blockFrames} * 1'000'000 / streamRate);
        const auto began = clock.now();
        sum.clear();
        for (auto& reader : readers)
        {
            missing +=
                reader->read(part.getArrayOfWritePointers(), 2, at, blockFrames) ? 0u : std::uint64_t{blockFrames};
            for (int c = 0; c < 2; ++c)
                sum.addFrom(c, 0, part, c, 0, blockFrames);
        }
        took.push_back(1000.0 * milliseconds(clock.now() - began));
    }
    std::ranges::nth_element(took, took.begin() + static_cast<std::ptrdiff_t>(took.size() / 2));
    const auto row = [&](const char* what, const char* unit, double value)
    { return Figure{nameOf(streams), what, unit, value, 0, false}; };
    return {row("JUCE BufferingAudioReader, missing", "frames", static_cast<double>(missing)),
            row("JUCE BufferingAudioReader, median", "us", took[took.size() / 2] / streams)};
}

} // namespace

std::vector<Figure> realtimeStreaming(const std::filesystem::path& folder)
{
    const auto files = writeStreamFiles(folder, mostStreams, fileSeconds);
    std::vector<Figure> figures;
    for (int streams = 64; streams <= mostStreams; streams *= 2)
    {
        const auto document = writeStreamSession(folder, {files.begin(), files.begin() + streams});
        std::ranges::copy(playThroughLoophole(folder, document, streams), std::back_inserter(figures));
        if (streams == 256 || streams == 1024)
            std::ranges::copy(playThroughJuce(files, streams), std::back_inserter(figures));
    }
    return figures;
}

} // namespace loophole::bench
