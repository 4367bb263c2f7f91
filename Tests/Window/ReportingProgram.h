#pragma once

#include "Support/BackgroundProgram.h"
#include "Support/FolderNews.h"
#include "Support/TemporaryFolder.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <chrono>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace loophole::testing
{

/** The program with a window, with a home of its own and silent, and what it reports of itself. */
class ReportingProgram
{
public:
    /** What the window says of itself, a tenth of a second old at most; discarded before the first time. */
    [[nodiscard]] nlohmann::json report() const
    {
        std::ifstream file(folder / "report.json");
        return nlohmann::json::parse(file, nullptr, false);
    }
    /** Whether `holds(report)` comes true; it is asked of each new report. */
    template <class Holds>
    [[nodiscard]] bool reports(Holds holds, std::chrono::seconds limit = std::chrono::seconds(20)) const
    {
        const auto deadline = std::chrono::steady_clock::now() + limit;
        const FolderNews news(folder.path());
        do
            if (const auto now = report(); now.is_object() && holds(now))
                return true;
        while (news.waitUntil(deadline));
        return false;
    }
    /** The same of something that is asked elsewhere: on the screen, in a file. */
    [[nodiscard]] bool comesTrue(const std::function<bool()>& isSo,
                                 std::chrono::seconds limit = std::chrono::seconds(10)) const
    {
        return reports([&](const auto&) { return isSo(); }, limit);
    }
    /** Where the control of this name is on the screen: x, y, width, height. It is waited for. */
    [[nodiscard]] std::array<int, 4> areaOf(const std::string& name) const
    {
        std::array<int, 4> area{};
        INFO(name);
        REQUIRE(reports(
            [&](const nlohmann::json& now)
            {
                for (const auto& one : now["components"])
                    if (one["name"] == name)
                    {
                        area = one["area"];
                        return true;
                    }
                return false;
            }));
        return area;
    }

protected:
    void begin(const std::vector<std::string>& what)
    {
        std::vector<std::string> arguments{"env",
                                           "HOME=" + folder.path().native(),
                                           "XDG_CACHE_HOME=" + (folder / "cache").native(),
                                           "XDG_DATA_HOME=" + (folder / "data").native(),
                                           LOOPHOLE_WINDOW,
                                           "--report",
                                           (folder / "report.json").native(),
                                           "--device",
                                           "null"};
        arguments.insert(arguments.end(), what.begin(), what.end());
        std::filesystem::remove(folder / "report.json");
        program.emplace(arguments, folder / "program.log");
    }

    TemporaryFolder folder;
    std::optional<BackgroundProgram> program;
};

} // namespace loophole::testing
