#include "Signal/Stream/ReadBlocksJob.h"

#include "Signal/Cache/BlockPool.h"
#include "Support/MediaLibrary.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;

struct Receiver final : StreamJobReceiver
{
    void receive(SignalThread&, OpenedMedium) override {}
    void receive(SignalThread&, ReadBlocks read) override { last = std::move(read); }
    void receive(SignalThread&, ReadWaveform) override {}
    void receive(SignalThread&, FolderListed) override {}
    void receive(SignalThread&, const KnownLink&) override {}
    std::optional<ReadBlocks> last;
};

} // namespace

TEST_CASE("a joined read fills what it can and says which block failed")
{
    auto signalThread = SignalThread::mint();
    auto diskThread = DiskThread::mint();
    MediaLibrary media;
    auto& medium = media.put("/a.wav", makeNoise(2, 4 * block, 1));
    medium.unreadable = FramePosition(block + 1);
    Receiver receiver;
    const auto context = std::make_shared<StreamJobContext>(&MediaLibrary::open);
    context->receiver = &receiver;
    BlockPool pool(std::size_t{1} << 20);

    MediumSource source{AssetId{1}, {1}, "/a.wav", {}};
    source.facts.channels = 2;
    source.facts.sampleRate = SampleRate(48000);
    source.facts.length = FrameCount(4 * block);
    ReadBlocks wanted{9, AssetId{1}, {1}, {}, {}, false};
    for (std::int64_t index = 0; index < 3; ++index)
        wanted.blocks.push_back({index, pool.tryAcquire(signalThread, 2), {}});

    ReadBlocksJob job(context, source, {GridMapping(SampleRate(48000), SampleRate(48000), 0.0), FrameCount(4 * block)},
                      std::move(wanted));
    job.run(diskThread);
    CHECK(job.bytesRead() == 4 * BlockPool::slabBytes);
    job.finish(signalThread);
    REQUIRE(receiver.last);
    CHECK(receiver.last->read == 9);
    REQUIRE(receiver.last->blocks.size() == 3);
    CHECK_FALSE(receiver.last->blocks[0].failure);
    CHECK(receiver.last->blocks[1].failure);
    CHECK_FALSE(receiver.last->blocks[2].failure);
    CHECK(receiver.last->blocks[2].lease->channel(1)[3] == medium.signal.channels[1][2 * block + 3]);
    CHECK_FALSE(receiver.last->lost);
}
