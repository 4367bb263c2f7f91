#include "Pulse/Document/SessionFile.h"

#include "Support/FileBytes.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>

using namespace loophole;
using loophole::testing::TemporaryFolder;

namespace
{

/** Files that are there are present and 1,000 frames long. */
AudioAsset probeByHand(const std::filesystem::path& path)
{
    AudioAsset asset;
    asset.path = path;
    const auto isThere = std::filesystem::exists(path);
    asset.offlineStatus = isThere ? OfflineStatus::present : OfflineStatus::missing;
    asset.cause = isThere ? "" : "No such file or directory";
    asset.facts.length = FrameCount(1000);
    asset.facts.sampleRate = SampleRate(48000);
    return asset;
}

ClipPlacement placed(const std::filesystem::path& file, std::int64_t position)
{
    ClipPlacement placement;
    placement.file = file;
    placement.position = FramePosition(position);
    return placement;
}

} // namespace

TEST_CASE("a session is made, filled, saved and opened again")
{
    TemporaryFolder folder;
    auto made = SessionFile::create(folder / "S.loophole", SampleRate(44100));
    REQUIRE(made);
    auto& file = made.value();
    REQUIRE(file.addTrack("Drums"));
    auto placement = placed(folder / "Audio/kick.wav", 500);
    placement.offset = 12;
    placement.length = FrameCount(300);
    placement.gainDb = -3;
    placement.fadeIn = FrameCount(5);
    placement.fadeOut = FrameCount(6);
    placement.loop = true;
    placement.playRate = 0.5;
    placement.reverse = true;
    REQUIRE(file.addClip("Drums", placement));
    REQUIRE(file.addClip("Drums", placed(folder / "Audio/kick.wav", 100)));
    CHECK_FALSE(std::filesystem::exists(folder / "S.loophole"));
    REQUIRE(file.save());

    const auto opened = SessionFile::open(folder / "S.loophole");
    REQUIRE(opened);
    const auto& session = opened.value().session();
    CHECK(session.sampleRate.hz() == 44100);
    REQUIRE(session.assets.size() == 1);
    CHECK(session.assets[0].path == "Audio/kick.wav");
    const auto& clips = session.tracks[0]->clips;
    REQUIRE(clips.size() == 2);
    CHECK(clips[0].position == FramePosition(100));
    CHECK_FALSE(clips[0].length);
    CHECK(clips[1].offset == 12);
    CHECK(clips[1].length == FrameCount(300));
    CHECK(clips[1].gainDb == -3);
    CHECK(clips[1].fadeIn == FrameCount(5));
    CHECK(clips[1].fadeOut == FrameCount(6));
    CHECK(clips[1].loop);
    CHECK(clips[1].playRate == 0.5);
    CHECK(clips[1].reverse);
    CHECK(opened.value().text() == file.text());
}

TEST_CASE("what is wrong is refused by name and changes nothing")
{
    TemporaryFolder folder;
    auto file = SessionFile::create(folder / "S.loophole", SampleRate(48000)).value();
    REQUIRE(file.addTrack("T"));
    const auto before = file.text();
    CHECK(file.addTrack("T").failure().message() == "track T: exists already");
    CHECK(file.addTrack("\xE9").failure().message() == "track name: must be UTF-8");
    CHECK(file.addClip("U", placed("a.wav", 0)).failure().what == "track U");
    const auto refusal = [&](auto change)
    {
        auto placement = placed("a.wav", 0);
        change(placement);
        const auto outcome = file.addClip("T", placement);
        return outcome ? std::string("accepted") : outcome.failure().message();
    };
    CHECK(refusal([](auto& p) { p.position = FramePosition(-1); }) == "position: must not be negative");
    CHECK(refusal([](auto& p) { p.offset = -1; }) == "offset: must not be negative");
    CHECK(refusal([](auto& p) { p.offset = std::numeric_limits<double>::quiet_NaN(); }) ==
          "offset: must not be negative");
    CHECK(refusal([](auto& p) { p.length = FrameCount(0); }) == "length: must be at least one frame");
    CHECK(refusal([](auto& p) { p.fadeOut = FrameCount(-1); }) == "fade: must not be negative");
    CHECK(refusal([](auto& p) { p.playRate = 9; }) == "rate: must be from 0.1 to 8");
    CHECK(refusal([](auto& p) { p.gainDb = std::numeric_limits<double>::infinity(); }) == "gain: must be a number");
    CHECK(file.text() == before);
}

TEST_CASE("a new session never replaces one that is there")
{
    TemporaryFolder folder;
    testing::writeFile(folder / "S.loophole", "precious");
    CHECK(SessionFile::create(folder / "S.loophole", SampleRate(48000)).failure().why == "exists already");
    CHECK(SessionFile::create(folder / "T.loophole", SampleRate(10)).failure().what == "sample rate");
}

TEST_CASE("a document that cannot be opened is told by its path and reason")
{
    TemporaryFolder folder;
    CHECK(SessionFile::open(folder / "none").failure().what == (folder / "none").native());
    testing::writeFile(folder / "bad", "{\n]");
    const auto opened = SessionFile::open(folder / "bad");
    CHECK(opened.failure().message() ==
          (folder / "bad").native() + ": line 2, column 1: not JSON: unexpected ']'; expected string literal");
}

TEST_CASE("checking tells for every asset where it is and how many clips need it")
{
    TemporaryFolder folder;
    auto file = SessionFile::create(folder / "S.loophole", SampleRate(48000)).value();
    REQUIRE(file.addTrack("T"));
    testing::writeFile(folder / "here.wav", "x");
    REQUIRE(file.addClip("T", placed(folder / "here.wav", 0)));
    REQUIRE(file.addClip("T", placed(folder / "here.wav", 9)));
    REQUIRE(file.addClip("T", placed(folder / "gone.wav", 5)));
    const auto checks = file.check(probeByHand);
    REQUIRE(checks.size() == 2);
    CHECK(checks[0].status == OfflineStatus::present);
    CHECK(checks[0].clips == 2);
    CHECK(checks[0].path == "here.wav");
    CHECK(checks[0].resolved == folder / "here.wav");
    CHECK(checks[1].status == OfflineStatus::missing);
    CHECK(checks[1].cause == "No such file or directory");
    CHECK(checks[1].clips == 1);
}
