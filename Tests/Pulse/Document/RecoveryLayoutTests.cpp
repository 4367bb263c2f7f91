#include "Pulse/Document/RecoveryLayout.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <functional>
#include <limits>

using namespace loophole;
using loophole::testing::TemporaryFolder;
namespace recovery = loophole::recovery;

namespace
{

RecoveryFacts anyFacts()
{
    RecoveryFacts facts;
    facts.document = "/home/\xFF/S.loophole";
    facts.base.content = {std::numeric_limits<std::uint64_t>::max(), 7};
    facts.base.size = 12;
    facts.editedAt = 1'700'000'000;
    facts.edits = 3;
    facts.lastEdit = "Move clip";
    return facts;
}

recovery::CommitHash twoPieces()
{
    recovery::CommitHash hash;
    hash.add(4, {1, 2});
    hash.add(9, {3, 4});
    return hash;
}

} // namespace

TEST_CASE("the head of recovery data comes back as it was written, and the newest alone")
{
    const TemporaryFolder folder;
    Database database(folder / "a", Database::Mode::create);
    database.run(recovery::schema().c_str());
    CHECK_FALSE(recovery::readHead(database));
    recovery::writeHead(database, {}, {});
    recovery::writeHead(database, anyFacts(), twoPieces());
    const auto head = recovery::readHead(database);
    REQUIRE(head);
    CHECK(head->facts == anyFacts());
    CHECK(head->facts.base.size == 12);
    CHECK(head->manifest == twoPieces().rows());
    CHECK(head->hash == twoPieces().over(anyFacts()));
    CHECK(database.number("PRAGMA application_id") == recovery::applicationNumber);
    CHECK(database.number("PRAGMA user_version") == recovery::formatVersion);
}

TEST_CASE("the hash of a commit covers every fact, every piece and their order")
{
    const auto whole = twoPieces().over(anyFacts());
    const std::function<void(RecoveryFacts&)> changes[] = {[](auto& facts) { facts.document = "/home/S.loophole"; },
                                                           [](auto& facts) { facts.base.content.low = 1; },
                                                           [](auto& facts) { facts.base.content.high = 1; },
                                                           [](auto& facts) { facts.base.size = 1; },
                                                           [](auto& facts) { facts.editedAt = 1; },
                                                           [](auto& facts) { facts.edits = 1; },
                                                           [](auto& facts) { facts.lastEdit = "Split clip"; }};
    for (const auto& change : changes)
    {
        auto facts = anyFacts();
        change(facts);
        CHECK_FALSE(twoPieces().over(facts) == whole);
    }
    recovery::CommitHash swapped;
    swapped.add(9, {3, 4});
    swapped.add(4, {1, 2});
    CHECK_FALSE(swapped.over(anyFacts()) == whole);
    auto longer = twoPieces();
    longer.add(10, {5, 6});
    CHECK_FALSE(longer.over(anyFacts()) == whole);
    CHECK(twoPieces().over(anyFacts()) == whole);
}
