#include "App/Demo/TrackScore.h"

#include <catch2/catch.hpp>

using namespace loophole::demo;

namespace
{

nlohmann::json clipsOf(const TrackScore& track)
{
    return nlohmann::json::parse(track.text(3)).at("clips");
}

} // namespace

TEST_CASE("bars and beats become frames of the session, bars of a stem frames of its own")
{
    TrackScore track("Keys", -6, 0.5, 2);
    track.add("keys", {.bar = 2, .beat = 1, .bars = 4, .fromBar = 4, .gainDb = -3});
    const auto text = nlohmann::json::parse(track.text(3));
    CHECK(text.at("id") == "t3");
    CHECK(text.at("name") == "Keys");
    CHECK(text.at("pan") == 0.5);
    const auto clip = clipsOf(track).at(0);
    CHECK(clip.at("position") == 2 * 115'200 + 28'800);
    CHECK(clip.at("length") == 4 * 115'200);
    CHECK(clip.at("offset") == 4 * 105'840);
    CHECK(clip.at("gainDb") == -3.0);
    CHECK(clip.at("fadeIn") == 96);
    CHECK(clip.at("fadeOut") == 96);
}

TEST_CASE("a one-shot lasts as long as its stem does at its speed")
{
    TrackScore track("Toms", 0, 0, 0);
    track.add("tom", {.bar = 0, .playRate = 0.5});
    const auto clip = clipsOf(track).at(0);
    CHECK(clip.at("length") == 86'400);
    CHECK_FALSE(clip.contains("fadeIn"));
}

TEST_CASE("a clip ends where the next begins")
{
    TrackScore track("Toms", 0, 0, 0);
    track.add("tom", {.bar = 0, .beat = 0.5});
    track.add("tom", {.bar = 0});
    const auto clips = clipsOf(track);
    CHECK(clips.at(0).at("length") == 14'400);
    CHECK(clips.at(0).at("fadeOut") == 240);
    CHECK(clips.at(1).at("position") == 14'400);
    CHECK(clips.at(1).at("length") == 43'200);
}

TEST_CASE("a repeated loop has fades at its ends only")
{
    TrackScore track("Pad", 0, 0, 0);
    track.repeat("pad", 8, 28, {.gainDb = 1, .fadeInBars = 2});
    const auto clips = clipsOf(track);
    REQUIRE(clips.size() == 3);
    CHECK(clips.at(0).at("fadeIn") == 2 * 115'200);
    CHECK_FALSE(clips.at(0).contains("fadeOut"));
    CHECK_FALSE(clips.at(1).contains("fadeIn"));
    CHECK(clips.at(2).at("length") == 4 * 115'200);
    CHECK(clips.at(2).at("fadeOut") == 96);
}
