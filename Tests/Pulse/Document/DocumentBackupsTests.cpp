#include "Pulse/Document/DocumentBackups.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace std::chrono_literals;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::writeFile;

namespace
{

constexpr std::chrono::sys_seconds start(1'764'000'000s);

} // namespace

TEST_CASE("a backup is the document of then, at most one a minute, the newest five")
{
    TemporaryFolder folder;
    const auto document = folder / "My Song.loophole";
    CHECK_FALSE(DocumentBackups::keep(document, start)); // nothing to keep yet
    for (int i = 0; i < 12; ++i)
    {
        // As a save does: the new document is another file.
        writeFile(folder / "new", std::to_string(i));
        std::filesystem::rename(folder / "new", document);
        const auto kept = DocumentBackups::keep(document, start + i * 40s);
        CHECK(kept.has_value() == (i % 2 == 0));
        DocumentBackups::removeOld(document);
    }
    const auto backups = DocumentBackups::of(document);
    REQUIRE(backups.size() == DocumentBackups::mostBackups);
    CHECK(readFile(backups.front()) == "2");
    CHECK(readFile(backups.back()) == "10");
    CHECK(backups.back().filename().native().starts_with("My Song.loophole.2025"));
}

TEST_CASE("what only looks like a backup is left alone")
{
    TemporaryFolder folder;
    writeFile(folder / "S.loophole", "x");
    for (const auto* name : {"S.loophole.bak", "S.loophole.old.bak", "Other.loophole.20261121T173805Z.bak"})
        writeFile(folder / name, "mine");
    CHECK(DocumentBackups::of(folder / "S.loophole").empty());
    DocumentBackups::removeOld(folder / "S.loophole");
    CHECK(readFile(folder / "S.loophole.bak") == "mine");
}
