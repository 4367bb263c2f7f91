#include "Model/PeakCache.h"

#include "Support/PeakReference.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <limits>

using namespace loophole;
using namespace loophole::testing;

namespace
{

std::shared_ptr<const PeakCache> openedCacheOf(const TestSignal& signal, const TemporaryFolder& folder)
{
    auto thread = DiskThread::mint();
    const auto path = folder / "signal.peaks";
    writeBytes(path, peakFileBytes(signal, SampleRate(44100)));
    auto cache = PeakCache::open(thread, path);
    REQUIRE(cache.ok());
    return cache.value();
}

std::string refusalOf(const std::string& bytes, const TemporaryFolder& folder)
{
    auto thread = DiskThread::mint();
    const auto path = folder / "refused.peaks";
    writeBytes(path, bytes);
    const auto cache = PeakCache::open(thread, path);
    REQUIRE_FALSE(cache.ok());
    CHECK(cache.failure().what == path.string());
    return cache.failure().why;
}

} // namespace

TEST_CASE("a peak cache shows the peaks that were written, level by level and channel by channel")
{
    const TemporaryFolder folder;
    const auto signal = makeNoise(3, 20'001, 7);
    const auto cache = openedCacheOf(signal, folder);
    CHECK(cache->channels() == 3);
    CHECK(cache->length() == FrameCount(20'001));
    CHECK(cache->sampleRate() == SampleRate(44100));
    REQUIRE(cache->levelCount() == 6);
    for (int level = 0; level < cache->levelCount(); ++level)
        for (int channel = 0; channel < 3; ++channel)
            CHECK(areSamePeaks(
                cache->peaks(channel, level),
                plainPeaks(signal.channels[static_cast<std::size_t>(channel)], cache->framesPerPeak(level).value())));
}

TEST_CASE("a peak that does not exist is silence")
{
    const TemporaryFolder folder;
    const auto cache = openedCacheOf(makeNoise(1, 1000, 7), folder);
    CHECK(cache->peak(0, 0, -1) == Peak{});
    CHECK(cache->peak(0, 0, cache->peakCount(0)) == Peak{});
    CHECK(cache->peak(1, 0, 0) == Peak{});
    CHECK(cache->peak(-1, 0, 0) == Peak{});
    CHECK(cache->peak(0, cache->levelCount(), 0) == Peak{});
    CHECK(cache->peak(0, 0, 0) != Peak{});
}

TEST_CASE("the level for a zoom has at least one peak a pixel")
{
    const TemporaryFolder folder;
    const auto cache = openedCacheOf(makeNoise(1, 20'000, 7), folder);
    CHECK(cache->levelFor(1) == 0);
    CHECK(cache->levelFor(64) == 0);
    CHECK(cache->levelFor(255.9) == 0);
    CHECK(cache->levelFor(256) == 1);
    CHECK(cache->levelFor(1e30) == cache->levelCount() - 1);
    CHECK(cache->levelFor(std::numeric_limits<double>::quiet_NaN()) == 0);
    CHECK(cache->levelFor(-5) == 0);
}

TEST_CASE("a medium without a frame has a level without a peak")
{
    const TemporaryFolder folder;
    const auto cache = openedCacheOf(TestSignal(2, 0), folder);
    CHECK(cache->levelCount() == 1);
    CHECK(cache->peakCount(0) == 0);
    CHECK(cache->peaks(1, 0).empty());
    CHECK_FALSE(cache->holds(0, 0, 0, 1));
}

TEST_CASE("a peak file cut off anywhere is refused")
{
    const TemporaryFolder folder;
    const auto whole = peakFileBytes(makeNoise(2, 9000, 5), SampleRate(48000));
    for (std::size_t length = 0; length < whole.size(); length += 64)
        CHECK(refusalOf(whole.substr(0, length), folder) ==
              (length < sizeof(PeakHeader) ? "is no peak file" : "is a truncated peak file"));
    CHECK(refusalOf(whole.substr(0, whole.size() - 1), folder) == "is a truncated peak file");
    CHECK(refusalOf(whole + '\0', folder) == "is a damaged peak file: it is too long");
}

TEST_CASE("a peak file with one wrong bit is refused")
{
    const TemporaryFolder folder;
    const auto signal = makeNoise(2, 3000, 5);
    const auto whole = peakFileBytes(signal, SampleRate(48000));
    const PeakLayout layout(2, FrameCount(3000));
    // Between the table of checksums and the first section there may be unused bytes.
    const auto tableEnd = sizeof(PeakHeader) + layout.checksumCount() * sizeof(std::uint64_t);
    const auto firstSection = static_cast<std::size_t>(layout.sectionOffset(layout.levelCount() - 1, 0));
    for (std::size_t at = 0; at < whole.size(); at += 3)
    {
        if (at >= tableEnd && at < firstSection)
            continue;
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        CAPTURE(at);
        CHECK_FALSE(refusalOf(damaged, folder).empty());
    }
}

TEST_CASE("a foreign file and a peak file of another version are refused")
{
    const TemporaryFolder folder;
    CHECK(refusalOf("", folder) == "is no peak file");
    CHECK(refusalOf("RIFF" + std::string(4096, 'x'), folder) == "is no peak file");
    auto newer = peakFileBytes(makeNoise(1, 100, 5), SampleRate(48000));
    newer[8] = 3;
    CHECK(refusalOf(newer, folder) == "is a peak file of another version");
    auto thread = DiskThread::mint();
    CHECK_FALSE(PeakCache::open(thread, folder / "absent.peaks").ok());
    CHECK_FALSE(PeakCache::open(thread, folder.path()).ok());
}

TEST_CASE("a header that claims the impossible is refused before anything is reserved for it")
{
    const TemporaryFolder folder;
    const auto whole = peakFileBytes(makeNoise(1, 100, 5), SampleRate(48000));
    const auto withHeader = [&](auto change)
    {
        PeakHeader header;
        std::memcpy(&header, whole.data(), sizeof header);
        change(header);
        auto bytes = whole;
        std::memcpy(bytes.data(), &header, sizeof header);
        return refusalOf(bytes, folder);
    };
    const std::string impossible = "is a damaged peak file: its header is impossible";
    CHECK(withHeader([](auto& h) { h.channels = 0; }) == impossible);
    CHECK(withHeader([](auto& h) { h.channels = 0x7fffffff; }) == impossible);
    CHECK(withHeader([](auto& h) { h.length = -1; }) == impossible);
    CHECK(withHeader([](auto& h) { h.length = std::numeric_limits<std::int64_t>::max(); }) == impossible);
    CHECK(withHeader([](auto& h) { h.sampleRate = 0; }) == impossible);
    CHECK(withHeader([](auto& h) { h.levelCount = 30; }) == impossible);
    CHECK(withHeader(
              [](auto& h)
              {
                  h.length = PeakLayout::longest;
                  h.levelCount = 22;
              }) == "is a truncated peak file");
}

TEST_CASE("peaks stay readable when their file is removed")
{
    const TemporaryFolder folder;
    const auto signal = makeNoise(1, 10'000, 5);
    const auto cache = openedCacheOf(signal, folder);
    std::filesystem::remove(folder / "signal.peaks");
    CHECK(areSamePeaks(cache->peaks(0, 0), plainPeaks(signal.channels[0], 64)));
}

TEST_CASE("a damaged piece is found when it is read, and all others can be trusted")
{
    const TemporaryFolder folder;
    const auto signal = makeNoise(1, 3 * PeakLayout::stretchFrames, 5);
    auto bytes = peakFileBytes(signal, SampleRate(48000));
    const PeakLayout layout(1, FrameCount(signal.frames()));
    const auto each = layout.piecePeaks(0);
    const auto wrong = layout.sectionOffset(0, 0) + (each + 77) * std::int64_t{sizeof(Peak)};
    bytes[static_cast<std::size_t>(wrong)] = static_cast<char>(bytes[static_cast<std::size_t>(wrong)] ^ 32);
    writeBytes(folder / "damaged.peaks", bytes);
    auto thread = DiskThread::mint();
    const auto opened = PeakCache::open(thread, folder / "damaged.peaks");
    REQUIRE(opened.ok());
    const auto& cache = *opened.value();
    CHECK_FALSE(cache.isDamaged());
    CHECK(cache.holds(0, 0, 0, each));
    CHECK_FALSE(cache.isDamaged());
    CHECK_FALSE(cache.holds(0, 0, each - 1, each + 1));
    CHECK(cache.isDamaged());
    CHECK_FALSE(cache.holds(0, 0, each + 5, each + 6));
    CHECK(cache.peak(0, 0, each + 5) == Peak{});
    CHECK(cache.holds(0, 0, 2 * each, 3 * each));
    CHECK(cache.holds(0, 2, 0, layout.peakCount(2)));
    CHECK_FALSE(cache.holds(0, 0, 2 * each, 3 * each + 1));
    CHECK_FALSE(cache.holds(1, 0, 0, 1));
    CHECK_FALSE(cache.holds(0, 0, 5, 5));
}
