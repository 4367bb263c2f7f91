#include "Pulse/Library/LibrarySearch.h"

#include "Support/SmallLibrary.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::testing;
using Names = std::vector<std::string>;

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
