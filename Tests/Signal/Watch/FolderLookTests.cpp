#include "Signal/Watch/FolderLook.h"

#include "Support/TemporaryFolder.h"
#include "Support/TwoDrives.h"
#include "WithoutEvents.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TemporaryFolder;

TEST_CASE("a look tells which folders are there, and whether another one is in their place")
{
    auto disk = DiskThread::mint();
    auto control = SignalThread::mint();
    TemporaryFolder folder;
    const auto inner = folder / "inner";
    const auto file = folder / "file";
    std::ofstream(file) << "x";
    std::vector<FolderSeen> seen;
    const auto look = [&]
    {
        FolderLook job(std::make_shared<FolderEvents>(), {{inner, {}, {}}, {file, {}, {}}},
                       [&](SignalThread&, std::vector<FolderSeen> what) { seen = std::move(what); });
        job.run(disk);
        job.finish(control);
        return seen.at(0).stamp;
    };
    const auto absent = look();
    CHECK(seen.at(1).folder == file);
    CHECK_FALSE(seen.at(1).stamp.exists);
    CHECK_FALSE(absent.exists);

    std::filesystem::create_directory(inner);
    const auto first = look();
    CHECK(first.exists);
    CHECK(first.isOtherThan(absent));
    CHECK(look() == first);

    std::filesystem::rename(inner, folder / "elsewhere"); // keeps its number, so that the next one has another
    std::filesystem::create_directory(inner);
    const auto second = look();
    CHECK(second.isOtherThan(first));
    CHECK_FALSE(second.isOtherThan(second));
}

TEST_CASE("files are looked at themselves where nothing tells of their changes")
{
    auto disk = DiskThread::mint();
    auto control = SignalThread::mint();
    TemporaryFolder folder;
    std::ofstream(folder / "take.wav") << "four";
    const auto lookWith = [&](std::shared_ptr<FolderEvents> events)
    {
        std::vector<FolderSeen> seen;
        FolderLook job(std::move(events), {{folder.path(), {}, {{"take.wav"}, {"gone.wav"}}}},
                       [&](SignalThread&, std::vector<FolderSeen> what) { seen = std::move(what); });
        job.run(disk);
        job.finish(control);
        return seen.at(0).files;
    };
    CHECK(lookWith(std::make_shared<FolderEvents>()).empty());

    std::shared_ptr<FolderEvents> none;
    {
        const testing::WithoutEvents limit;
        none = std::make_shared<FolderEvents>();
    }
    const auto files = lookWith(none);
    REQUIRE(files.size() == 2);
    CHECK(files[0].bytes == 4);
    CHECK(files[0].changed > 0);
    CHECK(files[1].bytes == -1);
}

TEST_CASE("neither folders nor files that are links to another drive are looked at")
{
    auto disk = DiskThread::mint();
    auto control = SignalThread::mint();
    TemporaryFolder folder;
    std::filesystem::create_directory_symlink("/proc/self", folder / "far");
    std::filesystem::create_symlink("/proc/version", folder / "far.wav");
    std::ofstream(folder / "near.wav") << "four";
    const auto mounts = std::make_shared<const MountTable>(testing::twoDrives("/proc"));
    std::shared_ptr<FolderEvents> none;
    {
        const testing::WithoutEvents limit;
        none = std::make_shared<FolderEvents>();
    }
    std::vector<FolderSeen> seen;
    FolderLook job(none,
                   {{folder / "far", {folder / "far", mounts}, {}},
                    {folder.path(), {folder.path(), mounts}, {{"far.wav"}, {"near.wav"}}}},
                   [&](SignalThread&, std::vector<FolderSeen> what) { seen = std::move(what); });
    job.run(disk);
    job.finish(control);
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].isElsewhere);
    CHECK_FALSE(seen[0].stamp.exists);
    CHECK(seen[0].route.device() == testing::otherDrive);
    CHECK_FALSE(seen[1].isElsewhere);
    CHECK(seen[1].files[0].bytes == -1);
    CHECK(seen[1].files[1].bytes == 4);
}
