#include "Pulse/Library/LibrarySchema.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::TemporaryFolder;

TEST_CASE("a new file is brought to the newest version, and one that is there already is left alone")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    migrateLibrary(database);
    CHECK(database.number("PRAGMA user_version") == newestLibraryVersion());
    database.run("INSERT INTO places(path) VALUES(x'2f61')");
    migrateLibrary(database);
    CHECK(database.number("SELECT count(*) FROM places") == 1);
    CHECK(database.number("SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'") == 1);
}

TEST_CASE("what a newer Loophole has written is refused and left as it is")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    database.run("CREATE TABLE future(i); PRAGMA user_version = 999");
    CHECK_THROWS_WITH(migrateLibrary(database), Catch::StartsWith("was written by a newer Loophole (version 999"));
    CHECK(database.number("SELECT count(*) FROM sqlite_master") == 1);
    CHECK(database.number("PRAGMA user_version") == 999);
}

TEST_CASE("a step that fails leaves the file at the version before")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    database.run("CREATE TABLE labels(i)"); // in the way of the first step's own
    CHECK_THROWS_AS(migrateLibrary(database), DatabaseError);
    CHECK(database.number("PRAGMA user_version") == 0);
    CHECK(database.number("SELECT count(*) FROM sqlite_master") == 1);
}

TEST_CASE("forgetting a file forgets all that was said of it")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    migrateLibrary(database);
    database.run(
        "INSERT INTO places(id, path) VALUES(1, x'2f61'); INSERT INTO folders(id, place, path) VALUES(1, 1, x'2f61');"
        "INSERT INTO files(id, folder, name, label, extension, bytes, modified, added) VALUES(1, 1, x'61', 'a', '', 1, "
        "1, 1);"
        "INSERT INTO tags(file, key, scanned) VALUES(1, 'title', 'x'); INSERT INTO labels VALUES(1, 'y')");
    database.run("DELETE FROM places");
    CHECK(database.number("SELECT (SELECT count(*) FROM folders) + (SELECT count(*) FROM files) + "
                          "(SELECT count(*) FROM tags) + (SELECT count(*) FROM labels)") == 0);
}
