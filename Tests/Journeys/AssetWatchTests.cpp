#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Journeys/FaultyMount.h"
#include "Support/NoiseFile.h"

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

namespace fs = std::filesystem;

/** The whole program without a window, with a session of one clip of each of these files. */
struct OpenSessionOf
{
    explicit OpenSessionOf(const std::vector<fs::path>& files)
    {
        nlohmann::json document{{"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}};
        for (std::size_t i = 0; i < files.size(); ++i)
        {
            const auto id = "a" + std::to_string(i);
            makeNoiseFile(files[i], 2, 0.1f, i + 1);
            document["assets"].push_back({{"id", id}, {"path", files[i].native()}});
            document["tracks"].push_back({{"name", id}, {"clips", {{{"asset", id}, {"position", 0}}}}});
        }
        std::ofstream(own / "S.loophole") << document;
        aura.send(OpenSession{own / "S.loophole"});
        REQUIRE(aura.waitUntil([&] { return aura.sessionChanges >= 2 && aura.allAssetsKnown(); }, 10s));
        for (std::size_t i = 0; i < files.size(); ++i)
            REQUIRE(asset(i).offlineStatus == OfflineStatus::present);
        // The watch begins with the first look at the folders.
        std::ignore = aura.waitUntil([] { return false; }, 300ms);
    }

    [[nodiscard]] const AudioAsset& asset(std::size_t index)
    {
        return aura.assets.at(aura.session.session->assets[index].id);
    }
    [[nodiscard]] bool comesTo(OfflineStatus status, Instant within, std::size_t index = 0)
    {
        return aura.waitUntil([&] { return asset(index).offlineStatus == status; }, within);
    }

    static Settings settingsIn(const fs::path& folder)
    {
        Settings settings;
        settings.device = "null";
        settings.folders = {folder / "cache", folder / "data"};
        return settings;
    }

    TemporaryFolder own;
    SteadyClock clock;
    Loophole loophole{settingsIn(own.path())};
    Headless aura{loophole.queues(), clock};
};

} // namespace

TEST_CASE(
    "a file that is moved away, brought back, or replaced by a placeholder is told within a second though nothing "
    "plays")
{
    TemporaryFolder media;
    const auto kick = media / "kick.wav";
    OpenSessionOf session({kick, media / "snare.wav"});
    fs::rename(kick, media / "elsewhere.wav");
    CHECK(session.comesTo(OfflineStatus::missing, 1s));
    fs::rename(media / "elsewhere.wav", kick);
    CHECK(session.comesTo(OfflineStatus::present, 1s));

    fs::rename(kick, media / "kept.wav");
    std::ofstream(media / "kick.wav.nextcloud") << "x";
    CHECK(session.comesTo(OfflineStatus::cloud, 1s));
    CHECK(session.asset(0).cause == "its cloud client keeps only kick.wav.nextcloud");
    fs::remove(media / "kick.wav.nextcloud");
    fs::rename(media / "kept.wav", kick);
    CHECK(session.comesTo(OfflineStatus::present, 1s));
    CHECK(session.asset(1).offlineStatus == OfflineStatus::present);
}

TEST_CASE("a folder that is renamed above the files is told within two seconds, and when it is back")
{
    TemporaryFolder media;
    fs::create_directories(media / "drums/acoustic");
    OpenSessionOf session({media / "drums/acoustic/kick.wav"});
    fs::rename(media / "drums", media / "percussion");
    CHECK(session.comesTo(OfflineStatus::missing, 2s));
    fs::rename(media / "percussion", media / "drums");
    CHECK(session.comesTo(OfflineStatus::present, 2s));
}

TEST_CASE("a placeholder is never opened, and downloaded when that is asked for")
{
    TemporaryFolder media;
    const auto take = media / "take.wav";
    OpenSessionOf session({take});
    fs::rename(take, media / "kept.wav");
    std::ofstream(take).close();
    fs::resize_file(take, 1'000'000); // a length and no room, as an archive leaves it
    CHECK(session.comesTo(OfflineStatus::cloud, 1s));
    // There is no client here that fills it: it is pending, and then a placeholder still.
    auto wasPending = false;
    session.aura.send(RequestDownload{session.asset(0).assetId});
    CHECK(session.aura.waitUntil(
        [&]
        {
            wasPending = wasPending || session.asset(0).offlineStatus == OfflineStatus::pending;
            return wasPending && session.asset(0).offlineStatus == OfflineStatus::cloud;
        },
        2s));
    fs::rename(media / "kept.wav", take);
    CHECK(session.comesTo(OfflineStatus::present, 1s));
}

TEST_CASE("what lies on a drive without events is looked at by path, and a hanging one delays no other")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    TemporaryFolder media;
    OpenSessionOf session({mount.point() / "far.wav", media / "near.wav"});
    fs::rename(mount.folder() / "far.wav", mount.folder() / "away.wav");
    CHECK(session.comesTo(OfflineStatus::missing, 3s, 0));
    fs::rename(mount.folder() / "away.wav", mount.folder() / "far.wav");
    CHECK(session.comesTo(OfflineStatus::present, 3s, 0));

    mount.follow("0 hang\n");
    fs::rename(media / "near.wav", media / "away.wav");
    CHECK(session.comesTo(OfflineStatus::missing, 1s, 1));
    fs::rename(media / "away.wav", media / "near.wav");
    CHECK(session.comesTo(OfflineStatus::present, 1s, 1));
}
