#include "Aura/Timeline/ClipIndex.h"

#include <catch2/catch.hpp>

#include <random>

using namespace loophole;
using namespace loophole::aura;

namespace
{

Clip clipAt(std::int64_t position, std::int64_t length)
{
    Clip clip;
    clip.position = FramePosition(position);
    clip.length = FrameCount(length);
    return clip;
}

FrameCount statedLength(const Clip& clip)
{
    return *clip.length;
}

std::vector<Clip> randomClips(std::size_t count, std::int64_t longest)
{
    std::mt19937 random(7);
    std::vector<Clip> clips;
    for (std::size_t i = 0; i < count; ++i)
        clips.push_back(
            clipAt(static_cast<std::int64_t>(random() % 1000000), static_cast<std::int64_t>(random()) % longest + 1));
    std::sort(clips.begin(), clips.end(), [](const Clip& a, const Clip& b) { return a.position < b.position; });
    return clips;
}

} // namespace

TEST_CASE("the clips that a stretch touches are those that a look at every clip finds")
{
    const auto clips = randomClips(2000, 20000);
    const ClipIndex index(SharedList<Clip>(clips), statedLength);
    std::mt19937 random(11);
    for (auto turn = 0; turn < 200; ++turn)
    {
        const FrameRange range{FramePosition(static_cast<std::int64_t>(random() % 1100000)),
                               FrameCount(static_cast<std::int64_t>(random() % 5000 + 1))};
        std::vector<std::size_t> expected;
        for (std::size_t i = 0; i < clips.size(); ++i)
            if (clips[i].position < range.end() && clips[i].position + *clips[i].length > range.start)
                expected.push_back(i);
        REQUIRE(index.overlapping(range) == expected);
    }
}

TEST_CASE("a point is in the topmost clip, up to its last frame")
{
    const ClipIndex index(SharedList<Clip>({clipAt(0, 100), clipAt(50, 100)}), statedLength);
    REQUIRE(index.at(FramePosition(49)) == 0);
    REQUIRE(index.at(FramePosition(50)) == 1);
    REQUIRE(index.at(FramePosition(149)) == 1);
    REQUIRE(index.at(FramePosition(150)) == index.size());
    REQUIRE(index.end() == FramePosition(150));
}

TEST_CASE("a hundred thousand clips on a screen are drawn as at most one run for two pixels")
{
    const ClipIndex index(SharedList<Clip>(randomClips(100000, 50)), statedLength);
    const Viewport view{1000000.0 / 960, 0, 960, FrameCount(1000000)};
    const auto runs = index.runs(view);
    REQUIRE(runs.size() <= 480);
    std::size_t drawn = 0;
    for (const auto& run : runs)
        drawn += run.count;
    REQUIRE(drawn == 100000);
}

TEST_CASE("wide clips are runs of their own with their place in pixels")
{
    const ClipIndex index(SharedList<Clip>({clipAt(0, 1000), clipAt(1000, 500)}), statedLength);
    const auto runs = index.runs(Viewport{10, 100, 960, FrameCount(48000)});
    REQUIRE(runs.size() == 2);
    REQUIRE(runs[0].left == Approx(-10));
    REQUIRE(runs[0].right == Approx(90));
    REQUIRE(runs[1].first == 1);
    REQUIRE(runs[1].count == 1);
}

TEST_CASE("an empty track has nothing to find")
{
    const ClipIndex index;
    REQUIRE(index.overlapping({FramePosition(0), FrameCount(1000)}).empty());
    REQUIRE(index.runs(Viewport{}).empty());
    REQUIRE(index.end() == FramePosition(0));
}

TEST_CASE("a run is selected with any of its clips, and with no other")
{
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < 12; ++i)
    {
        clips.push_back(clipAt(i < 6 ? i * 10 : 100'000 + i * 10, 5));
        clips.back().id = ClipId{i + 1};
    }
    const ClipIndex index(SharedList<Clip>(clips), statedLength);
    const auto runs = index.runs(Viewport{1000, 0, 960, FrameCount(960'000)});
    REQUIRE(runs.size() == 2);
    REQUIRE(runs[0].count == 6);
    CHECK_FALSE(index.holdsAny(runs[0], {}));
    CHECK(index.holdsAny(runs[0], {ClipId{6}}));
    CHECK_FALSE(index.holdsAny(runs[1], {ClipId{6}}));
    CHECK(index.holdsAny(runs[1], {ClipId{3}, ClipId{12}}));
    CHECK_FALSE(index.holdsAny(runs[1], {ClipId{13}}));
}
