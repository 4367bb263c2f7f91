#include "Aura/Preferences/Preferences.h"

#include <catch2/catch.hpp>

using loophole::aura::Preferences;

TEST_CASE("what was set is there again, of the kind that it was set as")
{
    Preferences first;
    first.set("layout.browser", false);
    first.set("layout.width", 320);
    first.set("level", -6.5);
    first.set("theme", "light");
    CHECK(first.takeChange());
    CHECK_FALSE(first.takeChange());

    const Preferences again(first.whole());
    CHECK_FALSE(again.flag("layout.browser", true));
    CHECK(again.integer("layout.width", 0) == 320);
    CHECK(again.number("level", 0) == -6.5);
    CHECK(again.text("theme") == "light");
    CHECK(again.namesFrom("layout.") == std::vector<std::string>{"layout.browser", "layout.width"});
}

TEST_CASE("a value of another kind, or none, counts as not set")
{
    const Preferences preferences(R"({"width":"wide","theme":3,"shown":1,"big":1e300})");
    CHECK(preferences.integer("width", 7) == 7);
    CHECK(preferences.text("theme", "dark") == "dark");
    CHECK(preferences.flag("shown", true));
    CHECK(preferences.integer("big", 5) == 5);
    CHECK_FALSE(preferences.isSet("absent"));
}

TEST_CASE("text that is no object counts as empty, and does not keep anything from being set")
{
    for (const auto* text : {"", "[1,2]", "{\"a\":", "null", "\"x\""})
    {
        Preferences preferences(text);
        CHECK(preferences.namesFrom("").empty());
        preferences.set("a", 1);
        CHECK(Preferences(preferences.whole()).integer("a", 0) == 1);
    }
}

TEST_CASE("setting what is set already is no change, clearing it is one")
{
    Preferences preferences(R"({"a":1})");
    preferences.set("a", 1);
    CHECK_FALSE(preferences.takeChange());
    preferences.clear("b");
    CHECK_FALSE(preferences.takeChange());
    preferences.clear("a");
    CHECK(preferences.takeChange());
    CHECK_FALSE(preferences.isSet("a"));
}

TEST_CASE("names of files that are no text do not spoil the rest")
{
    Preferences preferences;
    preferences.set("folder", "/m/\xff\xfe");
    preferences.set("theme", "dark");
    CHECK(Preferences(preferences.whole()).text("theme") == "dark");
}
