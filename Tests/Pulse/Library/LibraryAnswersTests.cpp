#include "Pulse/Library/LibraryAnswers.h"

#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

namespace
{

struct Asking : LibraryStage
{
    Asking()
    {
        for (int i = 0; i < 1200; ++i)
            put("/m/kick " + std::to_string(i) + ".wav");
        static_cast<void>(scan({"/m"}));
    }

    void ask(PulseToLibrarySearch question)
    {
        REQUIRE(queues.pulseToLibrarySearch.trySend(pulseThread, std::move(question)));
    }
    std::vector<LibrarySearchToPulse> answered()
    {
        answers.step(libraryThread);
        std::vector<LibrarySearchToPulse> all;
        LibrarySearchToPulse answer;
        while (queues.librarySearchToPulse.tryReceive(pulseThread, answer))
            all.push_back(std::move(answer));
        return all;
    }

    LibraryAnswers answers{queues, database};
};

SearchLibrary search(std::uint32_t number, std::string query)
{
    return {RequestId{number}, std::move(query), LibrarySort::relevance, false, 0, 10};
}

} // namespace

TEST_CASE("of searches that wait only the newest is answered, and what it did not count follows")
{
    Asking library;
    library.ask(search(1, "k"));
    library.ask(search(2, "ki"));
    library.ask(search(3, "kic"));
    const auto answers = library.answered();
    REQUIRE(answers.size() == 2);
    const auto& hits = std::get<LibraryHits>(answers[0]);
    CHECK(hits.request == RequestId{3});
    CHECK(hits.hits.size() == 10);
    CHECK_FALSE(hits.isTotalExact);
    const auto& counted = std::get<LibraryCounted>(answers[1]);
    CHECK(counted.request == RequestId{3});
    CHECK(counted.total == 1200);
}

TEST_CASE("an overview is told beside a search")
{
    Asking library;
    library.ask(RequestLibraryOverview{});
    library.ask(search(1, "\"kick 77\""));
    const auto answers = library.answered();
    REQUIRE(answers.size() == 2);
    CHECK(std::get<LibraryHits>(answers[0]).total == 1);
    CHECK(std::get<LibraryOverview>(answers[1]).files == 1200);
    CHECK(library.answered().empty());
}

TEST_CASE("a wrong query is answered, too")
{
    Asking library;
    library.ask(search(4, "foo:1"));
    const auto answers = library.answered();
    REQUIRE(answers.size() == 1);
    CHECK(std::get<LibraryHits>(answers[0]).error.starts_with("query: there is no field"));
}

TEST_CASE("files of a content are told beside a search, and none where the library has none")
{
    Asking library;
    ContentKey seventh;
    seventh.bytes[0] = 7;
    ContentKey none;
    none.bytes[1] = 1;
    library.ask(FindLibraryFiles{RequestId{8}, {seventh}});
    library.ask(search(1, "\"kick 77\""));
    library.ask(FindLibraryFiles{RequestId{9}, {none}});
    const auto answers = library.answered();
    REQUIRE(answers.size() == 3);
    CHECK(std::get<LibraryHits>(answers[0]).total == 1);
    const auto& found = std::get<LibraryFilesFound>(answers[1]);
    CHECK(found.request == RequestId{8});
    CHECK(found.files.size() == 5); // one byte tells 256 of the 1,200 apart
    CHECK(std::get<LibraryFilesFound>(answers[2]).files.empty());
}

TEST_CASE("folders are told beside a search")
{
    Asking library;
    library.ask(RequestLibraryFolders{"/"});
    library.ask(RequestLibraryFolders{"/m"});
    const auto answers = library.answered();
    REQUIRE(answers.size() == 2);
    CHECK(std::get<LibraryFolders>(answers[0]).parent == "/");
    CHECK(std::get<LibraryFolders>(answers[1]).parent == "/m");
}
