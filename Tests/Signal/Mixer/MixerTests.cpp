#include "Signal/Mixer/Mixer.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

constexpr std::uint32_t stereo = 1;
constexpr std::uint32_t mono = 2;
constexpr std::int64_t length = 20'000;

/** A bench with a stereo and a mono noise of `length` frames. */
struct NoiseBench : MixBench
{
    TestSignal stereoNoise = makeNoise(2, length, 1);
    TestSignal monoNoise = makeNoise(1, length, 2);

    NoiseBench()
    {
        assets.add(control, AssetId{stereo}, stereoNoise);
        assets.add(control, AssetId{mono}, monoNoise);
    }
};

/** As the mixer does it: the first is taken as it is, others are added in float. */
TestSignal sum(TestSignal a, const TestSignal& b)
{
    for (std::size_t c = 0; c < a.channels.size(); ++c)
        for (std::size_t i = 0; i < a.channels[c].size(); ++i)
            a.channels[c][i] += b.channels[c][i];
    return a;
}

Session busySession()
{
    auto rated = clipOf(1, stereo, 100);
    rated.playRate = 1.37;
    auto looped = clipOf(2, mono, 333);
    looped.loop = true;
    looped.offset = 19'000;
    looped.length = FrameCount(9'000);
    auto reversed = clipOf(3, stereo, 5'000);
    reversed.reverse = true;
    reversed.fadeIn = FrameCount(777);
    reversed.fadeOut = FrameCount(3'001);
    reversed.gainDb = -3;
    auto slowLoop = clipOf(4, stereo, 50);
    slowLoop.loop = slowLoop.reverse = true;
    slowLoop.playRate = 0.31;
    slowLoop.offset = 19'990;
    slowLoop.length = FrameCount(12'345);
    auto first = trackOf(1, {rated, looped});
    first.gainDb = -6;
    first.pan = 0.25;
    return sessionOf({first, trackOf(2, {slowLoop, reversed})});
}

} // namespace

TEST_CASE("a stereo clip at unity leaves as it was read, bit for bit")
{
    NoiseBench bench;
    const auto output = bench.render(sessionOf({trackOf(1, {clipOf(1, stereo, 1000)})}), 0, length + 2000);
    REQUIRE(output == cut(bench.stereoNoise, -1000, length + 2000));
    REQUIRE(bench.counts.missing == 0);
}

TEST_CASE("a negative zero survives a unity path")
{
    MixBench bench;
    TestSignal signal(2, 4);
    signal.channels = {{-0.0f, 0.5f, -0.0f, -1.0f}, {0.0f, -0.0f, 0.25f, 1.0f}};
    bench.assets.add(bench.control, AssetId{1}, signal);
    const auto output = bench.render(sessionOf({trackOf(1, {clipOf(1, 1, 0)})}), 0, 4);
    REQUIRE(output.interleavedBytes() == signal.interleavedBytes());
}

TEST_CASE("a mono clip goes to both sides at unity")
{
    NoiseBench bench;
    const auto output = bench.render(sessionOf({trackOf(1, {clipOf(1, mono, 0)})}), 0, length);
    REQUIRE(output.channels[0] == bench.monoNoise.channels[0]);
    REQUIRE(output.channels[1] == bench.monoNoise.channels[0]);
}

TEST_CASE("clips and tracks are summed in float in track order")
{
    NoiseBench bench;
    const auto session = sessionOf({trackOf(1, {clipOf(1, stereo, 0)}), trackOf(2, {clipOf(2, stereo, 700)}),
                                    trackOf(3, {clipOf(3, stereo, 31)})});
    const auto expected = sum(sum(cut(bench.stereoNoise, 0, length), cut(bench.stereoNoise, -700, length)),
                              cut(bench.stereoNoise, -31, length));
    REQUIRE(bench.render(session, 0, length) == expected);
}

TEST_CASE("the samples are the same whatever the block size")
{
    NoiseBench bench;
    const auto session = busySession();
    const auto whole = bench.render(session, 0, length, 4096);
    REQUIRE(largestStep(whole.channels[0]) > 0.1f);
    for (const auto block : {1, 32, 480, 512, 1000})
    {
        INFO("blocks of " << block);
        REQUIRE(bench.render(session, 0, length, block) == whole);
    }
}

TEST_CASE("a rendering from the middle is the same part of the whole")
{
    NoiseBench bench;
    const auto session = busySession();
    const auto whole = bench.render(session, 0, length);
    REQUIRE(bench.render(session, 7'777, 5'000) == cut(whole, 7'777, 5'000));
}

TEST_CASE("two adjoining clips of one sound are the sound")
{
    NoiseBench bench;
    auto left = clipOf(1, stereo, 0);
    left.length = FrameCount(8'191);
    auto right = clipOf(2, stereo, 8'191);
    right.offset = 8'191;
    REQUIRE(bench.render(sessionOf({trackOf(1, {left, right})}), 0, length) == bench.stereoNoise);
}

TEST_CASE("a reversed clip is the exact mirror of the forward one")
{
    NoiseBench bench;
    auto clip = clipOf(1, stereo, 0);
    clip.reverse = true;
    auto mirror = bench.stereoNoise;
    for (auto& channel : mirror.channels)
        std::reverse(channel.begin(), channel.end());
    REQUIRE(bench.render(sessionOf({trackOf(1, {clip})}), 0, length) == mirror);
}

TEST_CASE("a clip gain scales and fades are linear")
{
    NoiseBench bench;
    auto clip = clipOf(1, mono, 0);
    clip.gainDb = -20;
    clip.fadeIn = FrameCount(1000);
    clip.fadeOut = FrameCount(500);
    const auto output = bench.render(sessionOf({trackOf(1, {clip})}), 0, length);
    const auto& source = bench.monoNoise.channels[0];
    REQUIRE(output.channels[0][0] == 0.0f);
    REQUIRE(output.channels[0][250] == Approx(source[250] * 0.1f * 0.25f));
    REQUIRE(output.channels[0][5000] == Approx(source[5000] * 0.1f));
    REQUIRE(output.channels[0][length - 251] == Approx(source[length - 251] * 0.1f * 0.5f));
    REQUIRE(output.channels[0][length - 1] == 0.0f);
}

TEST_CASE("pan turns the far side down and leaves the near one at unity")
{
    NoiseBench bench;
    auto track = trackOf(1, {clipOf(1, stereo, 0)});
    track.pan = -0.75;
    const auto output = bench.render(sessionOf({track}), 0, length);
    REQUIRE(output.channels[0] == bench.stereoNoise.channels[0]);
    REQUIRE(output.channels[1][500] == bench.stereoNoise.channels[1][500] * 0.25f);
}

TEST_CASE("tracks go through their bus to Master, each with its volume")
{
    NoiseBench bench;
    auto track = trackOf(1, {clipOf(1, stereo, 0)});
    track.output = "Drums";
    auto session = sessionOf({track});
    Bus drums;
    drums.id = BusId{2};
    drums.name = "Drums";
    drums.volumeDb = -20;
    session.buses = session.buses.withInserted(0, drums);
    auto master = session.buses.back();
    master.volumeDb = 20;
    session.buses = session.buses.with(1, master);
    const auto output = bench.render(session, 0, length);
    REQUIRE(output.channels[0][123] == bench.stereoNoise.channels[0][123] * 0.1f * 10.0f);
}

TEST_CASE("a clip of six channels is folded to stereo, or goes straight to a Master of six")
{
    MixBench bench;
    TestSignal surround(6, 4);
    for (std::size_t c = 0; c < 6; ++c)
        surround.channels[c].assign(4, c == 3 ? 1.0f : 0.1f * static_cast<float>(c + 1));
    bench.assets.add(bench.control, AssetId{1}, surround);
    auto session = sessionOf({trackOf(1, {clipOf(1, 1, 0)})});
    const auto folded = bench.render(session, 0, 4);
    REQUIRE(folded.channels[0][0] == Approx(0.1 + 0.70710678 * (0.3 + 0.5)));
    REQUIRE(folded.channels[1][0] == Approx(0.2 + 0.70710678 * (0.3 + 0.6)));

    auto master = session.buses[0];
    master.channels = 6;
    session.buses = session.buses.with(0, master);
    REQUIRE(bench.render(session, 0, 4) == surround);
}

TEST_CASE("the meters hold the peak of each track and of Master")
{
    MixBench bench;
    TestSignal signal(2, 1000);
    signal.channels[0][400] = -0.75f;
    signal.channels[1][900] = 0.5f;
    bench.assets.add(bench.control, AssetId{1}, signal);
    auto quiet = trackOf(1, {clipOf(1, 1, 0)});
    quiet.gainDb = -20;
    const auto plan = bench.plan(sessionOf({quiet, trackOf(2, {clipOf(2, 1, 0)})}));
    static_cast<void>(bench.render(*plan, 0, 1000));
    const auto levels = signal::PlaybackState::takeMeters(bench.control, *plan);
    REQUIRE(levels.tracks.size() == 2);
    REQUIRE(levels.tracks[0].second.left == Approx(0.075));
    REQUIRE(levels.tracks[1].second.left == 0.75f);
    REQUIRE(levels.tracks[1].second.right == 0.5f);
    REQUIRE(levels.master.left == Approx(0.825));
    REQUIRE(signal::PlaybackState::takeMeters(bench.control, *plan).master.left == 0.0f);
}

TEST_CASE("mute, solo, gain and pan ramp between plans without a click")
{
    MixBench bench;
    TestSignal steady(2, 100'000);
    for (auto& channel : steady.channels)
        channel.assign(100'000, 1.0f);
    bench.assets.add(bench.control, AssetId{1}, steady);
    auto track = trackOf(1, {clipOf(1, 1, 0)});
    const auto full = bench.plan(sessionOf({track}));
    track.mute = true;
    const auto muted = bench.plan(sessionOf({track}));
    track.mute = false;
    track.pan = 1;
    track.gainDb = -6;
    const auto panned = bench.plan(sessionOf({track}));
    auto other = trackOf(2, {});
    other.solo = true;
    const auto silenced = bench.plan(sessionOf({track, other}));

    TestSignal output(2, 0);
    std::int64_t at = 0;
    for (const auto* plan : {full.get(), muted.get(), panned.get(), silenced.get(), full.get()})
    {
        const auto part = bench.render(*plan, at, 700, 100);
        at += 700;
        for (std::size_t c = 0; c < 2; ++c)
            output.channels[c].insert(output.channels[c].end(), part.channels[c].begin(), part.channels[c].end());
    }
    const auto& left = output.channels[0];
    const auto& right = output.channels[1];
    // A ramp of 240 frames takes steps of 1/240.
    REQUIRE(largestStep(left) <= 1.0f / 240 + 1e-6f);
    REQUIRE(largestStep(right) <= 1.0f / 240 + 1e-6f);
    REQUIRE(left[699] == 1.0f);
    REQUIRE(left[1399] == 0.0f);
    REQUIRE(left[2099] == 0.0f);
    REQUIRE(right[2099] == Approx(0.50118723));
    REQUIRE(right[2799] == 0.0f);
    REQUIRE(left[3499] == 1.0f);
}

TEST_CASE("a first plan starts at its gains, without a ramp")
{
    NoiseBench bench;
    auto track = trackOf(1, {clipOf(1, stereo, 0)});
    track.pan = 1;
    const auto output = bench.render(sessionOf({track}), 0, 100);
    REQUIRE(output.channels[0] == std::vector<float>(100, 0.0f));
    REQUIRE(output.channels[1] == cut(bench.stereoNoise, 0, 100).channels[1]);
}

TEST_CASE("a missing asset is silent by design and counted apart")
{
    NoiseBench bench;
    auto gone = clipOf(1, 99, 0);
    gone.length = FrameCount(600);
    const auto output = bench.render(sessionOf({trackOf(1, {gone, clipOf(2, stereo, 0)})}), 0, length);
    REQUIRE(output == bench.stereoNoise);
    REQUIRE(bench.counts.missing == 0);
    REQUIRE(bench.counts.absent == 600);
}

TEST_CASE("time that passes backwards hears the same samples")
{
    NoiseBench bench;
    const auto plan = bench.plan(busySession());
    const auto forward = bench.render(*plan, 0, 4096, 512);
    TestSignal backward(2, 4096);
    bench.mixer.restart(bench.audio);
    for (auto at = 4096 - 512; at >= 0; at -= 512)
    {
        float* place[] = {backward.channels[0].data() + at, backward.channels[1].data() + at};
        bench.mixer.render(bench.audio, *plan, FramePosition(at), place, 512, signal::Travel::backward);
    }
    REQUIRE(backward == forward);
}

TEST_CASE("before the timeline and past its end there is silence")
{
    NoiseBench bench;
    const auto session = sessionOf({trackOf(1, {clipOf(1, stereo, 0)})});
    REQUIRE(bench.render(session, -100, 200) == cut(bench.stereoNoise, -100, 200));
    REQUIRE(bench.render(session, length + 5, 100) == TestSignal(2, 100));
    REQUIRE(bench.counts.missing == 0);
}
