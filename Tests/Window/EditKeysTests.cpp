#include "Window/EditedSong.h"

using namespace loophole::testing;

TEST_CASE("clips are edited by keys, each one step of undo")
{
    EditedSong song;
    auto& desktop = song.desktop;
    const auto key = [&](const char* name) { return [&desktop, name] { desktop.key(name); }; };
    desktop.click(song.x(2), song.middleOf("Ruler")); // the playhead goes into the clip

    song.check("trim the start to the playhead", key("q"),
               [&song](const auto& clips) { return song.near(2)(clips[0]["position"]); });
    song.check("trim the end to the playhead", key("w"),
               [&song](const auto& clips) { return song.near(1)(clips[0]["length"]); });
    song.check("fade in to the playhead", key("shift+q"),
               [&song](const auto& clips) { return clips[0].contains("fadeIn") && song.near(1)(clips[0]["fadeIn"]); });
    song.check("reverse", key("r"), [&song](const auto& clips) { return clips[0].value("reverse", false); });
    song.check("loop", key("shift+l"), [&song](const auto& clips) { return clips[0].value("loop", false); });
    song.check("mute", key("ctrl+m"), [&song](const auto& clips) { return clips[0].value("mute", false); });
    song.check("louder", key("g"), [&song](const auto& clips) { return clips[0].value("gainDb", 0.0) == 1; });
    song.check("nudge by a frame", key("alt+Right"),
               [&song](const auto& clips) { return clips[0]["position"] == second + 1; });
    song.check("nudge by a millisecond", key("shift+Left"),
               [&song](const auto& clips) { return clips[0]["position"] == second - 48; });
    song.check("move to the track below", key("alt+Down"), [&song](const auto& clips) { return clips.empty(); });
    song.check("duplicate", key("ctrl+d"), [&song](const auto& clips) { return clips.size() == 2; });
    song.check("ripple delete", key("shift+Delete"), [&song](const auto& clips) { return clips.empty(); });
}

TEST_CASE("a clip is cut, pasted elsewhere and renamed, and markers are set")
{
    EditedSong song;
    auto& desktop = song.desktop;
    desktop.key("ctrl+x");
    CHECK(song.save()["tracks"][0]["clips"].empty());
    desktop.click(song.x(2), song.middleOf("Ruler"));
    desktop.key("ctrl+v");
    const auto pasted = song.save()["tracks"][0]["clips"];
    REQUIRE(pasted.size() == 1);
    CHECK(song.near(2)(pasted[0]["position"]));
    CHECK(pasted[0]["offset"] == second);

    desktop.key("m");
    const auto markers = song.save()["markers"];
    REQUIRE(markers.size() == 1);
    CHECK(song.near(2)(markers[0]["position"]));

    desktop.click(song.x(2.5), song.laneY());
    desktop.key("F2");
    desktop.key("ctrl+a");
    desktop.type("Hiss");
    desktop.key("Return");
    CHECK(song.save()["tracks"][0]["clips"][0].value("name", "") == "Hiss");
}

TEST_CASE("a click in the history goes to that step, and values are typed in the inspector")
{
    EditedSong song;
    auto& desktop = song.desktop;
    desktop.key("g");
    desktop.key("r");
    desktop.key("ctrl+m");
    CHECK(desktop.reports([](const auto& now) { return now["session"]["undo"] == "Mute clip"; }));
    desktop.key("h");
    const auto list = desktop.areaOf("Edits");
    desktop.click(list[0] + 60, list[1] + 24 + 12); // the first edit
    CHECK(desktop.reports(
        [](const auto& now)
        { return now["session"]["undo"] == "Change clip gain" && now["session"]["redo"] == "Reverse"; }));
    desktop.click(list[0] + 60, list[1] + 12);
    CHECK(desktop.reports([](const auto& now) { return now["session"]["undo"] == ""; }));
    CHECK(song.save()["tracks"] == song.before["tracks"]);

    const auto gain = desktop.areaOf("Gain: 0.0 dB");
    desktop.click(gain[0] + gain[2] - 20, gain[1] + gain[3] / 2);
    desktop.key("ctrl+a");
    desktop.type("-4.5");
    desktop.key("Return");
    CHECK(song.save()["tracks"][0]["clips"][0].value("gainDb", 0.0) == -4.5);
}

TEST_CASE("the selection is played once, from its start to its end")
{
    EditedSong song;
    auto& desktop = song.desktop;
    desktop.drag(song.x(1.5), song.middleOf("Markers"), song.x(2), song.middleOf("Markers"));
    desktop.key("shift+space");
    CHECK(desktop.reports(
        [&song](const auto& now)
        { return !now["transport"]["playing"].template get<bool>() && song.near(2)(now["transport"]["position"]); }));
}

TEST_CASE("a loop plays on while its clip is edited, and a scrub between two edits is heard where the hand is")
{
    EditedSong song;
    auto& desktop = song.desktop;
    const auto ruler = song.middleOf("Ruler");
    desktop.key("f"); // the view stays where it is
    desktop.holding({"shift"}, [&] { desktop.drag(song.x(1), ruler, song.x(2), ruler); });
    REQUIRE(desktop.reports(
        [&song](const auto& now)
        {
            const auto& transport = now["transport"];
            return transport["looping"] == true && song.near(1)(transport["loop"][0]) &&
                   song.near(2)(transport["loop"][1]);
        }));
    desktop.key("space");
    const auto playsInLoop = [](const nlohmann::json& now)
    {
        const auto& transport = now["transport"];
        return transport["playing"] == true && transport["position"] >= transport["loop"][0] &&
               transport["position"] <= transport["loop"][1];
    };
    REQUIRE(desktop.reports(playsInLoop));

    desktop.drag(song.x(3) - 3, song.laneY(), song.x(2.5) - 3, song.laneY());
    CHECK(song.seenAnew([&](const auto& now) { return playsInLoop(now) && now["session"]["undo"] == "Trim clip"; }));
    auto last = desktop.report()["transport"]["position"].get<std::int64_t>();
    CHECK(desktop.reports(
        [&](const auto& now)
        {
            const auto position = now["transport"]["position"].template get<std::int64_t>();
            return std::exchange(last, position) > position; // it has gone round
        }));

    desktop.press(song.x(1.2), ruler);
    desktop.moveTo(song.x(1.6), ruler);
    CHECK(desktop.reports(
        [&song](const auto& now)
        { return now["transport"]["scrubbing"] == true && song.near(1.6)(now["transport"]["position"]); }));
    desktop.release();
    CHECK(desktop.reports([](const auto& now) { return now["transport"]["scrubbing"] == false; }));
    desktop.key("r");
    CHECK(song.seenAnew([](const auto& now) { return now["session"]["undo"] != "Trim clip"; }));
    CHECK(desktop.report()["health"]["statistics"]["missingFrames"] == 0);
    desktop.key("ctrl+z");
    desktop.key("ctrl+z");
    CHECK(song.save()["tracks"] == song.before["tracks"]);
}
