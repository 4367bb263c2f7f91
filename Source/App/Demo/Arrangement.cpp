#include "App/Demo/Arrangement.h"

#include "App/Demo/Harmony.h"
#include "App/Demo/Stems.h"
#include "App/Demo/TrackScore.h"

namespace loophole::demo
{

namespace
{

struct Section
{
    const char* name;
    int from;
    int to;
};

constexpr Section intro{"Intro", 0, 8};
constexpr Section build{"Build", 8, 24};
constexpr Section first{"Main", 24, 48};
constexpr Section middle{"Break", 48, 60};
constexpr Section second{"Main, higher", 60, 80};
constexpr Section outro{"Outro", 80, 88};
constexpr std::array sections{intro, build, first, middle, second, outro};

/** Drums play in the second half of the build, and in both mains. */
constexpr std::array drummed{Section{"", 16, 24}, first, second};

bool isBuild(int bar)
{
    return bar < first.from;
}

bool endsPhrase(int bar)
{
    return bar % chordBars == chordBars - 1;
}

template <class Score>
TrackScore drumTrack(const char* name, double gainDb, double pan, int colour, Score score)
{
    TrackScore track(name, gainDb, pan, colour);
    for (const auto& section : drummed)
        for (int bar = section.from; bar < section.to; ++bar)
            score(track, bar);
    return track;
}

void kickBar(TrackScore& track, int bar)
{
    const auto hit = [&](double beat, double gainDb)
    { track.add("kick", {.bar = static_cast<double>(bar), .beat = beat, .gainDb = gainDb}); };
    hit(0, isBuild(bar) ? -3 : 0);
    if (isBuild(bar))
        return hit(2, -4);
    if (bar % 2 == 1)
        hit(1.75, -4);
    hit(2.5, -1.5);
    if (endsPhrase(bar))
        hit(3.5, -5);
}

void snareBar(TrackScore& track, int bar)
{
    const auto hit = [&](double beat, double gainDb)
    { track.add("snare", {.bar = static_cast<double>(bar), .beat = beat, .gainDb = gainDb}); };
    if (isBuild(bar) && !endsPhrase(bar))
        return hit(3, -6);
    hit(1, 0);
    hit(3, 0);
    if (endsPhrase(bar))
    {
        hit(3.25, -11);
        hit(3.5, -8);
        hit(3.75, -5);
    }
    else if (bar % 2 == 1)
    {
        hit(3.75, -14);
    }
}

void hatBar(TrackScore& track, int bar)
{
    const int steps = isBuild(bar) ? 8 : 16;
    for (int step = 0; step < steps; ++step)
    {
        const auto beat = step * 4.0 / steps;
        const bool isOpen = !isBuild(bar) && bar % 2 == 1 && beat >= 3.5;
        constexpr std::array<double, 4> accents{-1, -9, -4, -8};
        const auto accent = accents[static_cast<std::size_t>(step % 4)];
        // An even offbeat would sound like a machine: up to 1.5 dB more or less, the same in every phrase.
        const auto sway = 1.5 * std::sin(2.3 * step + 1.7 * (bar % chordBars));
        if (!isOpen)
            track.add("closed-hat", {.bar = static_cast<double>(bar), .beat = beat, .gainDb = accent + sway});
        else if (beat == 3.5)
            track.add("open-hat", {.bar = static_cast<double>(bar), .beat = beat, .gainDb = -3});
    }
}

TrackScore percussion()
{
    TrackScore track("Percussion", -9.5, 0.15, 3);
    track.add("percussion", {.bar = 16, .bars = 32, .fadeInBars = 8, .loop = true});
    track.add("percussion", {.bar = 60, .bars = 22, .fadeOutBars = 2, .loop = true});
    return track;
}

/** One drum at four speeds: four drums. */
TrackScore toms()
{
    TrackScore track("Toms", -10.5, -0.2, 4);
    constexpr std::array<double, 4> speeds{1.26, 1.0, 0.84, 0.67};
    for (const double bar : {23, 39, 59, 79})
        for (std::size_t i = 0; i < speeds.size(); ++i)
            track.add("tom", {.bar = bar, .beat = 2 + 0.5 * static_cast<double>(i), .playRate = speeds[i]});
    return track;
}

TrackScore cymbals()
{
    TrackScore track("Cymbals", -14.5, 0, 5);
    for (const double bar : {24, 32, 40, 60, 68, 80})
        track.add("crash", {.bar = bar});
    // The first bar of a crash backwards leads into the bar line.
    for (const double bar : {24, 32, 48, 60, 76})
        track.add("crash", {.bar = bar - 1, .bars = 1, .gainDb = -2, .fadeInBars = 0.5, .reverse = true});
    return track;
}

TrackScore bass()
{
    TrackScore track("Bass", -15.5, 0, 6);
    track.add("bass-drone", {.bar = 8, .bars = 8, .gainDb = -3, .fadeInBars = 2});
    track.add("bass-drone", {.bar = 16, .bars = 8, .gainDb = -2});
    track.repeat("bass-line", first.from, first.to);
    track.add("bass-drone", {.bar = 52, .bars = 4, .fromBar = 4, .gainDb = -4, .fadeInBars = 1});
    track.add("bass-drone", {.bar = 56, .bars = 3.5, .gainDb = -3, .fadeOutBars = 0.25});
    track.repeat("bass-line", second.from, second.to);
    track.add("bass-drone", {.bar = 80, .bars = 5, .gainDb = -3, .fadeOutBars = 3});
    return track;
}

TrackScore pads()
{
    TrackScore track("Pad", -14, 0, 7);
    track.add("pad", {.bar = 0, .bars = 8, .fadeInBars = 3});
    track.repeat("pad", build.from, build.to);
    track.repeat("pad", first.from, first.to, {.gainDb = -3});
    track.repeat("pad", middle.from, middle.to);
    track.repeat("pad", second.from, second.to, {.gainDb = -3});
    track.add("pad", {.bar = 80, .bars = 8, .fadeOutBars = 6});
    return track;
}

TrackScore keyboard()
{
    TrackScore track("Keys", -11, -0.15, 8);
    track.add("keys", {.bar = 4, .bars = 4, .fromBar = 4, .gainDb = -4, .fadeInBars = 2});
    track.repeat("keys", build.from, build.to, {.gainDb = -1});
    track.repeat("keys", first.from, first.to);
    track.repeat("keys", second.from, second.to);
    track.add("keys", {.bar = 80, .bars = 6, .gainDb = -2, .fadeOutBars = 3.5});
    return track;
}

TrackScore arpeggios()
{
    TrackScore track("Arpeggio", -13.5, 0.2, 9);
    track.add("arpeggio", {.bar = 12, .bars = 4, .fromBar = 4, .gainDb = -6, .fadeInBars = 3.5});
    track.repeat("arpeggio", 16, build.to, {.gainDb = -3});
    track.repeat("arpeggio", first.from, first.to);
    track.add("arpeggio", {.bar = 56, .bars = 4, .fadeInBars = 3.5});
    track.repeat("arpeggio", second.from, second.to);
    track.add("arpeggio", {.bar = 80, .bars = 4, .gainDb = -3, .fadeOutBars = 3.5});
    return track;
}

TrackScore voices()
{
    TrackScore track("Choir", -14.5, 0, 10);
    track.add("choir", {.bar = 16, .bars = 8, .gainDb = -3, .fadeInBars = 3.5});
    track.repeat("choir", middle.from, middle.to, {.fadeInBars = 1});
    track.repeat("choir", second.from, second.to, {.gainDb = -3});
    track.add("choir", {.bar = 80, .bars = 4, .gainDb = -3, .fadeOutBars = 3.5});
    return track;
}

TrackScore bellTrack()
{
    TrackScore track("Bells", -16.5, -0.25, 11);
    track.repeat("bells", intro.from, intro.to);
    track.repeat("bells", build.from, 16, {.gainDb = -2});
    track.repeat("bells", middle.from, middle.to, {.gainDb = 1});
    track.repeat("bells", 64, second.to, {.gainDb = -3});
    track.add("bells", {.bar = 80, .bars = 8, .fadeOutBars = 3});
    return track;
}

TrackScore leadTrack()
{
    TrackScore track("Lead", -12.5, 0.05, 12);
    track.add("lead", {.bar = 32, .bars = 18});
    // The break remembers the question, half as loud; the second main answers it an arch higher first.
    track.add("lead", {.bar = 50, .bars = 6, .fromBar = 2, .gainDb = -9, .fadeInBars = 0.5, .fadeOutBars = 2});
    track.add("lead", {.bar = 60, .bars = 8, .fromBar = 8, .fadeOutBars = 0.25});
    track.add("lead", {.bar = 68, .bars = 14, .fadeOutBars = 2});
    return track;
}

TrackScore textures()
{
    TrackScore track("Rain", -18.5, -0.1, 13);
    track.add("rain", {.bar = 0, .bars = 88, .fadeInBars = 2, .fadeOutBars = 5, .loop = true});
    return track;
}

TrackScore rises()
{
    TrackScore track("Rises", -15.5, 0, 14);
    track.add("riser", {.bar = 20, .bars = 4});
    track.add("riser", {.bar = 48, .bars = 4, .gainDb = -8, .fadeOutBars = 2, .reverse = true});
    track.add("riser", {.bar = 56, .bars = 4});
    return track;
}

TrackScore impacts()
{
    TrackScore track("Impacts", -14.5, 0, 15);
    for (const double bar : {24, 60})
        track.add("impact", {.bar = bar});
    // An octave lower and twice as long where the music stops.
    for (const double bar : {48, 80})
        track.add("impact", {.bar = bar, .playRate = 0.5});
    return track;
}

std::vector<TrackScore> allTracks()
{
    std::vector<TrackScore> tracks;
    tracks.push_back(drumTrack("Kick", -9, 0, 0, kickBar));
    tracks.push_back(drumTrack("Snare", -8.5, 0.05, 1, snareBar));
    tracks.push_back(drumTrack("Hats", -17.5, 0.25, 2, hatBar));
    for (auto make : {percussion, toms, cymbals, bass, pads, keyboard, arpeggios, voices, bellTrack, leadTrack,
                      textures, rises, impacts})
        tracks.push_back(make());
    return tracks;
}

std::string assetList()
{
    std::string text;
    for (const auto& stem : stems())
        text +=
            (text.empty() ? "\n  " : ",\n  ") + nlohmann::ordered_json{{"id", stem.id}, {"path", stem.path()}}.dump();
    return text;
}

std::string markerList()
{
    std::string text;
    for (const auto& section : sections)
        text += (text.empty() ? "\n  " : ",\n  ") +
                nlohmann::ordered_json{{"position", std::llround(section.from * barSeconds * 48000)},
                                       {"name", section.name}}
                    .dump();
    return text;
}

} // namespace

std::string demoDocument()
{
    std::string tracks;
    int number = 0;
    for (const auto& track : allTracks())
        tracks += (tracks.empty() ? "\n  " : ",\n  ") + track.text(++number);
    return "{\"format\":\"loophole.session\",\"version\":1,\"sampleRate\":48000,"
           "\"tempo\":{\"bpm\":100,\"beatsPerBar\":4},\n \"assets\":[" +
           assetList() + "],\n \"tracks\":[" + tracks +
           "],\n \"buses\":[\n  {\"name\":\"Master\",\"volumeDb\":0,\"mute\":false,\"sendTo\":\"\",\"effects\":[]}],\n "
           "\"markers\":[" +
           markerList() + "],\n \"cues\":[],\n \"settings\":{}\n}\n";
}

} // namespace loophole::demo
