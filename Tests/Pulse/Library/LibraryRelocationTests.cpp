#include "Pulse/Library/LibraryRelocation.h"

#include "Support/LibraryFile.h"
#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

/** Two files below "/m" of which the user has said something, with the place's drive gone. */
struct Moved : LibraryStage
{
    Moved()
    {
        put("/m/Drums/kick.wav");
        put("/m/snare.wav");
        static_cast<void>(scan({"/m"}));
        mark("name:kick", 5);
        mark("name:snare", 3);
    }
    void mark(const char* query, int rating) { tell(MarkLibraryFiles{{only(query).file}, true, rating, 0, 0}); }
    /** The whole drive, under another path. */
    void mountElsewhere(const char* where)
    {
        for (const auto& [path, file] : std::exchange(files, {}))
            files[std::string(where) + path.native().substr(2)] = file;
    }
};

} // namespace

TEST_CASE("a place that lies elsewhere now keeps its files, their numbers and what was said of them")
{
    Moved library;
    const auto kick = library.only("name:kick").file;
    library.mountElsewhere("/run/media/u/Samples");
    library.tell(RelocateLibraryPlace{"/m/", "/run/media/u/Samples"});
    const auto progress = library.run();
    CHECK(progress.gone == 0);
    CHECK(progress.read == 0); // size and time are the same: nothing is opened again
    const auto hit = library.only("name:kick");
    CHECK(hit.file == kick);
    CHECK(hit.path == "/run/media/u/Samples/Drums/kick.wav");
    CHECK(hit.offlineStatus == OfflineStatus::present);
    CHECK(hit.rating == 5);
    REQUIRE(library.overview().places.size() == 1);
    CHECK(library.overview().places[0].folder == "/run/media/u/Samples");
    CHECK(library.names("in:samples").size() == 2); // the index knows its new name
}

TEST_CASE("a place is not put into or around another, and what is no place is not moved")
{
    LibraryFile library;
    static_cast<void>(library.places->add("/m"));
    static_cast<void>(library.places->add("/n/Deep"));
    const auto move = [&](const char* from, const char* to)
    { return relocatePlace(library.database, *library.texts, from, to); };
    CHECK(move("/m", "/n").failure().message() == "/n: lies in or around the place /n/Deep");
    CHECK(move("/m", "/n/Deep/er").failure().message() == "/n/Deep/er: lies in or around the place /n/Deep");
    CHECK(move("/x", "/y").failure().message() == "/x: is no place of the library");
    CHECK(library.database.number("SELECT count(*) FROM places WHERE path IN (CAST('/m' AS BLOB), "
                                  "CAST('/n/Deep' AS BLOB))") == 2);
}

TEST_CASE("what was said of a file that is gone is said of the one that it is now, together with what was said of that")
{
    Moved library;
    const auto kick = library.only("name:kick").file;
    library.tell(LabelLibraryFiles{{kick}, {"dry"}, {}});
    library.files.erase("/m/Drums/kick.wav");
    library.put("/m/Drums/bass drum.wav").stamp = {77, 7};
    static_cast<void>(library.scan({"/m"}));
    const auto other = library.only("name:bass").file;
    library.tell(MarkLibraryFiles{{other}, {}, 2, 1, 0});
    library.tell(LabelLibraryFiles{{other}, {"wet"}, {}});

    library.tell(RelocateLibraryFile{kick, "/m/Drums/bass drum.wav"});
    static_cast<void>(library.run());
    const auto hit = library.only("name:bass");
    CHECK(hit.file == kick);
    CHECK(hit.rating == 5);
    CHECK(hit.isFavourite);
    CHECK(hit.collections == 1);
    CHECK(hit.labels == std::vector<std::string>{"dry", "wet"});
    CHECK(hit.bytes == 77); // it was looked at anew
    CHECK(hit.offlineStatus == OfflineStatus::present);
    CHECK(library.names("name:kick").empty());
}

TEST_CASE("a file that the library does not have cannot take a mark, and that is said")
{
    LibraryFile library;
    const auto kick = library.add("/m/kick.wav");
    const auto refused = relocateFile(library.database, *library.files, kick, "/elsewhere/kick.wav");
    CHECK(refused.failure().message() ==
          "/elsewhere/kick.wav: is in none of the library's places; add its folder first");
    CHECK(relocateFile(library.database, *library.files, kick, "/m/kick.wav")); // it is that file
    CHECK(library.hit(kick).path == "/m/kick.wav");
}

TEST_CASE("why a place was not moved is told as a refusal")
{
    LibraryStage library;
    library.put("/m/a.wav");
    static_cast<void>(library.scan({"/m"}));
    library.tell(RelocateLibraryPlace{"/unknown", "/x"});
    CHECK(library.refusals == std::vector<std::string>{"/unknown: is no place of the library"});
}
