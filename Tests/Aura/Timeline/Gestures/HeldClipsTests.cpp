#include "Aura/Timeline/Gestures/HeldClips.h"

#include "Aura/Timeline/TimelineFixture.h"

using namespace loophole;
using namespace loophole::aura;

TEST_CASE("the held clips are the selected ones, with where they begin and end")
{
    TimelineFixture f;
    f.state.selection = {ClipId{2}, ClipId{3}};
    const HeldClips held(f.model, f.state, ClipId{3});
    CHECK(held.ids == std::vector{ClipId{2}, ClipId{3}});
    CHECK(held.grabbed.track == 1);
    CHECK(held.earliest == FramePosition(20011));
    CHECK(held.latestEnd == FramePosition(45003));
    CHECK(held.firstTrack == 0);
    CHECK(held.lastTrack == 1);
    CHECK(held.grabbed.context.assetLength == FrameCount(100'000));
}

TEST_CASE("more clips than can be told apart are held, and the first of them shown")
{
    TimelineFixture f;
    std::vector<Clip> many;
    for (std::uint32_t i = 0; i < 3000; ++i)
    {
        many.push_back(clipOf(100 + i, 10 * static_cast<std::int64_t>(i), 10));
        f.state.selection.insert(ClipId{100 + i});
    }
    f.show({trackOf(1, many)});
    const HeldClips held(f.model, f.state, ClipId{100 + 2999});
    CHECK(held.ids.size() == 3000);
    CHECK(held.shown.size() == HeldClips::mostShown);
    CHECK(held.grabbed.clip.id == ClipId{100 + 2999});
    CHECK(held.latestEnd == FramePosition(30'000));
}
