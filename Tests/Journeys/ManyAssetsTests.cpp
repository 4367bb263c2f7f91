#include "App/Engine/Headless.h"
#include "App/Engine/Loophole.h"
#include "Journeys/CommandLine.h"
#include "Support/FaultyMount.h"
#include "Support/NoiseFile.h"

#include <iostream>

using namespace loophole;
using namespace loophole::testing;
using namespace std::chrono_literals;

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t nearFiles = 9900;
constexpr std::size_t farFiles = 100;
constexpr std::size_t filesAFolder = 500;

/** Many names of one short file: what is looked at is names, not content. */
std::vector<fs::path> linkedFiles(const fs::path& folder, std::size_t count)
{
    const auto first = folder / "original.wav";
    makeNoiseFile(first, 2, 0.1f, 1);
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < count; ++i)
    {
        const auto own = folder / std::to_string(i / filesAFolder);
        if (i % filesAFolder == 0)
            fs::create_directory(own);
        files.push_back(own / (std::to_string(i) + ".wav"));
        fs::create_hard_link(first, files.back());
    }
    return files;
}

fs::path sessionOf(const fs::path& document, const std::vector<fs::path>& files)
{
    nlohmann::json session{{"format", "loophole.session"}, {"version", 1}, {"sampleRate", 48000}};
    auto clips = nlohmann::json::array();
    for (std::size_t i = 0; i < files.size(); ++i)
    {
        const auto id = "a" + std::to_string(i);
        session["assets"].push_back({{"id", id}, {"path", files[i].native()}});
        clips.push_back({{"asset", id}, {"position", i * 4800}});
    }
    session["tracks"].push_back({{"name", "all"}, {"clips", std::move(clips)}});
    std::ofstream(document) << session;
    return document;
}

Settings settingsIn(const fs::path& folder)
{
    Settings settings;
    settings.device = "null";
    settings.folders = {folder / "cache", folder / "data"};
    return settings;
}

/** The whole program without a window. */
struct Program
{
    explicit Program(const fs::path& folder) : loophole(settingsIn(folder)) {}

    [[nodiscard]] std::size_t countOf(OfflineStatus status) const
    {
        return static_cast<std::size_t>(std::count_if(aura.assets.begin(), aura.assets.end(),
                                                      [status](const auto& known)
                                                      { return known.second.offlineStatus == status; }));
    }
    /** How long it took until so many files have the status; none if longer than this. */
    std::optional<Instant> timeUntil(OfflineStatus status, std::size_t count, Instant longest)
    {
        const auto began = clock.now();
        const auto came = aura.waitUntil([&] { return countOf(status) == count; }, longest);
        return came ? std::optional(clock.now() - began) : std::nullopt;
    }
    std::optional<Instant> timeOfAnEdit()
    {
        const auto began = clock.now();
        const auto before = aura.session.session->tracks.size();
        aura.send(AddTrack{"another"});
        const auto came = aura.waitUntil([&] { return aura.session.session->tracks.size() > before; }, 1s);
        return came ? std::optional(clock.now() - began) : std::nullopt;
    }

    SteadyClock clock;
    Loophole loophole;
    Headless aura{loophole.queues(), clock};
};

double milliseconds(Instant time)
{
    return std::chrono::duration<double, std::milli>(time).count();
}

} // namespace

TEST_CASE("of 10,000 files those on a drive that hangs delay neither the others nor an edit")
{
    if (!FaultyMount::isPossible())
        return;
    FaultyMount mount;
    TemporaryFolder home;
    fs::create_directory(home / "media");
    auto files = linkedFiles(home / "media", nearFiles);
    for (const auto& file : linkedFiles(mount.folder(), farFiles))
        files.push_back(mount.point() / fs::relative(file, mount.folder()));
    const auto document = sessionOf(home / "S.loophole", files);
    mount.follow("0 hang\n");

    Program program(home.path());
    program.aura.send(OpenSession{document});
    const auto found = program.timeUntil(OfflineStatus::present, nearFiles, 20s);
    REQUIRE(found);
    const auto edited = program.timeOfAnEdit();
    REQUIRE(edited);
    CHECK(*edited < 200ms);
    CHECK(program.countOf(OfflineStatus::missing) == 0);

    // What comes and goes elsewhere is told as quickly as ever.
    fs::rename(files[0], home / "away.wav");
    const auto gone = program.timeUntil(OfflineStatus::missing, 1, 5s);
    REQUIRE(gone);
    CHECK(*gone < 1500ms);
    fs::rename(home / "away.wav", files[0]);
    CHECK(program.timeUntil(OfflineStatus::present, nearFiles, 5s));

    mount.follow("0 none\n");
    const auto all = program.timeUntil(OfflineStatus::present, nearFiles + farFiles, 20s);
    REQUIRE(all);
    std::cout << "9,900 files found in " << milliseconds(*found) << " ms beside a drive that hangs, an edit shown in "
              << milliseconds(*edited) << " ms, a file that went told in " << milliseconds(*gone) << " ms, all found "
              << milliseconds(*all) << " ms after the drive answered\n";
}

TEST_CASE("thousands of missing files come back as soon as their folder does")
{
    TemporaryFolder home;
    fs::create_directory(home / "media");
    const auto files = linkedFiles(home / "media", 5000);
    const auto document = sessionOf(home / "S.loophole", files);
    fs::rename(home / "media", home / "elsewhere");

    Program program(home.path());
    program.aura.send(OpenSession{document});
    REQUIRE(program.timeUntil(OfflineStatus::missing, files.size(), 20s));
    // Beyond the times at which missing files are looked for often.
    std::ignore = program.aura.waitUntil([] { return false; }, 4s);
    fs::rename(home / "elsewhere", home / "media");
    const auto back = program.timeUntil(OfflineStatus::present, files.size(), 20s);
    REQUIRE(back);
    CHECK(*back < 3s);
    std::cout << "5,000 missing files back " << milliseconds(*back) << " ms after their folder\n";
}
