#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Support/FaultyMount.h"
#include "Support/NoiseFile.h"

#include <chrono>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

constexpr int rate = 48000;

/** Eight tracks of one file each, of which the last lies behind the faults. */
struct EightFiles
{
    /** drive: where the session takes the faulty file from. */
    enum class Drive
    {
        byItsMount,
        byALinkAtHome
    };

    explicit EightFiles(int seconds, Drive drive = Drive::byItsMount)
    {
        std::filesystem::create_directory_symlink(mount.point(), home / "drive");
        const auto faultyFolder = drive == Drive::byItsMount ? mount.point() : home / "drive";
        nlohmann::json document{{"format", "loophole.session"}, {"version", 1}, {"sampleRate", rate}};
        for (int i = 0; i < 8; ++i)
        {
            const auto name = std::to_string(i) + ".wav";
            const auto isFaulty = i == 7;
            makeNoiseFile((isFaulty ? mount.folder() : home.path()) / name, seconds, 0.1f,
                          static_cast<std::uint64_t>(i) + 1);
            document["assets"].push_back(
                {{"id", "a" + name}, {"path", isFaulty ? (faultyFolder / name).native() : name}});
            document["tracks"].push_back(
                {{"name", i == 7 ? "faulty" : "T" + name}, {"clips", {{{"asset", "a" + name}, {"position", 0}}}}});
        }
        std::ofstream(session) << document;
    }

    /** `play` for so long in memory that cannot hold the files; the frames that were missing on the seven, and on the
     * one. */
    struct Played
    {
        nlohmann::json report;
        std::int64_t elsewhere = 0;
        std::int64_t here = 0;
    };
    [[nodiscard]] Played play(int seconds) const
    {
        Played played;
        played.report = cli.json(
            {"play", session.native(), "--device", "null", "--budget", "12", "--seconds", std::to_string(seconds)});
        for (const auto& track : played.report["tracks"])
            (track["name"] == "faulty" ? played.here : played.elsewhere) += track["missingFrames"].get<std::int64_t>();
        return played;
    }

    CommandLine cli;
    TemporaryFolder home;
    FaultyMount mount;
    std::filesystem::path session = home / "Eight.loophole";
};

bool anyBegins(const std::vector<std::string>& warnings, const std::string& with)
{
    return std::any_of(warnings.begin(), warnings.end(),
                       [&](const std::string& warning) { return warning.starts_with(with); });
}

} // namespace

TEST_CASE("seven files play on while the drive of the eighth is slow, hangs, fails, vanishes and comes back")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(20);
    files.mount.follow("0 none\n3000 slow 200\n5000 hang\n9000 error\n10500 gone\n12000 none\n");
    const auto played = files.play(17);
    INFO(played.report.dump(2));
    CHECK(played.elsewhere == 0);
    // Seven seconds without the file: the two that were read ahead pay for the two that coming back may take.
    CHECK(played.here > 0);
    CHECK(played.here <= 7 * rate);
    CHECK(played.report["framesPlayed"].get<std::int64_t>() >= 17 * rate);
}

TEST_CASE("seven files play while the folder of the eighth is a link to a drive that hangs from the beginning")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(20, EightFiles::Drive::byALinkAtHome);
    files.mount.follow("0 hang\n");
    const auto played = files.play(6);
    INFO(played.report.dump(2));
    CHECK(played.elsewhere == 0);
    for (const auto& device : played.report["disk"]["devices"])
        CHECK(device["isStalled"] == (device["name"] == files.mount.point().native()));
}

TEST_CASE("a drive that answers every read in 200 ms plays without a missing frame once it has begun")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(10);
    files.mount.follow("0 slow 200\n");
    const auto played = files.play(8);
    INFO(played.report.dump(2));
    CHECK(played.elsewhere == 0);
    // Play waits half a second for the first block, which is found out only after the file's header was read.
    CHECK(played.here < rate);
}

TEST_CASE("what lies on a drive that hangs, fails and vanishes is heard from its proxy meanwhile")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(20);
    REQUIRE(files.cli.json({"proxy", (files.mount.point() / "7.wav").native()})["files"][0]["bytes"] > 0);
    files.mount.follow("0 none\n3000 hang\n6000 error\n8000 gone\n10000 none\n");
    const auto played = files.play(14);
    INFO(played.report.dump(2));
    CHECK(played.elsewhere == 0);
    CHECK(played.here < rate / 10); // none on an idle machine, a callback or two on a busy one
    // Seven seconds without the file, of which the two that were read ahead are heard from it.
    const auto& faulty = played.report["tracks"].back();
    CHECK(faulty["proxyFrames"].get<std::int64_t>() > 4 * rate);
    CHECK(faulty["proxyFrames"].get<std::int64_t>() < 9 * rate);
}

TEST_CASE("a program ends at once though a drive hangs")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(10);
    files.mount.follow("0 none\n1500 hang\n");
    const auto begun = std::chrono::steady_clock::now();
    const auto played = files.play(6);
    const auto took = std::chrono::steady_clock::now() - begun;
    INFO(played.report.dump(2));
    CHECK(played.elsewhere == 0);
    CHECK(played.here > 0);
    CHECK(took < 6s + 3s);
}

TEST_CASE("media of a drive that hangs are pending, of one that vanished missing, and present within two seconds of it")
{
    if (!FaultyMount::isPossible())
        return;
    EightFiles files(30);
    const TemporaryFolder own;
    Settings settings;
    settings.device = "null";
    settings.folders = {own / "cache", own / "data"};
    const SteadyClock clock;
    std::optional<Loophole> loophole(std::in_place, settings);
    Headless aura(loophole->queues(), clock);
    aura.send(OpenSession{files.session});
    REQUIRE(aura.waitUntil([&] { return aura.sessionChanges >= 2 && aura.allAssetsKnown() && aura.device; }, 10s));
    const auto faulty = aura.session.session->assets.back().id;
    const auto comesTo = [&](OfflineStatus status, Instant within)
    { return aura.waitUntil([&] { return aura.assets.at(faulty).offlineStatus == status; }, within); };
    REQUIRE(comesTo(OfflineStatus::present, 1s));
    aura.send(PlayTransport{});

    files.mount.follow("0 hang\n");
    REQUIRE(comesTo(OfflineStatus::pending, 5s));
    CHECK(aura.assets.at(faulty).cause == "its drive does not answer");
    REQUIRE(aura.waitUntil([&] { return anyBegins(aura.warnings, "The disk at "); }, 2s));
    for (const auto& asset : aura.session.session->assets)
        if (asset.id != faulty)
            CHECK(aura.assets.at(asset.id).offlineStatus == OfflineStatus::present);
    files.mount.follow("0 none\n");
    CHECK(comesTo(OfflineStatus::present, 2s));

    files.mount.follow("0 gone\n");
    REQUIRE(comesTo(OfflineStatus::missing, 5s));
    files.mount.follow("0 none\n");
    CHECK(comesTo(OfflineStatus::present, 2s));

    // Closing is as quick as ever while it hangs.
    files.mount.follow("0 hang\n");
    REQUIRE(comesTo(OfflineStatus::pending, 5s));
    const auto begun = clock.now();
    loophole.reset();
    CHECK(clock.now() - begun < 1s);
}
