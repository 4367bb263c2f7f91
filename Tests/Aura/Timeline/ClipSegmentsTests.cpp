#include "Aura/Timeline/ClipSegments.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

struct Case
{
    bool loop;
    bool reverse;
    double playRate;
    int assetRate;
};

constexpr FrameCount assetLength(10000);
constexpr SampleRate sessionRate(48000);

/** The asset frame that is drawn for an output frame of the clip. */
std::optional<double> drawnFrame(const std::vector<ClipSegment>& segments, double n)
{
    for (const auto& segment : segments)
        if (n >= segment.clipStart && n < segment.clipStart + segment.clipLength)
        {
            const auto along = segment.lineStart + (n - segment.clipStart) * segment.lineStep;
            return segment.isReversed ? static_cast<double>(assetLength.value()) - along : along;
        }
    return std::nullopt;
}

} // namespace

TEST_CASE("what is drawn under a frame of a clip is what is played there, within a frame of the asset")
{
    const auto which = GENERATE(Case{false, false, 1, 48000}, Case{false, true, 1, 48000}, Case{true, false, 1, 48000},
                                Case{true, true, 1, 48000}, Case{false, false, 2, 44100}, Case{false, true, 0.5, 44100},
                                Case{true, false, 1.5, 96000}, Case{true, true, 0.75, 44100});
    Clip clip;
    clip.offset = 1234;
    clip.length = FrameCount(which.loop ? 40000 : 3000);
    clip.loop = which.loop;
    clip.reverse = which.reverse;
    clip.playRate = which.playRate;
    const SampleRate assetRate(which.assetRate);
    const auto line = timelineOf(clip, assetRate, assetLength, sessionRate);
    const auto assetFramesPerGridFrame = static_cast<double>(which.assetRate) / 48000;
    const auto segments =
        clipSegments(line, assetRate, assetLength, sessionRate, 0, static_cast<double>(line.length.value()), 0);
    // One grid frame, plus the frame that the mirror of a half-open stretch is off by.
    const auto tolerance = 1.0 + 2 * assetFramesPerGridFrame * which.playRate;
    auto compared = 0;
    for (std::int64_t n = 0; n < line.length.value(); n += 37)
    {
        const auto played = (line.gridPosition(n) + line.phase) * assetFramesPerGridFrame;
        const auto drawn = drawnFrame(segments, static_cast<double>(n));
        REQUIRE(drawn.has_value());
        // Where a repetition begins either side of the wrap is right.
        const auto wrap = static_cast<double>(line.stretch.value()) * assetFramesPerGridFrame;
        const auto distance = std::abs(*drawn - played);
        REQUIRE((distance <= tolerance || (which.loop && std::abs(distance - wrap) <= tolerance)));
        ++compared;
    }
    REQUIRE(compared > 50);
}

TEST_CASE("only the repetitions that are visible are made")
{
    Clip clip;
    clip.loop = true;
    clip.length = FrameCount(1'000'000'000);
    const auto line = timelineOf(clip, sessionRate, assetLength, sessionRate);
    const auto segments = clipSegments(line, sessionRate, assetLength, sessionRate, 500'000'000, 500'030'000, 0);
    REQUIRE(segments.size() == 3);
    REQUIRE(segments.front().clipStart == 500'000'000);
}

TEST_CASE("repetitions narrower than can be seen become one segment")
{
    Clip clip;
    clip.loop = true;
    clip.length = FrameCount(1'000'000'000);
    const auto line = timelineOf(clip, sessionRate, assetLength, sessionRate);
    const auto segments = clipSegments(line, sessionRate, assetLength, sessionRate, 0, 1e9, 20000);
    REQUIRE(segments.size() == 1);
    REQUIRE(segments.front().clipLength == 1e9);
}

TEST_CASE("a clip of an asset that was never opened has nothing to draw")
{
    Clip clip;
    clip.length = FrameCount(48000);
    REQUIRE(clipSegments(timelineOf(clip, {}, {}, sessionRate), {}, {}, sessionRate, 0, 48000, 0).empty());
}
