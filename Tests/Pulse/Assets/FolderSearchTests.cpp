#include "Pulse/Assets/FolderSearch.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::TemporaryFolder;

TEST_CASE("links that lead back to a folder above end nowhere and find nothing twice")
{
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "a/b");
    testing::writeFile(folder / "a/b/x.wav", "x");
    std::filesystem::create_directory_symlink(folder / "a", folder / "a/b/up");
    std::filesystem::create_directory_symlink(".", folder / "a/self");
    std::filesystem::create_symlink("nothing", folder / "a/dangling");
    const auto found = searchFolders({folder.path(), folder / "a/b"}, {{"x.wav", "dangling"}});
    REQUIRE(found.byName.size() == 1);
    CHECK(found.byName.at("x.wav").size() == 1);
    CHECK(found.unreadable.empty());
}

TEST_CASE("folders behind links are searched, and only files are found")
{
    TemporaryFolder folder;
    std::filesystem::create_directories(folder / "real/x.wav");
    std::filesystem::create_directories(folder / "search");
    testing::writeFile(folder / "real/y.wav", "y");
    std::filesystem::create_directory_symlink(folder / "real", folder / "search/link");
    const auto found = searchFolders({folder / "search"}, {{"x.wav", "y.wav"}});
    CHECK_FALSE(found.byName.contains("x.wav"));
    CHECK(found.byName.at("y.wav") == std::vector<FolderFindings::File>{{folder / "search/link/y.wav", 1}});
}

TEST_CASE("names are bytes, also those that are no UTF-8")
{
    TemporaryFolder folder;
    testing::writeFile(folder / "caf\xE9.wav", "x");
    CHECK(searchFolders({folder.path()}, {{"caf\xE9.wav"}}).byName.size() == 1);
}

TEST_CASE("a folder that is not there is told with the reason")
{
    TemporaryFolder folder;
    const auto found = searchFolders({folder / "none"}, {{"x"}});
    REQUIRE(found.unreadable.size() == 1);
    CHECK(found.unreadable[0].what == (folder / "none").native());
    CHECK(found.unreadable[0].why == "No such file or directory");
}

TEST_CASE("files are found by their size, whatever they are called")
{
    TemporaryFolder folder;
    testing::writeFile(folder / "take 1.wav", "123");
    testing::writeFile(folder / "take 2.wav", "1234");
    testing::writeFile(folder / "notes.txt", "123");
    const auto found = searchFolders({folder.path()}, {{"take 2.wav"}, {3}});
    CHECK(found.bySize.at(3) ==
          std::vector<FolderFindings::File>{{folder / "notes.txt", 3}, {folder / "take 1.wav", 3}});
    CHECK(found.byName.at("take 2.wav") == std::vector<FolderFindings::File>{{folder / "take 2.wav", 4}});
    CHECK(found.filesSeen == 3);
}
