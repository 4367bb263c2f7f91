#include "Signal/Stream/OpenJob.h"

#include "Support/MediaLibrary.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Receiver final : StreamJobReceiver
{
    void receive(SignalThread&, OpenedMedium opened) override { last = std::move(opened); }
    void receive(SignalThread&, ReadBlocks) override {}
    void receive(SignalThread&, ReadWaveform) override {}
    void receive(SignalThread&, FolderListed) override {}
    void receive(SignalThread&, const KnownLink&) override {}
    std::optional<OpenedMedium> last;
};

struct Rig
{
    Rig()
    {
        context->receiver = &receiver;
        context->shelf.admit({5});
    }
    const OpenedMedium& open(const std::filesystem::path& path)
    {
        OpenJob job(context, AssetId{1}, {5}, path, {});
        job.run(diskThread);
        job.finish(signalThread);
        return receiver.last.value();
    }

    SignalThread signalThread = SignalThread::mint();
    DiskThread diskThread = DiskThread::mint();
    MediaLibrary media;
    Receiver receiver;
    std::shared_ptr<StreamJobContext> context = std::make_shared<StreamJobContext>(&MediaLibrary::open);
};

} // namespace

TEST_CASE("an opening tells the facts and leaves the reader on the shelf")
{
    Rig rig;
    TemporaryFolder folder;
    std::ofstream(folder / "a.wav") << "12345";
    rig.media.put(folder / "a.wav", makeNoise(2, 1000, 1), 44100);
    const auto& opened = rig.open(folder / "a.wav");
    CHECK_FALSE(opened.failure);
    CHECK(opened.facts.sampleRate == SampleRate(44100));
    CHECK(opened.facts.length == FrameCount(1000));
    CHECK(opened.facts.format == "WAV");
    CHECK(opened.stamp.bytes == 5);
    CHECK(opened.stamp.changed != 0);
    CHECK(opened.device != DeviceId());
    CHECK(rig.context->shelf.count() == 1);
}

TEST_CASE("an opening that fails tells why")
{
    Rig rig;
    const auto& opened = rig.open("/nowhere.wav");
    REQUIRE(opened.failure);
    CHECK(opened.failure->message() == "/nowhere.wav: no such file or directory");
    CHECK(rig.context->shelf.count() == 0);
}

TEST_CASE("more channels than a block holds are refused")
{
    Rig rig;
    rig.media.put("/nine.wav", TestSignal(9, 100));
    const auto& opened = rig.open("/nine.wav");
    REQUIRE(opened.failure);
    CHECK(opened.failure->why == "has 9 channels at 48000 Hz");
}

TEST_CASE("an engine that is gone is not told")
{
    Rig rig;
    rig.media.put("/a.wav", TestSignal(1, 100));
    OpenJob job(rig.context, AssetId{1}, {5}, "/a.wav", {});
    job.run(rig.diskThread);
    rig.context->receiver = nullptr;
    job.finish(rig.signalThread);
    CHECK_FALSE(rig.receiver.last);
}
