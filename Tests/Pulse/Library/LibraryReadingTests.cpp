#include "Support/LibraryFile.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a file's status is that of its folder and its place as well")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav");
    CHECK(library.hit(file).offlineStatus == OfflineStatus::present);
    const auto place = library.places->add("/m").place;
    library.places->setAway(library.places->find("/m").value().id, "unplugged");
    CHECK(library.hit(file).offlineStatus == OfflineStatus::missing);
    CHECK(library.hit(file).cause == "is offline: unplugged");
    library.places->setState(place, LibraryPlace::State::offline, "does not answer", 1);
    CHECK(library.hit(file).cause == "is offline: does not answer");
    library.files->setGone(file);
    CHECK(library.hit(file).cause == "is no longer there");
    CHECK_FALSE(library.reading->read(999));
}

TEST_CASE("the overview counts everything once")
{
    LibraryFile library;
    const auto a = library.add("/m/a.wav");
    library.add("/m/b.wav");
    const auto c = library.add("/m/c.wav");
    library.marks->apply(MarkLibraryFiles{{a}, true, {}, 0b1000001, 0});
    library.marks->apply(LabelLibraryFiles{{a, c}, {"x"}, {}});
    library.files->setGone(c);
    const auto told = library.reading->overview();
    CHECK(told.files == 3);
    CHECK(told.missing == 1);
    CHECK(told.favourites == 1);
    CHECK(told.seconds == Approx(1.5));
    CHECK(told.formats == std::map<std::string, std::uint64_t>{{"WAV", 3}});
    CHECK(told.labels == std::map<std::string, std::uint64_t>{{"x", 2}});
    CHECK(told.collections == std::vector<std::uint64_t>{1, 0, 0, 0, 0, 0, 1});
    CHECK(told.places.at(0).files == 3);
    CHECK(told.databaseBytes > 0);
}

TEST_CASE("an empty library has an overview of nothing")
{
    LibraryFile library;
    const auto told = library.reading->overview();
    CHECK(told.files == 0);
    CHECK(told.seconds == 0);
    CHECK(told.places.empty());
}

TEST_CASE("a hit tells its size and which of its values are the user's")
{
    LibraryFile library;
    const auto file = library.add("/m/a.wav", {{"key", "Am"}, {"artist", "X"}});
    library.marks->apply(SetLibraryTag{{file}, "key", "C"});
    const auto hit = library.hit(file);
    CHECK(hit.bytes == 10);
    CHECK(hit.ownTags == std::vector<std::string>{"key"});
    CHECK(hit.key == "C");
}
