#include "Signal/Mixer/MixPlanner.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

Bus busNamed(std::uint32_t id, const char* name, const char* sendTo)
{
    Bus bus;
    bus.id = BusId{id};
    bus.name = name;
    bus.sendTo = sendTo;
    return bus;
}

Session withBuses(Session session, std::vector<Bus> buses)
{
    for (auto& bus : buses)
        session.buses = session.buses.withAppended(bus);
    return session;
}

} // namespace

TEST_CASE("buses come before what they send to and Master comes last")
{
    MixBench bench;
    auto track = trackOf(1, {});
    track.output = "Kick";
    const auto plan = bench.plan(withBuses(
        sessionOf({track}), {busNamed(2, "Drums", "Group"), busNamed(3, "Group", ""), busNamed(4, "Kick", "Drums")}));
    std::vector<std::uint32_t> order;
    for (const auto& bus : plan->buses)
        order.push_back(bus.id.value);
    REQUIRE(order == std::vector<std::uint32_t>{4, 2, 3, 1});
    REQUIRE(plan->buses[0].sendTo == 1);
    REQUIRE(plan->buses[1].sendTo == 2);
    REQUIRE(plan->buses[2].sendTo == 3);
    REQUIRE(plan->tracks[0].bus == 0);
    REQUIRE(plan->warnings.empty());
}

TEST_CASE("a circle of buses is opened towards Master, with a warning")
{
    MixBench bench;
    const auto plan =
        bench.plan(withBuses(sessionOf({}), {busNamed(2, "A", "B"), busNamed(3, "B", "A"), busNamed(4, "C", "C")}));
    REQUIRE(plan->warnings.size() == 2);
    for (std::size_t i = 0; i + 1 < plan->buses.size(); ++i)
        REQUIRE(plan->buses[i].sendTo > i);
}

TEST_CASE("an output that does not exist plays to Master, with a warning that names it")
{
    MixBench bench;
    auto track = trackOf(1, {});
    track.output = "Nowhere";
    const auto plan = bench.plan(sessionOf({track}));
    REQUIRE(plan->tracks[0].bus == 0);
    REQUIRE(plan->warnings == std::vector<std::string>{"track Track 1: there is no bus Nowhere, it plays to Master"});
}

TEST_CASE("solo silences the others and mute wins over solo")
{
    MixBench bench;
    auto soloed = trackOf(1, {});
    soloed.solo = true;
    auto both = soloed;
    both.id = TrackId{2};
    both.mute = true;
    const auto plan = bench.plan(sessionOf({soloed, both, trackOf(3, {})}));
    REQUIRE(plan->tracks[0].gain.isUnity());
    REQUIRE(plan->tracks[1].gain.isSilent());
    REQUIRE(plan->tracks[2].gain.isSilent());
}

TEST_CASE("handles and strips survive from plan to plan and go with the last one")
{
    MixBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    const auto session = sessionOf({trackOf(1, {clipOf(5, 1, 0)})});
    auto moved = session;
    moved.tracks = sessionOf({trackOf(1, {clipOf(5, 1, 77)})}).tracks;
    auto before = bench.plan(session);
    auto after = bench.plan(moved);
    REQUIRE(before->tracks[0].strip == after->tracks[0].strip);
    REQUIRE(before->tracks[0].clips != after->tracks[0].clips);
    REQUIRE(before->tracks[0].clips->clips()[0].handle == after->tracks[0].clips->clips()[0].handle);

    const std::weak_ptr<StreamHandle> handle = after->tracks[0].clips->clips()[0].handle;
    before.reset();
    bench.state.collect(bench.control);
    REQUIRE_FALSE(handle.expired());
    after = bench.plan(sessionOf({}));
    bench.state.collect(bench.control);
    REQUIRE(handle.expired());
}

TEST_CASE("tracks that an edit did not touch keep their clip lists")
{
    MixBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    const auto session = sessionOf({trackOf(1, {clipOf(5, 1, 0)}), trackOf(2, {clipOf(6, 1, 0)})});
    auto louder = *session.tracks[1];
    louder.gainDb = 3;
    louder.clips = louder.clips.withAppended(clipOf(7, 1, 50));
    auto edited = session;
    edited.tracks = session.tracks.with(1, std::make_shared<const Track>(louder));
    const auto before = bench.plan(session);
    const auto after = bench.plan(edited);
    REQUIRE(before->tracks[0].clips == after->tracks[0].clips);
    REQUIRE(after->tracks[1].clips->clips().size() == 2);
}

TEST_CASE("an asset that turns up is heard with the next plan")
{
    MixBench bench;
    const auto session = sessionOf({trackOf(1, {clipOf(5, 1, 0)})});
    REQUIRE(bench.plan(session)->end() == FramePosition(0));
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    REQUIRE(bench.plan(session)->end() == FramePosition(100));
}

TEST_CASE("a muted clip is left out of the plan")
{
    MixBench bench;
    bench.assets.add(bench.control, AssetId{1}, makeNoise(2, 100, 1));
    auto muted = clipOf(5, 1, 0);
    muted.mute = true;
    REQUIRE(bench.plan(sessionOf({trackOf(1, {muted})}))->tracks[0].clips->clips().empty());
}
