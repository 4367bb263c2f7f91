#include "CommandLine.h"
#include "Pulse/Document/RecoveryFolder.h"
#include "Pulse/Document/SessionReader.h"
#include "Support/FileBytes.h"

#include <catch2/catch.hpp>

#include <iostream>
#include <map>

using namespace loophole;
using namespace loophole::testing;

namespace
{

const char* const faults[] = {"error=ENOSPC", "error=EIO", "signal=KILL"};

struct Injected
{
    ProgramResult result;
    bool wasReached = false; ///< the program came to the call that was to fail
};

/** Runs a program of which the call number `when` of one kind fails, or kills it. */
Injected runWithFault(const std::filesystem::path& log, const std::string& call, const std::string& fault, int when,
                      const std::vector<std::string>& program)
{
    std::vector<std::string> arguments{"strace",
                                       "-f",
                                       "-qq",
                                       "-o",
                                       log.native(),
                                       "-e",
                                       "trace=" + call,
                                       "-e",
                                       "inject=" + call + ":" + fault + ":when=" + std::to_string(when)};
    arguments.insert(arguments.end(), program.begin(), program.end());
    Injected injected{runProgram(arguments), false};
    const auto trace = readFile(log);
    injected.wasReached =
        trace.find("INJECTED") != std::string::npos || trace.find("+++ killed by SIGKILL") != std::string::npos;
    return injected;
}

/** A document of several hundred clips, so that it takes more than a page. */
std::string oldDocument()
{
    std::string clips;
    for (int i = 0; i < 300; ++i)
        clips += (i == 0 ? "" : ",") + std::string(R"({"asset":"a","position":)") + std::to_string(i * 100) + "}";
    return R"({"format":"loophole.session","version":1,"assets":[{"id":"a","path":"a.wav"}],"tracks":[{"name":"Drums","clips":[)" +
           clips + "]}]}";
}

/** A container may forbid one process to look into another. */
bool canTrace()
{
    const auto can = runProgram({"strace", "-qq", "-o", "/dev/null", "true"}).exitCode == 0;
    if (!can)
        WARN("strace may not trace here, so no faults can be injected");
    return can;
}

/** Whether a temporary file was left behind. */
bool strands(const std::filesystem::path& folder)
{
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".saving")
            return true;
    return false;
}

} // namespace

TEST_CASE("a fault at every single call of a save leaves the old document or the new one, and is told")
{
    if (!canTrace())
        return;
    const TemporaryFolder home;
    const auto old = oldDocument();
    const auto run = [&](const std::filesystem::path& document) -> std::vector<std::string>
    { return {LOOPHOLE_CLI, "session", "add-track", document.native(), "--name", "Bass"}; };
    writeFile(home / "S.loophole", old);
    REQUIRE(runProgram(run(home / "S.loophole")).exitCode == 0);
    const auto wanted = readFile(home / "S.loophole");
    REQUIRE(wanted != old);

    int injections = 0;
    std::map<std::string, int> reached;
    for (const std::string call : {"write", "fsync", "fdatasync", "rename", "link", "fchmod"})
        for (const std::string fault : faults)
            for (int when = 1; when < 200; ++when)
            {
                CAPTURE(call, fault, when);
                const TemporaryFolder folder;
                writeFile(folder / "S.loophole", old);
                const auto injected = runWithFault(home / "trace", call, fault, when, run(folder / "S.loophole"));
                if (!injected.wasReached)
                    break;
                ++injections;
                ++reached[call];
                const auto text = readFile(folder / "S.loophole");
                CHECK((text == old || text == wanted));
                if (injected.result.exitCode == 0)
                    CHECK(text == wanted);
                if (fault != "signal=KILL")
                    CHECK_FALSE(strands(folder.path()));
            }
    std::cout << injections << " faults injected into a save\n";
    // The document and its folder are flushed; each call with each of the faults.
    CHECK(reached["write"] >= 3);
    CHECK(reached["fsync"] >= 6);
    CHECK(reached["rename"] == 3);
    CHECK(reached["link"] == 3);
}

TEST_CASE("a fault at every call that writes recovery data leaves documents and recovery data readable")
{
    if (!canTrace())
        return;
    const TemporaryFolder home;
    int injections = 0;
    int offered = 0;
    for (const std::string call : {"pwrite64", "fdatasync", "fsync", "ftruncate"})
        for (const std::string fault : faults)
            for (int when = 1; when < 60; when += when < 12 ? 1 : 5)
            {
                CAPTURE(call, fault, when);
                const TemporaryFolder folder;
                writeFile(folder / "S.loophole", oldDocument());
                const auto injected = runWithFault(
                    home / "trace", call, fault, when,
                    {LOOPHOLE_EDITING_PROGRAM, folder.path().native(), "7", "12", "0", (folder / "log").native()});
                if (!injected.wasReached)
                    break;
                ++injections;
                IdSource ids;
                CHECK(readSession("S", readFile(folder / "S.loophole"), ids));
                FileDocumentStore store;
                const auto scan = RecoveryFolder(folder / "Recovery").scan(store);
                CHECK(scan.notices.empty());
                for (const auto& found : scan.found)
                {
                    const auto kept = readRecovery(found.file);
                    REQUIRE(kept);
                    CHECK(readSession("R", kept.value().text, ids));
                    ++offered;
                }
            }
    std::cout << injections << " faults injected into the keeping of edits, " << offered
              << " left something to recover\n";
    CHECK(injections > 20);
    CHECK(offered > 0);
}
