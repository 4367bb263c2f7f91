#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Support/FaultyMount.h"
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
    /** The files are there already; `cloudRules` are the user's. */
    explicit OpenSessionOf(const std::vector<fs::path>& files, const std::string& cloudRules = {}) : rules(cloudRules)
    {
        nlohmann::json document{{"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}};
        for (std::size_t i = 0; i < files.size(); ++i)
        {
            const auto id = "a" + std::to_string(i);
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

    static Settings settingsIn(const fs::path& folder, const std::string& rules)
    {
        fs::create_directories(folder / "data");
        std::ofstream(folder / "data/cloud-rules.txt") << rules;
        Settings settings;
        settings.device = "null";
        settings.folders = {folder / "cache", folder / "data"};
        return settings;
    }

    TemporaryFolder own;
    std::string rules;
    SteadyClock clock;
    Loophole loophole{settingsIn(own.path(), rules)};
    Headless aura{loophole.queues(), clock};
};

fs::path noiseFile(const fs::path& path)
{
    makeNoiseFile(path, 2, 0.1f, 1);
    return path;
}

} // namespace

TEST_CASE(
    "a file that is moved away, brought back, or replaced by a placeholder is told within a second though nothing "
    "plays")
{
    TemporaryFolder media;
    const auto kick = noiseFile(media / "kick.wav");
    OpenSessionOf session({kick, noiseFile(media / "snare.wav")});
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
    OpenSessionOf session({noiseFile(media / "drums/acoustic/kick.wav")});
    fs::rename(media / "drums", media / "percussion");
    CHECK(session.comesTo(OfflineStatus::missing, 2s));
    fs::rename(media / "percussion", media / "drums");
    CHECK(session.comesTo(OfflineStatus::present, 2s));
}

TEST_CASE("a file that takes no room is a placeholder and never opened, and a file again when it is filled")
{
    TemporaryFolder media;
    const auto take = noiseFile(media / "take.wav");
    OpenSessionOf session({take});
    fs::rename(take, media / "kept.wav");
    std::ofstream(take).close();
    fs::resize_file(take, 1'000'000); // a length and no room, as an archive leaves it
    CHECK(session.comesTo(OfflineStatus::cloud, 1s));
    fs::rename(media / "kept.wav", take);
    CHECK(session.comesTo(OfflineStatus::present, 1s));
}

TEST_CASE("a download is pending for as long as it takes, and a placeholder still where nobody brings the file")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    noiseFile(mount.folder() / "take.wav");
    const auto take = mount.point() / "take.wav";
    OpenSessionOf session({take}, "sparse " + mount.point().native() + "\n"); // FUSE is not believed without it
    fs::rename(mount.folder() / "take.wav", mount.folder() / "kept.wav");
    std::ofstream(mount.folder() / "take.wav").close();
    fs::resize_file(mount.folder() / "take.wav", 1'000'000);
    REQUIRE(session.comesTo(OfflineStatus::cloud, 3s));
    mount.follow("0 slow 500\n");
    session.aura.send(RequestDownload{session.asset(0).assetId});
    CHECK(session.comesTo(OfflineStatus::pending, 1s));
    CHECK(session.asset(0).cause == "is being downloaded");
    CHECK(session.comesTo(OfflineStatus::cloud, 5s));
}

TEST_CASE("what lies on a drive without events is looked at by path, and a hanging one delays no other")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    TemporaryFolder media;
    noiseFile(mount.folder() / "far.wav");
    OpenSessionOf session({mount.point() / "far.wav", noiseFile(media / "near.wav")});
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

TEST_CASE("the user's rules hold for every command, and what is wrong with them is told")
{
    TemporaryFolder media;
    const CommandLine cli;
    const auto take = noiseFile(media / "take.wav");
    const auto statusWith = [&](const std::string& rules)
    {
        fs::create_directories(media / "data");
        std::ofstream(media / "data/cloud-rules.txt") << rules;
        return cli.run({"probe", take.native(), "--json", "--data-dir", (media / "data").native()});
    };
    fs::rename(take, media / "take.wav.mine");
    CHECK(statusWith("suffix .mine\n").output.find("\"cloud\"") != std::string::npos);
    CHECK(statusWith("").output.find("\"missing\"") != std::string::npos);
    CHECK(statusWith("nonsense\n").errors.find("cloud-rules.txt, line 1: ") != std::string::npos);
}
