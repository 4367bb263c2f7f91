#include "Window/EditedSong.h"

using namespace loophole::testing;

TEST_CASE("a clip is trimmed, slipped, stretched, looped, faded and made louder by the mouse, each one step of undo")
{
    EditedSong song;
    auto& desktop = song.desktop;
    const auto y = song.laneY();
    const auto at = [&song](double seconds) { return song.x(seconds); };

    song.check(
        "trim the end", [&] { desktop.drag(at(3) - 3, y, at(2.5) - 3, y); },
        [&song](const auto& clips) { return song.near(1.5)(clips[0]["length"]); });
    song.check(
        "trim the start", [&] { desktop.drag(at(1) + 3, y, at(1.5) + 3, y); },
        [&song](const auto& clips)
        {
            return song.near(1.5)(clips[0]["position"]) && song.near(1.5)(clips[0]["offset"]) &&
                   clips[0]["position"].template get<int>() + clips[0]["length"].template get<int>() == 3 * second;
        });
    song.check(
        "slip",
        [&] {
            desktop.holding({"ctrl", "shift"}, [&] { desktop.drag(at(2), y, at(2.5), y); });
        },
        [&song](const auto& clips) { return song.near(0.5)(clips[0]["offset"]) && clips[0]["position"] == second; });
    song.check(
        "stretch", [&] { desktop.holding({"ctrl"}, [&] { desktop.drag(at(3) - 3, y, at(2) - 3, y); }); },
        [&song](const auto& clips)
        { return clips[0].contains("playRate") && std::abs(clips[0]["playRate"].template get<double>() - 2) < 0.05; });
    song.check(
        "fade in", [&] { desktop.drag(at(1) + 4, song.fadeY(), at(1.5) + 4, song.fadeY()); },
        [&song](const auto& clips) { return clips[0].contains("fadeIn") && song.near(0.5)(clips[0]["fadeIn"]); });
    song.check(
        "fade out", [&] { desktop.drag(at(3) - 4, song.fadeY(), at(2.5) - 4, song.fadeY()); },
        [&song](const auto& clips) { return clips[0].contains("fadeOut") && song.near(0.5)(clips[0]["fadeOut"]); });
    song.check(
        "move", [&] { desktop.drag(at(2), y, at(2.5), y); },
        [&song](const auto& clips) { return song.near(1.5)(clips[0]["position"]); });
    song.check(
        "copy", [&] { desktop.holding({"ctrl"}, [&] { desktop.drag(at(1.5), y, at(1.9), y); }); },
        [&song](const auto& clips) { return clips.size() == 2 && song.near(1.4)(clips[1]["position"]); });
    song.check(
        "move to the track below", [&] { desktop.drag(at(2), y, at(2), song.otherLaneY()); },
        [&song](const auto& clips) { return clips.empty(); });
}

TEST_CASE("two clips that meet are faded into one another by a drag, one step of undo")
{
    EditedSong song;
    auto& desktop = song.desktop;
    desktop.click(song.x(2), song.middleOf("Ruler"));
    desktop.key("s");
    song.before = song.save();
    REQUIRE(song.before["tracks"][0]["clips"].size() == 2);
    const auto draw = [&](double from, double to) {
        desktop.holding({"shift"}, [&] { desktop.drag(song.x(from) - 3, song.laneY(), song.x(to) - 3, song.laneY()); });
    };
    song.check(
        "crossfade", [&] { draw(2, 2.2); },
        [&song](const auto& clips)
        {
            const auto near = song.near(0.4);
            return clips.size() == 2 && near(clips[0].value("fadeOut", 0)) && near(clips[1].value("fadeIn", 0)) &&
                   song.near(1.8)(clips[1]["position"]) && song.near(1.2)(clips[0]["length"]);
        });
}

TEST_CASE("a drag is taken back by Escape, and the clip stays as it was")
{
    EditedSong song;
    auto& desktop = song.desktop;
    for (const auto fromX : {song.x(3) - 3, song.x(2), song.x(2.5)})
    {
        desktop.press(fromX, song.laneY());
        desktop.moveTo(fromX - 30, song.laneY());
        desktop.moveTo(fromX - 60, song.laneY());
        desktop.keyDuringDrag("Escape");
        desktop.moveTo(fromX - 80, song.laneY());
        desktop.release();
        CHECK(song.save()["tracks"] == song.before["tracks"]);
    }
}

TEST_CASE("a stretch of time is selected in the strip below the ruler and taken out, and time is put in")
{
    EditedSong song;
    auto& desktop = song.desktop;
    const auto select = [&]
    { desktop.drag(song.x(1.5), song.middleOf("Markers"), song.x(2), song.middleOf("Markers")); };
    song.check(
        "delete the range",
        [&]
        {
            select();
            desktop.key("Delete");
        },
        [&song](const auto& clips)
        { return clips.size() == 2 && song.near(0.5)(clips[0]["length"]) && song.near(2)(clips[1]["position"]); });
    song.check(
        "ripple delete the range",
        [&]
        {
            select();
            desktop.key("shift+Delete");
        },
        [&song](const auto& clips)
        { return clips.size() == 2 && song.near(0.5)(clips[0]["length"]) && song.near(1.5)(clips[1]["position"]); });
    song.check(
        "insert time",
        [&]
        {
            select();
            desktop.key("ctrl+i");
        },
        [&song](const auto& clips)
        { return clips.size() == 2 && song.near(0.5)(clips[0]["length"]) && song.near(2)(clips[1]["position"]); });
}

TEST_CASE("the gain line, an edge beyond the medium and a header each have an edit")
{
    EditedSong song;
    auto& desktop = song.desktop;
    const auto at = [&song](double seconds) { return song.x(seconds); };
    song.check(
        "softer by the gain line",
        [&]
        {
            // The line is where 0 dB is on the fader's way: the pointer looks for it from above.
            for (auto y = song.fadeY() + 6; y < song.laneY(); y += 2)
            {
                desktop.drag(at(2), y, at(2), y + 20);
                if (desktop.reports([](const auto& now) { return now["session"]["undo"] == "Set clip gain"; },
                                    std::chrono::seconds(1)))
                    return;
                desktop.key("ctrl+z");
            }
        },
        [](const auto& clips) { return clips[0].value("gainDb", 0.0) < -1; });

    // The medium ends at 4 s on the timeline; half a second on it is a loop.
    const auto zoom = song.zoom();
    desktop.key("minus");
    desktop.key("minus");
    desktop.key("minus");
    CHECK(desktop.reports([zoom](const auto& now)
                          { return now["timeline"]["framesPerPixel"].template get<double>() > 2 * zoom; }));
    song.look();
    song.check(
        "loop by the end", [&] { desktop.drag(at(3) - 3, song.laneY(), at(4.5) - 3, song.laneY()); },
        [&song](const auto& clips) { return clips[0].value("loop", false) && song.near(3.5)(clips[0]["length"]); });

    const auto header = desktop.areaOf("Other");
    desktop.drag(header[0] + 60, header[1] + header[3] / 2, header[0] + 60, header[1] - header[3] + 8);
    CHECK(desktop.reports([](const auto& now) { return now["session"]["tracks"][0] == "Other"; }));
    desktop.key("ctrl+z");
    CHECK(desktop.reports([](const auto& now) { return now["session"]["tracks"][0] == "Noise"; }));
}

TEST_CASE("a drag over clips with the scrub tool moves the playhead and no clip")
{
    EditedSong song;
    auto& desktop = song.desktop;
    desktop.key("y");
    desktop.press(song.x(1.5), song.laneY());
    desktop.moveTo(song.x(1.6), song.laneY());
    desktop.moveTo(song.x(2.5), song.laneY());
    CHECK(desktop.reports([](const auto& now) { return now["transport"]["scrubbing"].template get<bool>(); }));
    desktop.release();
    CHECK(desktop.reports(
        [&song](const auto& now) {
            return !now["transport"]["scrubbing"].template get<bool>() && song.near(2.5)(now["transport"]["position"]);
        }));
    CHECK(song.save()["tracks"] == song.before["tracks"]);
}
