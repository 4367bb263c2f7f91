#include "Pulse/Document/RecoveryFolder.h"
#include "Pulse/Document/SessionReader.h"
#include "Support/FileBytes.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <future>
#include <iostream>
#include <random>
#include <sstream>
#include <sys/mount.h>

using namespace loophole;
using namespace loophole::testing;

namespace
{

int numberFromEnvironment(const char* name, int otherwise)
{
    const auto* text = std::getenv(name);
    return text != nullptr ? std::max(1, std::atoi(text)) : otherwise;
}

constexpr std::int64_t second = 1'000'000'000;

/** What the log of one life says. */
struct Life
{
    std::vector<std::pair<int, std::int64_t>> edits; ///< number and time
    bool isRecoveryRefused = false;                  ///< at the end
    std::int64_t began = 0;                          ///< just before the clock that ends it

    explicit Life(const std::filesystem::path& log)
    {
        std::ifstream file(log);
        for (std::string line; std::getline(file, line);)
        {
            std::istringstream words(line);
            std::string kind;
            words >> kind;
            int number = 0;
            std::int64_t time = 0;
            if (kind == "edit" && words >> number >> time)
                edits.emplace_back(number, time);
            if (kind == "begins")
                words >> began;
            if (line.starts_with("said Unsaved edits cannot"))
                isRecoveryRefused = true;
            if (line.starts_with("said Unsaved edits are kept"))
                isRecoveryRefused = false;
        }
    }

    /** The newest edit that must not be lost by a death at `death`. */
    [[nodiscard]] int oldestAllowed(std::int64_t death) const
    {
        int newest = 0;
        for (const auto& [number, time] : edits)
            if (time <= death - second)
                newest = number;
        return newest;
    }
};

/** The number in the name of the first track; -1 where it cannot be read. */
int numberOf(const std::string& text)
{
    IdSource ids;
    const auto session = readSession("S", text, ids);
    return session && !session.value().tracks.empty() ? std::atoi(session.value().tracks[0]->name.c_str()) : -1;
}

const std::string firstDocument = R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}],
"tracks":[{"name":"0","clips":[{"asset":"a","position":0,"length":48000}]}]})";

struct Verdict
{
    bool isReadable = true;
    int lostEdits = 0; ///< older than a second
    bool wasOffered = false;
    bool wasKilled = false;
    bool wasFull = false;
    std::vector<std::string> notices;
};

/** One life of an editor in `home`, ended at a random moment, and what the next start finds. */
Verdict liveAndDie(const std::filesystem::path& home, const std::filesystem::path& log, unsigned seed)
{
    std::mt19937 random(seed);
    const auto life = static_cast<std::int64_t>(20'000 + random() % 2'400'000);
    writeFile(home / "S.loophole", firstDocument);
    const auto ended = runProgram(
        {LOOPHOLE_EDITING_PROGRAM, home.native(), std::to_string(seed), "1000000", std::to_string(life), log.native()});
    Verdict verdict;
    verdict.wasKilled = ended.exitCode == 128 + 9;
    const Life said(log);
    verdict.wasFull = said.isRecoveryRefused;
    const auto saved = numberOf(readFile(home / "S.loophole"));
    auto reached = saved;
    FileDocumentStore store;
    auto scan = RecoveryFolder(home / "Recovery").scan(store);
    verdict.notices = scan.notices;
    verdict.isReadable = saved >= 0 && scan.notices.empty();
    if (!scan.found.empty())
    {
        const auto kept = readRecovery(scan.found[0].file);
        const auto number = kept ? numberOf(kept.value().text) : -1;
        verdict.isReadable = verdict.isReadable && number >= 0;
        verdict.wasOffered = true;
        reached = std::max(reached, number);
    }
    if (!said.isRecoveryRefused)
        verdict.lostEdits = std::max(0, said.oldestAllowed(said.began + life * 1000) - reached);
    return verdict;
}

struct Sum
{
    int lives = 0;
    int killed = 0;
    int offered = 0;
    int full = 0;
    int unreadable = 0;
    int losses = 0;

    void add(const Verdict& verdict)
    {
        ++lives;
        killed += verdict.wasKilled ? 1 : 0;
        offered += verdict.wasOffered ? 1 : 0;
        full += verdict.wasFull ? 1 : 0;
        unreadable += verdict.isReadable ? 0 : 1;
        losses += verdict.lostEdits > 0 ? 1 : 0;
        for (const auto& notice : verdict.notices)
            UNSCOPED_INFO(notice);
    }
};

std::ostream& operator<<(std::ostream& to, const Sum& sum)
{
    return to << sum.lives << " lives, " << sum.killed << " killed, " << sum.offered << " with something to recover, "
              << sum.full << " on a full disk, " << sum.unreadable << " unreadable, " << sum.losses
              << " lost an edit older than a second";
}

} // namespace

TEST_CASE("an editor that is killed at any moment loses no edit older than a second, and leaves nothing unreadable")
{
    const auto lives = numberFromEnvironment("LOOPHOLE_KILLS", 24);
    constexpr int atOnce = 4;
    Sum sum;
    for (int first = 0; first < lives; first += atOnce)
    {
        std::vector<std::future<Verdict>> running;
        for (int i = first; i < std::min(first + atOnce, lives); ++i)
            running.push_back(std::async(std::launch::async,
                                         [i]
                                         {
                                             const TemporaryFolder home;
                                             return liveAndDie(home.path(), home / "log", static_cast<unsigned>(i));
                                         }));
        for (auto& life : running)
            sum.add(life.get());
    }
    std::cout << sum << '\n';
    CHECK(sum.killed == lives);
    CHECK(sum.offered > lives / 2);
    CHECK(sum.unreadable == 0);
    CHECK(sum.losses == 0);
}

TEST_CASE("the same on a disk that is full or becomes so")
{
    const auto lives = numberFromEnvironment("LOOPHOLE_KILLS", 24) / 3 + 1;
    const TemporaryFolder logs;
    Sum sum;
    for (int i = 0; i < lives; ++i)
    {
        const TemporaryFolder home;
        const auto size = "size=" + std::to_string(96 + i * 37 % 400) + "k";
        if (::mount("none", home.path().c_str(), "tmpfs", 0, size.c_str()) != 0)
        {
            WARN("no right to mount a small file system: only the system's administrator runs this");
            return;
        }
        sum.add(liveAndDie(home.path(), logs / std::to_string(i), 10'000 + static_cast<unsigned>(i)));
        CHECK(::umount(home.path().c_str()) == 0);
    }
    std::cout << sum << '\n';
    CHECK(sum.unreadable == 0);
    CHECK(sum.losses == 0);
    CHECK(sum.full > 0);
}
