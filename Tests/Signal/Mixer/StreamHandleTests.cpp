#include "Signal/Mixer/StreamHandle.h"

#include "Support/MixBench.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;
using namespace loophole::signal;

namespace
{

constexpr std::int64_t blockFrames = limits::blockFrames;
constexpr auto fadeFrames = static_cast<std::size_t>(limits::missFadeFrames);
constexpr AssetId asset{1};

/** Four blocks of a steady 1, so that every fade can be seen, on one track. */
struct SteadyBench : MixBench
{
    std::unique_ptr<const MixPlan> mixPlan;

    SteadyBench()
    {
        TestSignal steady(1, 4 * blockFrames);
        steady.channels[0].assign(4 * blockFrames, 1.0f);
        assets.add(control, asset, steady);
        mixPlan = plan(sessionOf({trackOf(1, {clipOf(7, 1, 0)})}));
    }
    [[nodiscard]] StreamCounts streamCounts() { return state.handleOf(control, ClipId{7})->counts(); }
};

} // namespace

TEST_CASE("a missing block plays silence and is counted once a frame, and as one underrun")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 1);
    const auto output = bench.render(*bench.mixPlan, 0, 4 * blockFrames, 480);
    const auto& samples = output.channels[0];
    REQUIRE(bench.counts.missing == blockFrames);
    REQUIRE(bench.streamCounts().missing == blockFrames);
    REQUIRE(bench.streamCounts().underruns == 1);
    REQUIRE(bench.streamCounts().lastMissing == 2 * blockFrames - 1);
    REQUIRE(bench.streamCounts().state == StreamState::ready);
    REQUIRE(samples[blockFrames - 1] == 1.0f);
    REQUIRE(samples[blockFrames + fadeFrames] == 0.0f);
    REQUIRE(samples[2 * blockFrames - 1] == 0.0f);
    REQUIRE(samples[2 * blockFrames + fadeFrames] == 1.0f);
}

TEST_CASE("around a missing block no step is larger than the fade allows, in either direction of time")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 1);
    REQUIRE(largestStep(bench.render(*bench.mixPlan, 0, 3 * blockFrames, 100).channels[0]) <=
            1.0f / limits::missFadeFrames + 1e-6f);

    bench.mixer.restart(bench.audio);
    TestSignal backward(2, 3 * blockFrames);
    for (auto at = 3 * blockFrames - 128; at >= 0; at -= 128)
    {
        float* place[] = {backward.channels[0].data() + at, backward.channels[1].data() + at};
        bench.mixer.render(bench.audio, *bench.mixPlan, FramePosition(at), place, 128, Travel::backward);
    }
    REQUIRE(largestStep(backward.channels[0]) <= 1.0f / limits::missFadeFrames + 1e-6f);
    REQUIRE(backward.channels[0][2 * blockFrames] == 1.0f);
}

TEST_CASE("two missing stretches are two underruns")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 0);
    bench.assets.takeOut(bench.control, asset, 2);
    static_cast<void>(bench.render(*bench.mixPlan, 0, 4 * blockFrames));
    REQUIRE(bench.streamCounts().underruns == 2);
    REQUIRE(bench.streamCounts().missing == 2 * blockFrames);
}

TEST_CASE("a block that arrives in the middle of its silence fades in")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 0);
    REQUIRE(bench.render(*bench.mixPlan, 0, 512).channels[0] == std::vector<float>(512, 0.0f));
    bench.assets.putBack(bench.control, asset, 0);
    const auto arrived = bench.render(*bench.mixPlan, 512, 512).channels[0];
    REQUIRE(arrived[0] == Approx(1.0 / fadeFrames));
    REQUIRE(arrived[fadeFrames - 1] == 1.0f);
    REQUIRE(bench.streamCounts().missing == 512);
}

TEST_CASE("a stream is filling until it is read, and in underrun while it misses")
{
    SteadyBench bench;
    REQUIRE(bench.streamCounts().state == StreamState::filling);
    static_cast<void>(bench.render(*bench.mixPlan, 0, 512));
    REQUIRE(bench.streamCounts().state == StreamState::ready);
    REQUIRE(bench.streamCounts().position == 512);
    bench.assets.takeOut(bench.control, asset, 0);
    static_cast<void>(bench.render(*bench.mixPlan, 512, 512));
    REQUIRE(bench.streamCounts().state == StreamState::underrun);
}

TEST_CASE("a read tells whether it was full, partial or silent")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 1);
    GridReader reader(bench.kernel);
    StreamHandle handle;
    const auto& clip = bench.mixPlan->tracks[0].clips->clips().front();
    std::array<float, 512> samples{};
    float* destination[] = {samples.data()};
    const auto outcomeAt = [&](std::int64_t n) {
        return handle.readOrSilence(bench.audio, reader, {clip.timeline, clip.table.get(), n, 512}, destination);
    };
    REQUIRE(outcomeAt(0) == ReadOutcome::full);
    REQUIRE(outcomeAt(blockFrames - 256) == ReadOutcome::partial);
    REQUIRE(outcomeAt(blockFrames) == ReadOutcome::silent);
}

TEST_CASE("frames outside the asset are silent and not missing")
{
    SteadyBench bench;
    auto clip = clipOf(8, 1, 0);
    clip.offset = 3.0 * blockFrames;
    clip.length = FrameCount(3 * blockFrames);
    const auto output = bench.render(sessionOf({trackOf(1, {clip})}), 0, 3 * blockFrames);
    REQUIRE(bench.counts.missing == 0);
    REQUIRE(output.channels[0][blockFrames - 1] == 1.0f);
    REQUIRE(output.channels[0][blockFrames] == 0.0f);
}

TEST_CASE("what went missing is told once, by clip and place")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 3);
    static_cast<void>(bench.render(*bench.mixPlan, 0, 4 * blockFrames));
    const auto underruns = bench.state.takeUnderruns(bench.control, *bench.mixPlan, bench.counts.missing);
    REQUIRE(underruns.size() == 1);
    REQUIRE(underruns[0].clip == ClipId{7});
    REQUIRE(underruns[0].track == TrackId{1});
    REQUIRE(underruns[0].missing == FrameCount(blockFrames));
    REQUIRE(underruns[0].position == FramePosition(4 * blockFrames - 1));
    REQUIRE(bench.state.takeUnderruns(bench.control, *bench.mixPlan, bench.counts.missing).empty());
}

TEST_CASE("what a clip missed in the last callback before an edit took it away is told")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 0);
    auto former = std::move(bench.mixPlan);
    const auto plan = bench.plan(sessionOf({trackOf(1, {})}));
    bench.state.supersede(bench.control, *former, *plan);
    REQUIRE(bench.state.takeUnderruns(bench.control, *plan, bench.counts.missing).empty());
    static_cast<void>(bench.render(*former, 0, 512));
    auto told = bench.state.takeUnderruns(bench.control, *plan, bench.counts.missing);
    REQUIRE(told.size() == 1);
    CHECK(told[0].clip == ClipId{7});
    CHECK(told[0].track == TrackId{1});
    CHECK(told[0].missing == FrameCount(512));

    static_cast<void>(bench.render(*former, 512, 256));
    const std::weak_ptr<const ClipList> clips = former->tracks[0].clips;
    former.reset(); // the audio thread has let go of it
    bench.state.collect(bench.control);
    told = bench.state.takeUnderruns(bench.control, *plan, bench.counts.missing);
    REQUIRE(told.size() == 1);
    CHECK(told[0].missing == FrameCount(256));
    CHECK(bench.state.takeFallbacks(bench.control, *plan, bench.counts.proxied).empty());
    CHECK(clips.expired());
}

TEST_CASE("a clip that moves to another track is told once for what it missed")
{
    SteadyBench bench;
    bench.assets.takeOut(bench.control, asset, 0);
    static_cast<void>(bench.render(*bench.mixPlan, 0, 512));
    const auto moved = bench.plan(sessionOf({trackOf(1, {}), trackOf(2, {clipOf(7, 1, 0)})}));
    bench.state.supersede(bench.control, *bench.mixPlan, *moved);
    const auto told = bench.state.takeUnderruns(bench.control, *moved, bench.counts.missing);
    REQUIRE(told.size() == 1);
    CHECK(told[0].missing == FrameCount(512));
    CHECK(bench.state.takeUnderruns(bench.control, *moved, bench.counts.missing + 1).empty());
}

namespace
{

/** Four blocks of a signal on one track, of which each block may be made one of the proxy's. */
struct ProxyBench : MixBench
{
    TestSignal original;
    std::unique_ptr<const MixPlan> mixPlan;

    explicit ProxyBench(TestSignal signal) : original(std::move(signal))
    {
        assets.add(control, asset, original);
        mixPlan = plan(sessionOf({trackOf(1, {clipOf(7, 1, 0)})}));
    }
    [[nodiscard]] StreamCounts streamCounts() { return state.handleOf(control, ClipId{7})->counts(); }
};

/** What a proxy keeps of a signal: a tone far above its band is gone. */
TestSignal lowTone()
{
    return makeSines(1, 4 * blockFrames, 48'000, 440.0, 0.4);
}
TestSignal withHighTone()
{
    auto signal = lowTone();
    const auto high = makeSines(1, 4 * blockFrames, 48'000, 15'000.0, 0.4);
    for (std::size_t i = 0; i < signal.channels[0].size(); ++i)
        signal.channels[0][i] += high.channels[0][i];
    return signal;
}

float largestStepAround(const std::vector<float>& samples, std::int64_t frame)
{
    return std::abs(samples[static_cast<std::size_t>(frame)] - samples[static_cast<std::size_t>(frame - 1)]);
}

} // namespace

TEST_CASE("what was heard from a proxy in the last callback before an edit took the clip away is told")
{
    ProxyBench bench(makeNoise(1, 4 * blockFrames, 5));
    bench.assets.makeProxy(bench.control, asset, 0, bench.original);
    auto former = std::move(bench.mixPlan);
    const auto plan = bench.plan(sessionOf({trackOf(1, {})}));
    bench.state.supersede(bench.control, *former, *plan);
    static_cast<void>(bench.render(*former, 0, 512));
    former.reset(); // the audio thread has let go of it
    CHECK(bench.state.takeUnderruns(bench.control, *plan, bench.counts.missing).empty());
    const auto told = bench.state.takeFallbacks(bench.control, *plan, bench.counts.proxied);
    REQUIRE(told.size() == 1);
    CHECK(told[0].track == TrackId{1});
    CHECK(told[0].frames == FrameCount(512));
    CHECK(bench.state.takeFallbacks(bench.control, *plan, bench.counts.proxied + 1).empty());
}

TEST_CASE("frames of proxy blocks are counted and missing ones are not among them")
{
    ProxyBench bench(lowTone());
    bench.assets.makeProxy(bench.control, asset, 1, lowTone());
    bench.assets.takeOut(bench.control, asset, 2);
    static_cast<void>(bench.render(*bench.mixPlan, 0, 4 * blockFrames, 480));
    CHECK(bench.streamCounts().proxied == blockFrames);
    CHECK(bench.counts.proxied == blockFrames);
    CHECK(bench.counts.missing == blockFrames);
}

TEST_CASE("at another rate every output frame whose place lies in a proxy block is counted")
{
    MixBench bench;
    bench.assets.add(bench.control, asset, lowTone());
    bench.assets.makeProxy(bench.control, asset, 1, lowTone());
    auto clip = clipOf(7, 1, 0);
    clip.playRate = 0.5;
    static_cast<void>(bench.render(sessionOf({trackOf(1, {clip})}), 0, 6 * blockFrames, 500));
    CHECK(bench.counts.proxied == 2 * blockFrames);
}

TEST_CASE("where proxy and original agree a change between them leaves every sample as it was")
{
    const auto block = GENERATE(64, 480, 512, 8192);
    ProxyBench bench(lowTone());
    bench.assets.makeProxy(bench.control, asset, 1, lowTone());
    const auto output = bench.render(*bench.mixPlan, 0, 4 * blockFrames, block);
    float largest = 0.0f;
    for (std::size_t i = 0; i < output.channels[0].size(); ++i)
        largest = std::max(largest, std::abs(output.channels[0][i] - bench.original.channels[0][i]));
    CHECK(largest < 2e-3f); // a tenth of what the tone itself moves by from frame to frame
}

TEST_CASE("where they differ the change is no larger a step than either makes by itself, for any block size")
{
    const auto block = GENERATE(1, 37, 64, 512, 4096);
    ProxyBench bench(withHighTone());
    bench.assets.makeProxy(bench.control, asset, 1, lowTone());
    bench.assets.makeProxy(bench.control, asset, 3, lowTone());
    const auto output = bench.render(*bench.mixPlan, 0, 4 * blockFrames, block).channels[0];

    ProxyBench reference(withHighTone());
    const auto ofOriginal = largestStep(reference.original.channels[0]);
    const auto ofProxy = largestStep(lowTone().channels[0]);
    CHECK(largestStepAround(output, blockFrames) <= ofOriginal);
    CHECK(largestStepAround(output, 2 * blockFrames) <= ofProxy + 1e-6f);
    CHECK(largestStepAround(output, 3 * blockFrames) <= ofOriginal);
    // Where it leaves the original, the last of the high tone dies away within the fade; after that all is the proxy's.
    const auto areEqual = [&](const std::vector<float>& wanted, std::size_t from, std::size_t to)
    {
        return std::equal(wanted.begin() + static_cast<std::ptrdiff_t>(from),
                          wanted.begin() + static_cast<std::ptrdiff_t>(to),
                          output.begin() + static_cast<std::ptrdiff_t>(from));
    };
    CHECK(areEqual(lowTone().channels[0], blockFrames + fadeFrames, 2 * blockFrames));
    CHECK(areEqual(reference.original.channels[0], 2 * blockFrames + fadeFrames, 3 * blockFrames));
}

TEST_CASE("changes of quality sound the same however the frames are cut into reads")
{
    const auto rendered = [](int block)
    {
        ProxyBench bench(withHighTone());
        bench.assets.makeProxy(bench.control, asset, 1, lowTone());
        return bench.render(*bench.mixPlan, 0, 4 * blockFrames, block);
    };
    CHECK(rendered(1) == rendered(4096));
    CHECK(rendered(100) == rendered(512));
}

TEST_CASE("a block that is replaced while it sounds goes over without a click")
{
    const auto block = GENERATE(32, 511);
    ProxyBench bench(withHighTone());
    bench.assets.makeProxy(bench.control, asset, 0, lowTone());
    auto output = bench.render(*bench.mixPlan, 0, 10 * block, block).channels[0];
    bench.assets.putBack(bench.control, asset, 0);
    const auto rest = bench.render(*bench.mixPlan, 10 * block, 10 * block, block).channels[0];
    output.insert(output.end(), rest.begin(), rest.end());
    CHECK(largestStepAround(output, 10 * block) <= largestStep(lowTone().channels[0]) + 1e-6f);
    CHECK(output.back() == bench.original.channels[0][output.size() - 1]);
}
