#include "Signal/Codec/PcmReader.h"

#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

MediaInfo mono(int hz = 48000, int channels = 1)
{
    MediaInfo info;
    info.sampleRate = SampleRate(hz);
    info.channels = channels;
    return info;
}

/** 16-bit mono samples 0, 1, 2 … behind seven bytes of something else. */
std::shared_ptr<const MediaFile> rampFile(DiskThread& thread, const std::filesystem::path& path, int frames)
{
    FileBytes bytes;
    bytes.repeat(7);
    for (int i = 0; i < frames; ++i)
        bytes.little(static_cast<std::uint16_t>(i));
    writeFile(path, bytes.bytes);
    return MediaFile::open(thread, path).value();
}

} // namespace

TEST_CASE("frames outside the medium are silent and those inside stand where they belong")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto file = rampFile(thread, folder / "ramp", 1000);
    const auto reader = PcmReader::open(file, mono(), {7, 2000, 0, false, SampleEncoding::int16Little}).value();
    REQUIRE(reader->info().length == FrameCount(1000));
    CHECK(reader->info().warning.empty());
    CHECK_FALSE(reader->seeksAreExpensive());

    const auto around = readPart(thread, *reader, -3, 1010);
    for (int i = 0; i < 1010; ++i)
    {
        const auto frame = i - 3;
        REQUIRE(around.channels[0][static_cast<std::size_t>(i)] ==
                (frame >= 0 && frame < 1000 ? static_cast<float>(frame) / 32768.0f : 0.0f));
    }
    CHECK(readPart(thread, *reader, 5000, 3).channels[0] == std::vector<float>(3, 0.0f));
    CHECK(readPart(thread, *reader, -50, 10).channels[0] == std::vector<float>(10, 0.0f));
    CHECK(readPart(thread, *reader, 10, 0).channels[0].empty());
}

TEST_CASE("reads longer than one chunk of the file continue without a seam")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto file = rampFile(thread, folder / "ramp", 200'000);
    const auto reader = PcmReader::open(file, mono(), {7, 400'000, 0, false, SampleEncoding::int16Little}).value();
    const auto whole = readPart(thread, *reader, 0, 200'000);
    bool isRight = true;
    for (std::size_t i = 0; i < 200'000; ++i)
        isRight = isRight && whole.channels[0][i] == static_cast<float>(static_cast<std::int16_t>(i)) / 32768.0f;
    CHECK(isRight);
}

TEST_CASE("a file that became shorter fails the read, leaves silence, and serves what is left")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto file = rampFile(thread, folder / "ramp", 1000);
    const auto reader = PcmReader::open(file, mono(), {7, 2000, 0, false, SampleEncoding::int16Little}).value();
    std::filesystem::resize_file(folder / "ramp", 1007);

    std::vector<float> samples(600, 9.0f);
    float* channel = samples.data();
    const auto failed = reader->read(thread, FramePosition(100), {&channel, 1, FrameCount(600)});
    REQUIRE_FALSE(failed.ok());
    CHECK(failed.failure().why == "has become shorter since it was opened");
    CHECK(samples == std::vector<float>(600, 0.0f));
    CHECK(readPart(thread, *reader, 499, 1).channels[0][0] == 499.0f / 32768.0f);
}

TEST_CASE("shapes that no medium has are refused")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto file = rampFile(thread, folder / "ramp", 10);
    const auto why = [&](MediaInfo info) {
        return PcmReader::open(file, std::move(info), {7, 20, 0, false, SampleEncoding::int8}).failure().why;
    };
    CHECK(why(mono(48000, 0)) == "has no channels");
    CHECK(why(mono(48000, 65535)) == "has 65535 channels, more than 8");
    CHECK(why(mono(0)) == "has a sample rate of 0 Hz, which no medium has");
    CHECK(why(mono(1 << 30)) == "has a sample rate of 1073741824 Hz, which no medium has");
}

TEST_CASE("missing data and recordings never closed are told")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto file = rampFile(thread, folder / "ramp", 10);
    const auto warning = [&](std::int64_t bytes, std::int64_t missing, bool isUnclosed)
    {
        const auto reader =
            PcmReader::open(file, mono(), {7, bytes, missing, isUnclosed, SampleEncoding::int16Little}).value();
        CHECK(reader->info().length == FrameCount(bytes / 2));
        return reader->info().warning;
    };
    CHECK(warning(20, 24, false) == "data ends 12 frames early");
    CHECK(warning(19, 1, false) == "data ends 1 frame early");
    CHECK(warning(20, 0, true) == "the recording was never closed; it plays to the end of the file");
}

TEST_CASE("frames that were fetched are read from memory, whatever becomes of the file, until they are let go of")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / "a.raw";
    const auto reader =
        PcmReader::open(rampFile(thread, path, 40'000), mono(), {7, 80'000, 0, false, SampleEncoding::int16Little})
            .value();
    REQUIRE(reader->fetch(thread, {FramePosition(100), FrameCount(30'000)}));
    std::filesystem::resize_file(path, 7);

    std::vector<float> samples(20'000);
    float* const channels[] = {samples.data()};
    REQUIRE(reader->read(thread, FramePosition(5'000), {channels, 1, FrameCount(20'000)}));
    CHECK(samples[0] == 5'000 / 32768.0f);
    CHECK(samples[19'999] == 24'999 / 32768.0f);
    CHECK_FALSE(reader->read(thread, FramePosition(0), {channels, 1, FrameCount(50)}));
    reader->letGo(thread);
    CHECK_FALSE(reader->read(thread, FramePosition(5'000), {channels, 1, FrameCount(50)}));
}

TEST_CASE("what cannot be fetched is a failure, and what is asked for outside the medium is nothing")
{
    auto thread = DiskThread::mint();
    const TemporaryFolder folder;
    const auto path = folder / "a.raw";
    const auto reader =
        PcmReader::open(rampFile(thread, path, 1'000), mono(), {7, 2'000, 0, false, SampleEncoding::int16Little})
            .value();
    CHECK(reader->fetch(thread, {FramePosition(-50), FrameCount(5'000)}));
    CHECK(reader->fetch(thread, {FramePosition(9'000), FrameCount(100)}));
    std::filesystem::resize_file(path, 100);
    CHECK_FALSE(reader->fetch(thread, {FramePosition(0), FrameCount(1'000)}));
    std::vector<float> samples(40);
    float* const channels[] = {samples.data()};
    CHECK(reader->read(thread, FramePosition(0), {channels, 1, FrameCount(40)}));
}
