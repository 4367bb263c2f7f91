#include "Pulse/Document/RecoveryKeeper.h"

#include "Pulse/Document/SessionWriter.h"
#include "Support/FileBytes.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::TemporaryFolder;
using loophole::testing::trackOf;

namespace
{

SessionPointer sessionWith(std::uint32_t tracks)
{
    std::vector<Track> all;
    for (std::uint32_t i = 1; i <= tracks; ++i)
        all.push_back(trackOf(i, {}));
    return std::make_shared<const Session>(testing::sessionOf(std::move(all)));
}

RecoveryFacts factsOf(std::uint64_t edits)
{
    RecoveryFacts facts;
    facts.edits = edits;
    return facts;
}

/** The next answer of the thread. */
RecoveryKept nextAnswer(DocumentInbox& inbox, WakeUp& wakeUp)
{
    for (;;)
    {
        if (auto fact = inbox.take())
            return std::get<RecoveryKept>(*std::move(fact));
        wakeUp.waitAtMost(10s);
    }
}

} // namespace

TEST_CASE("the newest of a row of edits is on the disk, and is left there by an end without a word")
{
    TemporaryFolder home;
    const auto inbox = std::make_shared<DocumentInbox>();
    {
        RecoveryThread keeper(home / "Recovery", inbox);
        for (std::uint32_t i = 1; i <= 50; ++i)
            keeper.keep(sessionWith(i), factsOf(i));
    }
    FileDocumentStore store;
    const auto scan = RecoveryFolder(home / "Recovery").scan(store);
    REQUIRE(scan.found.size() == 1);
    CHECK(scan.found[0].facts.edits == 50);
    CHECK(readRecovery(scan.found[0].file).value().text == writeSession(*sessionWith(50)));
}

TEST_CASE("what is forgotten leaves nothing, and what is kept after it is there")
{
    TemporaryFolder home;
    const auto inbox = std::make_shared<DocumentInbox>();
    WakeUp wakeUp;
    inbox->wakes(&wakeUp);
    FileDocumentStore store;
    {
        RecoveryThread keeper(home / "Recovery", inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        CHECK(nextAnswer(*inbox, wakeUp).outcome);
        keeper.forget();
    }
    CHECK(std::filesystem::is_empty(home / "Recovery"));
    {
        RecoveryThread keeper(home / "Recovery", inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        keeper.forget();
        keeper.keep(sessionWith(2), factsOf(2));
    }
    CHECK(RecoveryFolder(home / "Recovery").scan(store).found.at(0).facts.edits == 2);
}

TEST_CASE("what is left behind is whole, also what was still waiting, and belongs to nobody")
{
    TemporaryFolder home;
    const auto inbox = std::make_shared<DocumentInbox>();
    WakeUp wakeUp;
    inbox->wakes(&wakeUp);
    RecoveryThread keeper(home / "Recovery", inbox);
    keeper.keep(sessionWith(1), factsOf(1));
    CHECK(nextAnswer(*inbox, wakeUp).outcome);
    keeper.keep(sessionWith(2), factsOf(2));
    keeper.leave();
    for (bool isLeft = false; !isLeft;)
    {
        if (const auto fact = inbox->take())
            isLeft = std::holds_alternative<RecoveryLeft>(*fact);
        else
            wakeUp.waitAtMost(10s);
    }
    FileDocumentStore store;
    CHECK(RecoveryFolder(home / "Recovery").scan(store).found.at(0).facts.edits == 2);
    keeper.keep(sessionWith(3), factsOf(3));
    CHECK(nextAnswer(*inbox, wakeUp).outcome);
    CHECK(RecoveryFolder(home / "Recovery").scan(store).found.size() == 1);
}

TEST_CASE("a folder that cannot be written to is told, and kept in as soon as it can be")
{
    TemporaryFolder home;
    testing::writeFile(home / "Recovery", "in the way");
    const auto inbox = std::make_shared<DocumentInbox>();
    WakeUp wakeUp;
    inbox->wakes(&wakeUp);
    RecoveryThread keeper(home / "Recovery", inbox);
    keeper.keep(sessionWith(1), factsOf(1));
    CHECK_FALSE(nextAnswer(*inbox, wakeUp).outcome);
    std::filesystem::remove(home / "Recovery");
    CHECK(nextAnswer(*inbox, wakeUp).outcome);
}

TEST_CASE("a folder that was cleared under it is begun anew")
{
    TemporaryFolder home;
    const auto inbox = std::make_shared<DocumentInbox>();
    WakeUp wakeUp;
    inbox->wakes(&wakeUp);
    {
        RecoveryThread keeper(home / "Recovery", inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        CHECK(nextAnswer(*inbox, wakeUp).outcome);
        std::filesystem::remove_all(home / "Recovery");
        keeper.keep(sessionWith(2), factsOf(2));
        while (!nextAnswer(*inbox, wakeUp).outcome)
        {
        }
    }
    FileDocumentStore store;
    CHECK(RecoveryFolder(home / "Recovery").scan(store).found.at(0).facts.edits == 2);
}
