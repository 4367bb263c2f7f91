#include "App/Demo/Stems.h"

#include "App/Demo/Harmony.h"
#include "App/Demo/Instruments.h"

namespace loophole::demo
{

const std::array<Stem, 18>& stems()
{
    using enum StemFormat;
    static const std::array<Stem, 18> all{{
        {"kick", "Kick.wav", kick, wav24, 48000, 1, 0.5},
        {"snare", "Snare.wav", snare, wav16, 44100, 1, 0.6},
        {"closed-hat", "Closed hat.flac", closedHat, flac16, 48000, 1, 0.2},
        {"open-hat", "Open hat.aif", openHat, aiff16, 44100, 1, 0.6},
        {"percussion", "Percussion loop.aif", percussionLoop, aiff16, 44100, 2, 2 * barSeconds},
        {"tom", "Tom.wav", tom, wav24, 44100, 1, 0.9},
        {"crash", "Crash.wav", crash, wav24, 44100, 2, 4.0},
        {"bass-line", "Bass line.wav", bassLine, wav24, 48000, 1, chordBars * barSeconds},
        {"bass-drone", "Bass drone.flac", bassDrone, flac24, 48000, 1, chordBars * barSeconds},
        {"pad", "Pad.wav", pad, wavFloat, 48000, 2, chordBars * barSeconds},
        {"keys", "Keys.flac", keys, flac16, 44100, 2, chordBars * barSeconds},
        {"arpeggio", "Arpeggio.ogg", arpeggio, vorbis, 48000, 2, chordBars * barSeconds},
        {"choir", "Choir.ogg", choir, vorbis, 44100, 2, chordBars * barSeconds},
        {"bells", "Bells.flac", bells, flac24, 48000, 2, chordBars * barSeconds},
        {"lead", "Lead.wav", lead, wav24, 48000, 2, 18 * barSeconds},
        {"rain", "Rain.ogg", rain, vorbis, 44100, 1, chordBars * barSeconds},
        {"riser", "Riser.aif", riser, aiff24, 48000, 2, 4 * barSeconds},
        {"impact", "Impact.wav", impact, wav16, 48000, 2, 3.0},
    }};
    return all;
}

} // namespace loophole::demo
