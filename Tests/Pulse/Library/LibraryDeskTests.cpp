#include "Support/LibraryStage.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using namespace loophole::testing;

TEST_CASE("no file is made for a use of a medium that no library knows")
{
    LibraryStage stage;
    stage.tell(NoteLibraryUse{"/m/a.wav"});
    CHECK_FALSE(std::filesystem::exists(stage.database));
}

TEST_CASE("what the user says is in the file at once, also while a scan goes on")
{
    LibraryStage stage;
    for (int i = 0; i < 100; ++i)
        stage.put("/m/" + std::to_string(i) + ".wav");
    static_cast<void>(stage.scan({"/m"}));
    const auto file = stage.only("name:7.wav").file;
    stage.tell(MarkLibraryFiles{{file}, true, {}, 0, 0});
    CHECK(stage.names("fav:yes").size() == 1);
    stage.tell(ScanLibrary{{"/m"}});
    stage.tell(MarkLibraryFiles{{file}, {}, 5, 0, 0});
    stage.clock.advance(std::chrono::milliseconds(300));
    stage.tell(SaveLibrarySearch{"best", "rating:5"});
    CHECK(stage.names("rating:5").size() == 1);
}

TEST_CASE("a library that cannot be written is told once in one line, and work goes on when it can")
{
    LibraryStage stage;
    stage.put("/m/a.wav");
    std::filesystem::create_directories(stage.database.parent_path());
    std::ofstream(stage.database) << std::string(9000, 'x');
    const auto told = stage.scan({"/m"});
    CHECK_FALSE(told.isScanning);
    CHECK(told.fault == stage.database.native() + ": file is not a database");
    CHECK(stage.reports == 1);
    std::filesystem::remove(stage.database);
    const auto again = stage.scan({"/m"});
    CHECK(again.fault.empty());
    CHECK(again.read == 1);
}

TEST_CASE("a library of a newer Loophole is left as it is")
{
    LibraryStage stage;
    std::filesystem::create_directories(stage.database.parent_path());
    {
        Database database(stage.database, Database::Mode::write);
        database.run("CREATE TABLE future(i); PRAGMA user_version = 99");
    }
    CHECK(stage.scan({"/m"}).fault.find("was written by a newer Loophole") != std::string::npos);
    Database database(stage.database, Database::Mode::write);
    CHECK(database.number("PRAGMA user_version") == 99);
}
