#include "App/Demo/TrackScore.h"

#include "App/Demo/Harmony.h"
#include "App/Demo/Stems.h"

#include <algorithm>
#include <cmath>

namespace loophole::demo
{

namespace
{

constexpr int sessionRate = 48000;

/** Where a running sound is cut: 2 ms. */
constexpr std::int64_t edgeFrames = 96;

/** Where a drum is struck again before it has died away: 5 ms. */
constexpr std::int64_t chokeFrames = 240;

std::int64_t sessionFrames(double bars)
{
    return std::llround(bars * barSeconds * sessionRate);
}

const Stem& stemCalled(std::string_view id)
{
    return *std::find_if(stems().begin(), stems().end(), [&](const auto& stem) { return stem.id == id; });
}

} // namespace

TrackScore::TrackScore(std::string name, double gainDb, double pan, int colour)
    : head{{"name", std::move(name)}, {"gainDb", gainDb},   {"pan", pan},      {"mute", false},
           {"solo", false},           {"output", "Master"}, {"colour", colour}}
{
}

void TrackScore::append(std::string_view id, const Placement& placement, bool fadesIn, bool fadesOut)
{
    const auto& stem = stemCalled(id);
    const auto rest = (stem.seconds - placement.fromBar * barSeconds) / placement.playRate;
    const bool isCut = placement.bars != 0;
    clips.push_back({stem.id, sessionFrames(placement.bar + placement.beat / beatsPerBar),
                     isCut ? sessionFrames(placement.bars) : static_cast<std::int64_t>(rest * sessionRate), placement,
                     std::max(sessionFrames(placement.fadeInBars), isCut && fadesIn ? edgeFrames : 0),
                     std::max(sessionFrames(placement.fadeOutBars), isCut && fadesOut ? edgeFrames : 0)});
}

void TrackScore::add(std::string_view stem, const Placement& placement)
{
    append(stem, placement, true, true);
}

void TrackScore::repeat(std::string_view stem, double fromBar, double toBar, const Placement& whole)
{
    for (auto bar = fromBar; bar < toBar; bar += chordBars)
    {
        const bool isFirst = bar == fromBar;
        const bool isLast = bar + chordBars >= toBar;
        auto part = whole;
        part.bar = bar;
        part.bars = std::min<double>(chordBars, toBar - bar);
        part.fadeInBars = isFirst ? whole.fadeInBars : 0;
        part.fadeOutBars = isLast ? whole.fadeOutBars : 0;
        append(stem, part, isFirst, isLast);
    }
}

std::vector<TrackScore::Clip> TrackScore::withoutOverlaps() const
{
    auto ordered = clips;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [](const auto& a, const auto& b) { return a.position < b.position; });
    for (std::size_t i = 0; i + 1 < ordered.size(); ++i)
    {
        const auto room = ordered[i + 1].position - ordered[i].position;
        if (ordered[i].length <= room)
            continue;
        ordered[i].length = room;
        ordered[i].fadeOut = std::max(ordered[i].fadeOut, std::min(chokeFrames, room / 2));
    }
    return ordered;
}

nlohmann::ordered_json TrackScore::toJson(const Clip& clip, const std::string& id)
{
    const auto& placement = clip.placement;
    nlohmann::ordered_json json{{"id", id}, {"asset", std::string(clip.stem)}, {"position", clip.position}};
    const auto offset = std::llround(placement.fromBar * barSeconds * stemCalled(clip.stem).rate);
    const auto write = [&](const char* key, auto value, auto usual)
    {
        if (value != usual)
            json[key] = value;
    };
    write("offset", offset, 0);
    json["length"] = clip.length;
    write("gainDb", std::round(placement.gainDb * 10) / 10, 0.0);
    write("fadeIn", clip.fadeIn, 0);
    write("fadeOut", clip.fadeOut, 0);
    write("loop", placement.loop, false);
    write("playRate", placement.playRate, 1.0);
    write("reverse", placement.reverse, false);
    return json;
}

std::string TrackScore::text(int number) const
{
    auto track = nlohmann::ordered_json{{"id", "t" + std::to_string(number)}};
    track.update(head);
    auto text = track.dump();
    text.back() = ','; // in place of the closing brace: the clips follow
    text += "\n   \"clips\":[";
    int count = 0;
    for (const auto& clip : withoutOverlaps())
    {
        text += count == 0 ? "\n    " : ",\n    ";
        text += toJson(clip, "c" + std::to_string(number) + "-" + std::to_string(++count)).dump();
    }
    return text + "]}";
}

} // namespace loophole::demo
