#include "Signal/Stream/WaveformJob.h"

#include "Support/MediaLibrary.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Receiver final : StreamJobReceiver
{
    void receive(SignalThread&, OpenedMedium) override {}
    void receive(SignalThread&, ReadBlocks) override {}
    void receive(SignalThread&, ReadWaveform read) override { last = std::move(read); }
    void receive(SignalThread&, FolderListed) override {}
    void receive(SignalThread&, const KnownLink&) override {}
    std::optional<ReadWaveform> last;
};

} // namespace

TEST_CASE("a waveform job reads true samples at the asset's own rate")
{
    auto signalThread = SignalThread::mint();
    auto diskThread = DiskThread::mint();
    MediaLibrary media;
    const auto& medium = media.put("/a.wav", makeNoise(3, 500, 1), 22050);
    Receiver receiver;
    const auto context = std::make_shared<StreamJobContext>(&MediaLibrary::open);
    context->receiver = &receiver;
    MediumSource source{AssetId{4}, {1}, "/a.wav", {}};
    source.facts.channels = 3;
    source.facts.sampleRate = SampleRate(22050);
    source.facts.length = FrameCount(500);

    WaveformJob job(context, source, RequestId{8}, {FramePosition(100), FrameCount(50)});
    job.run(diskThread);
    CHECK(job.bytesRead() == 3 * 50 * sizeof(float));
    job.finish(signalThread);
    REQUIRE(receiver.last);
    const auto& waveform = receiver.last->waveform;
    CHECK(waveform.request == RequestId{8});
    CHECK(waveform.asset == AssetId{4});
    REQUIRE(waveform.channels.size() == 3);
    for (std::size_t c = 0; c < 3; ++c)
        CHECK(std::equal(waveform.channels[c].begin(), waveform.channels[c].end(),
                         medium.signal.channels[c].begin() + 100));
}
