#include "App/Demo/Instruments.h"
#include "App/Demo/Notes.h"
#include "App/Demo/Space.h"

namespace loophole::demo
{

namespace
{

/** Four saws beside each other's pitch, two a side, behind a filter that opens slowly and closes again. */
class PadVoice
{
public:
    PadVoice(double frequency, int rate) : frequency(frequency), rate(rate) {}

    Stereo at(double seconds)
    {
        if (count++ % tuningFrames == 0)
        {
            const auto cutoff = 500 + 1500 * std::sin(std::min(1.0, seconds / 2.8) * std::numbers::pi);
            left.tune(cutoff, 0.6, rate);
            right.tune(cutoff, 0.6, rate);
        }
        std::array<float, 4> voices;
        for (std::size_t i = 0; i < voices.size(); ++i)
        {
            const auto pitch = frequency * detune[i];
            voices[i] = saw(phases[i].advance(pitch, rate), pitch / rate);
        }
        return {left.process(voices[0] + voices[1]).low * 0.25f, right.process(voices[2] + voices[3]).low * 0.25f};
    }

private:
    static constexpr std::array<double, 4> detune{0.9965, 1.0021, 0.9981, 1.0037};

    double frequency;
    int rate;
    int count = 0;
    std::array<Phase, 4> phases{Phase(0.1), Phase(0.37), Phase(0.62), Phase(0.85)};
    Filter left;
    Filter right;
};

/** A buzzing source with vibrato through the three lowest resonances of a mouth that moves from "oo" to "ah". */
class ChoirVoice
{
public:
    ChoirVoice(double frequency, double vibrato, int rate) : frequency(frequency), vibrato(vibrato), rate(rate) {}

    float at(double seconds)
    {
        if (count++ % tuningFrames == 0)
        {
            const auto open = 0.5 - 0.5 * std::cos(std::min(1.0, seconds / 1.6) * std::numbers::pi);
            for (std::size_t i = 0; i < mouth.size(); ++i)
                mouth[i].tune(std::lerp(oo[i], ah[i], open), 7, rate);
        }
        const auto depth = 0.004 * std::min(1.0, seconds / 0.8);
        const auto pitch = frequency * (1.0 + depth * static_cast<double>(sine(slow.advance(vibrato, rate))));
        const auto source = saw(phase.advance(pitch, rate), pitch / rate) + 0.06f * breath.next();
        return mouth[0].process(source).band + 0.5f * mouth[1].process(source).band +
               0.22f * mouth[2].process(source).band;
    }

private:
    static constexpr std::array<double, 3> oo{350, 800, 2240};
    static constexpr std::array<double, 3> ah{730, 1090, 2440};

    double frequency;
    double vibrato;
    int rate;
    int count = 0;
    Phase phase;
    Phase slow;
    Noise breath{11};
    std::array<Filter, 3> mouth;
};

/** Two sines, one bending the other's phase less and less; a third gives the hammer's click. */
class KeysVoice
{
public:
    KeysVoice(double frequency, int rate) : frequency(frequency), rate(rate) {}

    float at(double seconds)
    {
        const auto bend =
            static_cast<double>(sine(modulator.advance(frequency, rate))) * 0.22 * std::exp(-seconds / 0.5);
        const auto click =
            static_cast<double>(sine(hammer.advance(frequency * 14, rate))) * 0.03 * std::exp(-seconds / 0.05);
        return sine(carrier.advance(frequency, rate) + bend + click);
    }

private:
    double frequency;
    int rate;
    Phase carrier;
    Phase modulator;
    Phase hammer;
};

} // namespace

Sound pad(int rate)
{
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        for (const int key : progression[bar].voices)
        {
            PadVoice voice(hertz(key), rate);
            play(sound, {static_cast<double>(bar) * beatsPerBar, 3.7, static_cast<double>(key), 1, 0},
                 {0.7, 1.0, 0.8, 0, 1.4}, [&](double t) { return voice.at(t); });
        }
    addReverb(sound, {3.0, 0.45, 0.22f}, Seam::loop);
    return sound;
}

Sound choir(int rate)
{
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        for (std::size_t i = 0; i < 4; ++i)
        {
            const double key = progression[bar].voices[i];
            const auto place = -0.6 + 0.4 * static_cast<double>(i);
            ChoirVoice voice(hertz(key), 4.7 + 0.35 * static_cast<double>(i), rate);
            play(sound, {static_cast<double>(bar) * beatsPerBar, 3.6, key, 1, place}, {0.5, 0.8, 0.85, 0, 1.0},
                 [&](double t) { return panned(voice.at(t), place); });
        }
    addReverb(sound, {3.2, 0.35, 0.35f}, Seam::loop);
    return sound;
}

Sound keys(int rate)
{
    struct Stab
    {
        double beat;
        double beats;
        float gain;
    };
    constexpr std::array<Stab, 3> rhythm{{{0, 1.3, 1.0f}, {1.5, 0.8, 0.65f}, {3, 0.85, 0.75f}}};
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        for (const auto& stab : rhythm)
            for (std::size_t i = 0; i < 4; ++i)
            {
                const double key = progression[bar].voices[i];
                // A hand is never quite together: 7 ms from finger to finger.
                const auto beat = static_cast<double>(bar) * beatsPerBar + stab.beat + 0.012 * static_cast<double>(i);
                const auto place = -0.3 + 0.2 * static_cast<double>(i);
                KeysVoice voice(hertz(key), rate);
                play(sound, {beat, stab.beats, key, stab.gain, place}, {0.003, 1.2, 0.25, 0, 0.35},
                     [&](double t) { return panned(voice.at(t), place); });
            }
    addReverb(sound, {1.6, 0.4, 0.18f}, Seam::loop);
    return sound;
}

} // namespace loophole::demo
