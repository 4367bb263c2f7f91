#include "Pulse/Document/Collect.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <sys/mount.h>

using namespace loophole;
using loophole::testing::countingBytes;
using loophole::testing::readFile;
using loophole::testing::TemporaryFolder;
using loophole::testing::writeFile;

namespace
{

/** A session of four assets in three folders, two of them of one name, and one file twice. */
struct Scattered
{
    Scattered()
    {
        for (const auto* folder : {"song", "one", "two"})
            std::filesystem::create_directory(home / folder);
        writeFile(home / "song/own.wav", countingBytes(3'000'000));
        writeFile(home / "one/Kick.wav", "first kick");
        writeFile(home / "two/kick.wav", "second kick");
        writeFile(
            home / "song/S.loophole",
            R"({"format":"loophole.session","version":1,"newer":1,"assets":[{"id":"a","path":"own.wav"},{"id":"b","path":")" +
                (home / "one/Kick.wav").native() +
                R"("},{"id":"c","path":"../two/kick.wav"},{"id":"d","path":"../song/own.wav"}],
"tracks":[{"clips":[{"asset":"c","position":5}]}]})");
    }
    [[nodiscard]] SessionFile open() const { return SessionFile::open(home / "song/S.loophole").value(); }

    TemporaryFolder home;
};

} // namespace

TEST_CASE("a collected session has all of its media beside it, each once, and nothing else has changed")
{
    const Scattered session;
    const auto before = readFile(session.home / "song/S.loophole");
    std::uint64_t lastDone = 0;
    CollectOptions options;
    options.progress = [&](std::uint64_t done, std::uint64_t of)
    {
        CHECK(done > lastDone);
        CHECK(done <= of);
        lastDone = done;
    };
    const auto report = collect(session.open(), session.home / "moved/", options);
    REQUIRE(report);
    CHECK(report.value().files == 3);
    CHECK(report.value().bytes == 3'000'021);
    CHECK(lastDone == 3'000'021);
    CHECK(report.value().document == session.home / "moved/S.loophole");
    CHECK(readFile(session.home / "moved/Audio/own.wav") == countingBytes(3'000'000));
    CHECK(readFile(session.home / "moved/Audio/Kick.wav") == "first kick");
    CHECK(readFile(session.home / "moved/Audio/kick 2.wav") == "second kick");
    CHECK(readFile(session.home / "song/S.loophole") == before);

    const auto moved = SessionFile::open(session.home / "moved/S.loophole").value();
    CHECK(moved.session().assets[0].path == "Audio/own.wav");
    CHECK(moved.session().assets[2].path == "Audio/kick 2.wav");
    CHECK(moved.session().assets[3].path == "Audio/own.wav");
    CHECK(moved.session().tracks[0]->clips[0].asset == moved.session().assets[2].id);
    CHECK(moved.session().unknown->at(0).first == "newer");
}

TEST_CASE("missing media are told, or left as they are named where that is wished for")
{
    const Scattered session;
    std::filesystem::remove(session.home / "one/Kick.wav");
    const auto refused = collect(session.open(), session.home / "moved");
    REQUIRE_FALSE(refused);
    CHECK(refused.failure().what == (session.home / "one/Kick.wav").native());
    CHECK_FALSE(std::filesystem::exists(session.home / "moved"));
    CollectOptions options;
    options.leavesMissing = true;
    const auto report = collect(session.open(), session.home / "moved", options);
    REQUIRE(report);
    CHECK(report.value().missing == std::vector{session.home / "one/Kick.wav"});
    CHECK(SessionFile::open(session.home / "moved/S.loophole").value().session().assets[1].path ==
          session.home / "one/Kick.wav");
}

TEST_CASE("a folder that is there is not touched, and one that cannot be finished is not there")
{
    const Scattered session;
    std::filesystem::create_directory(session.home / "full");
    CHECK(collect(session.open(), session.home / "full").failure().why == "exists already");
    CHECK(std::filesystem::is_empty(session.home / "full"));
    if (::mount("none", (session.home / "full").c_str(), "tmpfs", 0, "size=1m") != 0)
    {
        WARN("no right to mount a small file system: only the system's administrator runs this");
        return;
    }
    const auto refused = collect(session.open(), session.home / "full/moved");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.failure().why, Catch::Contains("there is room for 1 MiB of 2"));
    CHECK(std::filesystem::is_empty(session.home / "full"));
    CHECK(::umount((session.home / "full").c_str()) == 0);
}
