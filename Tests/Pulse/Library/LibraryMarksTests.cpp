#include "Support/LibraryFile.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("favourites, ratings and collections change one by one, on many files at once")
{
    LibraryFile library;
    const auto a = library.add("/m/a.wav");
    const auto b = library.add("/m/b.wav");
    library.marks->apply(MarkLibraryFiles{{a, b}, true, {}, 0b11, 0});
    library.marks->apply(MarkLibraryFiles{{b}, {}, 9, 0xFF, 0b10});
    CHECK(library.hit(a).isFavourite);
    CHECK(library.hit(a).rating == 0);
    CHECK(library.hit(a).collections == 0b11);
    CHECK(library.hit(b).rating == 5);
    CHECK(library.hit(b).collections == 0b1111101);
    library.marks->apply(MarkLibraryFiles{{a}, false, 0, 0, 0});
    CHECK_FALSE(library.hit(a).isFavourite);
}

TEST_CASE("labels are found as words, once each in any case")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav");
    library.marks->apply(LabelLibraryFiles{{file, 999}, {"Thump", "thump", "", "dark"}, {}});
    CHECK(library.hit(file).labels == std::vector<std::string>{"dark", "Thump"});
    CHECK(library.matches("thump") == 1);
    library.marks->apply(LabelLibraryFiles{{file}, {}, {"THUMP"}});
    CHECK(library.matches("thump") == 0);
    CHECK(library.database.number("SELECT count(*) FROM labels") == 1);
}

TEST_CASE("the user's value stands over the scanned one and gives it back")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav", {{"bpm", "100"}});
    library.marks->apply(SetLibraryTag{{file}, "bpm", "120"});
    library.marks->apply(SetLibraryTag{{file}, "mood", "calm"});
    CHECK(library.hit(file).tempo == 120);
    CHECK(library.matches("calm") == 1);
    library.marks->apply(SetLibraryTag{{file}, "bpm", {}});
    library.marks->apply(SetLibraryTag{{file}, "mood", {}});
    CHECK(library.hit(file).tempo == 100);
    CHECK(library.matches("calm") == 0);
    CHECK(library.database.number("SELECT count(*) FROM tags") == 1);
}

TEST_CASE("recents are files of the library, by their bytes")
{
    LibraryFile library;
    const auto file = library.add("/m/\xFF.wav");
    library.marks->apply(NoteLibraryUse{"/m/\xFF.wav"}, 77);
    library.marks->apply(NoteLibraryUse{"/m/none.wav"}, 78);
    CHECK(library.hit(file).used == 77);
}

TEST_CASE("searches are saved by name, changed and forgotten")
{
    LibraryFile library;
    library.marks->apply(SaveLibrarySearch{"short", "len:<1s"});
    library.marks->apply(SaveLibrarySearch{"short", "len:<2s"});
    library.marks->apply(SaveLibrarySearch{"other", "kick"});
    library.marks->apply(SaveLibrarySearch{"other", ""});
    CHECK(library.reading->overview().searches == std::map<std::string, std::string>{{"short", "len:<2s"}});
}
