#include "Pulse/Library/MatchSet.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::TemporaryFolder;

TEST_CASE("statements ask a set of files that is changed between them")
{
    const TemporaryFolder folder;
    Database database(folder / "a.db", Database::Mode::write);
    MatchSet matches(database);
    database.run("CREATE TABLE t(id); INSERT INTO t VALUES(-1), (0), (1), (63), (64), (1000000)");
    const auto count = [&] { return database.number("SELECT count(*) FROM t WHERE isMatch(id)"); };
    CHECK(count() == 0);
    matches.set({64, 1, 500});
    CHECK(count() == 2);
    CHECK(matches.has(500));
    CHECK_FALSE(matches.has(501));
    CHECK_FALSE(matches.has(-1));
    matches.set({1'000'000});
    CHECK(count() == 1);
    matches.set({});
    CHECK(count() == 0);
}
