#include "Signal/Stream/WindowSplit.h"

#include "Core/Limits.h"
#include "Support/TestSignals.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <map>
#include <random>

using namespace loophole;
using namespace loophole::signal;

namespace
{

constexpr auto block = limits::blockFrames;

ClipTimeline line(std::int64_t first, std::int64_t assetEnd, std::int64_t length)
{
    ClipTimeline timeline;
    timeline.first = FramePosition(first);
    timeline.stretch = FrameCount(assetEnd - first);
    timeline.length = FrameCount(length);
    return timeline;
}

FrameRange range(std::int64_t start, std::int64_t length)
{
    return {FramePosition(start), FrameCount(length)};
}

std::vector<std::int64_t> indices(const std::vector<NeededBlock>& blocks)
{
    std::vector<std::int64_t> all;
    for (const auto& needed : blocks)
        all.push_back(needed.index);
    return all;
}

/** What the definition says, frame by frame: block and the output frame heard first that reads it. */
std::map<std::int64_t, std::int64_t> byFrames(const ClipTimeline& timeline, FrameRange heard, std::int64_t gridLength,
                                              std::int64_t margin, bool backwards)
{
    std::map<std::int64_t, std::int64_t> needs;
    const auto inside = heard.intersection({FramePosition(0), timeline.length});
    for (auto i = std::int64_t{0}; i < inside.length.value(); ++i)
    {
        const auto n = backwards ? inside.end().value() - 1 - i : inside.start.value() + i;
        const auto position = timeline.gridPosition(n);
        const auto whole = static_cast<std::int64_t>(std::floor(position));
        for (auto frame = whole - margin; frame <= static_cast<std::int64_t>(std::ceil(position)) + margin; ++frame)
        {
            auto read = frame;
            const auto size = timeline.stretch.value();
            if (timeline.loop && size > 0)
                read = timeline.first.value() + ((frame - timeline.first.value()) % size + size) % size;
            if (read >= 0 && read < gridLength)
                needs.emplace(read / block, n);
        }
    }
    return needs;
}

} // namespace

TEST_CASE("a stretch forward takes its blocks in the order of the file")
{
    const auto needed = splitWindow(line(0, 100000, 100000), range(0, 20000), FrameCount(100000), 0);
    CHECK(needed == std::vector<NeededBlock>{{0, 0}, {1, block}, {2, 2 * block}});
}

TEST_CASE("a stretch from the middle of a block takes that block at once")
{
    const auto needed = splitWindow(line(5000, 100000, 95000), range(100, 8192), FrameCount(100000), 0);
    CHECK(needed == std::vector<NeededBlock>{{0, 100}, {1, block - 5000}});
}

TEST_CASE("a reversed clip takes its blocks from the last to the first")
{
    auto timeline = line(0, 3 * block, 3 * block);
    timeline.reverse = true;
    const auto needed = splitWindow(timeline, range(0, 3 * block), FrameCount(3 * block), 0);
    CHECK(needed == std::vector<NeededBlock>{{2, 0}, {1, block}, {0, 2 * block}});
}

TEST_CASE("a loop takes its start again before the wrap, each block once")
{
    auto timeline = line(block, 4 * block, 100 * block);
    timeline.loop = true;
    const auto needed = splitWindow(timeline, range(2 * block, 50 * block), FrameCount(4 * block), 0);
    CHECK(needed == std::vector<NeededBlock>{{3, 2 * block}, {1, 3 * block}, {2, 4 * block}});
}

TEST_CASE("heard backwards the end is needed first")
{
    const auto needed = splitWindow(line(0, 100000, 100000), range(0, 2 * block), FrameCount(100000), 0, true);
    CHECK(needed == std::vector<NeededBlock>{{1, 2 * block - 1}, {0, block - 1}});
}

TEST_CASE("a kernel's margin brings the neighbouring block in early")
{
    const auto needed = splitWindow(line(0, 100000, 100000), range(0, block - 10), FrameCount(100000), 32);
    CHECK(indices(needed) == std::vector<std::int64_t>{0, 1});
}

TEST_CASE("what lies outside the asset or the clip needs no block")
{
    CHECK(splitWindow(line(0, 10000, 50000), range(20000, 1000), FrameCount(10000), 0).empty());
    CHECK(splitWindow(line(0, 10000, 5000), range(5000, 1000), FrameCount(10000), 0).empty());
    CHECK(splitWindow(line(0, 10000, 5000), range(-500, 500), FrameCount(10000), 0).empty());
    CHECK(splitWindow(line(0, 0, 5000), range(0, 500), FrameCount(0), 0).empty());
    CHECK(indices(splitWindow(line(0, 10000, 50000), range(0, 50000), FrameCount(10000), 0)) ==
          std::vector<std::int64_t>{0, 1});
}

TEST_CASE("a clip that lasts for centuries takes what its asset has")
{
    auto timeline = line(0, 20000, std::int64_t{1} << 61);
    timeline.playRate = 8.0;
    CHECK(indices(splitWindow(timeline, range(0, timeline.length.value()), FrameCount(20000), 300)) ==
          std::vector<std::int64_t>{0, 1, 2});
    timeline.reverse = true;
    CHECK(splitWindow(timeline, range(0, 1000), FrameCount(20000), 300).empty());
}

TEST_CASE("a loop of one frame for an hour is one block")
{
    auto timeline = line(9999, 10000, std::int64_t{3600} * 48000);
    timeline.loop = true;
    for (const auto rate : {0.1, 1.0, 8.0})
    {
        timeline.playRate = rate;
        const auto needed = splitWindow(timeline, range(0, timeline.length.value()), FrameCount(10000), 300);
        CHECK(indices(needed) == std::vector<std::int64_t>{1});
    }
}

TEST_CASE("every clip takes the blocks that its frames read, no later than they are read")
{
    std::mt19937 random(42);
    const auto upTo = [&](std::int64_t most) { return std::uniform_int_distribution<std::int64_t>(0, most)(random); };
    const double rates[] = {1.0, 1.0, 0.5, 0.1, 1.37, 3.0, 8.0};
    for (int round = 0; round < 300; ++round)
    {
        const auto gridLength = 1 + upTo(6 * block);
        auto timeline = line(upTo(gridLength), gridLength, 1 + upTo(60000));
        timeline.playRate = rates[upTo(6)];
        timeline.loop = upTo(1) == 1;
        timeline.reverse = upTo(1) == 1;
        const auto margin = timeline.playRate == 1.0 ? 0 : static_cast<int>(upTo(256));
        const auto backwards = upTo(3) == 0;
        const auto heard = range(upTo(20000) - 100, upTo(30000));

        const auto needed = splitWindow(timeline, heard, FrameCount(gridLength), margin, backwards);
        const auto expected = byFrames(timeline, heard, gridLength, margin, backwards);
        CAPTURE(round, gridLength, timeline.first.value(), timeline.length.value(), timeline.playRate, timeline.loop,
                timeline.reverse, margin, backwards, heard.start.value(), heard.length.value());
        std::map<std::int64_t, std::int64_t> told;
        for (const auto& one : needed)
            CHECK(told.emplace(one.index, one.outputFrame).second);
        for (const auto& [index, frame] : expected)
        {
            CAPTURE(index, frame);
            REQUIRE(told.contains(index));
            // Early by the kernel's rounding, never late.
            const auto early = backwards ? told.at(index) - frame : frame - told.at(index);
            CHECK(early >= 0);
            CHECK(early <= static_cast<std::int64_t>(std::ceil(2.0 / timeline.playRate)) + 1);
        }
        // At most the blocks that rounding adds at either end.
        CHECK(told.size() <= expected.size() + 2);
        CHECK(std::ranges::is_sorted(
            needed, [=](const auto& a, const auto& b)
            { return backwards ? a.outputFrame > b.outputFrame : a.outputFrame < b.outputFrame; }));
    }
}
