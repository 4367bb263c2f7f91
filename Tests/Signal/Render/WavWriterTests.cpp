#include "Signal/Render/WavWriter.h"

#include "Signal/Codec/WavReader.h"
#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

#include <csignal>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

/** Writes in parts of `part` frames; the outcome of the first call that fails, or of finish(). */
Outcome<void> writeSignal(DiskThread& thread, const std::filesystem::path& path, TestSignal& signal, WavFormat format,
                          std::int64_t part = 1000, std::int64_t rf64From = WavWriter::largestRiff)
{
    auto writer = WavWriter::create(thread, path, format, rf64From);
    if (!writer)
        return writer.failure();
    for (std::int64_t start = 0; start < signal.frames(); start += part)
    {
        std::vector<const float*> channels;
        for (auto& channel : signal.channels)
            channels.push_back(channel.data() + start);
        const auto written = writer.value()->write(
            thread, {channels.data(), signal.channelCount(), FrameCount(std::min(part, signal.frames() - start))});
        if (!written)
            return written;
    }
    CHECK(writer.value()->framesWritten() == FrameCount(signal.frames()));
    return writer.value()->finish(thread);
}

std::unique_ptr<MediaReader> openWav(DiskThread& thread, const std::filesystem::path& path)
{
    auto opened = WavReader::open(thread, MediaFile::open(thread, path).value());
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

bool isEmptyFolder(const std::filesystem::path& folder)
{
    return std::filesystem::is_empty(folder);
}

/** Files may grow to `bytes` and no further, as on a full disk, until the end of the scope. */
class FileSizeLimit
{
public:
    explicit FileSizeLimit(rlim_t bytes)
    {
        previousHandler = std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &previous);
        const rlimit limit{bytes, previous.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit()
    {
        setrlimit(RLIMIT_FSIZE, &previous);
        std::signal(SIGXFSZ, previousHandler);
    }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit previous{};
    void (*previousHandler)(int) = nullptr;
};

} // namespace

TEST_CASE("floats are written as they are, and read back so by this reader, sox and ffmpeg")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / "out.wav";
    for (const int channels : {1, 2, 3, 6, 8})
    {
        INFO(channels << " channels");
        auto noise = makeNoise(channels, 20'011, 81, 1.0f);
        REQUIRE(writeSignal(thread, path, noise, {SampleRate(44100), channels, SampleEncoding::float32Little}).ok());
        const auto reader = openWav(thread, path);
        CHECK(reader->info().format == "WAV");
        CHECK(reader->info().isFloat);
        CHECK(reader->info().sampleRate == SampleRate(44100));
        CHECK(reader->info().warning.empty());
        CHECK(readWhole(thread, *reader) == noise);
        CHECK(decodedBy({"ffmpeg", "-v", "error", "-i", path.string(), "-f", "f32le", "-"}, channels) == noise);
        CHECK(decodedBy({"sox", path.string(), "-t", "f32", "-"}, channels) == noise);
    }
}

TEST_CASE("integers are written as sox writes them, without dither")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    for (const auto& [encoding, bits] :
         {std::pair(SampleEncoding::int16Little, "16"), std::pair(SampleEncoding::int24Little, "24"),
          std::pair(SampleEncoding::int32Little, "32")})
        for (const int channels : {1, 2})
        {
            INFO(bits << " bits, " << channels << " channels");
            // 16-bit values: sox rounds ties upwards, so that only what needs no rounding can be compared.
            auto noise = makeNoise(channels, 10'007, 83, 1.0f);
            for (auto& channel : noise.channels)
                for (auto& sample : channel)
                    sample = std::floor(sample * 32768.0f) / 32768.0f;
            REQUIRE(writeSignal(thread, folder / "a.wav", noise, {SampleRate(48000), channels, encoding}, 777).ok());
            writeWithSox(noise, 48000, (folder / "b.wav").string(), {"-b", bits});
            const auto samplesOf = [&](const char* name) {
                return runProgram({"sox", (folder / name).string(), "-t", "s32", "-"}).output;
            };
            const auto ours = samplesOf("a.wav");
            CHECK(ours.size() == static_cast<std::size_t>(4 * 10'007 * channels));
            CHECK(ours == samplesOf("b.wav"));
            CHECK(openWav(thread, folder / "a.wav")->info().bitDepth == std::stoi(bits));
        }
}

TEST_CASE("a file of no frames and one of an odd number of bytes are whole")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto none = TestSignal(2, 0);
    REQUIRE(writeSignal(thread, folder / "none.wav", none, {SampleRate(48000), 2}).ok());
    CHECK(openWav(thread, folder / "none.wav")->info().length == FrameCount(0));
    CHECK(openWav(thread, folder / "none.wav")->info().warning.empty());

    auto odd = makeNoise(1, 333, 85);
    REQUIRE(writeSignal(thread, folder / "odd.wav", odd, {SampleRate(48000), 1, SampleEncoding::int24Little}).ok());
    CHECK(std::filesystem::file_size(folder / "odd.wav") % 2 == 0);
    CHECK(openWav(thread, folder / "odd.wav")->info().length == FrameCount(333));
}

TEST_CASE("a file beyond the size that RIFF can tell becomes RF64, which others read")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / "wide.wav";
    auto noise = makeNoise(2, 5001, 87);
    REQUIRE(writeSignal(thread, path, noise, {SampleRate(96000), 2}, 1000, 40'000).ok());
    const auto reader = openWav(thread, path);
    CHECK(reader->info().format == "RF64");
    CHECK(readWhole(thread, *reader) == noise);
    CHECK(decodedBy({"ffmpeg", "-v", "error", "-i", path.string(), "-f", "f32le", "-"}, 2) == noise);

    const auto bytes = readFile(path);
    CHECK(bytes.substr(12, 4) == "ds64");
    REQUIRE(writeSignal(thread, path, noise, {SampleRate(96000), 2}, 1000, 50'000).ok());
    CHECK(readFile(path).substr(0, 4) == "RIFF");
    // Both headers have 94 bytes up to the samples, so that the one can become the other.
    const bool areSameSamples = readFile(path).substr(94) == bytes.substr(94);
    CHECK(areSameSamples);
}

TEST_CASE("a file that cannot grow fails, says so every time, and leaves nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 100'000, 89);
    const FileSizeLimit limit(100'000);
    const auto done = writeSignal(thread, folder / "out.wav", noise, {SampleRate(48000), 2});
    REQUIRE_FALSE(done.ok());
    CHECK(done.failure().message() == (folder / "out.wav").string() + ": cannot be written: file too large");
    CHECK(isEmptyFolder(folder.path()));

    auto writer = WavWriter::create(thread, folder / "out.wav", {SampleRate(48000), 2}).value();
    const std::vector<const float*> channels{noise.channels[0].data(), noise.channels[1].data()};
    CHECK_FALSE(writer->write(thread, {channels.data(), 2, FrameCount(100'000)}).ok());
    CHECK_FALSE(writer->write(thread, {channels.data(), 2, FrameCount(1)}).ok());
    CHECK_FALSE(writer->finish(thread).ok());
    writer.reset();
    CHECK(isEmptyFolder(folder.path()));
}

TEST_CASE("a full disk fails with its reason and keeps what stood there")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    if (mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=256k") != 0)
    {
        WARN("mounting a small file system is not allowed here: a full disk was not tried");
        return;
    }
    writeFile(folder / "out.wav", "old");
    auto noise = makeNoise(2, 100'000, 91);
    const auto done = writeSignal(thread, folder / "out.wav", noise, {SampleRate(48000), 2});
    const auto kept = readFile(folder / "out.wav");
    const auto entries = std::distance(std::filesystem::directory_iterator(folder.path()), {});
    struct statvfs space = {};
    statvfs(folder.path().c_str(), &space);
    umount(folder.path().c_str());
    REQUIRE_FALSE(done.ok());
    CHECK(done.failure().why == "cannot be written: no space left on device");
    CHECK(kept == "old");
    CHECK(entries == 1);
    CHECK(space.f_bfree * space.f_bsize > 200'000);
}

TEST_CASE("a writer that is given up leaves nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    auto noise = makeNoise(2, 50'000, 93);
    {
        auto writer = WavWriter::create(thread, folder / "out.wav", {SampleRate(48000), 2}).value();
        const std::vector<const float*> channels{noise.channels[0].data(), noise.channels[1].data()};
        REQUIRE(writer->write(thread, {channels.data(), 2, FrameCount(50'000)}).ok());
    }
    CHECK(isEmptyFolder(folder.path()));
}

TEST_CASE("a folder that cannot be written is told before anything is rendered")
{
    auto thread = DiskThread::mint();
    const auto refused = WavWriter::create(thread, "/proc/out.wav", {SampleRate(48000), 2});
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().what == "/proc/out.wav");
    CHECK(refused.failure().why.starts_with("cannot be written: "));
}
