#pragma once

#include "App/Demo/Harmony.h"
#include "App/Demo/Synthesis.h"

namespace loophole::demo
{

/** When a note begins and how loud it is; `beat` counts from the beginning of the sound. */
struct Note
{
    double beat = 0;
    double beats = 1; ///< until its release
    double key = 60;
    float gain = 1;
    double place = 0; ///< -1 left … 1 right
};

/**
    Plays one note into a sound, around its end if need be. `voice` gives a stereo sample for the seconds since the
    note's start, to which the envelope is applied.
*/
template <class Voice>
void play(Sound& sound, const Note& note, Envelope envelope, Voice voice)
{
    envelope.hold = note.beats * beatSeconds;
    const auto start = sound.frameAt(note.beat * beatSeconds);
    const auto length = sound.frameAt(envelope.length());
    for (std::size_t i = 0; i < length; ++i)
    {
        const auto t = static_cast<double>(i) / sound.rate;
        sound.addAround(start + i, voice(t) * (note.gain * static_cast<float>(envelope.at(t))));
    }
}

/** The filter is tuned anew every so many frames: finer than can be heard, and tan() is dear. */
inline constexpr int tuningFrames = 32;

} // namespace loophole::demo
