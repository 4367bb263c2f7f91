#include "Pulse/Library/LibrarySearch.h"

#include "Support/SmallLibrary.h"

#include <catch2/catch.hpp>
#include <set>

using namespace loophole;
using namespace loophole::testing;
using Names = std::vector<std::string>;

TEST_CASE("hits come in the order that was asked for, unknown values last")
{
    SmallLibrary library;
    using Sort = LibrarySort;
    CHECK(library.inOrder("", Sort::name) ==
          Names{"Break 120.wav", "Kick Deep.wav", "Kick Hard.flac", "Pad.wav", "Snare.wav"});
    CHECK(library.inOrder("", Sort::name, true).front() == "Snare.wav");
    CHECK(library.inOrder("", Sort::length).front() == "Kick Deep.wav");
    CHECK(library.inOrder("", Sort::length, true).front() == "Pad.wav");
    CHECK(library.inOrder("", Sort::sampleRate).front() == "Snare.wav");
    CHECK(library.inOrder("kick", Sort::channels).front() == "Pad.wav");
    CHECK(library.inOrder("", Sort::tempo).front() == "Pad.wav");
    CHECK(library.inOrder("", Sort::tempo, true)[0] == "Break 120.wav");
    CHECK(library.inOrder("", Sort::tempo, true)[1] == "Pad.wav");
    CHECK(library.inOrder("", Sort::key).front() == "Pad.wav");
    CHECK(library.inOrder("", Sort::type).front() == "Kick Hard.flac");
    CHECK(library.inOrder("", Sort::folder).back() == "Pad.wav");
    for (const auto sort : {Sort::rating, Sort::modified, Sort::added, Sort::used})
        CHECK(library.inOrder("", sort).size() == 5);
}

TEST_CASE("relevance puts names before tags, and what the user likes before its equals")
{
    SmallLibrary library;
    CHECK(library.inOrder("kick", LibrarySort::relevance) == Names{"Kick Deep.wav", "Kick Hard.flac", "Pad.wav"});
    library.tell(MarkLibraryFiles{{library.only("kick hard").file, library.only("pad").file}, true, {}, 0, 0});
    CHECK(library.inOrder("kick", LibrarySort::relevance) == Names{"Kick Hard.flac", "Kick Deep.wav", "Pad.wav"});
}

TEST_CASE("of many hits the first come at once with a bound, and are counted afterwards")
{
    LibraryStage stage;
    for (int i = 0; i < 1500; ++i)
        stage.put("/m/kick/" + std::to_string(i) + ".wav");
    for (int i = 0; i < 20; ++i)
        stage.put("/m/z/kick " + std::to_string(i) + ".wav");
    static_cast<void>(stage.scan({"/m"}));
    LibrarySearch search(stage.database);
    SearchLibrary request{RequestId{7}, "ki", LibrarySort::relevance, false, 0, 30};
    const auto first = search.search(stage.libraryThread, request).value();
    CHECK(first.request == RequestId{7});
    REQUIRE(first.hits.size() == 30);
    CHECK_FALSE(first.isTotalExact);
    CHECK(first.total >= LibrarySearch::mostRanked);
    for (std::size_t i = 0; i < 20; ++i)
        CHECK(first.hits[i].path.parent_path() == "/m/z");
    CHECK(search.finish(stage.libraryThread).value().total == 1520);
    CHECK_FALSE(search.finish(stage.libraryThread));

    std::set<LibraryFileId> seen;
    for (request.offset = 0; request.offset < 1520; request.offset += request.limit)
    {
        const auto page = search.search(stage.libraryThread, request).value();
        for (const auto& hit : page.hits)
            seen.insert(hit.file);
    }
    CHECK(seen.size() == 1520);
    request.offset = 5000;
    CHECK(search.search(stage.libraryThread, request).value().hits.empty());
}

TEST_CASE("pages of a sorted search follow one another without gap")
{
    LibraryStage stage;
    for (int i = 0; i < 1200; ++i)
        stage.put("/m/kick " + std::to_string(10'000 + i) + ".wav");
    static_cast<void>(stage.scan({"/m"}));
    LibrarySearch search(stage.database);
    SearchLibrary request{RequestId{1}, "kick", LibrarySort::name, true, 0, 50};
    std::string before = "zzz";
    std::size_t seen = 0;
    for (; request.offset < 1200; request.offset += request.limit)
    {
        const auto hits = search.search(stage.libraryThread, request).value();
        CHECK(hits.total == 1200);
        for (const auto& hit : hits.hits)
        {
            CHECK(hit.path.filename().native() < before);
            before = hit.path.filename().native();
            ++seen;
        }
    }
    CHECK(seen == 1200);
}

TEST_CASE("a jump leads to the next name that begins so, whatever the order, and round to the first")
{
    LibraryStage library;
    for (int i = 0; i < 900; ++i)
    {
        auto& file = library.put("/m/" + std::string(i % 3 == 0 ? "Kick " : "snare ") + std::to_string(i) + ".wav");
        file.facts.length = FrameCount(100 + i);
    }
    static_cast<void>(library.scan({"/m"}));
    LibrarySearch searching(library.database);
    const auto jump = [&](const char* beginning, std::size_t from, LibrarySort sort)
    {
        SearchLibrary request;
        request.sort = sort;
        request.offset = from;
        request.limit = 40;
        request.jumpTo = beginning;
        return searching.search(library.libraryThread, request).value();
    };
    const auto hits = jump("ki", 301, LibrarySort::length);
    REQUIRE(hits.jump == 303); // by length every third is a kick
    REQUIRE(hits.offset <= 303);
    CHECK(hits.hits.at(303 - hits.offset).path == "/m/Kick 303.wav");
    CHECK(hits.total == 900);
    CHECK(jump("KICK", 899, LibrarySort::length).jump == 0);
    CHECK(jump("snare 7.", 500, LibrarySort::length).jump == 7);
    CHECK_FALSE(jump("x", 0, LibrarySort::name).jump);
    CHECK(jump("snare", 0, LibrarySort::name).jump == 300);
}

TEST_CASE("the order of a sorted search is read to its end when there is time, and no page has gaps before or after")
{
    LibraryStage library;
    for (int i = 0; i < 2500; ++i)
        library.put("/m/" + std::to_string(100'000 + i) + ".wav").facts.length = FrameCount(5000 - i);
    static_cast<void>(library.scan({"/m"}));
    LibrarySearch searching(library.database);
    const auto page = [&](std::size_t offset)
    {
        SearchLibrary request;
        request.sort = LibrarySort::length;
        request.offset = offset;
        request.limit = 100;
        return searching.search(library.libraryThread, request).value();
    };
    CHECK(page(0).total == 2500);
    CHECK_FALSE(searching.finish(library.libraryThread)); // the number was exact
    for (const auto offset : std::vector<std::size_t>{2400, 0, 1200, 2450})
    {
        const auto hits = page(offset);
        REQUIRE(hits.hits.size() == std::min<std::size_t>(100, 2500 - offset));
        CHECK(hits.offset == offset);
        CHECK(hits.hits[0].path == "/m/" + std::to_string(102'499 - offset) + ".wav");
    }
}
