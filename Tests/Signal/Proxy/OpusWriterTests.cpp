#include "Signal/Proxy/OpusWriter.h"

#include "Support/EncodedMedia.h"

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Writes `signal` in pieces of `piece` frames. */
void writeOpus(DiskThread& thread, const std::filesystem::path& path, TestSignal& signal, std::int64_t piece = 1000)
{
    auto writer = OpusWriter::create(thread, path, signal.channelCount(), 128'000);
    REQUIRE(writer.ok());
    for (std::int64_t done = 0; done < signal.frames(); done += piece)
    {
        std::vector<const float*> at;
        for (const auto& channel : signal.channels)
            at.push_back(channel.data() + done);
        const FrameCount frames(std::min(piece, signal.frames() - done));
        REQUIRE(writer.value()->write(thread, {at.data(), signal.channelCount(), frames}).ok());
    }
    REQUIRE(writer.value()->finish(thread).ok());
}

} // namespace

TEST_CASE("an Opus file has exactly the frames that were written, to our reader and to ffmpeg")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto frames = GENERATE(as<std::int64_t>{}, 1, 839, 840, 841, 960, 10'000, 48'000);
    const auto path = folder / "a.opus";
    auto programme = makeProgramme(2, frames, 48'000);
    writeOpus(thread, path, programme);
    auto reader = openMedia(thread, path);
    REQUIRE(reader.ok());
    CHECK(reader.value()->info().length == FrameCount(frames));
    CHECK(reader.value()->info().channels == 2);
    CHECK(reader.value()->info().warning.empty());
    if (frames >= 10'000) // of less than a packet ffmpeg gives all
        CHECK(decodedByFfmpeg(path.string(), 2).frames() == frames);
}

TEST_CASE("nothing written is an Opus file without frames")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    TestSignal nothing(1, 0);
    writeOpus(thread, folder / "a.opus", nothing);
    auto reader = openMedia(thread, folder / "a.opus");
    REQUIRE(reader.ok());
    CHECK(reader.value()->info().length.isZero());
}

TEST_CASE("the pieces in which frames come leave no trace in an Opus file")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto programme = makeProgramme(1, 20'000, 48'000);
    writeOpus(thread, folder / "a.opus", programme, 7);
    writeOpus(thread, folder / "b.opus", programme, 20'000);
    CHECK(readFile(folder / "a.opus") == readFile(folder / "b.opus"));
}

TEST_CASE("an Opus file that is given up leaves nothing behind")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    {
        auto programme = makeProgramme(1, 20'000, 48'000);
        auto writer = OpusWriter::create(thread, folder / "a.opus", 1, 128'000);
        REQUIRE(writer.ok());
        const float* channel = programme.channels[0].data();
        REQUIRE(writer.value()->write(thread, {&channel, 1, FrameCount(20'000)}).ok());
    }
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("opusdec and our reader agree on what was encoded")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto programme = makeProgramme(2, 96'000, 48'000);
    writeOpus(thread, folder / "a.opus", programme);
    runOrFail({"opusdec", "--quiet", "--float", "--rate", "48000", (folder / "a.opus").string(),
               (folder / "a.wav").string()});
    auto reader = openMedia(thread, folder / "a.opus");
    auto decoded = openMedia(thread, folder / "a.wav");
    REQUIRE(reader.ok());
    REQUIRE(decoded.ok());
    CHECK(largestDifference(readWhole(thread, *reader.value()), readWhole(thread, *decoded.value())) < 1e-4f);
}
