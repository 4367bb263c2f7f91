#include "Pulse/Scheduling/ReadPlanner.h"

#include "Support/PlanStage.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

TEST_CASE("what is muted is read after what is heard")
{
    PlanStage plan;
    plan.session = sessionOf({trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {clipOf(2, 1, 0)})});
    auto track = *plan.session.tracks[0];
    track.mute = true;
    plan.session.tracks = plan.session.tracks.with(0, std::make_shared<const Track>(track));
    CHECK(plan.window(1, Cohort::anticipative));
    CHECK_FALSE(plan.window(1, Cohort::realtime));
    CHECK(plan.window(2, Cohort::realtime));
    track.mute = false;
    track.solo = true;
    plan.session.tracks = plan.session.tracks.with(0, std::make_shared<const Track>(track));
    CHECK(plan.window(1, Cohort::realtime));
    CHECK(plan.window(2, Cohort::anticipative));
}

TEST_CASE("the heads of all clips are kept, the nearest first")
{
    PlanStage plan;
    plan.transport.position = FramePosition(21 * second);
    std::vector<std::uint32_t> heads;
    for (const auto& planned : plan.made())
        if (planned.request.cohort == Cohort::resident)
        {
            CHECK(planned.request.range == frames(0, limits::blockFrames));
            heads.push_back(planned.request.clip.value);
        }
    CHECK(heads == std::vector<std::uint32_t>{2, 1, 3});
}

TEST_CASE("heads take no more than their count and bytes")
{
    PlanStage plan;
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < 500; ++i)
        clips.push_back(clipOf(1 + i, 1, i * second));
    plan.session = sessionOf({trackOf(1, clips)});
    const auto countOf = [&](const PlanSettings& settings)
    {
        std::size_t count = 0;
        for (const auto& planned : plan.made(settings))
            count += planned.request.cohort == Cohort::resident ? 1u : 0u;
        return count;
    };
    PlanSettings settings;
    CHECK(countOf(settings) == 500);
    settings.mostHeads = 40;
    CHECK(countOf(settings) == 40);
    settings.headBytes = 10 * 2 * 8192 * 2 * 4; // a head of a block may lie across two
    CHECK(countOf(settings) == 10);
}

TEST_CASE("so many streams that their windows would not fit are read less far ahead")
{
    PlanStage plan;
    std::vector<Track> tracks;
    for (std::uint32_t i = 0; i < 2048; ++i)
        tracks.push_back(trackOf(i + 1, {clipOf(i + 1, 1, 0)}));
    plan.session = sessionOf(std::move(tracks));
    plan.transport.isPlaying = true;
    std::size_t bytes = 0;
    std::set<std::int64_t> lengths;
    for (const auto& planned : plan.made())
        if (planned.request.cohort == Cohort::realtime)
        {
            bytes += static_cast<std::size_t>(planned.request.range.length.value()) * 8;
            lengths.insert(planned.request.range.length.value());
        }
    CHECK(bytes <= PlanSettings().readAheadBytes);
    CHECK(lengths.size() == 1);
    CHECK(*lengths.begin() >= 2 * limits::blockFrames);
}

TEST_CASE("media of a slow device are read farther ahead than others, and shrink alike where memory is short")
{
    PlanStage plan;
    plan.session = sessionOf({trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {clipOf(2, 2, 0)})});
    plan.media.add(AssetId{2}, 30 * second);
    plan.transport.isPlaying = true;
    DeviceBook devices;
    devices.assetChanged(AssetId{2}, 7);
    DiskDevice slow;
    slow.device = 7;
    slow.p99Ms = 600;
    std::vector reports{slow};
    REQUIRE(devices.update(reports, {}, true, 0s));

    const auto lengths = [&](const PlanSettings& settings)
    {
        std::vector<std::int64_t> frames(3);
        for (const auto& planned : plan.made(settings))
            if (planned.request.cohort == Cohort::realtime)
                frames[planned.request.clip.value] = planned.request.range.length.value();
        return frames;
    };
    PlanSettings settings;
    settings.devices = &devices;
    CHECK(lengths(settings) == std::vector<std::int64_t>{0, 2 * second, 6 * second});
    // Eight stereo seconds wanted, four paid for, and what reading whole blocks takes.
    constexpr auto block = limits::blockFrames;
    settings.readAheadBytes = static_cast<std::size_t>(4 * second + 2 * block) * 2 * sizeof(float);
    CHECK(lengths(settings) == std::vector<std::int64_t>{0, second / block * block, 3 * second / block * block});
    settings.readAheadBytes = 0;
    const auto least = PlanSettings::leastBlocks * block;
    CHECK(lengths(settings) == std::vector<std::int64_t>{0, least, least});
}

TEST_CASE("a device is needed for what sounds now and does not stay in memory")
{
    PlanStage plan;
    plan.session = sessionOf({trackOf(1, {clipOf(1, 1, 0), clipOf(2, 1, 11 * second)}), trackOf(2, {clipOf(3, 2, 0)}),
                              trackOf(3, {clipOf(4, 3, 0)})});
    plan.media.add(AssetId{2}, 10 * second, 48000, 1);
    plan.media.add(AssetId{3}, second); // a loop of one second
    auto looped = *plan.session.tracks[2];
    auto clip = looped.clips[0];
    clip.loop = true;
    looped.clips = SharedList<Clip>({clip});
    plan.session.tracks = plan.session.tracks.with(2, std::make_shared<const Track>(looped));
    plan.transport.isPlaying = true;
    plan.transport.rate = 1.5;
    DeviceBook devices;
    for (std::uint32_t asset = 1; asset <= 3; ++asset)
        devices.assetChanged(AssetId{asset}, asset * 10);

    const auto needs = needsOf(plan.made(), plan.media, {plan.transport, 5s}, devices, 5s, SampleRate(48000));
    CHECK(needs.at(10) == Approx(48000 * 8 * 1.5));
    CHECK(needs.at(20) == Approx(48000 * 4 * 1.5));
    CHECK_FALSE(needs.contains(30));

    // A loop of the transport that is read once.
    plan.transport.isLooping = true;
    plan.transport.loop = frames(0, second);
    CHECK(needsOf(plan.made(), plan.media, {plan.transport, 5s}, devices, 5s, SampleRate(48000)).empty());
}

TEST_CASE("where the playhead may jump to is kept, and so are beginnings that may be auditioned")
{
    PlanStage plan;
    plan.media.add(AssetId{2}, 10 * second);
    PlanSettings settings;
    settings.jumps = {{FramePosition(22 * second), 4}, {FramePosition(40 * second), 5}};
    settings.candidates = {AssetId{2}, AssetId{9}};
    std::set<std::uint32_t> places;
    auto candidates = 0;
    for (const auto& [request, line] : plan.made(settings))
    {
        if (request.clip == ClipId{2} && request.cohort == Cohort::resident && request.place != 0)
        {
            CHECK(request.range == frames(2 * second, 2 * second + limits::blockFrames));
            places.insert(request.place);
        }
        if (request.clip == ClipId())
        {
            CHECK(request.asset == AssetId{2});
            CHECK(request.place == 2);
            ++candidates;
        }
    }
    CHECK(places.size() == 1);
    CHECK(candidates == 1);
}

TEST_CASE("what is under the hand is read far ahead before others, and all alike while the tape is held")
{
    PlanStage plan;
    plan.session = sessionOf({trackOf(1, {clipOf(1, 1, 0)}), trackOf(2, {clipOf(2, 1, 0)})});
    plan.transport.isPlaying = true;
    const auto cohorts = TrackCohorts().after({TrackId{2}}, {}, 0s);
    PlanSettings settings;
    settings.cohorts = &cohorts;
    const auto aheadOf = [&](std::uint32_t clip)
    {
        for (const auto& planned : plan.made(settings))
            if (planned.request.clip == ClipId{clip} && planned.request.cohort == Cohort::realtime)
                return planned.request.ahead;
        return Cohort::idle;
    };
    CHECK(aheadOf(1) == Cohort::anticipative);
    CHECK(aheadOf(2) == Cohort::realtime);
    plan.transport.isScrubbing = true;
    CHECK(aheadOf(1) == Cohort::realtime);
    plan.transport.isScrubbing = false;
    settings.cohorts = nullptr;
    CHECK(aheadOf(1) == Cohort::realtime);
}

TEST_CASE("what a muted track would play waits behind all that others play")
{
    PlanStage plan;
    plan.session = sessionOf({trackOf(1, {clipOf(1, 1, 0)})});
    auto track = *plan.session.tracks[0];
    track.mute = true;
    plan.session.tracks = plan.session.tracks.with(0, std::make_shared<const Track>(track));
    plan.transport.isPlaying = true;
    const auto window = plan.window(1, Cohort::anticipative);
    REQUIRE(window);
    CHECK(window->deadline == 5s + limits::readAhead);
}

TEST_CASE("advice never takes the memory of heads, nor of what is heard")
{
    PlanStage plan;
    std::vector<Clip> clips;
    for (std::uint32_t i = 0; i < 200; ++i)
        clips.push_back(clipOf(1 + i, 1, i * 10 * second));
    plan.session = sessionOf({trackOf(1, clips)});
    plan.transport.isPlaying = true;
    constexpr std::size_t head = 2 * 8192 * 2 * 4; // a head of a block may lie across two
    PlanSettings settings;
    settings.headBytes = 20 * head;
    settings.adviceBytes = 5 * head;
    for (std::uint32_t i = 0; i < 100; ++i)
        settings.jumps.push_back({FramePosition(i * 10 * second + second), i});
    std::size_t heads = 0;
    std::size_t jumps = 0;
    std::vector<ClipWindowRequest> heard;
    for (const auto& planned : plan.made(settings))
        if (planned.request.cohort != Cohort::resident)
            heard.push_back(planned.request);
        else
            ++(planned.request.place == 0 ? heads : jumps);
    CHECK(jumps == 5);
    CHECK(heads == 15);
    PlanSettings unadvised = settings;
    unadvised.jumps.clear();
    std::size_t same = 0;
    for (const auto& planned : plan.made(unadvised))
        if (planned.request.cohort != Cohort::resident)
        {
            REQUIRE(same < heard.size());
            CHECK(planned.request.range == heard[same].range);
            CHECK(planned.request.deadline == heard[same++].deadline);
        }
    CHECK(same == heard.size());
}
