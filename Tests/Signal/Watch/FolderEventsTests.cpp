#include "Signal/Watch/FolderEvents.h"

#include "Support/TemporaryFolder.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TemporaryFolder;

#if defined(__linux__)

namespace
{

struct Rig
{
    /** The kernel has queued an event by the time that the change is made. */
    [[nodiscard]] std::vector<std::string> names()
    {
        std::vector<std::string> found;
        for (const auto& event : events.take(control))
            found.push_back(event.name);
        found.erase(std::unique(found.begin(), found.end()), found.end());
        return found;
    }

    DiskThread disk = DiskThread::mint();
    SignalThread control = SignalThread::mint();
    TemporaryFolder folder;
    FolderEvents events;
};

} // namespace

TEST_CASE("files that come, go and are written in a watched folder are named")
{
    Rig rig;
    REQUIRE(rig.events.add(rig.disk, rig.folder.path()) != 0);
    std::ofstream(rig.folder / "kick.wav") << "x";
    CHECK(rig.names() == std::vector<std::string>{"kick.wav"});
    std::filesystem::rename(rig.folder / "kick.wav", rig.folder / "snare.wav");
    CHECK(rig.names() == std::vector<std::string>{"kick.wav", "snare.wav"});
    std::filesystem::remove(rig.folder / "snare.wav");
    CHECK(rig.names() == std::vector<std::string>{"snare.wav"});
    CHECK(rig.names().empty());
}

TEST_CASE("a folder that is watched twice keeps its watch, and one that is not there has none")
{
    Rig rig;
    const auto watch = rig.events.add(rig.disk, rig.folder.path());
    CHECK(rig.events.add(rig.disk, rig.folder.path()) == watch);
    CHECK(rig.events.add(rig.disk, rig.folder / "none") == 0);
    std::ofstream(rig.folder / "file") << "x";
    CHECK(rig.events.add(rig.disk, rig.folder / "file") == 0);
}

TEST_CASE("the end of a folder is told, and that it is watched no more")
{
    Rig rig;
    const auto inner = rig.folder / "inner";
    std::filesystem::create_directory(inner);
    const auto watch = rig.events.add(rig.disk, inner);
    std::filesystem::remove(inner);
    const auto events = rig.events.take(rig.control);
    REQUIRE(events.size() == 2);
    CHECK(events[0].watch == watch);
    CHECK(events[0].name.empty());
    CHECK_FALSE(events[0].isEnded);
    CHECK(events[1].isEnded);
}

TEST_CASE("a folder that is given up tells nothing more")
{
    Rig rig;
    const auto watch = rig.events.add(rig.disk, rig.folder.path());
    rig.events.remove(rig.control, watch);
    static_cast<void>(rig.events.take(rig.control));
    std::ofstream(rig.folder / "kick.wav") << "x";
    CHECK(rig.names().empty());
    CHECK_FALSE(rig.events.takeOverflow(rig.control));
}

#endif
