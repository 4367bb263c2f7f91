#include "Signal/Peaks/PeakBuilder.h"
#include "Signal/Peaks/PeakDump.h"

#include "Support/PeakReference.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

void run(const std::vector<std::string>& command)
{
    const auto result = runProgram(command);
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
}

/** What an independent program decodes of a file. */
TestSignal decodedBySox(const std::filesystem::path& path, int channels)
{
    const auto decoded = runProgram({"sox", "-D", path.string(), "-t", "f32", "-"});
    REQUIRE(decoded.exitCode == 0);
    return TestSignal::fromInterleavedBytes(decoded.output, channels);
}

} // namespace

TEST_CASE("the peaks and the dump of real files equal those of what another program decodes")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    PeakStore store(folder / "peaks");
    const PeakBuilder builder(store, openMedia);
    for (const auto& [name, channels] :
         {std::pair{"a.wav", 1}, std::pair{"b.wav", 6}, std::pair{"c.aif", 2}, std::pair{"d.flac", 2}})
    {
        // Longer than one stretch, so that two threads have work.
        const auto path = folder / name;
        run({"sox", "-R", "-n", "-r", "48000", "-c", std::to_string(channels), "-b", "24", path.string(), "synth",
             "22.0001", "whitenoise", "gain", "-3"});
        const auto signal = decodedBySox(path, channels);
        PeakBuilder::Options options;
        options.threads = 2;
        const auto built = builder.build(thread, path, options);
        CAPTURE(name, channels);
        REQUIRE(built.ok());
        CHECK_FALSE(built.value().fromCache);
        const auto& peaks = *built.value().peaks;
        REQUIRE(peaks.length() == FrameCount(signal.frames()));
        auto reader = openMedia(thread, path);
        REQUIRE(reader.ok());
        std::vector<std::vector<Peak>> dumped(static_cast<std::size_t>(channels));
        const auto sink = [&](int channel, std::int64_t, const Peak& peak)
        {
            dumped[static_cast<std::size_t>(channel)].push_back(peak);
            return true;
        };
        REQUIRE(dumpPeaks(thread, *reader.value(), 1000, sink).ok());
        for (int channel = 0; channel < channels; ++channel)
        {
            const auto& samples = signal.channels[static_cast<std::size_t>(channel)];
            for (int level = 0; level < peaks.levelCount(); ++level)
                CHECK(
                    areSamePeaks(peaks.peaks(channel, level), plainPeaks(samples, peaks.framesPerPeak(level).value())));
            CHECK(areSamePeaks(dumped[static_cast<std::size_t>(channel)], plainPeaks(samples, 1000)));
        }
    }
}

TEST_CASE("a copy and a renamed file have the peaks of the first without being built again")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    PeakStore store(folder / "peaks");
    const PeakBuilder builder(store, openMedia);
    for (const std::string name : {"a.wav", "a.flac"})
    {
        run({"sox", "-R", "-n", "-r", "44100", "-c", "2", (folder / name).string(), "synth", "5", "pinknoise"});
        REQUIRE_FALSE(builder.build(thread, folder / name, {}).value().fromCache);
        const auto copy = folder / ("copy of " + name);
        std::filesystem::copy(folder / name, copy);
        CHECK(builder.build(thread, copy, {}).value().fromCache);
        std::filesystem::rename(copy, folder / ("renamed " + name));
        CHECK(builder.build(thread, folder / ("renamed " + name), {}).value().fromCache);
    }
}

TEST_CASE("what is no medium has no peaks and says why")
{
    const TemporaryFolder folder;
    auto thread = DiskThread::mint();
    PeakStore store(folder / "peaks");
    const PeakBuilder builder(store, openMedia);
    writeBytes(folder / "text.wav", "this is no sound");
    const auto failed = builder.build(thread, folder / "text.wav", {});
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().what == (folder / "text.wav").string());
    CHECK_FALSE(std::filesystem::exists(store.folder()));
}
