#include "Support/LibraryFile.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a file is found by the words of its name, of its folder in the place, and of its tags")
{
    LibraryFile library;
    library.add("/m/Drum Kits/DeepKick808.wav", {{"artist", "Béla Fleck"}});
    CHECK(library.matches("name : kick") == 1);
    CHECK(library.matches("name : 808") == 1);
    CHECK(library.matches("folder : kits") == 1);
    CHECK(library.matches("folder : m") == 1);
    CHECK(library.matches("tags : bela") == 1);
    CHECK(library.matches("name : bela") == 0);
}

TEST_CASE("a file that is indexed anew is not found by what it was before")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav", {{"title", "before"}});
    library.database.run("UPDATE tags SET scanned = 'behind'");
    library.texts->index(file, false);
    CHECK(library.matches("before") == 0);
    CHECK(library.matches("behind") == 1);
    library.texts->remove(file);
    CHECK(library.matches("behind") == 0);
}

TEST_CASE("tags of any length are indexed in their first part")
{
    LibraryFile library;
    library.add("/m/a.wav", {{"comment", "front " + std::string(100'000, 'x')}});
    CHECK(library.matches("front") == 1);
    CHECK(library.database.number("SELECT length(tags) FROM texts") < 5000);
}
