#include "Window/Desktop.h"

#include <set>

using namespace loophole::testing;

namespace
{

std::set<std::string> namesIn(const nlohmann::json& report)
{
    std::set<std::string> names;
    for (const auto& one : report["components"])
        names.insert(one["name"].get<std::string>());
    return names;
}

/** Any colour of the window's ground. */
bool isDark(const Desktop& desktop)
{
    const auto pixel = desktop.pixels(640, 70, 1, 1);
    return !pixel.empty() && static_cast<unsigned char>(pixel[0]) < 0x80;
}

} // namespace

TEST_CASE("at the first start there is something to do: the demo is made, opened and played")
{
    Desktop desktop;
    desktop.startEmpty();
    desktop.clickOn("Try the demo session");
    REQUIRE(desktop.reports([](const auto& now) { return now["session"]["tracks"].size() >= 12 && now["settled"]; },
                            std::chrono::seconds(60)));
    CHECK_FALSE(namesIn(desktop.report()).contains("Welcome"));
    desktop.key("space");
    CHECK(desktop.reports([](const auto& now)
                          { return now["transport"]["playing"] && now["transport"]["position"] > 24000; }));
    CHECK(desktop.report()["health"]["statistics"]["missingFrames"] == 0);

    // It is offered again next time.
    desktop.quit();
    desktop.startEmpty();
    desktop.clickOn("Demo");
    CHECK(desktop.reports([](const auto& now) { return now["session"]["tracks"].size() >= 12; }));
}

TEST_CASE("panels, theme and block are as they were left")
{
    Desktop desktop;
    desktop.startEmpty();
    REQUIRE(desktop.reports([](const auto& now) { return namesIn(now).contains("Browser"); }));
    CHECK(desktop.comesTrue([&] { return isDark(desktop); }));
    desktop.key("b");
    CHECK(desktop.reports([](const auto& now) { return !namesIn(now).contains("Browser"); }));

    desktop.key("ctrl+comma");
    desktop.clickOn("Block");
    for (int smaller = 0; smaller < 4; ++smaller) // 256, 128, 64, 32
        desktop.key("Up");
    desktop.key("Return");
    CHECK(desktop.reports(
        [](const auto& now)
        { return now["health"]["device"].is_object() && now["health"]["device"]["blockFrames"] == 32; }));
    desktop.clickOn("Appearance");
    desktop.clickOn("Colours");
    desktop.key("Down"); // light
    desktop.key("Return");
    CHECK(desktop.comesTrue([&] { return !isDark(desktop); }));
    desktop.key("Escape");
    CHECK(desktop.reports([](const auto& now) { return !namesIn(now).contains("Preferences"); }));

    desktop.quit();
    desktop.startEmpty();
    CHECK(desktop.comesTrue([&] { return !isDark(desktop); }));
    CHECK(desktop.reports(
        [](const auto& now)
        {
            return !namesIn(now).contains("Browser") && now["health"]["device"].is_object() &&
                   now["health"]["device"]["blockFrames"] == 32;
        }));
}

TEST_CASE("a key that the user has chosen does what it was chosen for, also after a restart")
{
    Desktop desktop;
    desktop.startEmpty();
    desktop.key("ctrl+comma");
    desktop.clickOn("Keys");
    const auto [x, y, width, height] = desktop.areaOf("Commands and their keys");
    desktop.click(x + width / 2, y + 12); // the first row: a new session
    desktop.key("F9");
    desktop.key("Escape");
    REQUIRE(desktop.reports([](const auto& now) { return !namesIn(now).contains("Preferences"); }));
    desktop.key("ctrl+t");
    REQUIRE(desktop.reports([](const auto& now) { return now["session"]["tracks"].size() == 1; }));
    desktop.key("ctrl+z");
    REQUIRE(desktop.reports([](const auto& now) { return now["session"]["redo"] != ""; }));
    desktop.key("ctrl+n"); // has no meaning any more
    desktop.key("F9");
    CHECK(desktop.reports([](const auto& now) { return now["session"]["redo"] == ""; }));
    desktop.quit();
    desktop.startEmpty();
    desktop.key("ctrl+t");
    desktop.key("ctrl+z");
    REQUIRE(desktop.reports([](const auto& now) { return now["session"]["redo"] != ""; }));
    desktop.key("F9");
    CHECK(desktop.reports([](const auto& now) { return now["session"]["redo"] == ""; }));
}
