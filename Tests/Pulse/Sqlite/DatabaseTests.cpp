#include "Pulse/Sqlite/Database.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <fstream>

using namespace loophole;
using loophole::testing::TemporaryFolder;

TEST_CASE("values come back as they were bound, whatever is in them")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    database.run("CREATE TABLE t(i, r, s, b, n)");
    const std::string hostile = "'); DROP TABLE t; --\"";
    const std::string bytes("\xFF\x00\x01", 3);
    Statement(database, "INSERT INTO t VALUES(?, ?, ?, ?, ?)")
        .with(std::int64_t{-5}, 0.25, hostile, BlobView{bytes}, std::optional<std::string>())
        .run();
    CHECK(database.lastId() == 1);
    CHECK(database.changes() == 1);
    Statement read(database, "SELECT * FROM t");
    REQUIRE(read.step());
    CHECK(read.integer(0) == -5);
    CHECK(read.real(1) == 0.25);
    CHECK(read.text(2) == hostile);
    CHECK(read.text(3) == bytes);
    CHECK(read.isNull(4));
    CHECK_FALSE(read.step());
}

TEST_CASE("a reader sees what was committed, does not wait for a writer and writes nothing")
{
    const TemporaryFolder folder;
    Database writer(folder / "a.db", Database::Mode::write);
    writer.run("CREATE TABLE t(i); INSERT INTO t VALUES(1)");
    Database reader(folder / "a.db", Database::Mode::read);
    writer.run("BEGIN IMMEDIATE; INSERT INTO t VALUES(2)");
    CHECK(reader.number("SELECT count(*) FROM t") == 1);
    writer.run("COMMIT");
    CHECK(reader.number("SELECT count(*) FROM t") == 2);
    CHECK_THROWS_AS(reader.run("INSERT INTO t VALUES(3)"), DatabaseError);
}

TEST_CASE("a snapshot is of one moment")
{
    const TemporaryFolder folder;
    Database writer(folder / "a.db", Database::Mode::write);
    writer.run("CREATE TABLE t(i); INSERT INTO t VALUES(1)");
    Database reader(folder / "a.db", Database::Mode::read);
    {
        const Snapshot snapshot(reader);
        CHECK(reader.number("SELECT count(*) FROM t") == 1);
        writer.run("INSERT INTO t VALUES(2)");
        CHECK(reader.number("SELECT count(*) FROM t") == 1);
    }
    CHECK(reader.number("SELECT count(*) FROM t") == 2);
}

TEST_CASE("work is ended when it is no longer wanted")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    int questions = 0;
    database.interruptWhen([&] { return ++questions == 3; });
    try
    {
        database.run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n");
        FAIL("counted for ever");
    }
    catch (const DatabaseError& error)
    {
        CHECK(error.isInterrupt());
        CHECK_FALSE(error.isBusy());
    }
    CHECK(questions == 3);
}

TEST_CASE("a file that is no database, or is not there to be read, is refused in words")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    CHECK_THROWS_WITH(Database(folder / "text.db", Database::Mode::write), "file is not a database");
    CHECK_THROWS_AS(Database(folder / "none.db", Database::Mode::read), DatabaseError);
    CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST_CASE("what is had alone lets nobody else in until it is closed")
{
    const TemporaryFolder folder;
    {
        Database mine(folder / "a.db", Database::Mode::create);
        mine.run("CREATE TABLE t(i); INSERT INTO t VALUES(1)");
        Database other(folder / "a.db", Database::Mode::own);
        try
        {
            other.run("BEGIN IMMEDIATE");
            FAIL("two have it alone");
        }
        catch (const DatabaseError& error)
        {
            CHECK(error.isBusy());
            CHECK_FALSE(error.isOfSystem());
        }
    }
    CHECK(Database(folder / "a.db", Database::Mode::own).number("SELECT i FROM t") == 1);
}

TEST_CASE("a transaction lasts until it is committed or rolled back")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::create);
    CHECK_FALSE(database.isInTransaction());
    database.run("BEGIN; CREATE TABLE t(i)");
    CHECK(database.isInTransaction());
    database.run("ROLLBACK");
    CHECK_FALSE(database.isInTransaction());
    CHECK_THROWS_WITH(database.run("INSERT INTO t VALUES(1)"), "no such table: t");
}

TEST_CASE("what the system refuses is told apart from what the file is")
{
    const TemporaryFolder folder;
    std::ofstream(folder / "text.db") << std::string(5000, 'x');
    const auto refusalOf = [](const std::filesystem::path& file)
    {
        try
        {
            Database(file, Database::Mode::own).run("BEGIN IMMEDIATE");
        }
        catch (const DatabaseError& error)
        {
            return std::optional(error);
        }
        return std::optional<DatabaseError>();
    };
    REQUIRE(refusalOf(folder / "none.db"));
    CHECK(refusalOf(folder / "none.db")->isOfSystem());
    REQUIRE(refusalOf(folder / "text.db"));
    CHECK_FALSE(refusalOf(folder / "text.db")->isOfSystem());
}
