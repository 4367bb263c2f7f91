#include "Signal/Mixer/ClipList.h"

#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using namespace loophole::signal;

namespace
{

PlannedClip clipAt(std::uint32_t id, std::int64_t start, std::int64_t length)
{
    PlannedClip clip;
    clip.id = ClipId{id};
    clip.timeline.start = FramePosition(start);
    clip.timeline.length = FrameCount(length);
    return clip;
}

std::vector<std::uint32_t> idsIn(const ClipList& list, std::int64_t from, std::int64_t frames)
{
    std::vector<std::uint32_t> ids;
    list.forEachIn({FramePosition(from), FrameCount(frames)},
                   [&](const PlannedClip& clip) { ids.push_back(clip.id.value); });
    return ids;
}

} // namespace

TEST_CASE("a clip is found from its first frame to its last")
{
    const ClipList list({clipAt(1, 100, 50)});
    REQUIRE(idsIn(list, 0, 100).empty());
    REQUIRE(idsIn(list, 99, 2) == std::vector<std::uint32_t>{1});
    REQUIRE(idsIn(list, 149, 1) == std::vector<std::uint32_t>{1});
    REQUIRE(idsIn(list, 150, 100).empty());
    REQUIRE(idsIn(list, 120, 0).empty());
    REQUIRE(list.end() == FramePosition(150));
}

TEST_CASE("clips come by start, those that start together in the order given")
{
    const ClipList list({clipAt(1, 50, 10), clipAt(2, 0, 100), clipAt(3, 50, 10), clipAt(4, 10, 10)});
    REQUIRE(idsIn(list, 0, 100) == std::vector<std::uint32_t>{2, 4, 1, 3});
}

TEST_CASE("an empty list and clips of no length are never found")
{
    REQUIRE(idsIn(ClipList(), 0, 1000).empty());
    REQUIRE(idsIn(ClipList({clipAt(1, 5, 0)}), 0, 1000).empty());
    REQUIRE(ClipList().end() == FramePosition(0));
}

TEST_CASE("finding agrees with looking at every clip")
{
    std::mt19937 random(11);
    std::vector<PlannedClip> clips;
    for (std::uint32_t id = 1; id <= 777; ++id)
        clips.push_back(
            clipAt(id, static_cast<std::int64_t>(random() % 10'000), 1 + static_cast<std::int64_t>(random() % 400)));
    const ClipList list(clips);
    for (int i = 0; i < 500; ++i)
    {
        const auto from = static_cast<std::int64_t>(random() % 11'000);
        const auto frames = 1 + static_cast<std::int64_t>(random() % 64);
        std::vector<std::uint32_t> expected;
        for (const auto& clip : list.clips())
            if (clip.timeline.start.value() < from + frames && clip.timeline.end().value() > from)
                expected.push_back(clip.id.value);
        REQUIRE(idsIn(list, from, frames) == expected);
        REQUIRE(list.hasAnyIn({FramePosition(from), FrameCount(frames)}) == !expected.empty());
    }
}
