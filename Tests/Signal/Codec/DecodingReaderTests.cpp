#include "Signal/Codec/DecodingReader.h"

#include "Support/MediaReading.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Two channels of 100 frames, frame n being n and -n; says at 60 that there is no more. */
class CountingReader final : public DecodingReader
{
public:
    CountingReader()
    {
        mediaInfo.channels = 2;
        mediaInfo.length = FrameCount(100);
    }

private:
    Outcome<std::int64_t> decode(DiskThread&, std::int64_t start, PlanarWindow window) override
    {
        const auto count = std::clamp<std::int64_t>(60 - start, 0, window.frames);
        for (std::int64_t i = 0; i < count; ++i)
        {
            window.channels[0][i] = static_cast<float>(start + i);
            window.channels[1][i] = -static_cast<float>(start + i);
        }
        return count;
    }
};

} // namespace

TEST_CASE("what lies outside of a medium or behind its data is silent")
{
    auto thread = DiskThread::mint();
    CountingReader reader;
    CHECK(reader.seeksAreExpensive());
    const auto part = readPart(thread, reader, -5, 200);
    CHECK(part.channels[0][4] == 0.0f);
    CHECK(part.channels[0][6] == 1.0f);
    CHECK(part.channels[1][64] == -59.0f);
    CHECK(part.channels[0][65] == 0.0f);
    CHECK(part.channels[1][199] == 0.0f);
    CHECK(readPart(thread, reader, 500, 3).channels[0] == std::vector<float>(3, 0.0f));
}

TEST_CASE("a window moves over its samples and may have no channels to write to")
{
    std::vector<float> samples(10, 1.0f);
    float* const channel = samples.data();
    PlanarWindow window(PlanarSpan{&channel, 1, FrameCount(10)});
    window.first(3).silence();
    window.advance(4);
    CHECK(window.frames == 6);
    CHECK(window.first(100).frames == 6);
    CHECK(window.span().channels[0] == samples.data() + 4);
    CHECK(samples == std::vector<float>{0, 0, 0, 1, 1, 1, 1, 1, 1, 1});

    PlanarWindow counting;
    counting.frames = 7;
    counting.silence();
    counting.advance(2);
    CHECK(counting.frames == 5);
}
