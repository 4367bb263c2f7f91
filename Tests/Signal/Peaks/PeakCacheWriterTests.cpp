#include "Signal/Peaks/PeakCacheWriter.h"

#include "Model/PeakCache.h"
#include "Support/FileSizeLimit.h"
#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <iterator>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

Outcome<void> writeAll(DiskThread& thread, PeakCacheWriter& writer, const TestSignal& signal)
{
    const auto& layout = writer.layout();
    for (int level = 0; level < layout.levelCount(); ++level)
        for (int channel = 0; channel < layout.channels(); ++channel)
        {
            const auto peaks =
                plainPeaks(signal.channels[static_cast<std::size_t>(channel)], layout.framesPerPeak(level).value());
            for (std::int64_t piece = 0; piece < layout.pieceCount(level); ++piece)
            {
                const auto first = static_cast<std::size_t>(piece * layout.piecePeaks(level));
                const auto count = std::min(static_cast<std::size_t>(layout.piecePeaks(level)), peaks.size() - first);
                if (auto done =
                        writer.writePiece(thread, level, channel, piece, std::span(peaks).subspan(first, count));
                    !done)
                    return done;
            }
        }
    return writer.finish(thread, {}, {});
}

bool isEmpty(const std::filesystem::path& folder)
{
    return !std::filesystem::exists(folder) || std::filesystem::is_empty(folder);
}

} // namespace

TEST_CASE("what is written is byte for byte the file that the format describes")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const std::int64_t frames : {0, 1, 64, 65, 5000})
    {
        const auto signal = makeNoise(2, frames, 3);
        auto writer = PeakCacheWriter::create(thread, folder.path(), {2, FrameCount(frames)}, SampleRate(48000));
        REQUIRE(writer.ok());
        REQUIRE(writeAll(thread, *writer.value(), signal).ok());
        REQUIRE(writer.value()->moveTo(thread, folder / "a.peaks").ok());
        std::ifstream file(folder / "a.peaks", std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(file), {}};
        CHECK(bytes == peakFileBytes(signal, SampleRate(48000)));
        const auto cache = PeakCache::open(thread, folder / "a.peaks");
        REQUIRE(cache.ok());
        const auto& written = *writer.value()->peaks();
        CHECK(cache.value()->finestChecksum() == written.finestChecksum());
        CHECK(cache.value()->contentKey() == written.contentKey());
        for (int level = 0; frames > 0 && level < written.levelCount(); ++level)
            CHECK(written.holds(1, level, 0, written.peakCount(level)));
    }
}

TEST_CASE("a writer that is given up leaves nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    {
        auto writer = PeakCacheWriter::create(thread, folder / "cache", {1, FrameCount(1000)}, SampleRate(48000));
        REQUIRE(writer.ok());
        CHECK_FALSE(isEmpty(folder / "cache"));
        const Peak peak{-1, 1, 1};
        REQUIRE(writer.value()->writePiece(thread, 2, 0, 0, std::span(&peak, 1)).ok());
    }
    CHECK(isEmpty(folder / "cache"));
}

TEST_CASE("a disk without room is told at once and nothing is left on it")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const FileSizeLimit limit(100'000);
    const auto writer = PeakCacheWriter::create(thread, folder.path(), {2, FrameCount(10'000'000)}, SampleRate(48000));
    REQUIRE_FALSE(writer.ok());
    CHECK(writer.failure().why.find("cannot be written") != std::string::npos);
    CHECK(isEmpty(folder.path()));
}

TEST_CASE("a write that fails in the middle is told and leaves nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto signal = makeNoise(1, 200'000, 3);
    const PeakLayout layout(1, FrameCount(signal.frames()));
    {
        auto writer = PeakCacheWriter::create(thread, folder.path(), layout, SampleRate(48000));
        REQUIRE(writer.ok());
        const FileSizeLimit limit(static_cast<std::size_t>(layout.fileBytes() / 2));
        const auto written = writeAll(thread, *writer.value(), signal);
        REQUIRE_FALSE(written.ok());
        CHECK(written.failure().why.find("cannot be written") != std::string::npos);
    }
    CHECK(isEmpty(folder.path()));
}

TEST_CASE("a folder that cannot be made or a place that cannot be taken is told")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    writeBytes(folder / "file", "x");
    CHECK_FALSE(
        PeakCacheWriter::create(thread, folder / "file" / "cache", {1, FrameCount(10)}, SampleRate(48000)).ok());
    {
        auto writer = PeakCacheWriter::create(thread, folder / "cache", {1, FrameCount(0)}, SampleRate(48000));
        REQUIRE(writer.ok());
        REQUIRE(writer.value()->finish(thread, {}, {}).ok());
        CHECK_FALSE(writer.value()->moveTo(thread, folder / "absent" / "a.peaks").ok());
    }
    CHECK(isEmpty(folder / "cache"));
}
