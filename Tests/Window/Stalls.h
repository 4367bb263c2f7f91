#pragma once

#include "Window/Desktop.h"

#include <algorithm>
#include <cstdint>
#include <iostream>

namespace loophole::testing
{

/** How the window's thread did between two of its reports. */
struct Stalls
{
    std::uint64_t beats = 0;
    std::uint64_t all = 0;
    std::uint64_t busy = 0; ///< of the thread's own making, whatever else runs on the machine
    double worstMs = 0;
    double worstBusyMs = 0;

    [[nodiscard]] static Stalls between(const nlohmann::json& before, const nlohmann::json& after)
    {
        const auto& from = before["stalls"];
        const auto& to = after["stalls"];
        Stalls found{to["beats"].get<std::uint64_t>() - from["beats"].get<std::uint64_t>(),
                     to["count"].get<std::uint64_t>() - from["count"].get<std::uint64_t>(),
                     to["busyCount"].get<std::uint64_t>() - from["busyCount"].get<std::uint64_t>(), 0, 0};
        for (const auto& one : to["recent"])
            if (one["beat"] > from["beats"])
            {
                found.worstMs = std::max(found.worstMs, one["ms"].get<double>());
                found.worstBusyMs = std::max(found.worstBusyMs, one["busyMs"].get<double>());
            }
        return found;
    }
};

/** What `act` does to the window's thread, told on the standard output, too. */
template <class Act>
Stalls stallsDuring(const std::string& what, const Desktop& desktop, Act act)
{
    const auto before = desktop.report();
    act();
    // What it set going is in the next reports.
    const auto beat = desktop.report()["stalls"]["beats"].get<std::uint64_t>();
    REQUIRE(desktop.reports([beat](const auto& now) { return now["stalls"]["beats"] > beat + 50; }));
    const auto after = desktop.report();
    const auto stalls = Stalls::between(before, after);
    const auto& statistics = after["health"]["statistics"];
    std::cout << what << ": " << stalls.all << " stalls over 16 ms in " << static_cast<double>(stalls.beats) * 4 / 1000
              << " s of beats, the worst " << stalls.worstMs << " ms; " << stalls.busy
              << " of the thread's own making, the worst " << stalls.worstBusyMs << " ms; "
              << statistics["residentBytes"].get<std::uint64_t>() / (1 << 20) << " MiB resident, "
              << statistics["missingFrames"] << " frames missing\n"
              << std::flush;
    return stalls;
}

/** Zooms and scrolls over the timeline by wheel, `turns` of each. */
inline void zoomAndScroll(const Desktop& desktop, int turns)
{
    const auto [x, y, width, height] = desktop.areaOf("Timeline");
    for (int i = 0; i < turns; ++i)
        for (const auto& modifier : {"ctrl", "shift", ""})
            for (const auto button : {4, 4, 5})
                desktop.wheel(x + width / 2, y + height / 2, button, modifier);
    desktop.key("shift+z");
}

/** Makes the track under the pointer higher and lower by wheel. */
inline void changeHeights(const Desktop& desktop, int turns)
{
    const auto [x, y, width, height] = desktop.areaOf("Timeline");
    for (int i = 0; i < turns; ++i)
        for (const auto button : {4, 4, 4, 5, 5, 5})
            desktop.wheel(x + width / 2, y + height / 3, button, "ctrl+shift");
}

/** From the beginning, with the keys in the timeline. */
inline void startPlaying(const Desktop& desktop)
{
    const auto [x, y, width, height] = desktop.areaOf("Timeline");
    desktop.click(x + width / 2, y + 14);
    desktop.key("space");
    REQUIRE(desktop.reports([](const auto& now) { return now["transport"]["playing"].template get<bool>(); }));
}

[[nodiscard]] inline bool isSettled(const Desktop& desktop, std::chrono::seconds limit = std::chrono::seconds(20))
{
    return desktop.reports([](const auto& now) { return now["settled"] == true; }, limit);
}

} // namespace loophole::testing
