#include "Signal/Stream/FolderJob.h"
#include "Signal/Stream/StreamEngine.h"

#include "Support/StreamRig.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <map>
#include <set>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

TEST_CASE("a folder is listed in parts, with the kind and size of each entry")
{
    StreamRig rig;
    TemporaryFolder folder;
    std::filesystem::create_directory(folder / "inner");
    std::filesystem::create_symlink("nowhere", folder / "dangling");
    for (int i = 0; i < 600; ++i)
        std::ofstream(folder / (std::to_string(i) + ".wav")) << "123";
    rig.engine.request(rig.signalThread, ListFolder{RequestId{3}, folder.path()});
    rig.settle();

    const auto parts = rig.facts.all<FolderListed>();
    REQUIRE(parts.size() == 3);
    std::set<std::filesystem::path> names;
    std::uintmax_t bytes = 0;
    int folders = 0;
    int dated = 0;
    for (const auto& part : parts)
    {
        CHECK(part.request == RequestId{3});
        CHECK(part.entries.size() <= FolderJob::entriesAPart);
        CHECK(part.isComplete == (&part == &parts.back()));
        CHECK(part.error.empty());
        for (const auto& entry : part.entries)
        {
            names.insert(entry.path.filename());
            bytes += entry.bytes;
            folders += entry.isFolder ? 1 : 0;
            dated += entry.modified > 0 ? 1 : 0;
        }
    }
    CHECK(names.size() == 602);
    CHECK(bytes == 1800);
    CHECK(folders == 1);
    CHECK(dated == 601); // all but the link that leads nowhere
}

TEST_CASE("an empty folder is complete at once, one that is not there says so")
{
    StreamRig rig;
    TemporaryFolder folder;
    rig.engine.request(rig.signalThread, ListFolder{RequestId{1}, folder.path()});
    rig.settle();
    rig.engine.request(rig.signalThread, ListFolder{RequestId{2}, folder / "none"});
    rig.settle();
    const auto parts = rig.facts.all<FolderListed>();
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].isComplete);
    CHECK(parts[0].entries.empty());
    CHECK(parts[0].error.empty());
    CHECK(parts[1].isComplete);
    CHECK(parts[1].error == (folder / "none").string() + ": no such file or directory");
}

TEST_CASE("a folder that is a link to a drive that hangs holds up no other, and is listed once that answers")
{
    StreamRig rig;
    TemporaryFolder folder;
    std::filesystem::create_directory_symlink("/proc/self/task", folder / "far");
    const auto far = MountTable::current().deviceOf("/proc");
    rig.disk.hold(far);
    rig.engine.request(rig.signalThread, ListFolder{RequestId{1}, folder / "far"});
    rig.engine.request(rig.signalThread, ListFolder{RequestId{2}, folder.path()});
    rig.settle();
    REQUIRE(rig.facts.all<FolderListed>().size() == 1);
    CHECK(rig.facts.all<FolderListed>()[0].request == RequestId{2});
    CHECK(rig.engine.mounts().deviceOf(folder / "far") == far);
    rig.disk.letGo(far);
    rig.settle();
    REQUIRE(rig.facts.all<FolderListed>().size() == 2);
    CHECK(rig.facts.all<FolderListed>()[1].isComplete);
    CHECK_FALSE(rig.facts.all<FolderListed>()[1].entries.empty());
    CHECK(rig.facts.all<FolderListed>()[1].entries[0].path.parent_path() == folder / "far");
}

TEST_CASE("what is mounted in a folder is told by its name and not looked at")
{
    StreamRig rig;
    rig.engine.request(rig.signalThread, ListFolder{RequestId{4}, "/"});
    rig.settle();
    std::map<std::filesystem::path, FolderEntry> found;
    for (const auto& part : rig.facts.all<FolderListed>())
        for (const auto& entry : part.entries)
            found[entry.path] = entry;
    REQUIRE(found.contains("/proc"));
    CHECK(found["/proc"].isFolder);
    CHECK(found["/proc"].modified == 0);
    REQUIRE(found.contains("/etc"));
    CHECK(found["/etc"].isFolder);
    CHECK(found["/etc"].modified > 0);
}

TEST_CASE("links to other drives are told by their names and not followed, those on the same drive are")
{
    StreamRig rig;
    TemporaryFolder folder;
    std::filesystem::create_directory(folder / "real");
    std::filesystem::create_directory_symlink("real", folder / "near");
    std::filesystem::create_symlink("/proc/version", folder / "far");
    std::filesystem::create_symlink("/proc/version", folder / "far.wav");
    rig.engine.request(rig.signalThread, ListFolder{RequestId{4}, folder.path()});
    rig.settle();
    std::map<std::string, bool> isFolder;
    for (const auto& part : rig.facts.all<FolderListed>())
        for (const auto& entry : part.entries)
            isFolder[entry.path.filename().native()] = entry.isFolder;
    CHECK(isFolder == std::map<std::string, bool>{{"real", true}, {"near", true}, {"far", true}, {"far.wav", false}});
}
