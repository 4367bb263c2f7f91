#include "Signal/Codec/SeekIndexStore.h"

#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

#include <chrono>

using namespace loophole;
using namespace loophole::signal;
using namespace loophole::testing;

namespace
{

struct Shelf
{
    TemporaryFolder folder;
    DiskThread thread = DiskThread::mint();
    SeekIndexStore store{folder / "indexes", 10'000};

    [[nodiscard]] std::shared_ptr<const MediaFile> file(const std::string& name)
    {
        return MediaFile::open(thread, folder / name).value();
    }
    [[nodiscard]] std::vector<std::filesystem::path> entries() const
    {
        std::vector<std::filesystem::path> found;
        for (const auto& entry : std::filesystem::directory_iterator(folder / "indexes"))
            found.push_back(entry.path());
        return found;
    }
};

} // namespace

TEST_CASE("what was kept for a file is found again, under its kind and place alone, wherever the file lies")
{
    Shelf shelf;
    writeFile(shelf.folder / "a", countingBytes(300'000));
    CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value());
    shelf.store.keep(shelf.thread, *shelf.file("a"), 0, "x 1", "hello");
    CHECK(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1") == "hello");
    CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 2").has_value());
    CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 1, "x 1").has_value());
    std::filesystem::rename(shelf.folder / "a", shelf.folder / "moved");
    CHECK(shelf.store.find(shelf.thread, *shelf.file("moved"), 0, "x 1") == "hello");
}

TEST_CASE("a file that was changed is not known, not even where only its time tells")
{
    Shelf shelf;
    writeFile(shelf.folder / "a", countingBytes(300'000));
    shelf.store.keep(shelf.thread, *shelf.file("a"), 0, "x 1", "hello");
    const auto changed = std::filesystem::last_write_time(shelf.folder / "a") + std::chrono::seconds(1);
    std::filesystem::last_write_time(shelf.folder / "a", changed);
    CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value());
    shelf.store.keep(shelf.thread, *shelf.file("a"), 0, "x 1", "new");
    CHECK(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1") == "new");
    CHECK(shelf.entries().size() == 1);
}

TEST_CASE("an entry with any byte changed, or cut, is not believed")
{
    Shelf shelf;
    writeFile(shelf.folder / "a", countingBytes(1000));
    shelf.store.keep(shelf.thread, *shelf.file("a"), 0, "x 1", "hello");
    const auto path = shelf.entries().front();
    const auto bytes = readFile(path);
    for (std::size_t place = 0; place < bytes.size(); ++place)
    {
        auto damaged = bytes;
        damaged[place] = static_cast<char>(damaged[place] ^ 0x40);
        writeFile(path, damaged);
        CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value());
        writeFile(path, bytes.substr(0, place));
        CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value());
    }
}

TEST_CASE("the folder stays within its bound, and the least recently used go first")
{
    Shelf shelf;
    const auto hour = std::chrono::hours(1);
    for (const auto* name : {"a", "b", "c"})
    {
        writeFile(shelf.folder / name, std::string(1000, *name));
        shelf.store.keep(shelf.thread, *shelf.file(name), 0, "x 1", std::string(4000, 'x'));
        for (const auto& entry : shelf.entries())
            std::filesystem::last_write_time(entry, std::filesystem::last_write_time(entry) - hour);
        if (*name == 'b')
            CHECK(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value()); // used after b was
    }
    CHECK(shelf.entries().size() == 2);
    CHECK(shelf.store.find(shelf.thread, *shelf.file("a"), 0, "x 1").has_value());
    CHECK_FALSE(shelf.store.find(shelf.thread, *shelf.file("b"), 0, "x 1").has_value());
    CHECK(shelf.store.find(shelf.thread, *shelf.file("c"), 0, "x 1").has_value());
}

TEST_CASE("an MP3 opened through a kept index is the MP3 that was walked through")
{
    Shelf shelf;
    const auto path = encodeWith({"lame", "--quiet", "-V4", "IN", "OUT"}, shelf.folder, "a.mp3",
                                 makeProgramme(2, 2'000'000, 44100), 44100);
    const auto open = openMediaKeepingIndexes(shelf.folder / "indexes");
    const auto walked = open(shelf.thread, path);
    REQUIRE(walked.ok());
    REQUIRE(shelf.entries().size() == 1);
    const auto known = open(shelf.thread, path);
    REQUIRE(known.ok());
    CHECK(known.value()->info().length == walked.value()->info().length);
    CHECK(known.value()->info().warning == walked.value()->info().warning);
    const auto whole = readWhole(shelf.thread, *walked.value());
    CHECK(readWhole(shelf.thread, *known.value()) == whole);
    requirePartsOfWhole(shelf.thread, *known.value(), whole, 100);

    CHECK(shelf.entries().size() == 1);
}
