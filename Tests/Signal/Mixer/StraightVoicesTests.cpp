#include "Signal/Mixer/StraightVoices.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr std::int64_t length = 3 * limits::blockFrames + 100;

/** Noise of one, two and six channels as assets 1, 2 and 6. */
struct VoiceBench : MixBench
{
    std::array<TestSignal, 7> noise;

    VoiceBench()
    {
        for (const int channels : {1, 2, 6})
        {
            auto& signal = noise[static_cast<std::size_t>(channels)];
            signal = makeNoise(channels, length, static_cast<std::uint64_t>(channels), 0.1f);
            assets.add(control, AssetId{static_cast<std::uint32_t>(channels)}, signal);
        }
    }

    /** The voice of a track that holds these clips. */
    StraightVoice voiceOf(std::vector<Clip> clips, std::int64_t from, std::int64_t frames = 512)
    {
        mixPlan = plan(sessionOf({trackOf(1, std::move(clips))}));
        StraightVoices voices;
        voices.begin(*mixPlan, {FramePosition(from), FrameCount(frames)}, Lane::first);
        return voices.take(audio, 0);
    }

    std::unique_ptr<const MixPlan> mixPlan;
};

/** [from, from + 512) of the only clip, which is of asset 2. */
Clip with(void (*change)(Clip&))
{
    auto clip = clipOf(1, 2, 0);
    change(clip);
    return clip;
}

} // namespace

TEST_CASE("a clip that fills the stretch from one resident block is a straight voice")
{
    VoiceBench bench;
    for (const std::uint32_t asset : {1u, 2u})
    {
        const auto voice = bench.voiceOf({clipOf(1, asset, 100)}, 8700);
        REQUIRE(voice.clip != nullptr);
        CHECK(voice.offset == 8600 - limits::blockFrames);
        for (const int channel : {0, 1})
            CHECK(voice.samples(channel)[7] == bench.noise[asset].channels[asset == 1     ? 0
                                                                           : channel == 0 ? 0
                                                                                          : 1][8607]);
    }
}

TEST_CASE("a loop is straight where it does not wrap")
{
    VoiceBench bench;
    auto loop = clipOf(1, 2, 0);
    loop.loop = true;
    loop.offset = 2 * limits::blockFrames;
    loop.length = FrameCount(1'000'000);
    const auto size = length - 2 * limits::blockFrames;
    CHECK(bench.voiceOf({loop}, 5 * size + 10).offset == 10);
    CHECK(bench.voiceOf({loop}, 5 * size - 100).clip == nullptr);
}

TEST_CASE("what needs more than samples as they lie goes the long way")
{
    VoiceBench bench;
    CHECK(bench.voiceOf({clipOf(1, 2, 0)}, 600).clip != nullptr);
    CHECK(bench.voiceOf({clipOf(1, 2, 0)}, limits::blockFrames - 100).clip == nullptr); // two blocks
    CHECK(bench.voiceOf({clipOf(1, 2, 0)}, length - 100).clip == nullptr);              // the clip ends
    CHECK(bench.voiceOf({clipOf(1, 2, 700)}, 600).clip == nullptr);                     // or begins
    CHECK(bench.voiceOf({clipOf(1, 2, 0), clipOf(2, 1, 0)}, 600).clip == nullptr);      // two clips
    CHECK(bench.voiceOf({clipOf(1, 6, 0)}, 600).clip == nullptr);                       // has to be folded
    CHECK(bench.voiceOf({with([](Clip& clip) { clip.reverse = true; })}, 600).clip == nullptr);
    CHECK(bench.voiceOf({with([](Clip& clip) { clip.playRate = 1.5; })}, 600).clip == nullptr);
    CHECK(bench.voiceOf({with([](Clip& clip) { clip.fadeIn = FrameCount(601); })}, 600).clip == nullptr);
    CHECK(bench.voiceOf({with([](Clip& clip) { clip.fadeOut = FrameCount(length - 1111); })}, 600).clip == nullptr);
    CHECK(bench.voiceOf({with([](Clip& clip) { clip.fadeOut = FrameCount(length - 1112); })}, 600).clip != nullptr);
    bench.assets.takeOut(bench.control, AssetId{2}, 0);
    CHECK(bench.voiceOf({clipOf(1, 2, 0)}, 600).clip != nullptr); // goes the short way in silence, too
    CHECK(bench.voiceOf({clipOf(1, 2, 0)}, 600).block == nullptr);
    CHECK(bench.voiceOf({clipOf(1, 3, 0)}, 600).clip == nullptr); // a missing asset
}

TEST_CASE("a hundred tracks, straight and not, sum up in float in track order")
{
    VoiceBench bench;
    std::vector<Track> tracks;
    TestSignal expected(2, length);
    bool isFirst = true;
    for (std::uint32_t i = 1; i <= 100; ++i)
    {
        auto clip = clipOf(i, 1 + i % 2, static_cast<std::int64_t>(i % 7) * 300);
        clip.gainDb = i % 3 == 0 ? -4.5 : 0.0;
        auto track = trackOf(i, {clip});
        track.gainDb = i % 5 == 0 ? -2.0 : 0.0;
        track.mute = i % 11 == 0;
        const auto gain = Gain::fromDecibels(clip.gainDb).linear();
        const auto fader = Gain::fromDecibels(track.gainDb).linear();
        for (std::size_t c = 0; c < 2 && !track.mute; ++c)
            for (auto n = static_cast<std::size_t>(clip.position.value()); n < length; ++n)
            {
                const auto& source = bench.noise[1 + i % 2].channels[i % 2 == 0 ? 0 : c];
                const auto sample = source[n - static_cast<std::size_t>(clip.position.value())] * gain * fader;
                expected.channels[c][n] = isFirst ? sample : expected.channels[c][n] + sample;
            }
        isFirst = isFirst && track.mute;
        tracks.push_back(std::move(track));
    }
    const auto session = sessionOf(std::move(tracks));
    for (const auto block : {512, 333, 64})
    {
        INFO("blocks of " << block);
        CHECK(bench.render(session, 0, length, block) == expected);
    }
    CHECK(bench.counts.missing == 0);
}

TEST_CASE("a block that goes and comes back is faded around and then straight again")
{
    VoiceBench bench;
    const auto session = sessionOf({trackOf(1, {clipOf(1, 2, 0)})});
    const auto mixPlan = bench.plan(session);
    CHECK(bench.render(*mixPlan, 0, 8192) == cut(bench.noise[2], 0, 8192));
    bench.assets.takeOut(bench.control, AssetId{2}, 1);
    const auto block = GENERATE(64, 100, 512, 1024);
    const auto gap = bench.render(*mixPlan, 8192, 1024, block);
    CHECK(bench.counts.missing == 1024);
    CHECK(cut(gap, limits::missFadeFrames, 900) == TestSignal(2, 900));
    const auto counts = bench.state.handleOf(bench.control, ClipId{1})->counts();
    CHECK(counts.missing == 1024);
    CHECK(counts.underruns == 1);
    CHECK(counts.lastMissing == 9215);
    CHECK(counts.position == 9216);
    CHECK(counts.state == StreamState::underrun);
    bench.assets.putBack(bench.control, AssetId{2}, 1);
    const auto back = bench.render(*mixPlan, 9216, 1024, block);
    CHECK(back != cut(bench.noise[2], 9216, 1024));
    CHECK(cut(back, limits::missFadeFrames, 900) == cut(bench.noise[2], 9216 + limits::missFadeFrames, 900));
    CHECK(bench.counts.missing == 1024);
}
