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

/** A folder for recovery data and the inbox of a thread that keeps them there. */
struct Room
{
    Room() { inbox->wakes(&wakeUp); }

    /** The next fact of the thread. */
    [[nodiscard]] DocumentFact nextFact()
    {
        for (;;)
        {
            if (auto fact = inbox->take())
                return *std::move(fact);
            wakeUp.waitAtMost(10s);
        }
    }
    [[nodiscard]] bool isKept() { return std::get<RecoveryKept>(nextFact()).outcome.ok(); }
    [[nodiscard]] std::vector<FoundRecovery> found() const
    {
        FileDocumentStore store;
        return RecoveryFolder(folder).scan(store).found;
    }

    TemporaryFolder home;
    const std::filesystem::path folder = home / "Recovery";
    WakeUp wakeUp;
    const std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
};

} // namespace

TEST_CASE("the newest of a row of edits is on the disk, and is left there by an end without a word")
{
    Room room;
    {
        RecoveryThread keeper(room.folder, room.inbox);
        for (std::uint32_t i = 1; i <= 50; ++i)
            keeper.keep(sessionWith(i), factsOf(i));
    }
    const auto found = room.found();
    REQUIRE(found.size() == 1);
    CHECK(found[0].facts.edits == 50);
    CHECK(readRecovery(found[0].file).value().text == writeSession(*sessionWith(50)));
}

TEST_CASE("what is forgotten leaves nothing, and what is kept after it is there")
{
    Room room;
    {
        RecoveryThread keeper(room.folder, room.inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        CHECK(room.isKept());
        keeper.forget();
    }
    CHECK(std::filesystem::is_empty(room.folder));
    {
        RecoveryThread keeper(room.folder, room.inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        keeper.forget();
        keeper.keep(sessionWith(2), factsOf(2));
    }
    CHECK(room.found().at(0).facts.edits == 2);
}

TEST_CASE("what is left behind is whole, also what was still waiting, and belongs to nobody")
{
    Room room;
    RecoveryThread keeper(room.folder, room.inbox);
    keeper.keep(sessionWith(1), factsOf(1));
    CHECK(room.isKept());
    keeper.keep(sessionWith(2), factsOf(2));
    keeper.leave();
    while (!std::holds_alternative<RecoveryLeft>(room.nextFact()))
    {
    }
    CHECK(room.found().at(0).facts.edits == 2);
    keeper.keep(sessionWith(3), factsOf(3));
    CHECK(room.isKept());
    CHECK(room.found().size() == 1);
}

TEST_CASE("a folder that cannot be written to is told, and kept in as soon as it can be")
{
    Room room;
    testing::writeFile(room.folder, "in the way");
    RecoveryThread keeper(room.folder, room.inbox);
    keeper.keep(sessionWith(1), factsOf(1));
    CHECK_FALSE(room.isKept());
    std::filesystem::remove(room.folder);
    CHECK(room.isKept());
}

TEST_CASE("a folder that was cleared under it is begun anew")
{
    Room room;
    {
        RecoveryThread keeper(room.folder, room.inbox);
        keeper.keep(sessionWith(1), factsOf(1));
        CHECK(room.isKept());
        std::filesystem::remove_all(room.folder);
        keeper.keep(sessionWith(2), factsOf(2));
        while (!room.isKept())
        {
        }
    }
    CHECK(room.found().at(0).facts.edits == 2);
}
