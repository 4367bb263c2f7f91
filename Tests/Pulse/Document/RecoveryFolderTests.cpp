#include "Pulse/Document/RecoveryFolder.h"

#include "Pulse/Document/SessionWriter.h"
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

/** Recovery data of a program that is gone. */
std::filesystem::path leaveBehind(const RecoveryFolder& folder, const Session& session, RecoveryFacts facts)
{
    auto file = RecoveryFile::create(folder.newFile()).value();
    REQUIRE(file.keep(session, facts));
    return file.path();
}

std::vector<std::filesystem::path> filesIn(const std::filesystem::path& folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    return files;
}

struct Songs
{
    TemporaryFolder home;
    RecoveryFolder recovery{home / "data/Recovery"};
    FileDocumentStore store;
    std::filesystem::path document = home / "S.loophole";
    Session session = testing::sessionOf({testing::trackOf(1, {})});
};

} // namespace

TEST_CASE("what was left behind is found, the newest first, and stays until it is dealt with")
{
    Songs songs;
    writeFile(songs.document, "base");
    RecoveryFacts facts;
    facts.document = songs.document;
    facts.base.content = hashOf("base");
    facts.editedAt = 100;
    facts.edits = 3;
    facts.lastEdit = "Add track";
    const auto older = leaveBehind(songs.recovery, songs.session, facts);
    RecoveryFacts untitled;
    untitled.editedAt = 200;
    leaveBehind(songs.recovery, songs.session, untitled);
    for (int i = 0; i < 2; ++i)
    {
        const auto scan = songs.recovery.scan(songs.store);
        REQUIRE(scan.found.size() == 2);
        CHECK(scan.notices.empty());
        CHECK(scan.found[0].facts == untitled);
        CHECK(scan.found[1].facts == facts);
        CHECK_FALSE(scan.found[1].documentHasChanged);
        CHECK(scan.found[1].doubt.empty());
    }
    CHECK(readRecovery(older).value().text == writeSession(songs.session));
    writeFile(songs.document, "another program's");
    CHECK(songs.recovery.scan(songs.store).found[1].documentHasChanged);
}

TEST_CASE("data of which the document has everything, and empty ones, go by themselves")
{
    Songs songs;
    writeFile(songs.document, writeSession(songs.session));
    RecoveryFacts facts;
    facts.document = songs.document;
    leaveBehind(songs.recovery, songs.session, facts);
    {
        const auto empty = RecoveryFile::create(songs.recovery.newFile());
        REQUIRE(empty);
    }
    CHECK(songs.recovery.scan(songs.store).found.empty());
    // Another program may have made the empty one this very moment.
    REQUIRE(filesIn(songs.home / "data/Recovery").size() == 1);
    const auto longAgo = std::filesystem::file_time_type::clock::now() - std::chrono::hours(1);
    std::filesystem::last_write_time(filesIn(songs.home / "data/Recovery")[0], longAgo);
    CHECK(songs.recovery.scan(songs.store).found.empty());
    CHECK(filesIn(songs.home / "data/Recovery").empty());
}

TEST_CASE("data of a program that lives are left alone")
{
    Songs songs;
    auto file = RecoveryFile::create(songs.recovery.newFile()).value();
    REQUIRE(file.keep(songs.session, {}));
    CHECK(songs.recovery.scan(songs.store).found.empty());
    CHECK(std::filesystem::exists(file.path()));
    REQUIRE(file.keep(songs.session, {}));
}

TEST_CASE("damaged data are set aside and told, and disturb no others")
{
    Songs songs;
    const auto damaged = leaveBehind(songs.recovery, songs.session, {});
    leaveBehind(songs.recovery, songs.session, {});
    auto bytes = readFile(damaged);
    const auto place = bytes.find("\"tracks\"");
    REQUIRE(place != std::string::npos);
    bytes[place + 1] = 'T';
    writeFile(damaged, bytes);
    const auto scan = songs.recovery.scan(songs.store);
    CHECK(scan.found.size() == 1);
    REQUIRE(scan.notices.size() == 1);
    CHECK_THAT(scan.notices[0], Catch::Contains("set aside as " + damaged.native() + ".damaged"));
    CHECK(readFile(damaged.native() + ".damaged") == bytes);
    CHECK(songs.recovery.scan(songs.store).notices.empty());
}

TEST_CASE("a log with damage in it is offered as what may lack the last edits")
{
    Songs songs;
    auto file = RecoveryFile::create(songs.recovery.newFile()).value();
    RecoveryFacts facts;
    for (facts.edits = 1; facts.edits <= 3; ++facts.edits)
        REQUIRE(file.keep(songs.session, facts));
    const auto crashed = songs.home / "data/Recovery/1-1-1.recovery";
    std::filesystem::copy_file(file.path(), crashed);
    auto log = readFile(file.path().native() + "-wal");
    log[log.size() - 10] = static_cast<char>(log[log.size() - 10] ^ 1);
    writeFile(crashed.native() + "-wal", log);
    const auto scan = songs.recovery.scan(songs.store);
    REQUIRE(scan.found.size() == 1);
    CHECK(scan.found[0].facts.edits == 2);
    CHECK_THAT(scan.found[0].doubt, Catch::Contains("the last edits may be missing"));
}

TEST_CASE("a folder that is not there has nothing in it")
{
    Songs songs;
    CHECK(songs.recovery.scan(songs.store).found.empty());
    CHECK_FALSE(std::filesystem::exists(songs.home / "data"));
}
