#include "Signal/Stream/ProxyReads.h"

#include "Signal/Stream/StreamEngine.h"
#include "Support/StreamRig.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId asset{1};
constexpr std::int64_t length = 6 * block;
const std::filesystem::path originalPath = "/media/original.wav";
const std::filesystem::path proxyPath = "/cache/proxy.wav";

/** An original and a proxy of half its rate that sounds alike, a tone that both can hold. */
struct ProxyRig : StreamRig
{
    SignalMedium& original;
    SignalMedium& stored;

    explicit ProxyRig(int channels = 2, std::size_t budget = std::size_t{64} << 20)
        : StreamRig(budget),
          original(media.put(originalPath, makeSines(channels, length, 48'000, 440.0))),
          stored(media.put(proxyPath, makeSines(std::min(channels, 2), length / 2, 24'000, 440.0), 24'000))
    {
    }

    [[nodiscard]] ProxyMedium proxy() const
    {
        ProxyMedium medium;
        medium.path = proxyPath;
        medium.facts.sampleRate = SampleRate(24'000);
        medium.facts.channels = stored.signal.channelCount();
        medium.facts.length = FrameCount(length / 2);
        medium.original.sampleRate = SampleRate(48'000);
        medium.original.channels = original.signal.channelCount();
        medium.original.length = FrameCount(length);
        return medium;
    }
    void giveProxy() { engine.setProxy(signalThread, asset, proxy()); }

    /** Asks for blocks [first, first + count), the first to be heard in so long. */
    void want(std::int64_t first, std::int64_t count, Instant in, std::uint32_t revision = 1)
    {
        ask(1, asset, first * block, count * block, {}, Cohort::realtime, clock.now() + in, revision);
    }
    void step() { engine.step(signalThread); }

    [[nodiscard]] const Block* find(std::int64_t index)
    {
        const auto table = engine.table(signalThread, asset, 0);
        return table != nullptr ? table->find(signalThread, index) : nullptr;
    }
    [[nodiscard]] int proxied()
    {
        int count = 0;
        for (std::int64_t i = 0; i < length / block; ++i)
            count += find(i) != nullptr && find(i)->isProxy ? 1 : 0;
        return count;
    }
    [[nodiscard]] std::vector<bool> changes() const
    {
        std::vector<bool> all;
        for (const auto& change : facts.all<SourceChanged>())
            all.push_back(change.isProxy);
        return all;
    }
    /** The largest difference from the original, but for the ends, where a proxy's low-pass rings. */
    [[nodiscard]] float differenceFromOriginal(std::int64_t index)
    {
        float largest = 0;
        const auto& there = *find(index);
        for (std::size_t c = 0; c < original.signal.channels.size(); ++c)
            for (std::int64_t i = 0; i < block; ++i)
                if (const auto frame = index * block + i; frame > 1000 && frame < length - 1000)
                    largest = std::max(largest, std::abs(there.channels[c][i] -
                                                         original.signal.channels[c][static_cast<std::size_t>(frame)]));
        return largest;
    }
};

} // namespace

TEST_CASE("originals are read where a proxy is there too")
{
    ProxyRig rig;
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 0);
    CHECK(rig.stored.reads == 0);
    CHECK(rig.changes().empty());
}

TEST_CASE("drafts that are wished for lie where the original would, to the sample")
{
    ProxyRig rig;
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.open(asset, originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::filling); // whether there is a draft is not known yet
    rig.giveProxy();
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    CHECK(rig.original.reads == 0);
    for (std::int64_t i = 0; i < 6; ++i)
        CHECK(rig.differenceFromOriginal(i) < 1e-5f);
    REQUIRE(rig.changes() == std::vector<bool>{true});
    CHECK(rig.facts.all<SourceChanged>()[0].cause.empty());
}

TEST_CASE("where a draft is wished for and there is none the original is read")
{
    ProxyRig rig;
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.open(asset, originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.engine.setProxy(rig.signalThread, asset, std::nullopt);
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 0);
}

TEST_CASE("a medium that was never there is heard from its proxy, and from itself when it comes")
{
    ProxyRig rig;
    rig.media.remove(originalPath);
    rig.open(asset, originalPath);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    rig.giveProxy();
    rig.settle();
    CHECK(rig.engine.status(rig.signalThread, asset) == OfflineStatus::missing);
    REQUIRE(rig.engine.facts(rig.signalThread, asset) != nullptr);
    CHECK(rig.engine.facts(rig.signalThread, asset)->length == FrameCount(length));
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    const auto table = rig.engine.table(rig.signalThread, asset, 0);

    rig.media.restore(originalPath, rig.original);
    rig.engine.recheck(rig.signalThread, asset);
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == table); // what sounds goes on
    CHECK(rig.proxied() == 0);
    CHECK(rig.differenceFromOriginal(3) == 0.0f);
    CHECK(rig.changes() == std::vector<bool>{true, false});
}

TEST_CASE("what is only browsed is silent while it is away, and heard from its proxy once a session plays it")
{
    ProxyRig rig;
    rig.media.remove(originalPath);
    rig.engine.registerAsset(rig.signalThread, {asset, originalPath, AssetType::transient});
    rig.giveProxy();
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    rig.engine.useInSession(rig.signalThread, asset);
    CHECK(rig.engine.table(rig.signalThread, asset, 0) != nullptr);
}

TEST_CASE("a proxy of a wide medium fills its first two channels")
{
    ProxyRig rig(6);
    rig.media.remove(originalPath);
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    REQUIRE(rig.find(0) != nullptr);
    CHECK(rig.find(0)->channelCount == 6);
    CHECK(rig.find(0)->channels[1][5000] == Approx(rig.original.signal.channels[1][5000]).margin(1e-5));
    CHECK(rig.find(0)->channels[2][5000] == 0.0f);
    CHECK(rig.find(0)->channels[5][5000] == 0.0f);
}

TEST_CASE("an original that does not come back in time gives way, and is heard again when it is well")
{
    ProxyRig rig;
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.step();
    REQUIRE(rig.disk.beginNext()); // the original hangs in its first read
    rig.clock.advance(std::chrono::milliseconds(600));
    rig.step();
    rig.clock.advance(ProxySwitch::patience);
    CHECK(rig.changes().empty());
    rig.settle();
    // A moment before it is to be heard all is there.
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.proxied() == 6);
    REQUIRE(rig.changes() == std::vector<bool>{true});
    CHECK(rig.facts.all<SourceChanged>()[0].asset == asset);
    CHECK(rig.facts.all<SourceChanged>()[0].cause == "its drive does not keep up");

    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.proxied() == 6); // too late to be of use
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK(rig.changes() == std::vector<bool>{true, false});
    CHECK(rig.proxied() == 0);
    CHECK(rig.differenceFromOriginal(2) == 0.0f);
}

TEST_CASE("an original that is late again soon is left alone for longer")
{
    ProxyRig rig;
    rig.open(asset, originalPath);
    rig.giveProxy();
    auto revision = 1u;
    const auto fallBehind = [&](std::int64_t at)
    {
        rig.want(at, 1, std::chrono::milliseconds(100), ++revision);
        rig.step();
        REQUIRE(rig.disk.beginNext());
        rig.clock.advance(ProxySwitch::checkInterval);
        rig.step();
        rig.clock.advance(ProxySwitch::patience);
        rig.settle();
        rig.disk.endBegun();
        rig.settle();
        REQUIRE(rig.changes().back());
    };
    fallBehind(0);
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    REQUIRE_FALSE(rig.changes().back());
    fallBehind(2);
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK(rig.changes().back());
    rig.clock.advance(ProxySwitch::firstPause);
    rig.settle();
    CHECK_FALSE(rig.changes().back());
}

TEST_CASE("a rendering waits for originals however late they are")
{
    ProxyRig rig;
    rig.engine.readForRendering(rig.signalThread);
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 6, Instant::zero());
    rig.step();
    REQUIRE(rig.disk.beginNext());
    rig.clock.advance(std::chrono::seconds(5));
    rig.step();
    rig.clock.advance(std::chrono::seconds(5));
    rig.step();
    CHECK(rig.stored.reads == 0);
    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.proxied() == 0);
    CHECK(rig.stateOf(1) == WindowState::resident);
}

TEST_CASE("only what cannot be read of a damaged original is heard from its proxy, until it can be")
{
    ProxyRig rig;
    rig.original.unreadable = FramePosition(2 * block + 5);
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(10));
    rig.settle();
    rig.settle();
    CHECK(rig.stateOf(1) == WindowState::resident);
    CHECK(rig.find(2)->isProxy);
    CHECK(rig.proxied() == 1);
    CHECK(rig.facts.all<DecodeError>().size() == 1);

    rig.clock.advance(StreamEngine::firstRetry);
    rig.settle();
    CHECK(rig.proxied() == 1);
    rig.original.unreadable.reset();
    rig.clock.advance(4 * StreamEngine::firstRetry);
    rig.settle();
    CHECK(rig.proxied() == 0);
}

TEST_CASE("a proxy that was made from another state of the file is refused")
{
    ProxyRig rig;
    rig.open(asset, originalPath);
    auto stale = rig.proxy();
    stale.stamp.changed = 77;
    rig.engine.setProxy(rig.signalThread, asset, stale);
    const auto told = rig.facts.all<ProxyChanged>();
    REQUIRE(told.size() == 1);
    CHECK(told[0].status == ProxyStatus::stale);
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.proxied() == 0);
}

TEST_CASE("a proxy that is gone itself is given up")
{
    ProxyRig rig;
    rig.media.remove(originalPath);
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.media.remove(proxyPath);
    rig.want(0, 1, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.engine.table(rig.signalThread, asset, 0) == nullptr);
    CHECK(rig.stateOf(1) == WindowState::failed);
}

TEST_CASE("one asset may be wished for in full while the session plays drafts")
{
    ProxyRig rig;
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.engine.setResolution(rig.signalThread, PlaybackResolution::draft);
    rig.engine.setResolution(rig.signalThread, asset, PlaybackResolution::full);
    rig.want(0, 6, std::chrono::seconds(1));
    rig.settle();
    CHECK(rig.proxied() == 0);
    CHECK(rig.changes() == std::vector<bool>{true, false});
}

TEST_CASE("assets that are forgotten while their proxies are read leave nothing behind")
{
    ProxyRig rig;
    rig.media.remove(originalPath);
    rig.open(asset, originalPath);
    rig.giveProxy();
    rig.want(0, 6, std::chrono::seconds(1));
    rig.step();
    REQUIRE(rig.disk.beginNext());
    rig.engine.forget(rig.signalThread, asset);
    rig.disk.endBegun();
    rig.settle();
    CHECK(rig.pool.usedBytes() == 0);
}
