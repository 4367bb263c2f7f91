#include "Aura/Browser/LibraryRows.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::aura;

namespace
{

constexpr Instant now = std::chrono::seconds(100);

SearchLibrary searchFor(const char* query)
{
    SearchLibrary search;
    search.query = query;
    return search;
}

/** A library of so many files "0.wav", "1.wav" …, as it would answer. */
struct Answering
{
    std::size_t total = 0;
    std::string prefix = "/m/";

    [[nodiscard]] LibraryHits answer(const SearchLibrary& asked) const
    {
        LibraryHits hits;
        hits.request = asked.request;
        hits.total = total;
        hits.offset = asked.offset;
        for (auto at = asked.offset; at < std::min(asked.offset + asked.limit, total); ++at)
        {
            LibraryHit hit;
            hit.file = static_cast<LibraryFileId>(at) + 1;
            hit.path = prefix + std::to_string(at) + ".wav";
            hits.hits.push_back(hit);
        }
        return hits;
    }
};

struct Scrolling
{
    LibraryRows rows;
    Answering library;
    std::uint32_t request = 0;
    std::size_t questions = 0;

    /** Until nothing more is asked for what is in view. */
    void look(std::size_t first, std::size_t last)
    {
        while (const auto asked = rows.wanted(first, last, RequestId{++request}, now))
        {
            ++questions;
            REQUIRE(questions < 1000);
            REQUIRE(rows.take(library.answer(*asked)) != LibraryRows::Taken::nothing);
        }
    }
    [[nodiscard]] bool areHere(std::size_t first, std::size_t last) const
    {
        for (auto at = first; at < last; ++at)
            if (rows.row(at) == nullptr || rows.row(at)->path != library.prefix + std::to_string(at) + ".wav")
                return false;
        return true;
    }
};

} // namespace

TEST_CASE("of a long list only the rows around those in view are asked for and kept")
{
    Scrolling list;
    list.library.total = 200'000;
    list.rows.begin(searchFor("kick"));
    list.look(0, 0);
    CHECK(list.rows.count() == 200'000);
    list.look(0, 30);
    CHECK(list.areHere(0, 30));
    CHECK(list.questions == 1);
    for (std::size_t first = 0; first + 40 < 200'000; first += 9'973)
    {
        list.look(first, first + 40);
        REQUIRE(list.areHere(first, first + 40));
    }
    for (std::size_t first = 0; first < 60'000; first += 30)
        list.look(first, first + 40);
    CHECK(list.rows.kept() <= LibraryRows::mostKept);
    CHECK(list.areHere(59'970, 60'010));
    CHECK_FALSE(list.areHere(0, 1));
}

TEST_CASE("one question is under way at a time, and is asked again where it is not answered")
{
    LibraryRows rows;
    const Answering library{1000};
    rows.begin(searchFor("a"));
    const auto first = rows.wanted(0, 30, RequestId{1}, now);
    REQUIRE(first);
    CHECK_FALSE(rows.wanted(0, 30, RequestId{2}, now));
    const auto again = rows.wanted(0, 30, RequestId{3}, now + LibraryRows::patience);
    REQUIRE(again);
    CHECK(rows.take(library.answer(*first)) == LibraryRows::Taken::nothing);
    CHECK(rows.take(library.answer(*again)) == LibraryRows::Taken::newList);
    // A list that flew on meanwhile asks for where it is, and not for what it passed.
    const auto next = rows.wanted(900, 930, RequestId{4}, now);
    REQUIRE(next);
    CHECK(next->offset <= 900);
    CHECK(next->offset + next->limit >= 930);
}

TEST_CASE("what was found before stays in sight until the next search is answered")
{
    Scrolling list;
    list.library.total = 500;
    list.rows.begin(searchFor("a"));
    list.look(0, 30);
    list.rows.begin(searchFor("ab"));
    CHECK(list.areHere(0, 30));
    CHECK_FALSE(list.rows.isAnswered());
    list.library = {3, "/n/"};
    const auto asked = list.rows.wanted(0, 30, RequestId{900}, now);
    REQUIRE(asked);
    CHECK(asked->offset == 0);
    CHECK(asked->query == "ab");
    CHECK(list.rows.take(list.library.answer(*asked)) == LibraryRows::Taken::newList);
    CHECK(list.rows.count() == 3);
    CHECK(list.areHere(0, 3));
    CHECK(list.rows.row(3) == nullptr);
    CHECK(list.rows.kept() == 3);
}

TEST_CASE("a query that cannot be understood tells why and leaves what was found before")
{
    Scrolling list;
    list.library.total = 10;
    list.rows.begin(searchFor("a"));
    list.look(0, 10);
    list.rows.begin(searchFor("len:x"));
    const auto asked = list.rows.wanted(0, 10, RequestId{77}, now);
    REQUIRE(asked);
    LibraryHits wrong;
    wrong.request = asked->request;
    wrong.error = "\"x\" is no value of len:";
    CHECK(list.rows.take(std::move(wrong)) == LibraryRows::Taken::newList);
    CHECK(list.rows.error() == "\"x\" is no value of len:");
    CHECK(list.rows.isAnswered());
    CHECK(list.areHere(0, 10));
    CHECK_FALSE(list.rows.wanted(0, 10, RequestId{78}, now));
}

TEST_CASE("when files change the rows stay and are asked for anew, also in a list that was empty")
{
    Scrolling list;
    list.library.total = 0;
    list.rows.begin(searchFor(""));
    list.look(0, 0);
    CHECK(list.questions == 1);
    list.look(0, 0);
    CHECK(list.questions == 1);
    list.library.total = 40;
    list.rows.refresh();
    list.look(0, 0);
    CHECK(list.rows.count() == 40);
    CHECK(list.areHere(0, 40));
    list.rows.refresh();
    CHECK(list.areHere(0, 40));
    list.library.prefix = "/other/";
    list.look(0, 40);
    CHECK(list.areHere(0, 40));
}

TEST_CASE("a number of hits that was not exact is told when it has been counted")
{
    LibraryRows rows;
    rows.begin(searchFor("a"));
    const auto asked = rows.wanted(0, 30, RequestId{4}, now);
    REQUIRE(asked);
    auto hits = Answering{501}.answer(*asked);
    hits.isTotalExact = false;
    REQUIRE(rows.take(std::move(hits)) == LibraryRows::Taken::newList);
    CHECK_FALSE(rows.isCountExact());
    CHECK_FALSE(rows.take(LibraryCounted{RequestId{99}, 7}));
    CHECK(rows.take(LibraryCounted{RequestId{4}, 93'000}));
    CHECK(rows.isCountExact());
    CHECK(rows.count() == 93'000);
}

TEST_CASE("rows that are selected stay however far the list is scrolled, and are asked for where they are not here")
{
    Scrolling list;
    list.library.total = 100'000;
    list.rows.begin(searchFor("a"));
    list.look(0, 30);
    list.rows.pin({{1000, 1500}});
    list.look(0, 30);
    CHECK(list.areHere(1000, 1500));
    for (std::size_t first = 20'000; first < 40'000; first += 100)
        list.look(first, first + 40);
    CHECK(list.areHere(1000, 1500));
}

TEST_CASE("a file that went between the count and its page is not asked for again and again")
{
    LibraryRows rows;
    rows.begin(searchFor("a"));
    auto asked = rows.wanted(0, 30, RequestId{1}, now);
    REQUIRE(asked);
    auto hits = Answering{30}.answer(*asked);
    hits.hits.pop_back();
    REQUIRE(rows.take(std::move(hits)) == LibraryRows::Taken::newList);
    CHECK(rows.row(29) == nullptr);
    CHECK_FALSE(rows.wanted(0, 30, RequestId{2}, now));
}

TEST_CASE("marks are shown at once, and a file is found among the rows that are here")
{
    Scrolling list;
    list.library.total = 50;
    list.rows.begin(searchFor("a"));
    list.look(0, 30);
    MarkLibraryFiles change;
    change.files = {8};
    change.favourite = true;
    change.collectionsToJoin = 4;
    list.rows.change(change);
    CHECK(list.rows.find("/m/7.wav") == 7);
    CHECK(list.rows.row(7)->isFavourite);
    CHECK(list.rows.row(7)->collections == 4);
    CHECK_FALSE(list.rows.row(6)->isFavourite);
    CHECK_FALSE(list.rows.find("/m/x.wav"));
}

TEST_CASE("a jump asks for a name from a row on, and its answer is taken wherever it lies")
{
    Scrolling list;
    list.library.total = 5000;
    list.rows.begin(searchFor("a"));
    list.look(0, 30);
    const auto asked = list.rows.jump("sn", 12, RequestId{500}, now);
    CHECK(asked.jumpTo == "sn");
    CHECK(asked.offset == 12);
    CHECK(asked.query == "a");
    auto hits = list.library.answer(asked);
    hits.offset = 3950;
    hits.hits.clear();
    LibraryHit hit;
    hit.path = "/m/snare.wav";
    hits.hits.push_back(hit);
    hits.jump = 3950;
    CHECK(list.rows.take(std::move(hits)) == LibraryRows::Taken::rows);
    REQUIRE(list.rows.row(3950) != nullptr);
    CHECK(list.rows.row(3950)->path == "/m/snare.wav");
}
