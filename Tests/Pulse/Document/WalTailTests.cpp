#include "Pulse/Document/WalTail.h"

#include "Pulse/Document/RecoveryFile.h"
#include "Support/FileBytes.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::writeFile;

namespace
{

/** The log of three small edits, as a crash leaves it. */
std::string logOfThreeEdits()
{
    TemporaryFolder folder;
    auto file = RecoveryFile::create(folder / "r").value();
    for (std::uint64_t i = 1; i <= 3; ++i)
    {
        RecoveryFacts facts;
        facts.edits = i;
        REQUIRE(file.keep(testing::sessionOf({}), facts));
    }
    return readFile(folder / "r-wal");
}

} // namespace

TEST_CASE("a whole log has nothing that is unreadable, wherever a crash cut it off")
{
    TemporaryFolder folder;
    const auto log = logOfThreeEdits();
    CHECK(unreadableTransactions(folder / "none") == 0);
    for (std::size_t length = 0; length <= log.size(); length += 1111)
    {
        writeFile(folder / "log", log.substr(0, length));
        CHECK(unreadableTransactions(folder / "log") == 0);
    }
    writeFile(folder / "log", log);
    CHECK(unreadableTransactions(folder / "log") == 0);
}

TEST_CASE("damage in a log is told by how many transactions stand behind it")
{
    TemporaryFolder folder;
    const auto log = logOfThreeEdits();
    const auto lostBy = [&](std::size_t place)
    {
        auto damaged = log;
        damaged[place] = static_cast<char>(damaged[place] ^ 0x10);
        writeFile(folder / "log", damaged);
        return unreadableTransactions(folder / "log");
    };
    CHECK(lostBy(5) == 1);               // the header: nothing behind it can be read
    CHECK(lostBy(32 + 24 + 100) >= 3);   // the first page
    CHECK(lostBy(log.size() - 10) == 1); // the last one
}

TEST_CASE("a log that was never begun has nothing")
{
    TemporaryFolder folder;
    writeFile(folder / "log", std::string(4096, '\0'));
    CHECK(unreadableTransactions(folder / "log") == 0);
}
