#pragma once

#include "Support/BackgroundProgram.h"
#include "Support/ComesTrue.h"
#include "Support/Program.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <string>

namespace loophole::testing
{

/** A folder of the test's own behind a file system that answers slowly, hangs, fails or vanishes by a timetable. */
class FaultyMount
{
public:
    /** Where the system lets nobody mount anything there is nothing to test; says so. */
    [[nodiscard]] static bool isPossible()
    {
        const auto isThere = ::access("/dev/fuse", R_OK | W_OK) == 0;
        if (!isThere)
            WARN("/dev/fuse is missing: drives that hang and vanish are not tested here");
        return isThere;
    }

    FaultyMount() : FaultyMount(std::filesystem::path()) {}
    /** Seen at a folder that is made for it; empty: at one of its own. */
    explicit FaultyMount(const std::filesystem::path& at) : seenAt(at.empty() ? home / "mount" : at)
    {
        std::filesystem::create_directory(point());
        std::filesystem::create_directory(folder());
        program.emplace(std::vector<std::string>{LOOPHOLE_FAULTY_FILE_SYSTEM, folder().native(), point().native()},
                        home / "log");
        if (!comesTrue([this] { return std::filesystem::exists(point() / ".timetable"); }))
            throw std::runtime_error("the faulty file system was not mounted");
    }
    ~FaultyMount()
    {
        follow("0 none\n");
        program->end();
        // Only where it did not end by itself.
        static_cast<void>(runProgram({"fusermount3", "-u", "-z", "-q", point().native()}));
    }
    FaultyMount(const FaultyMount&) = delete;
    FaultyMount& operator=(const FaultyMount&) = delete;

    /** Where files are put, and where they are seen through the faults. */
    [[nodiscard]] std::filesystem::path folder() const { return home / "files"; }
    [[nodiscard]] std::filesystem::path point() const { return seenAt; }

    /** Lines of "MILLISECONDS FAULT [ARGUMENT]" from now on; faults: none, slow MILLISECONDS, hang, error, gone. */
    void follow(const std::string& timetable)
    {
        std::ofstream control(point() / ".timetable", std::ios::trunc);
        control << timetable << std::flush;
    }

private:
    TemporaryFolder home;
    std::filesystem::path seenAt;
    std::optional<BackgroundProgram> program;
};

} // namespace loophole::testing
