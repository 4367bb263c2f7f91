#pragma once

#include <array>
#include <cmath>

/** What all instruments agree on: 100 bpm, four beats a bar, eight chords in A minor, one a bar. */
namespace loophole::demo
{

inline constexpr double bpm = 100;
inline constexpr double beatSeconds = 60.0 / bpm; ///< 28,800 frames at 48 kHz and 26,460 at 44.1: whole in both
inline constexpr int beatsPerBar = 4;
inline constexpr double barSeconds = beatSeconds * beatsPerBar;
inline constexpr int chordBars = 8;

/** Keys as in MIDI: 69 is the A of 440 Hz. */
struct Chord
{
    int root; ///< in the bass's octave
    std::array<int, 4> voices;
};

/** Am9, Fmaj7, Cmaj9, G6, Am9, Fmaj9, Dm9, Em7; voiced so that each hand moves as little as it can. */
inline constexpr std::array<Chord, chordBars> progression{{{33, {60, 64, 67, 71}},
                                                           {29, {57, 60, 64, 67}},
                                                           {36, {59, 62, 64, 67}},
                                                           {31, {59, 62, 64, 67}},
                                                           {33, {60, 64, 67, 71}},
                                                           {29, {60, 64, 67, 69}},
                                                           {38, {60, 65, 69, 76}},
                                                           {28, {59, 62, 67, 71}}}};

[[nodiscard]] inline double hertz(double key)
{
    return 440.0 * std::exp2((key - 69.0) / 12.0);
}

} // namespace loophole::demo
