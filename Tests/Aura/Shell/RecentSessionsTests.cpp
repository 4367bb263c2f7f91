#include "Aura/Shell/RecentSessions.h"

#include "Aura/Preferences/Preferences.h"

#include <catch2/catch.hpp>

using namespace loophole::aura;

TEST_CASE("the session that was open last is the first, and each is there once")
{
    Preferences preferences;
    RecentSessions recent(preferences);
    recent.add("/a.loophole");
    recent.add("/b.loophole");
    recent.add("/a.loophole");
    CHECK(recent.list() == std::vector<std::filesystem::path>{"/a.loophole", "/b.loophole"});
    recent.remove("/a.loophole");
    CHECK(recent.list() == std::vector<std::filesystem::path>{"/b.loophole"});
}

TEST_CASE("more than a few are forgotten, the oldest first")
{
    Preferences preferences;
    RecentSessions recent(preferences);
    for (std::size_t i = 0; i < RecentSessions::most + 3; ++i)
        recent.add("/" + std::to_string(i));
    const auto kept = RecentSessions(preferences).list();
    REQUIRE(kept.size() == RecentSessions::most);
    CHECK(kept.front() == "/" + std::to_string(RecentSessions::most + 2));
    CHECK(kept.back() == "/3");
}
