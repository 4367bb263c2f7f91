#include "App/Demo/Harmony.h"
#include "App/Demo/Instruments.h"
#include "App/Demo/Space.h"
#include "App/Demo/Synthesis.h"

namespace loophole::demo
{

namespace
{

/** Steady noise between two corners that comes and goes with the loop's own period, begun early to have no seam. */
void addWind(Sound& sound)
{
    Noise noise(21);
    Filter body;
    const auto length = sound.size();
    for (std::size_t i = 0; i < length; ++i)
    {
        const auto cycle = static_cast<double>(i) / static_cast<double>(length);
        if (i % 64 == 0)
            body.tune(700 + 350 * std::sin(2 * std::numbers::pi * 3 * cycle), 0.9, sound.rate);
        const auto sample = body.process(noise.next()).band * 0.12f *
                            static_cast<float>(1.0 + 0.5 * std::sin(2 * std::numbers::pi * 2 * cycle));
        // The first half second is crossfaded with what follows the end.
        const auto ramp = std::min(1.0f, static_cast<float>(i) / (0.5f * static_cast<float>(sound.rate)));
        sound.addAround(i, Stereo{sample, sample} * std::sqrt(ramp));
    }
    for (std::size_t i = 0; i < sound.frameAt(0.5); ++i)
    {
        const auto sample = body.process(noise.next()).band * 0.12f;
        const auto ramp = 1.0f - static_cast<float>(i) / (0.5f * static_cast<float>(sound.rate));
        sound.addAround(i, Stereo{sample, sample} * std::sqrt(ramp));
    }
}

/** One drop: a short chirp upwards, as a bubble gives when it closes. */
void addDrop(Sound& sound, std::size_t start, double frequency, float gain)
{
    Phase phase;
    const auto length = sound.frameAt(0.03);
    for (std::size_t i = 0; i < length; ++i)
    {
        const auto t = static_cast<double>(i) / sound.rate;
        const auto shape = std::min(1.0, t / 0.001) * std::exp(-t / 0.006);
        const auto sample =
            sine(phase.advance(frequency * (1 + 12 * t), sound.rate)) * gain * static_cast<float>(shape);
        sound.addAround(start + i, {sample, sample});
    }
}

} // namespace

Sound rain(int rate)
{
    Sound sound(rate, chordBars * barSeconds);
    addWind(sound);
    Noise chance(22);
    const auto unit = [&] { return static_cast<double>(chance.next()) * 0.5 + 0.5; };
    for (int i = 0; i < 900; ++i)
    {
        const auto start = static_cast<std::size_t>(unit() * static_cast<double>(sound.size()));
        const auto frequency = 1800 * std::exp2(1.6 * unit());
        addDrop(sound, start, frequency, static_cast<float>(0.02 + 0.16 * std::pow(unit(), 4)));
    }
    addReverb(sound, {1.5, 0.3, 0.25f}, Seam::loop);
    return sound;
}

Sound riser(int rate)
{
    Sound sound(rate, 4 * barSeconds);
    Noise left(31);
    Noise right(32);
    Filter leftBand;
    Filter rightBand;
    Phase tone;
    for (std::size_t i = 0; i < sound.size(); ++i)
    {
        const auto way = static_cast<double>(i) / static_cast<double>(sound.size());
        if (i % 64 == 0)
        {
            const auto cutoff = 300 * std::exp2(4.8 * way);
            leftBand.tune(cutoff, 2.0, rate);
            rightBand.tune(cutoff * 1.05, 2.0, rate);
        }
        // An octave of A glides up behind the noise, shaken faster and faster.
        const auto pitch = hertz(57 + 12 * way);
        const auto shake =
            static_cast<float>(0.75 + 0.25 * std::sin(2 * std::numbers::pi * (2 + 10 * way) * way * 9.6));
        const auto voice = 0.16f * saw(tone.advance(pitch, rate), pitch / rate);
        const auto gain = static_cast<float>(way * way) * shake;
        sound.frames[i] =
            Stereo{leftBand.process(left.next()).band + voice, rightBand.process(right.next()).band + voice} * gain;
    }
    addReverb(sound, {2.0, 0.3, 0.2f}, Seam::oneShot);
    fadeEnds(sound, 0.01, 0.03);
    return sound;
}

Sound impact(int rate)
{
    Sound sound(rate, 3.0);
    Noise noise(41);
    Filter rumble;
    Phase boom;
    for (std::size_t i = 0; i < sound.size(); ++i)
    {
        const auto t = static_cast<double>(i) / rate;
        if (i % 64 == 0)
            rumble.tune(120 + 2400 * std::exp(-t / 0.08), 0.7, rate);
        const auto deep =
            sine(boom.advance(62 + 90 * std::exp(-t / 0.06), rate)) * static_cast<float>(std::exp(-t / 0.5));
        const auto dust = rumble.process(noise.next()).low * static_cast<float>(std::exp(-t / 0.35));
        const auto sample = std::tanh(1.2f * deep + 0.8f * dust);
        sound.frames[i] = {sample, sample};
    }
    addReverb(sound, {2.8, 0.35, 0.35f}, Seam::oneShot);
    fadeEnds(sound, 0.001, 1.0);
    return sound;
}

} // namespace loophole::demo
