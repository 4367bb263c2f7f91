#include "Signal/Control/ExportService.h"

#include "Signal/Codec/MediaReader.h"
#include "Support/ControlStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

TestSignal whole(const std::filesystem::path& file)
{
    auto thread = DiskThread::mint();
    auto reader = signal::openMedia(thread, file);
    REQUIRE(reader);
    TestSignal read(reader.value()->info().channels, reader.value()->info().length.value());
    auto at = read.pointers();
    REQUIRE(
        reader.value()->read(thread, FramePosition(0), {at.data(), read.channelCount(), FrameCount(read.frames())}));
    return read;
}

RegionExported exported(ControlStage& stage, FrameRange region, const std::filesystem::path& file)
{
    stage.tell(ExportRegion{RequestId{5}, AssetId{1}, region, file});
    stage.settle();
    REQUIRE(stage.all<RegionExported>().size() == 1);
    return stage.all<RegionExported>().front();
}

} // namespace

TEST_CASE("a region becomes a WAV file of its own with the very samples, in a folder that is made for it")
{
    const auto noise = makeNoise(2, 100'000, 1);
    ControlStage stage;
    stage.media.put("/media/1.wav", noise, 44'100);
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::transient});
    stage.settle();
    const auto file = stage.peaks / "Drags/part.wav";
    const auto done = exported(stage, {FramePosition(12'345), FrameCount(50'001)}, file);
    CHECK(done.error.empty());
    CHECK(done.request == RequestId{5});
    CHECK(done.file == file);
    const auto read = whole(file);
    REQUIRE(read.frames() == 50'001);
    for (std::size_t c = 0; c < 2; ++c)
        CHECK(std::equal(read.channels[c].begin(), read.channels[c].end(), noise.channels[c].begin() + 12'345));
}

TEST_CASE("what of a region lies outside its medium is left out, and a region wholly outside is refused")
{
    ControlStage stage;
    stage.media.put("/media/1.wav", makeNoise(1, 1'000, 1));
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::transient});
    stage.settle();
    CHECK(exported(stage, {FramePosition(900), FrameCount(500)}, stage.peaks / "a.wav").error.empty());
    CHECK(whole(stage.peaks / "a.wav").frames() == 100);
    stage.facts.clear();
    CHECK(exported(stage, {FramePosition(1'000), FrameCount(500)}, stage.peaks / "b.wav").error ==
          "1.wav: has no such region");
    CHECK_FALSE(std::filesystem::exists(stage.peaks / "b.wav"));
}

TEST_CASE("a region of a medium that cannot be read leaves no file, and says why")
{
    ControlStage stage;
    auto& medium = stage.media.put("/media/1.wav", makeNoise(1, 100'000, 1));
    stage.tell(RegisterAsset{AssetId{1}, "/media/1.wav", AssetType::transient});
    stage.settle();
    medium.unreadable = FramePosition(50'000);
    CHECK_FALSE(exported(stage, {FramePosition(0), FrameCount(100'000)}, stage.peaks / "a.wav").error.empty());
    CHECK_FALSE(std::filesystem::exists(stage.peaks / "a.wav"));
}

TEST_CASE("a region of a medium that nobody has registered is refused at once")
{
    ControlStage stage;
    CHECK(exported(stage, {FramePosition(0), FrameCount(1)}, stage.peaks / "a.wav").error == "no such medium");
}
