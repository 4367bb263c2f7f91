#include "App/Demo/Instruments.h"
#include "App/Demo/Notes.h"
#include "App/Demo/Space.h"

namespace loophole::demo
{

namespace
{

/** A plucked saw: the filter closes within a sixteenth. */
class PluckVoice
{
public:
    PluckVoice(double frequency, int rate) : frequency(frequency), rate(rate) {}

    float at(double seconds)
    {
        if (count++ % tuningFrames == 0)
            filter.tune(500 + 4200 * std::exp(-seconds / 0.07), 1.1, rate);
        const auto both = saw(first.advance(frequency, rate), frequency / rate) +
                          saw(second.advance(frequency * 1.004, rate), frequency * 1.004 / rate);
        return filter.process(both).low * 0.5f;
    }

private:
    double frequency;
    int rate;
    int count = 0;
    Phase first;
    Phase second{0.4};
    Filter filter;
};

/** A struck bar: a sine and the inharmonic partial of its second mode, which dies sooner. */
class BellVoice
{
public:
    BellVoice(double frequency, int rate) : frequency(frequency), rate(rate) {}

    float at(double seconds)
    {
        const auto bend =
            static_cast<double>(sine(mode.advance(frequency * 2.756, rate))) * 0.28 * std::exp(-seconds / 0.18);
        return sine(carrier.advance(frequency, rate) + bend) * static_cast<float>(std::exp(-seconds / 0.6));
    }

private:
    double frequency;
    int rate;
    Phase carrier;
    Phase mode;
};

/** Between triangle and saw, with a vibrato that comes in late and a pitch that slides from the note before. */
class LeadVoice
{
public:
    explicit LeadVoice(int rate) : rate(rate) {}

    void begin(double key) { target = key; }

    float at(double seconds)
    {
        glide += (target - glide) * 60.0 / rate; // reaches the new pitch in about 50 ms
        const auto depth = 0.18 * std::clamp((seconds - 0.25) / 0.4, 0.0, 1.0);
        const auto frequency = hertz(glide + depth * static_cast<double>(sine(vibrato.advance(5.2, rate))));
        if (count++ % tuningFrames == 0)
            filter.tune(std::min(6000.0, 1200 + frequency * 2.5), 0.8, rate);
        const auto edge = saw(first.advance(frequency, rate), frequency / rate) +
                          saw(second.advance(frequency * 1.003, rate), frequency * 1.003 / rate);
        return filter.process(0.45f * edge + 0.5f * sine(body.advance(frequency, rate))).low;
    }

private:
    int rate;
    double target = 76;
    double glide = 76;
    int count = 0;
    Phase vibrato;
    Phase first;
    Phase second{0.3};
    Phase body;
    Filter filter;
};

constexpr int leadBars = 16;

/** Beat, beats, key: eight bars that ask, eight that answer. */
struct MelodyNote
{
    double beat;
    double beats;
    int key;
};
constexpr std::array melody{
    MelodyNote{0, 1.5, 76},    MelodyNote{1.5, .5, 74},   MelodyNote{2, 1, 72},     MelodyNote{3, .9, 69},
    MelodyNote{4, 2.4, 72},    MelodyNote{6.5, .5, 69},   MelodyNote{7, .5, 72},    MelodyNote{7.5, .5, 74},
    MelodyNote{8, 2, 76},      MelodyNote{10, 1, 79},     MelodyNote{11, .9, 76},   MelodyNote{12, 2.9, 74},
    MelodyNote{15, .9, 71},    MelodyNote{16, 1.5, 76},   MelodyNote{17.5, .5, 79}, MelodyNote{18, 1.9, 81},
    MelodyNote{20, 1, 81},     MelodyNote{21, .5, 79},    MelodyNote{21.5, 1, 76},  MelodyNote{22.5, 1.4, 72},
    MelodyNote{24, 1.5, 77},   MelodyNote{25.5, .5, 76},  MelodyNote{26, 1, 74},    MelodyNote{27, .9, 69},
    MelodyNote{28, 1.9, 71},   MelodyNote{30, .9, 67},    MelodyNote{31, .5, 71},   MelodyNote{32, 1, 81},
    MelodyNote{33, .9, 76},    MelodyNote{34, 1.5, 79},   MelodyNote{35.5, .5, 76}, MelodyNote{36, 1.4, 77},
    MelodyNote{37.5, 1, 76},   MelodyNote{38.5, 1.4, 72}, MelodyNote{40, 1, 76},    MelodyNote{41, .5, 74},
    MelodyNote{41.5, 1, 76},   MelodyNote{42.5, 1.4, 79}, MelodyNote{44, 1.5, 83},  MelodyNote{45.5, .5, 81},
    MelodyNote{46, 1, 79},     MelodyNote{47, .9, 74},    MelodyNote{48, 2, 84},    MelodyNote{50, .5, 83},
    MelodyNote{50.5, 1.4, 81}, MelodyNote{52, 1, 81},     MelodyNote{53, 1, 79},    MelodyNote{54, 1, 76},
    MelodyNote{55, .9, 72},    MelodyNote{56, 1, 74},     MelodyNote{57, 1, 77},    MelodyNote{58, 1.5, 81},
    MelodyNote{59.5, .4, 79},  MelodyNote{60, 2.8, 76}};

} // namespace

Sound arpeggio(int rate)
{
    // Chord tones in two octaves, three up and one back, so that the accents wander over the bar.
    constexpr std::array<int, 16> order{0, 1, 2, 3, 5, 4, 6, 2, 1, 3, 5, 4, 7, 6, 3, 2};
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        for (std::size_t i = 0; i < order.size(); ++i)
        {
            const auto tone = static_cast<std::size_t>(order[i]);
            const auto key = progression[bar].voices[tone % 4] + 12 * static_cast<int>(tone / 4);
            const auto place = 0.5 * std::sin(0.9 * static_cast<double>(i));
            const auto gain = i % 4 == 0 ? 1.0f : i % 2 == 0 ? 0.8f : 0.6f;
            PluckVoice voice(hertz(key), rate);
            play(sound, {static_cast<double>(bar) * beatsPerBar + static_cast<double>(i) * 0.25, 0.22, 0, gain, place},
                 {0.002, 0.12, 0.3, 0, 0.12}, [&](double t) { return panned(voice.at(t), place); });
        }
    addPingPong(sound, {0.75 * beatSeconds, 0.45f, 0.35f}, Seam::loop);
    addReverb(sound, {1.8, 0.3, 0.12f}, Seam::loop);
    return sound;
}

Sound bells(int rate)
{
    // Two notes a bar beside the beat: the chord's third voice, then its highest, an octave up.
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
    {
        const auto beat = static_cast<double>(bar) * beatsPerBar;
        const auto strike = [&](double at, int key, float gain, double place)
        {
            BellVoice voice(hertz(key), rate);
            play(sound, {beat + at, 2.5, 0, gain, place}, {0.001, 1, 1, 0, 0.5},
                 [&](double t) { return panned(voice.at(t), place); });
        };
        strike(0.5, progression[bar].voices[2] + 12, 0.8f, -0.4);
        strike(2.25, progression[bar].voices[3] + 12, 1.0f, 0.4);
        if (bar % 2 == 1)
            strike(3.25, progression[bar].voices[1] + 24, 0.5f, 0.1);
    }
    addPingPong(sound, {1.5 * beatSeconds, 0.35f, 0.25f}, Seam::loop);
    addReverb(sound, {2.6, 0.25, 0.25f}, Seam::loop);
    return sound;
}

Sound lead(int rate)
{
    Sound sound(rate, (leadBars + 2) * barSeconds);
    LeadVoice voice(rate);
    for (const auto& note : melody)
    {
        voice.begin(note.key);
        const auto gain = 0.8f + 0.2f * static_cast<float>(note.key - 67) / 17.0f;
        play(sound, {note.beat, note.beats, static_cast<double>(note.key), gain, 0}, {0.02, 0.3, 0.8, 0, 0.03},
             [&](double t)
             {
                 const auto sample = voice.at(t);
                 return Stereo{sample, sample};
             });
    }
    addPingPong(sound, {0.75 * beatSeconds, 0.4f, 0.3f}, Seam::oneShot);
    addReverb(sound, {2.2, 0.35, 0.2f}, Seam::oneShot);
    fadeEnds(sound, 0, 1.5);
    return sound;
}

} // namespace loophole::demo
