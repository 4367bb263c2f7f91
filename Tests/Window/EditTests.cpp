#include "Support/TestSignals.h"
#include "Window/Desktop.h"

#include <nlohmann/json.hpp>

#include <array>
#include <cmath>
#include <fstream>
#include <functional>

using namespace loophole::testing;

namespace
{

constexpr int second = 48000;

/**
    A song of two tracks on four seconds of noise: the first has a clip from 1 s to 3 s that begins one second into the
    noise. The window has been zoomed to that clip, with snapping off.
*/
class EditedSong
{
public:
    EditedSong()
    {
        const auto noise = makeNoise(2, 4 * second, 1, 0.5f);
        REQUIRE(runProgram({"sox", "-D", "-t", "f32", "-r", "48000", "-c", "2", "-", "-b", "16",
                            (folder / "noise.wav").native()},
                           noise.interleavedBytes())
                    .exitCode == 0);
        std::ofstream(path) << R"({"format":"loophole.session","version":1,"sampleRate":48000,
"assets":[{"id":"a","path":"noise.wav"}],"tracks":[{"name":"Noise","clips":[
{"asset":"a","position":48000,"offset":48000,"length":96000}]},{"name":"Other","clips":[]}]})";
        desktop.start({path.native()});
        atRest();
        lanes = desktop.areaOf("Clips");
        look();
        desktop.key("n");
        desktop.click(x(2), laneY());
        CHECK(desktop.reports([](const auto& now) { return now["timeline"]["selected"].size() == 1; }));
        desktop.key("z");
        CHECK(desktop.reports([](const auto& now)
                              { return now["timeline"]["framesPerPixel"].template get<double>() < 300; }));
        look();
        before = save();
        REQUIRE(before["tracks"][0]["clips"].size() == 1);
    }

    /** Where a time of the timeline is on the screen. */
    [[nodiscard]] int x(double seconds) const
    {
        return lanes[0] + static_cast<int>(std::lround((seconds * second - firstFrame) / framesPerPixel));
    }
    /** Frames a pixel. */
    [[nodiscard]] double zoom() const { return framesPerPixel; }
    /** In the lower half of the first clip's waveform, beside every handle. */
    [[nodiscard]] int laneY() const { return lanes[1] + 54; }
    [[nodiscard]] int otherLaneY() const { return lanes[1] + 72 + 54; }
    /** At the height of the handles of fades. */
    [[nodiscard]] int fadeY() const { return lanes[1] + 2 + 16 + 5; }
    [[nodiscard]] int middleOf(const char* name) const
    {
        const auto area = desktop.areaOf(name);
        return area[1] + area[3] / 2;
    }
    /** Within two pixels. */
    [[nodiscard]] std::function<bool(const nlohmann::json&)> near(double seconds) const
    {
        return [reach = 2.5 * framesPerPixel, wanted = seconds * second](const nlohmann::json& frames)
        { return frames.is_number() && std::abs(frames.get<double>() - wanted) <= reach; };
    }

    /** What the document is after it was saved. */
    [[nodiscard]] nlohmann::json save() const
    {
        seenAnew([](const auto&) { return true; }); // the edit before has been answered
        desktop.key("ctrl+s");
        CHECK(seenAnew([](const auto& now) { return !now["session"]["unsaved"].template get<bool>(); }));
        std::ifstream file(path);
        return nlohmann::json::parse(file, nullptr, false);
    }

    /** Whether it holds in a report of a fifth of a second from now or later. */
    template <class Holds>
    bool seenAnew(Holds holds) const
    {
        constexpr auto beats = 50;
        const auto from = desktop.report()["stalls"]["beats"].get<std::uint64_t>() + beats;
        return desktop.reports([&](const auto& now)
                               { return now["stalls"]["beats"].template get<std::uint64_t>() >= from && holds(now); });
    }

    /** The edit makes of the saved document what is wanted, and one undo takes all of it back. */
    void check(const std::string& name, const std::function<void()>& edit,
               const std::function<bool(const nlohmann::json& clips)>& isAsWanted)
    {
        INFO(name);
        edit();
        const auto clips = save()["tracks"][0]["clips"];
        INFO(clips.dump());
        CHECK(isAsWanted(clips));
        undo();
    }
    void undo()
    {
        desktop.key("ctrl+z");
        CHECK(save()["tracks"] == before["tracks"]);
    }

    void atRest() const
    {
        CHECK(desktop.reports([](const auto& now) { return now["settled"].template get<bool>(); }));
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "Song.loophole";
    Desktop desktop;
    nlohmann::json before;

    /** Takes over how the window has zoomed. */
    void look()
    {
        atRest();
        const auto now = desktop.report();
        firstFrame = now["timeline"]["firstFrame"];
        framesPerPixel = now["timeline"]["framesPerPixel"];
    }

private:
    std::array<int, 4> lanes{};
    double firstFrame = 0;
    double framesPerPixel = 1;
};

} // namespace

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
