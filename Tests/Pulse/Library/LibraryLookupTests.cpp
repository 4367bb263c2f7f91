#include "Pulse/Library/LibraryLookup.h"

#include "Support/LibraryFile.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("files are found by their quick prints, those that are still there first")
{
    LibraryFile library;
    library.add("/m/Drums/kick.wav");
    library.add("/m/snare.wav");
    library.add("/m/hat.wav");
    ContentKey first;
    first.bytes[0] = 1;
    ContentKey third;
    third.bytes[0] = 3;
    ContentKey none;
    none.bytes[0] = 77;
    CHECK(filesWithPrints(library.database, {third, none, first}) ==
          std::vector<std::filesystem::path>{"/m/hat.wav", "/m/Drums/kick.wav"});
    library.database.run("UPDATE files SET print = (SELECT print FROM files WHERE id = 1), state = 2 WHERE id = 1");
    library.database.run("UPDATE files SET print = (SELECT print FROM files WHERE id = 1) WHERE id = 2");
    CHECK(filesWithPrints(library.database, {first}) ==
          std::vector<std::filesystem::path>{"/m/snare.wav", "/m/Drums/kick.wav"});
}

TEST_CASE("names are found by how they begin, in any case and by nothing else in them")
{
    LibraryFile library;
    const auto kick = library.add("/m/Kick.wav");
    const auto other = library.add("/m/kickflip.wav");
    library.add("/m/a kick.wav");
    library.add("/m/Kid.wav");
    auto found = filesNamedFrom(library.database, "KICK");
    std::ranges::sort(found);
    CHECK(found == std::vector{kick, other});
    CHECK(filesNamedFrom(library.database, "kick%").empty());
    CHECK(filesNamedFrom(library.database, "x").empty());
}

TEST_CASE("the folders in one are told with what lies in and below each, also while they are away")
{
    LibraryFile library;
    library.add("/m/Drums/a.wav");
    library.add("/m/Drums/Kicks/b.wav");
    library.add("/m/Drums/Kicks/c.wav");
    const auto root = library.places->add("/m");
    const auto top = library.places->store(root, {}, "/m", false);
    const auto drums = library.places->store(root, top, "/m/Drums", false);
    static_cast<void>(library.places->store(root, drums, "/m/Drums/Kicks", false));
    const auto pads = library.places->store(root, top, "/m/Pads", false);
    library.places->setAway(pads, "its drive does not answer");
    const auto told = foldersIn(library.database, "/m");
    CHECK(told.parent == "/m");
    REQUIRE(told.folders.size() == 2);
    CHECK(told.folders[0].path == "/m/Drums");
    CHECK(told.folders[0].files == 3);
    CHECK(told.folders[0].hasFolders);
    CHECK_FALSE(told.folders[0].isAway);
    CHECK(told.folders[1].files == 0);
    CHECK_FALSE(told.folders[1].hasFolders);
    CHECK(told.folders[1].isAway);
    CHECK(foldersIn(library.database, "/nowhere").folders.empty());
    CHECK(folderAt(library.database, "/m/Drums") == drums);
    CHECK_FALSE(folderAt(library.database, "/m/Dru"));
}
