#include "Pulse/Document/RecoveryFile.h"

#include "Pulse/Document/SessionWriter.h"
#include "Support/FileBytes.h"
#include "Support/FileSizeLimit.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <random>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::FileSizeLimit;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::trackOf;
using loophole::testing::writeFile;
using State = RecoveryFile::State;

namespace
{

Session manyClips(std::uint32_t count)
{
    std::vector<Clip> clips;
    for (std::uint32_t i = 1; i <= count; ++i)
        clips.push_back(clipOf(i, 1, i * 100));
    auto session = testing::sessionOf({trackOf(1, std::move(clips))});
    session.assets = SharedList<SessionAsset>({SessionAsset{AssetId{1}, "a1", "a.wav", {}}});
    return session;
}

Session edited(const Session& session, std::size_t place, double gainDb)
{
    auto next = session;
    auto track = *session.tracks[0];
    auto clip = track.clips[place];
    clip.gainDb = gainDb;
    track.clips = track.clips.with(place, clip);
    next.tracks = session.tracks.with(0, std::make_shared<const Track>(std::move(track)));
    return next;
}

RecoveryFacts facts(std::uint64_t edits)
{
    RecoveryFacts facts;
    facts.document = "/songs/caf\xE9.loophole";
    facts.base.content = hashOf("base");
    facts.editedAt = 1'764'000'000;
    facts.edits = edits;
    facts.lastEdit = "Move \"clips\"";
    return facts;
}

/** The files of recovery data, as a crash leaves them: copied while they are open. */
void copyAsAfterCrash(const std::filesystem::path& from, const std::filesystem::path& to)
{
    for (const std::string ending : {"", "-wal"})
        if (std::filesystem::exists(from.native() + ending))
            std::filesystem::copy_file(from.native() + ending, to.native() + ending,
                                       std::filesystem::copy_options::overwrite_existing);
}

} // namespace

TEST_CASE("after a crash the session is there as of the last edit that was kept, with what is told of it")
{
    TemporaryFolder folder;
    auto session = manyClips(1000);
    auto file = RecoveryFile::create(folder / "r").value();
    REQUIRE(file.keep(session, facts(0)));
    for (std::size_t i = 1; i <= 20; ++i)
    {
        session = edited(session, i * 37, -static_cast<double>(i));
        REQUIRE(file.keep(session, facts(i)));
        copyAsAfterCrash(folder / "r", folder / "crashed");
        const auto found = RecoveryFile::read(folder / "crashed");
        CHECK(found.why.empty());
        REQUIRE(found.state == State::sound);
        CHECK(found.kept.text == writeSession(session));
        CHECK(found.kept.facts == facts(i));
    }
}

TEST_CASE("an edit writes what it changed and not the session")
{
    TemporaryFolder folder;
    auto session = manyClips(20'000);
    auto file = RecoveryFile::create(folder / "r").value();
    REQUIRE(file.keep(session, facts(0)));
    const auto before = std::filesystem::file_size(folder / "r-wal") + std::filesystem::file_size(folder / "r");
    REQUIRE(file.keep(edited(session, 9999, -1), facts(1)));
    const auto after = std::filesystem::file_size(folder / "r-wal") + std::filesystem::file_size(folder / "r");
    CHECK(before > 1'500'000);
    CHECK(after - before < 100'000);
}

TEST_CASE("what is edited forth and back takes no more room")
{
    TemporaryFolder folder;
    const auto session = manyClips(500);
    auto file = RecoveryFile::create(folder / "r").value();
    for (int i = 0; i < 300; ++i)
        REQUIRE(file.keep(edited(session, 100, -i), facts(1)));
    CHECK(std::filesystem::file_size(folder / "r") < 1'000'000);
}

TEST_CASE("what is in use cannot be read, and what was removed is gone")
{
    TemporaryFolder folder;
    auto file = RecoveryFile::create(folder / "r").value();
    REQUIRE(file.keep(manyClips(1), facts(1)));
    CHECK(RecoveryFile::read(folder / "r").state == State::inUse);
    std::move(file).remove();
    CHECK(std::filesystem::is_empty(folder.path()));
}

TEST_CASE("a file in which nothing was kept says so")
{
    TemporaryFolder folder;
    {
        const auto file = RecoveryFile::create(folder / "r");
        REQUIRE(file);
    }
    CHECK(RecoveryFile::read(folder / "r").state == State::empty);
    writeFile(folder / "empty", "");
    CHECK(RecoveryFile::read(folder / "empty").state == State::empty);
}

TEST_CASE("no damage of a single byte is taken for the session")
{
    TemporaryFolder folder;
    const auto session = manyClips(60);
    const auto expected = writeSession(session);
    {
        auto file = RecoveryFile::create(folder / "r").value();
        REQUIRE(file.keep(session, facts(3)));
    }
    const auto whole = readFile(folder / "r");
    std::mt19937 random(5);
    int noticed = 0;
    for (int i = 0; i < 400; ++i)
    {
        auto damaged = whole;
        const auto place = random() % damaged.size();
        damaged[place] = static_cast<char>(damaged[place] ^ (1 << random() % 8));
        writeFile(folder / "d", damaged);
        const auto found = RecoveryFile::read(folder / "d");
        CAPTURE(place);
        if (found.state == State::sound)
        {
            CHECK(found.kept.text == expected);
            CHECK(found.kept.facts == facts(3));
        }
        else
        {
            ++noticed;
            CHECK(found.state != State::inUse);
        }
        RecoveryFile::removeAt(folder / "d");
    }
    CHECK(noticed > 100);
}

TEST_CASE("a file cut off anywhere is damaged or empty, never another session")
{
    TemporaryFolder folder;
    const auto session = manyClips(60);
    {
        auto file = RecoveryFile::create(folder / "r").value();
        REQUIRE(file.keep(session, facts(3)));
    }
    const auto whole = readFile(folder / "r");
    for (std::size_t length = 0; length < whole.size(); length += 509)
    {
        writeFile(folder / "d", whole.substr(0, length));
        const auto found = RecoveryFile::read(folder / "d");
        CAPTURE(length);
        CHECK((found.state == State::damaged || (found.state == State::empty && length == 0)));
        RecoveryFile::removeAt(folder / "d");
    }
}

TEST_CASE("a disk that is full leaves the state before, and the next attempt goes on from it")
{
    TemporaryFolder folder;
    const auto session = manyClips(300);
    auto file = RecoveryFile::create(folder / "r").value();
    REQUIRE(file.keep(session, facts(1)));
    {
        const FileSizeLimit limit(std::filesystem::file_size(folder / "r-wal") + 5000);
        const auto refused = file.keep(edited(session, 7, -3), facts(2));
        REQUIRE_FALSE(refused);
        copyAsAfterCrash(folder / "r", folder / "crashed");
    }
    const auto found = RecoveryFile::read(folder / "crashed");
    REQUIRE(found.state == State::sound);
    CHECK(found.kept.text == writeSession(session));
    REQUIRE(file.keep(edited(session, 8, -4), facts(3)));
    copyAsAfterCrash(folder / "r", folder / "crashed");
    CHECK(RecoveryFile::read(folder / "crashed").kept.text == writeSession(edited(session, 8, -4)));
}

TEST_CASE("a database that is not ours, or newer, is not touched")
{
    TemporaryFolder folder;
    {
        Database(folder / "o", Database::Mode::create).run("PRAGMA application_id=7; CREATE TABLE t(a)");
        Database(folder / "n", Database::Mode::create).run("PRAGMA application_id=0x4C505243; PRAGMA user_version=2");
    }
    CHECK(RecoveryFile::read(folder / "o").state == State::damaged);
    CHECK(RecoveryFile::read(folder / "n").state == State::unreadable);
    CHECK(RecoveryFile::read(folder / "n").why == "was written by a newer Loophole");
    CHECK(RecoveryFile::read(folder / "none").state == State::unreadable);
}

TEST_CASE("what is set aside keeps its content under another name")
{
    TemporaryFolder folder;
    writeFile(folder / "r", "a");
    writeFile(folder / "r-wal", "b");
    const auto aside = RecoveryFile::setAside(folder / "r");
    CHECK(readFile(aside) == "a");
    CHECK(readFile(aside.native() + "-wal") == "b");
    CHECK_FALSE(std::filesystem::exists(folder / "r"));
}
