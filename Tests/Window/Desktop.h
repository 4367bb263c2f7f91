#pragma once

#include "Support/BackgroundProgram.h"
#include "Support/ComesTrue.h"
#include "Support/EnvironmentVariable.h"
#include "Support/Program.h"
#include "Window/ReportingProgram.h"

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <array>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace loophole::testing
{

/**
    A display of its own with a window manager, and the real program on it, driven by mouse and keys as by a user. All
    places are in pixels of the layout, whatever the display's scale.

    Where the environment says LOOPHOLE_PICTURES=FOLDER, every journey leaves a picture of its last moment there, and
   with LOOPHOLE_SCALE=2 they are driven on a display of 2560 by 1440 with two pixels for one.
*/
class Desktop : public ReportingProgram
{
public:
    struct Screen
    {
        int width = 1280;
        int height = 800; ///< without the title bar
        int scale = 1;

        [[nodiscard]] static Screen ofTheEnvironment()
        {
            const auto* scale = std::getenv("LOOPHOLE_SCALE");
            return scale != nullptr && std::string_view(scale) == "2" ? Screen{1280, 720, 2} : Screen{};
        }
    };

    explicit Desktop(Screen given = Screen::ofTheEnvironment()) : screen(given)
    {
        if (screen.scale != 1)
        {
            std::ofstream(folder / "settings") << "Gdk/WindowScalingFactor " << screen.scale << "\n";
            settings.emplace(std::vector<std::string>{"xsettingsd", "-c", (folder / "settings").native()},
                             folder / "settings.log");
            REQUIRE(testing::comesTrue([] { return !runProgram({"dump_xsettings"}).output.empty(); }));
        }
    }
    ~Desktop()
    {
        if (isRunning())
            keepPicture();
    }
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    /** The program with a cache, data and home of its own, silent; returns when its window shows the session. */
    void start(const std::vector<std::string>& what) { start(what, "Song.*Loophole"); }
    /** The same without a session, as at the first start. */
    void startEmpty() { start({}, "Untitled.*Loophole"); }
    /** Ends the program as a user does who has nothing to save. */
    void quit()
    {
        keepPicture();
        key("ctrl+q");
        REQUIRE(endsWithin(std::chrono::seconds(10)));
    }

    /** Before or while it runs: the command line tells the same library. */
    void scanIntoLibrary(const std::filesystem::path& place) const
    {
        const auto scan = runProgram({LOOPHOLE_CLI, "library", "scan", "--data-dir", dataFolder().native(),
                                      "--cache-dir", (folder / "cache/loophole").native(), place.native()});
        INFO(scan.errors);
        REQUIRE(scan.exitCode == 0);
    }

    void key(const std::string& name) const { tool({"key", "--clearmodifiers", name}); }
    void click(int x, int y, int times = 1) const
    {
        tool({"mousemove", "--sync", at(x), at(y), "click", "--repeat", std::to_string(times), "1"});
    }
    /** One notch; buttons 4 and 5 are up and down. `modifier` may be empty. */
    void wheel(int x, int y, int button, const std::string& modifier = {}) const
    {
        std::vector<std::string> all{"mousemove", at(x), at(y)};
        if (!modifier.empty())
            all.insert(all.end(), {"keydown", modifier});
        all.insert(all.end(), {"click", std::to_string(button)});
        if (!modifier.empty())
            all.insert(all.end(), {"keyup", modifier});
        tool(all);
    }
    void drag(int fromX, int fromY, int toX, int toY) const
    {
        tool({"mousemove", "--sync", at(fromX), at(fromY), "mousedown", "1"});
        for (int step = 1; step <= 8; ++step)
            tool({"mousemove", "--sync", at(fromX + (toX - fromX) * step / 8), at(fromY + (toY - fromY) * step / 8)});
        tool({"mouseup", "1"});
    }

    /** What is done while keys such as "ctrl" are held down. */
    template <class Act>
    void holding(const std::vector<std::string>& keys, Act act) const
    {
        for (const auto& each : keys)
            tool({"keydown", each});
        act();
        for (const auto& each : keys)
            tool({"keyup", each});
    }
    void press(int x, int y) const { tool({"mousemove", "--sync", at(x), at(y), "mousedown", "1"}); }
    void moveTo(int x, int y) const { tool({"mousemove", "--sync", at(x), at(y)}); }
    void release() const { tool({"mouseup", "1"}); }
    /** key() lets go of the mouse first; this does not. */
    void keyDuringDrag(const std::string& name) const { tool({"key", name}); }

    /** The pixels of a part of the screen. */
    [[nodiscard]] std::string pixels(int x, int y, int width, int height) const
    {
        const auto part = at(width) + "x" + at(height) + "+" + at(x) + "+" + at(y);
        return runProgram({"import", "-window", "root", "-crop", part, "-depth", "8", "rgb:-"}).output;
    }

    void clickOn(const std::string& name, int times = 1) const
    {
        const auto [x, y, width, height] = areaOf(name);
        click(x + width / 2, y + height / 2, times);
    }
    void type(const std::string& text) const { tool({"type", "--delay", "5", "--", text}); }

    /** The window as large as the screen. */
    void fillScreen() const
    {
        tool({"windowsize", "--sync", window, at(screen.width), at(screen.height)});
        REQUIRE(reports([this](const nlohmann::json& now)
                        { return now["window"][2] == screen.width && now["window"][3] == screen.height; }));
    }

    /** The screen as it is now, under the name of the test; the last one stays. */
    void keepPicture() const
    {
        if (const auto* pictures = std::getenv("LOOPHOLE_PICTURES"))
        {
            std::filesystem::create_directories(pictures);
            const auto name = Catch::getResultCapture().getCurrentTestName() +
                              (screen.scale == 1 ? "" : " @" + std::to_string(screen.scale) + "x") + ".png";
            static_cast<void>(runProgram({"import", "-window", "root", std::filesystem::path(pictures) / name}));
        }
    }

    /** Ends the program as an accident would. */
    void crash()
    {
        keepPicture();
        program->kill();
    }
    [[nodiscard]] std::filesystem::path dataFolder() const { return folder / "data/loophole"; }

    [[nodiscard]] std::size_t peakResidentBytes() const { return program->peakResidentBytes(); }
    [[nodiscard]] bool isRunning() const { return program && program->isRunning(); }
    [[nodiscard]] bool endsWithin(std::chrono::seconds limit) const
    {
        return program->endsWithin(limit);
    }

private:
    void start(const std::vector<std::string>& what, const std::string& title)
    {
        begin(what);
        const auto found = tool({"search", "--sync", "--onlyvisible", "--name", title}); // it is loaded
        REQUIRE_FALSE(found.empty());
        window = found.substr(0, found.find('\n'));
        tool({"windowactivate", "--sync", window});
        tool({"windowmove", "--sync", window, "0", "0"});
        // It hears of its new place with an event; a pointer that moves makes it look for events.
        tool({"mousemove", "1", "1"});
        REQUIRE(
            reports([this](const auto& now) { return now["window"][1] == placeOnScreen("Absolute upper-left Y:"); }));
    }

    /** In pixels of the layout, as the display itself tells it. */
    [[nodiscard]] int placeOnScreen(const std::string& what) const
    {
        const auto told = runProgram({"xwininfo", "-id", window}).output;
        const auto from = told.find(what);
        return from == std::string::npos ? -1 : std::stoi(told.substr(from + what.size())) / screen.scale;
    }

    [[nodiscard]] std::string at(int place) const { return std::to_string(place * screen.scale); }

    static std::string tool(std::vector<std::string> arguments)
    {
        arguments.insert(arguments.begin(), "xdotool");
        return runProgram(arguments).output;
    }

    /** Xvfb chooses a free display and writes its number. */
    [[nodiscard]] std::string displayName()
    {
        std::string number;
        for (auto next = server.readOutput(1, 10); next != "\n"; next = server.readOutput(1, 10))
        {
            REQUIRE_FALSE(next.empty());
            number += next;
        }
        return ":" + number;
    }

    static constexpr int titleHeight = 32;

    Screen screen;
    BackgroundProgram server{
        {"Xvfb", "-displayfd", "1", "-screen", "0",
         at(screen.width) + "x" + std::to_string(screen.height* screen.scale + titleHeight) + "x24", "-nolisten",
         "tcp"},
        folder / "server.log",
        BackgroundProgram::Output::piped};
    EnvironmentVariable display{"DISPLAY", displayName()};
    BackgroundProgram manager{{"openbox"}, folder / "manager.log"};
    std::optional<BackgroundProgram> settings; ///< tells the programs the display's scale
    std::string window;
};

} // namespace loophole::testing
