#include "Pulse/Library/LibrarySearch.h"

#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::testing;
using Names = std::vector<std::string>;

namespace
{

/** A few files of which each has something of its own. */
struct SmallLibrary : LibraryStage
{
    SmallLibrary()
    {
        put("/m/Drums/Kick Deep.wav").facts.length = FrameCount(24000);
        put("/m/Drums/Kick Hard.flac").facts.format = "FLAC";
        put("/m/Drums/Snare.wav").facts.sampleRate = SampleRate(44100);
        put("/m/Loops/Break 120.wav").facts.tags = {{"bpm", "120"}, {"artist", "Amen Brothers"}};
        put("/m/Loops/Pad.wav").facts.tags = {{"key", "Am"}, {"bpm", "90"}, {"comment", "100% \"kick\" free"}};
        files["/m/Loops/Pad.wav"].facts.channels = 1;
        files["/m/Loops/Pad.wav"].facts.length = FrameCount(48000 * 90);
        static_cast<void>(scan({"/m"}));
    }
};

} // namespace

TEST_CASE("words, alternatives, exclusions, phrases and asterisks find what they say")
{
    SmallLibrary library;
    CHECK(library.names("kick") == Names{"Kick Deep.wav", "Kick Hard.flac", "Pad.wav"});
    CHECK(library.names("ki") == library.names("kick"));
    CHECK(library.names("kick hard") == Names{"Kick Hard.flac"});
    CHECK(library.names("kick -hard -free") == Names{"Kick Deep.wav"});
    CHECK(library.names("snare, break") == Names{"Break 120.wav", "Snare.wav"});
    CHECK(library.names("drums deep, snare, snare").size() == 2);
    CHECK(library.names("\"kick deep\"") == Names{"Kick Deep.wav"});
    CHECK(library.names("\"kick dee\"").empty());
    CHECK(library.names("k*ard") == Names{"Kick Hard.flac"});
    CHECK(library.names("*120*") == Names{"Break 120.wav"});
    CHECK(library.names("-kick") == Names{"Break 120.wav", "Snare.wav"});
    CHECK(library.names("").size() == 5);
}

TEST_CASE("fields find what they say")
{
    SmallLibrary library;
    CHECK(library.names("len:<1s") == Names{"Kick Deep.wav"});
    CHECK(library.names("len:1:30") == Names{"Pad.wav"});
    CHECK(library.names("rate:44.1k") == Names{"Snare.wav"});
    CHECK(library.names("ch:mono") == Names{"Pad.wav"});
    CHECK(library.names("type:flac") == Names{"Kick Hard.flac"});
    CHECK(library.names("type:flac,wav").size() == 5);
    CHECK(library.names("key:8A") == Names{"Pad.wav"});
    CHECK(library.names("bpm:80-125").size() == 2);
    CHECK(library.names("-bpm:80-125").size() == 3);
    CHECK(library.names("artist:brothers") == Names{"Break 120.wav"});
    CHECK(library.names("comment:brothers").empty());
    CHECK(library.names("comment:\"100%\"") == Names{"Pad.wav"});
    CHECK(library.names("name:kick") == Names{"Kick Deep.wav", "Kick Hard.flac"});
    CHECK(library.names("in:loops") == Names{"Break 120.wav", "Pad.wav"});
    CHECK(library.names("kick type:wav, key:Am") == Names{"Kick Deep.wav", "Pad.wav"});
}

TEST_CASE("what the user has said of files is found at once")
{
    SmallLibrary library;
    const auto pad = library.only("pad").file;
    library.tell(MarkLibraryFiles{{pad}, true, 4, 0b1, 0});
    library.tell(LabelLibraryFiles{{pad}, {"dreamy"}, {}});
    library.tell(SetLibraryTag{{pad}, "bpm", "75"});
    library.tell(NoteLibraryUse{"/m/Loops/Pad.wav"});
    for (const auto* query : {"fav:yes", "rating:>=4", "col:red", "col:1", "dreamy", "tag:dream", "bpm:75", "used:<1h"})
    {
        INFO(query);
        CHECK(library.names(query) == Names{"Pad.wav"});
    }
    CHECK(library.names("fav:no").size() == 4);
}

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

TEST_CASE("a wrong query is one line, and a hostile one finds nothing and harms nothing")
{
    SmallLibrary library;
    const auto wrong = library.search("len:soon");
    CHECK(wrong.error == "query: \"soon\" is no value of len:");
    CHECK(wrong.hits.empty());
    for (const std::string query : {"'); DROP TABLE files; --",
                                    "\" OR 1=1 --",
                                    "NEAR(a b)",
                                    "a AND",
                                    "AND",
                                    "NOT",
                                    "OR OR",
                                    "kick^2",
                                    "{name}",
                                    "(",
                                    ")",
                                    "+",
                                    "name:\"",
                                    "a\"\"b",
                                    "*a*b*c*",
                                    "%",
                                    "_",
                                    "\\",
                                    "tag:';--",
                                    "artist:\"%' OR '1'='1\"",
                                    "\x01\x02",
                                    "\xFF\xFE",
                                    "^kick",
                                    "a:b:c",
                                    "is:offline'",
                                    "col:1;",
                                    "len:<1s;DROP"})
    {
        const auto hits = library.search(query);
        INFO(query << " -> " << hits.error);
        CHECK(hits.error.find("SQL") == std::string::npos);
        CHECK(hits.error.find("fts5") == std::string::npos);
        CHECK(hits.error.find("searched") == std::string::npos);
        CHECK(hits.error.find('\n') == std::string::npos);
    }
    CHECK(library.names("").size() == 5);
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

TEST_CASE("a search sees what was written since the last one, and ends when it is stale")
{
    SmallLibrary library;
    bool isStale = false;
    LibrarySearch search(library.database, [&] { return isStale; });
    const SearchLibrary request{RequestId{1}, "new", LibrarySort::relevance, false, 0, 10};
    CHECK(search.search(library.libraryThread, request).value().total == 0);
    for (int i = 0; i < 500; ++i)
        library.put("/m/new " + std::to_string(i) + ".wav");
    static_cast<void>(library.scan({"/m"}));
    CHECK(search.search(library.libraryThread, request).value().total == 500);
    isStale = true;
    const SearchLibrary all{RequestId{2}, "-none -bpm:7", LibrarySort::folder, false, 0, 10};
    CHECK_FALSE(search.search(library.libraryThread, all));
    isStale = false;
    CHECK(search.search(library.libraryThread, all).value().total == 505);
}

TEST_CASE("without a library nothing is found, and one that is no library is refused in words")
{
    LibraryStage stage;
    CHECK(stage.search("kick").total == 0);
    CHECK(stage.search("kick").error.empty());
    CHECK(stage.overview().files == 0);
    CHECK_FALSE(std::filesystem::exists(stage.database));
    std::filesystem::create_directories(stage.database.parent_path());
    std::ofstream(stage.database) << std::string(9000, 'x');
    CHECK(stage.search("kick").error == "the library cannot be searched: file is not a database");
    CHECK(stage.overview().fault == "file is not a database");
}

TEST_CASE("a search stays within a folder with or without those below it, and within another search")
{
    SmallLibrary library;
    library.put("/m/top.wav");
    static_cast<void>(library.scan({"/m"}));
    const auto find = [&](const char* query, const char* scope, const char* within, bool isDeep = true)
    {
        LibrarySearch searching(library.database);
        SearchLibrary request;
        request.query = query;
        request.scope = scope;
        request.within = within;
        request.isDeep = isDeep;
        Names names;
        for (const auto& hit : searching.search(library.libraryThread, request).value_or(LibraryHits()).hits)
            names.push_back(hit.path.filename());
        std::ranges::sort(names);
        return names;
    };
    CHECK(find("kick", "", "/m/Drums") == Names{"Kick Deep.wav", "Kick Hard.flac"});
    CHECK(find("", "", "/m/Loops") == Names{"Break 120.wav", "Pad.wav"});
    CHECK(find("", "", "/m").size() == 6);
    CHECK(find("", "", "/m", false) == Names{"top.wav"});
    CHECK(find("", "", "/elsewhere").empty());
    CHECK(find("kick, snare", "type:wav", "") == Names{"Kick Deep.wav", "Pad.wav", "Snare.wav"});
    CHECK(find("", "type:flac", "/m/Loops").empty());
    LibrarySearch searching(library.database);
    SearchLibrary wrong;
    wrong.scope = "len:x";
    CHECK(searching.search(library.libraryThread, wrong)->error.find("len:") != std::string::npos);
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
