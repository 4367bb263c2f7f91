#include "Pulse/Document/DocumentStore.h"
#include "Pulse/Document/RecoveryFile.h"
#include "Pulse/Document/SessionWriter.h"
#include "Support/FileBytes.h"
#include "Support/SessionParts.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

using namespace loophole;
using loophole::testing::clipOf;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::trackOf;
using loophole::testing::writeFile;

namespace
{

/**
    The system's calls, with a record of what a disk may hold of one document if the power fails after each of them:
    content is sure to be there once its file was flushed, a name once its folder was. A file that was not flushed may
    have nothing in it.
*/
class PowerCutCalls final : public FileCalls
{
public:
    explicit PowerCutCalls(std::filesystem::path document) : document(std::move(document))
    {
        possible = {readFile(this->document)};
    }

    int open(const char* path, int flags, mode_t mode) override
    {
        const auto file = FileCalls::open(path, flags, mode);
        names[file] = path;
        return file;
    }
    int flush(int file) override
    {
        const auto result = FileCalls::flush(file);
        if (std::filesystem::is_directory(names[file]))
            possible = {contentOnDisk[document]};
        else
            contentOnDisk[names[file]] = readFile(names[file]);
        seen.push_back(possible);
        return result;
    }
    int rename(const char* from, const char* to) override
    {
        const auto result = FileCalls::rename(from, to);
        contentOnDisk[to] = contentOnDisk[from]; // nothing, unless it was flushed
        possible.insert(contentOnDisk[to]);
        seen.push_back(possible);
        return result;
    }

    std::filesystem::path document;
    std::map<int, std::filesystem::path> names;
    std::map<std::filesystem::path, std::string> contentOnDisk;
    std::set<std::string> possible; ///< contents of the document after a power cut now
    std::vector<std::set<std::string>> seen;
};

Session withTracks(std::uint32_t tracks)
{
    std::vector<Track> all;
    for (std::uint32_t i = 1; i <= tracks; ++i)
        all.push_back(trackOf(i, {clipOf(i, 1, i * 100), clipOf(1000 + i, 1, i * 200)}));
    return testing::sessionOf(std::move(all));
}

/** Recovery data with a number of edits, and how its log grew with each. */
struct KeptEdits
{
    KeptEdits()
    {
        auto file = RecoveryFile::create(folder / "r").value();
        for (std::uint32_t i = 1; i <= 6; ++i)
        {
            REQUIRE(file.keep(withTracks(i), {}));
            sizes.push_back(std::filesystem::file_size(folder / "r-wal"));
        }
        database = readFile(folder / "r");
        log = readFile(folder / "r-wal");
    }
    /** What a start finds where the log holds these bytes: the number of tracks, 0 for nothing. */
    [[nodiscard]] std::size_t tracksFoundWith(const std::string& bytes) const
    {
        writeFile(folder / "crashed", database);
        writeFile(folder / "crashed-wal", bytes);
        const auto found = RecoveryFile::read(folder / "crashed");
        std::size_t tracks = 0;
        for (std::uint32_t i = 1; i <= 6; ++i)
            if (found.state == RecoveryFile::State::sound && found.kept.text == writeSession(withTracks(i)))
                tracks = i;
        CHECK((tracks > 0 || found.state == RecoveryFile::State::empty));
        RecoveryFile::removeAt(folder / "crashed");
        return tracks;
    }

    TemporaryFolder folder;
    std::vector<std::uintmax_t> sizes;
    std::string database;
    std::string log;
};

} // namespace

TEST_CASE(
    "a power cut after any call of a save leaves the old document or the new one, and the new one after a success")
{
    TemporaryFolder folder;
    const std::string before = "the old document";
    const std::string after = "the new document";
    writeFile(folder / "S.loophole", before);
    PowerCutCalls calls(folder / "S.loophole");
    REQUIRE(FileDocumentStore(calls).save(folder / "S.loophole", after));
    REQUIRE(calls.seen.size() == 3); // the file flushed, renamed, its folder flushed
    for (const auto& possible : calls.seen)
        for (const auto& content : possible)
            CHECK((content == before || content == after));
    CHECK(calls.seen[1].size() == 2);
    CHECK(calls.possible == std::set{after});
}

TEST_CASE("recovery data of which the end was never written have the last edit that was")
{
    const KeptEdits kept;
    for (std::size_t length = 0; length <= kept.log.size(); length += 997)
    {
        CAPTURE(length);
        std::size_t expected = 0;
        for (std::size_t i = 0; i < kept.sizes.size(); ++i)
            expected = kept.sizes[i] <= length ? i + 1 : expected;
        CHECK(kept.tracksFoundWith(kept.log.substr(0, length)) == expected);
    }
}

TEST_CASE("of an edit whose writes were dropped at random there is all or nothing, and all of those before")
{
    const KeptEdits kept;
    std::mt19937 random(17);
    constexpr std::size_t sector = 512;
    for (std::size_t edit = 1; edit < kept.sizes.size(); ++edit)
        for (int round = 0; round < 40; ++round)
        {
            auto log = kept.log.substr(0, kept.sizes[edit]);
            bool isWhole = true;
            for (auto place = static_cast<std::size_t>(kept.sizes[edit - 1]); place < log.size(); place += sector)
                if (random() % 4 == 0)
                {
                    const auto length = std::min(sector, log.size() - place);
                    isWhole = isWhole && log.compare(place, length, std::string(length, '\0')) == 0;
                    log.replace(place, length, length, '\0');
                }
            CAPTURE(edit, round);
            CHECK(kept.tracksFoundWith(log) == (isWhole ? edit + 1 : edit));
        }
}
