#include "Signal/Scan/FolderListing.h"

#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <fstream>

using namespace loophole;
using namespace loophole::signal;
using loophole::testing::TemporaryFolder;
using Kind = ScannedEntry::Kind;

namespace
{

std::map<std::string, ScannedEntry> listed(const std::filesystem::path& folder)
{
    auto thread = DiskThread::mint();
    FolderListing listing(folder);
    std::map<std::string, ScannedEntry> all;
    for (;;)
    {
        const auto part = listing.nextPart(thread);
        CHECK(part.entries.size() <= FolderListing::entriesAPart);
        for (const auto& entry : part.entries)
            CHECK(all.emplace(entry.name, entry).second);
        if (part.isComplete)
            return all;
    }
}

} // namespace

TEST_CASE("of a folder the media, folders and links are told, and nothing that is hidden")
{
    TemporaryFolder folder;
    std::ofstream(folder / "kick.WAV") << "12345";
    std::ofstream(folder / "notes.txt") << "x";
    std::ofstream(folder / "._kick.wav") << "x";
    std::filesystem::create_directory(folder / "inner.wav");
    std::filesystem::create_directory(folder / ".git");
    std::filesystem::create_symlink("../elsewhere/a.wav", folder / "link");
    REQUIRE(::mkfifo((folder / "pipe.wav").c_str(), 0600) == 0);
    const auto entries = listed(folder.path());
    REQUIRE(entries.size() == 3);
    CHECK(entries.at("kick.WAV").kind == Kind::file);
    CHECK(entries.at("kick.WAV").stamp.bytes == 5);
    CHECK(entries.at("kick.WAV").stamp.modified > 1'000'000'000'000'000'000);
    CHECK(entries.at("inner.wav").kind == Kind::folder);
    CHECK(entries.at("link").kind == Kind::link);
    CHECK(entries.at("link").linkTarget == folder.path().parent_path() / "elsewhere/a.wav");
}

TEST_CASE("a folder of many thousands comes in parts, each entry once, names being bytes")
{
    TemporaryFolder folder;
    for (int i = 0; i < 3000; ++i)
        std::ofstream(folder / (std::to_string(i) + "\xFF.wav")) << "x";
    const auto entries = listed(folder.path());
    CHECK(entries.size() == 3000);
    CHECK(entries.contains("7\xFF.wav"));
}

TEST_CASE("a folder is known again by whatever path it is reached")
{
    TemporaryFolder folder;
    std::filesystem::create_directory(folder / "real");
    std::filesystem::create_directory_symlink("real", folder / "link");
    auto thread = DiskThread::mint();
    const auto real = FolderListing(folder / "real").nextPart(thread).identity;
    CHECK(FolderListing(folder / "link").nextPart(thread).identity == real);
    CHECK(FolderListing(folder.path()).nextPart(thread).identity != real);
}

TEST_CASE("what cannot be listed says why, and is complete")
{
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "x";
    auto thread = DiskThread::mint();
    const auto none = FolderListing(folder / "none").nextPart(thread);
    CHECK(none.isComplete);
    CHECK(none.error == "no such file or directory");
    CHECK(FolderListing(folder / "file").nextPart(thread).error == "not a directory");
}
