#include "Pulse/Document/Sqlite.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::TemporaryFolder;

TEST_CASE("bytes of every kind come back as they were")
{
    TemporaryFolder folder;
    const auto opened = sqlite::open(folder / "a.db", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    REQUIRE(opened);
    auto* connection = opened.value().get();
    REQUIRE(sqlite::run(connection, "CREATE TABLE t(a INTEGER, b BLOB NOT NULL, c TEXT)"));
    const std::string bytes("\0x\xFF", 3);
    sqlite::Statement insert(connection, "INSERT INTO t VALUES(?,?,?)");
    REQUIRE(insert.bind(1, -5).bindBytes(2, bytes).bindText(3, "t").runOnce());
    REQUIRE(insert.bind(1, 6).bindBytes(2, "").bindText(3, "").runOnce());
    sqlite::Statement query(connection, "SELECT * FROM t ORDER BY a");
    REQUIRE(query.step() == SQLITE_ROW);
    CHECK(query.whole(0) == -5);
    CHECK(query.bytes(1) == bytes);
    CHECK(query.bytes(2) == "t");
    REQUIRE(query.step() == SQLITE_ROW);
    CHECK(query.bytes(1).empty());
    CHECK(query.step() == SQLITE_DONE);
}

TEST_CASE("what cannot be opened or run is told with the file's name")
{
    TemporaryFolder folder;
    const auto refused = sqlite::open(folder / "missing/a.db", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().what == (folder / "missing/a.db").native());
    const auto opened = sqlite::open(folder / "a.db", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    CHECK_FALSE(sqlite::run(opened.value().get(), "SELECT nonsense"));
    CHECK_FALSE(sqlite::Statement(opened.value().get(), "SELECT nonsense").runOnce());
}
