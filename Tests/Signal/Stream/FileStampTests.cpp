#include "Signal/Stream/FileStamp.h"

#include "Support/StreamRig.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

constexpr auto block = limits::blockFrames;
constexpr AssetId asset{1};

void write(const std::filesystem::path& path, std::size_t bytes)
{
    std::ofstream(path, std::ios::binary) << std::string(bytes, 'x');
}

/** A medium whose path is a real file, of which the first block has been read. */
struct RealFile
{
    RealFile()
    {
        write(path, 100);
        rig.media.put(path, makeNoise(2, 4 * block, 1));
        rig.open(asset, path);
        rig.ask(1, asset, 0, block);
        rig.settle();
        rig.facts.clear();
    }
    /** Reads on, and tells how often the medium was told to be there (again). */
    [[nodiscard]] std::size_t newsAfterReading()
    {
        rig.ask(1, asset, 0, 4 * block, {}, Cohort::realtime, {}, 2);
        rig.settle();
        CHECK(rig.stateOf(1) == WindowState::resident);
        return rig.facts.all<AssetStatusChanged>().size();
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "a.wav";
    StreamRig rig;
};

} // namespace

TEST_CASE("a file is another one when it was replaced, became shorter or was written over, not when it grew")
{
    const FileStamp before{7, 100, 1000};
    CHECK_FALSE(before.isOtherThan(before));
    CHECK_FALSE(FileStamp{7, 150, 2000}.isOtherThan(before));
    CHECK(FileStamp{8, 100, 1000}.isOtherThan(before));
    CHECK(FileStamp{7, 99, 1000}.isOtherThan(before));
    CHECK(FileStamp{7, 100, 1001}.isOtherThan(before));
}

TEST_CASE("a file that is not there cannot be looked at")
{
    auto thread = DiskThread::mint();
    FileStamp stamp;
    DeviceId device;
    CHECK_FALSE(tryStat(thread, "/no/such/file", stamp, device));
    CHECK(stamp == FileStamp());
}

TEST_CASE("a file that stays as it is, or grows, is read on")
{
    RealFile file;
    CHECK(file.newsAfterReading() == 0);
    std::ofstream(file.path, std::ios::app | std::ios::binary) << "more";
    file.rig.ask(2, asset, 0, 4 * block);
    CHECK(file.newsAfterReading() == 0);
}

TEST_CASE(
    "a file that became shorter or was replaced while it is read is opened anew, and nothing of the old one is left")
{
    RealFile file;
    const auto isReplaced = GENERATE(false, true);
    if (isReplaced)
    {
        write(file.folder / "other", 100);
        std::filesystem::rename(file.folder / "other", file.path);
    }
    else
    {
        std::filesystem::resize_file(file.path, 50);
    }
    const auto other = makeNoise(2, 4 * block, 2);
    file.rig.media.put(file.path, other);
    CHECK(file.newsAfterReading() == 1);
    auto table = file.rig.engine.table(file.rig.signalThread, asset, 0);
    const auto* first = table->find(file.rig.signalThread, 0);
    REQUIRE(first != nullptr);
    CHECK(std::equal(first->channels[0], first->channels[0] + block, other.channels[0].begin()));
}
