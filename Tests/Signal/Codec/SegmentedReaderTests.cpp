#include "Signal/Codec/SegmentedReader.h"

#include "Support/MediaReading.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t mediumFrames = 10'500;
constexpr std::int64_t testSegment = 1000;

/** A decoder that never forgets: each sample is the segment it was restarted at plus how far it has come since. */
class RememberingReader final : public SegmentedReader
{
public:
    RememberingReader() : SegmentedReader(testSegment)
    {
        mediaInfo.channels = 1;
        mediaInfo.sampleRate = SampleRate(48000);
        mediaInfo.length = FrameCount(mediumFrames);
    }

    int restarts = 0;
    std::int64_t end = mediumFrames; ///< where the data end, whatever the length says
    bool isFailing = false;

private:
    Outcome<void> restart(DiskThread&, std::int64_t start) override
    {
        ++restarts;
        origin = position = start;
        if (isFailing)
            return Failure{"medium", "does not want to"};
        return {};
    }
    Outcome<std::int64_t> decodeOn(DiskThread&, PlanarWindow window) override
    {
        if (isFailing)
            return Failure{"medium", "does not want to"};
        const auto count = std::clamp<std::int64_t>(end - position, 0, window.frames);
        for (std::int64_t i = 0; i < count; ++i, ++position)
            if (window.channelCount > 0)
                window.channels[0][i] = static_cast<float>(origin * 2 + position);
        return count;
    }

    std::int64_t origin = 0;
    std::int64_t position = 0;
};

} // namespace

TEST_CASE("parts equal the whole even of a decoder that never forgets where it was started")
{
    auto thread = DiskThread::mint();
    RememberingReader reader;
    const auto whole = readWhole(thread, reader, 777);
    CHECK(whole.channels[0][10'499] == 10'000.0f * 2 + 10'499);
    requirePartsOfWhole(thread, reader, whole, 300, 3000);
}

TEST_CASE("reading on restarts a decoder only where a segment begins")
{
    auto thread = DiskThread::mint();
    RememberingReader reader;
    (void) readPart(thread, reader, 0, 100);
    (void) readPart(thread, reader, 100, 700);
    CHECK(reader.restarts == 1);
    (void) readPart(thread, reader, 900, 50); // forwards in the same segment: decoded on
    CHECK(reader.restarts == 1);
    (void) readPart(thread, reader, 950, 1000);
    CHECK(reader.restarts == 2);
    (void) readPart(thread, reader, 1200, 10); // backwards
    CHECK(reader.restarts == 3);
}

TEST_CASE("data that end before the length are followed by silence, wherever a read begins")
{
    auto thread = DiskThread::mint();
    RememberingReader reader;
    reader.end = 5500;
    const auto whole = readWhole(thread, reader);
    CHECK(whole.channels[0][5499] == 5000.0f * 2 + 5499);
    CHECK(whole.channels[0][5500] == 0.0f);
    CHECK(whole.channels[0][9000] == 0.0f);
    CHECK(readPart(thread, reader, 5700, 10).channels[0][0] == 0.0f);
    CHECK(readPart(thread, reader, 5400, 200).channels[0][150] == 0.0f);
}

TEST_CASE("a decoder that failed leaves silence and begins anew with the next read")
{
    auto thread = DiskThread::mint();
    RememberingReader reader;
    const auto whole = readWhole(thread, reader);
    reader.isFailing = true;
    TestSignal part(1, 100);
    part.channels[0].assign(100, 9.0f);
    const auto pointers = part.pointers();
    const auto failed = reader.read(thread, FramePosition(3333), {pointers.data(), 1, FrameCount(100)});
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why == "does not want to");
    CHECK(part.channels[0] == std::vector<float>(100, 0.0f));

    reader.isFailing = false;
    requirePartsOfWhole(thread, reader, whole, 50);
}
