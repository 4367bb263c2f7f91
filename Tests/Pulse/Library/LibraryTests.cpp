#include "Pulse/Library/Library.h"

#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("a scan that was killed in its midst goes on where it was, and opens nothing twice that it had stored")
{
    LibraryStage stage;
    for (int i = 0; i < 400; ++i)
        stage.put("/m/" + std::to_string(i % 10) + "/" + std::to_string(i) + ".wav");
    stage.tell(ScanLibrary{{"/m"}});
    static_cast<void>(stage.run(100));
    stage.clock.advance(std::chrono::seconds(1)); // long enough to be written
    static_cast<void>(stage.run(100));
    const auto before = stage.names("").size();
    CHECK(before > 50);
    CHECK(before < 400);

    // Another process begins on the file as the first has left it.
    LibraryStage next;
    next.files = stage.files;
    std::filesystem::create_directories(next.database.parent_path());
    for (const auto* end : {"", "-wal"})
        std::filesystem::copy_file(stage.database.native() + end, next.database.native() + end);
    next.begin({true});
    CHECK(next.run().read == 400 - before);
    CHECK(next.opened.size() == 400 - before);
    CHECK(next.names("").size() == 400);
}

TEST_CASE("an interrupted scan is only resumed where that is wished")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    stage.tell(ScanLibrary{{"/m"}});
    stage.begin();
    CHECK(stage.run().read == 0);
}

TEST_CASE("a scan can be cancelled: what was found stays, and the next goes on")
{
    LibraryStage stage;
    for (int i = 0; i < 300; ++i)
        stage.put("/m/" + std::to_string(i) + ".wav");
    stage.tell(ScanLibrary{{"/m"}});
    static_cast<void>(stage.run(150));
    stage.tell(CancelLibraryScan{});
    CHECK_FALSE(stage.progress.isScanning);
    const auto found = stage.names("").size();
    CHECK(found > 0);
    CHECK(found < 300);
    CHECK(stage.overview().places.at(0).state == LibraryPlace::State::cancelled);
    static_cast<void>(stage.run()); // answers that come too late
    CHECK(stage.names("").size() == found);
    CHECK(stage.scan({"/m"}).unchanged == found);
    CHECK(stage.names("").size() == 300);
}

TEST_CASE("progress is told, but not oftener than ten times a second")
{
    LibraryStage stage;
    for (int i = 0; i < 1000; ++i)
        stage.put("/m/" + std::to_string(i) + ".wav");
    stage.tell(ScanLibrary{{"/m"}});
    static_cast<void>(stage.run(500));
    CHECK(stage.reports == 1);
    CHECK(stage.progress.isScanning);
    stage.clock.advance(std::chrono::milliseconds(100));
    static_cast<void>(stage.run());
    CHECK(stage.reports == 3);
    CHECK(stage.progress.read == 1000);
    CHECK(stage.progress.waiting == 0);
}

TEST_CASE("all places are scanned where none is named, and a place can be forgotten")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    stage.put("/n/b.wav");
    static_cast<void>(stage.scan({"/m", "/n"}));
    stage.put("/m/c.wav");
    stage.put("/n/d.wav");
    CHECK(stage.scan({}).read == 2);
    stage.tell(RemoveLibraryPlace{"/m"});
    CHECK(stage.names("") == std::vector<std::string>{"b.wav", "d.wav"});
    CHECK(stage.overview().places.size() == 1);
}

TEST_CASE("only the folder that is named is scanned, and what lies beside it stays")
{
    LibraryStage stage;
    stage.put("/m/a/a.wav");
    stage.put("/m/b/b.wav");
    static_cast<void>(stage.scan({"/m"}));
    stage.files.clear();
    stage.put("/m/a/new.wav");
    static_cast<void>(stage.scan({"/m/a"}));
    CHECK(stage.names("") == std::vector<std::string>{"b.wav", "new.wav"});
    CHECK(stage.overview().places.size() == 1);
    stage.put("/m/b/b.wav").print = 2;
    static_cast<void>(stage.scan({"/m"}));
    CHECK(stage.names("in:m").size() == 2);
}
