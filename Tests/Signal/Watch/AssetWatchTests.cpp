#include "Signal/Watch/AssetWatch.h"

#include "Support/HandCrankedDisk.h"
#include "Support/TemporaryFolder.h"
#include "Support/TwoDrives.h"
#include "WithoutEvents.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>
#include <optional>
#include <string>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Rig
{
    Rig()
    {
        std::filesystem::create_directories(folder / "a/b");
        for (const auto* name : {"a/kick.wav", "a/snare.wav", "a/b/hat.wav"})
            write(name);
    }

    void write(const std::filesystem::path& name) { std::ofstream(folder / name) << "x"; }
    void add(std::uint32_t asset, const char* name) { watch->add(thread, AssetId{asset}, folder / name); }

    /** Waits until what is written is dated later than now: the clock for that ticks every few milliseconds. */
    void waitForFileTime() const
    {
        const auto probe = folder / "probe";
        const auto now = std::filesystem::file_time_type::clock::now();
        do
            std::ofstream(probe) << "x";
        while (std::filesystem::last_write_time(probe) <= now);
    }

    /** What is to be looked at after this time, in order. */
    [[nodiscard]] std::vector<std::uint32_t> after(Instant time)
    {
        std::vector<std::uint32_t> changed;
        const auto until = clock.now() + time;
        do
        {
            clock.advance(std::chrono::milliseconds(50));
            for (const auto asset : watch->step(thread))
                changed.push_back(asset.value);
            disk.runAll();
            disk.drain(thread);
        } while (clock.now() < until);
        std::ranges::sort(changed);
        return changed;
    }

    VirtualClock clock;
    HandCrankedDisk disk;
    TemporaryFolder folder;
    SignalThread thread = SignalThread::mint();
    CurrentMounts mounts{clock, [this] { return twoDrives(folder / "a/b"); }};
    std::optional<AssetWatch> watch{parts()};

    [[nodiscard]] AssetWatch::Parts parts() { return {clock, disk, mounts, {".nextcloud"}}; }
};

using Assets = std::vector<std::uint32_t>;
constexpr auto second = std::chrono::seconds(1);

} // namespace

TEST_CASE("a file that goes, comes back or is written is to be looked at once, within a second")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    rig.add(2, "a/snare.wav");
    rig.add(3, "a/b/hat.wav");
    CHECK(rig.after(second).empty());
    std::filesystem::rename(rig.folder / "a/kick.wav", rig.folder / "a/away.wav");
    CHECK(rig.after(second) == Assets{1});
    std::filesystem::rename(rig.folder / "a/away.wav", rig.folder / "a/kick.wav");
    CHECK(rig.after(second) == Assets{1});
    rig.write("a/b/hat.wav");
    rig.write("a/b/other.wav");
    CHECK(rig.after(second) == Assets{3});
    CHECK(rig.after(10 * second).empty());
}

TEST_CASE("a folder that is renamed above a watched one takes its files along, and brings them back")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    rig.add(3, "a/b/hat.wav");
    CHECK(rig.after(second).empty());
    std::filesystem::rename(rig.folder / "a", rig.folder / "z");
    CHECK(rig.after(2 * second) == Assets{1, 3});
    CHECK(rig.after(2 * second).empty());
    std::filesystem::rename(rig.folder / "z", rig.folder / "a");
    CHECK(rig.after(2 * second) == Assets{1, 3});
    // And it is watched again where it was.
    rig.write("a/b/hat.wav");
    CHECK(rig.after(second) == Assets{3});
}

TEST_CASE("a folder that is not there is looked for once more at first, and noticed when it comes")
{
    Rig rig;
    rig.add(4, "drive/take.wav");
    CHECK(rig.after(3 * second) == Assets{4}); // it may have gone since the file was opened
    CHECK(rig.after(3 * second).empty());
    std::filesystem::create_directory(rig.folder / "drive");
    rig.write("drive/take.wav");
    const auto told = rig.after(second);
    CHECK_FALSE(told.empty());
    CHECK(std::ranges::count(told, 4u) == static_cast<std::ptrdiff_t>(told.size()));
}

TEST_CASE("a file that goes before its folder is looked at for the first time is noticed then")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    rig.waitForFileTime();
    std::filesystem::remove(rig.folder / "a/kick.wav");
    CHECK(rig.after(second) == Assets{1});
}

TEST_CASE("a placeholder that stands beside a file's place says that the file has changed")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    CHECK(rig.after(second).empty());
    rig.write("a/kick.wav.nextcloud");
    CHECK(rig.after(second) == Assets{1});
}

TEST_CASE("a folder on a drive that hangs holds up no other, and is not asked for twice")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    CHECK(rig.after(second).empty());
    rig.disk.hold(otherDrive);
    rig.add(3, "a/b/hat.wav");
    CHECK(rig.after(3 * second).empty());
    rig.write("a/kick.wav");
    CHECK(rig.after(second) == Assets{1});
    CHECK(rig.disk.stats(rig.thread).queued <= 2);
    rig.disk.letGo(otherDrive);
    CHECK(rig.after(second).empty());
    rig.write("a/b/hat.wav");
    CHECK(rig.after(second) == Assets{3});
}

TEST_CASE("a folder behind a link to a drive that hangs holds up no other, and is watched once that answers")
{
    Rig rig;
    std::filesystem::create_directory_symlink(rig.folder / "a/b", rig.folder / "linked");
    rig.disk.hold(otherDrive);
    rig.add(1, "a/kick.wav");
    rig.add(3, "linked/hat.wav");
    CHECK(rig.after(3 * second).empty());
    rig.write("a/kick.wav");
    CHECK(rig.after(second) == Assets{1});
    rig.disk.letGo(otherDrive);
    CHECK(rig.after(second).empty());
    rig.write("linked/hat.wav");
    CHECK(rig.after(second) == Assets{3});
}

TEST_CASE("a drive that hung for long is looked at as often as ever once it answers")
{
    Rig rig;
    rig.add(3, "a/b/hat.wav");
    CHECK(rig.after(second).empty());
    rig.disk.hold(otherDrive);
    CHECK(rig.after(30 * second).empty());
    rig.disk.letGo(otherDrive);
    CHECK(rig.after(second / 10).empty());
    // Nothing but looking tells of a folder above.
    std::filesystem::rename(rig.folder / "a", rig.folder / "z");
    CHECK(rig.after(AssetWatch::longestRest + second) == Assets{3});
    std::filesystem::rename(rig.folder / "z", rig.folder / "a");
    CHECK(rig.after(2 * second) == Assets{3});
}

TEST_CASE("where only looking tells, a file that is written in place or goes is looked at within two seconds")
{
    Rig rig;
    {
        const WithoutEvents limit;
        rig.watch.emplace(rig.parts());
    }
    for (std::uint32_t i = 1; i <= 2; ++i)
        rig.add(i, i == 1 ? "a/kick.wav" : "a/snare.wav");
    CHECK(rig.after(4 * second).empty());
    std::ofstream(rig.folder / "a/snare.wav") << "longer"; // leaves the folder as it was
    CHECK(rig.after(2 * second) == Assets{2});
    CHECK(rig.after(4 * second).empty());
    std::filesystem::remove(rig.folder / "a/kick.wav");
    const auto told = rig.after(2 * second);
    CHECK(std::ranges::count(told, 1u) > 0);
}

TEST_CASE("of a folder of many files some are looked at at a time, and all in turn")
{
    Rig rig;
    {
        const WithoutEvents limit;
        rig.watch.emplace(rig.parts());
    }
    const auto name = [](std::size_t i) { return "a/take " + std::to_string(i) + ".wav"; };
    constexpr auto count = 3 * AssetWatch::filesALook;
    for (std::size_t i = 0; i < count; ++i)
        rig.write(name(i));
    for (std::size_t i = 0; i < count; ++i)
        rig.add(static_cast<std::uint32_t>(i + 1), name(i).c_str());
    CHECK(rig.after(8 * second).empty());
    for (const auto i : {std::size_t{0}, count / 2, count - 1})
        std::ofstream(rig.folder / name(i)) << "longer";
    CHECK(rig.after(8 * second) ==
          Assets{1, static_cast<std::uint32_t>(count / 2 + 1), static_cast<std::uint32_t>(count)});
}

TEST_CASE("an asset that is removed, or moved to another file, is told of no more where it was")
{
    Rig rig;
    rig.add(1, "a/kick.wav");
    rig.add(2, "a/kick.wav");
    CHECK(rig.after(second).empty());
    rig.watch->remove(rig.thread, AssetId{1});
    rig.write("a/kick.wav");
    CHECK(rig.after(second) == Assets{2});
    rig.add(2, "a/b/hat.wav");
    CHECK(rig.watch->folderCount() == 1);
    CHECK(rig.after(second).empty());
    rig.write("a/kick.wav");
    CHECK(rig.after(second).empty());
    rig.watch->remove(rig.thread, AssetId{2});
    rig.watch->remove(rig.thread, AssetId{9});
    CHECK(rig.watch->folderCount() == 0);
}

TEST_CASE("a look that comes back after the watch is gone does no harm")
{
    Rig rig;
    {
        AssetWatch gone({rig.clock, rig.disk, rig.mounts, {}});
        gone.add(rig.thread, AssetId{1}, rig.folder / "a/kick.wav");
        static_cast<void>(gone.step(rig.thread));
    }
    CHECK(rig.disk.runAll() == 1);
}
