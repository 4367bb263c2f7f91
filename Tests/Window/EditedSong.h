#pragma once

#include "Support/TestSignals.h"
#include "Window/Desktop.h"

#include <array>
#include <cmath>
#include <functional>

namespace loophole::testing
{

inline constexpr int second = 48000;

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

} // namespace loophole::testing
