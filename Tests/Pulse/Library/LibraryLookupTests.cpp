#include "Pulse/Library/LibraryLookup.h"

#include "Support/LibraryFile.h"

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
