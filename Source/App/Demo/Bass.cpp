#include "App/Demo/Instruments.h"
#include "App/Demo/Notes.h"

namespace loophole::demo
{

namespace
{

/** A sine below, a filtered saw above it that closes after the attack. */
class BassVoice
{
public:
    BassVoice(double frequency, double brightness, int rate) : frequency(frequency), brightness(brightness), rate(rate)
    {
    }

    Stereo at(double seconds)
    {
        if (count++ % tuningFrames == 0)
            filter.tune(90 + brightness * std::exp(-seconds / 0.11), 0.9, rate);
        const auto below = sine(sub.advance(frequency, rate));
        const auto above = filter.process(saw(edge.advance(frequency, rate), frequency / rate)).low;
        const auto sample = std::tanh(0.8f * below + 0.7f * above) * 0.7f;
        return {sample, sample};
    }

private:
    double frequency;
    double brightness;
    int rate;
    int count = 0;
    Phase sub;
    Phase edge{0.5};
    Filter filter;
};

void playBass(Sound& sound, const Note& note, double brightness)
{
    BassVoice voice(hertz(note.key), brightness, sound.rate);
    play(sound, note, {0.006, 0.25, 0.75, 0, 0.06}, [&](double t) { return voice.at(t); });
}

} // namespace

Sound bassLine(int rate)
{
    // On the beat, before the third and around the fourth; the octave answers.
    struct Step
    {
        double beat;
        double beats;
        int interval;
        float gain;
    };
    constexpr std::array<Step, 5> figure{
        {{0, 0.9, 0, 1.0f}, {1.5, 0.4, 0, 0.7f}, {2, 0.45, 12, 0.75f}, {2.75, 0.6, 0, 0.85f}, {3.5, 0.4, 7, 0.7f}}};
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        for (const auto& step : figure)
            playBass(sound,
                     {static_cast<double>(bar) * beatsPerBar + step.beat, step.beats,
                      static_cast<double>(progression[bar].root + step.interval), step.gain, 0},
                     1100);
    return sound;
}

Sound bassDrone(int rate)
{
    Sound sound(rate, chordBars * barSeconds);
    for (std::size_t bar = 0; bar < progression.size(); ++bar)
        playBass(sound,
                 {static_cast<double>(bar) * beatsPerBar, 3.85, static_cast<double>(progression[bar].root), 0.9f, 0},
                 260);
    return sound;
}

} // namespace loophole::demo
