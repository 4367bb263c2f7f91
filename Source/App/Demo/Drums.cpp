#include "App/Demo/Harmony.h"
#include "App/Demo/Instruments.h"
#include "App/Demo/Space.h"
#include "App/Demo/Synthesis.h"

namespace loophole::demo
{

namespace
{

[[nodiscard]] float decay(double seconds, double timeConstant)
{
    return static_cast<float>(std::exp(-seconds / timeConstant));
}

/** Fills a one-shot frame by frame; `voice` is given the time in seconds. */
template <class Voice>
Sound shot(int rate, double seconds, Voice voice)
{
    Sound sound(rate, seconds);
    for (std::size_t i = 0; i < sound.size(); ++i)
    {
        const auto sample = voice(static_cast<double>(i) / rate);
        sound.frames[i] = {sample, sample};
    }
    fadeEnds(sound, 0.0005, 0.02);
    return sound;
}

/** A drum skin: a sine whose pitch falls from `high` to `low`. */
class Skin
{
public:
    Skin(double high, double low, double fall, int rate) : high(high), low(low), fall(fall), rate(rate) {}
    float at(double seconds) { return sine(phase.advance(low + (high - low) * std::exp(-seconds / fall), rate)); }

private:
    Phase phase;
    double high;
    double low;
    double fall;
    int rate;
};

/** Noise above a corner, as of brushed metal. */
class Hiss
{
public:
    Hiss(std::uint64_t seed, double corner, double q, int rate) : noise(seed) { filter.tune(corner, q, rate); }
    float next() { return filter.process(noise.next()).high; }

private:
    Noise noise;
    Filter filter;
};

/** Six square-like partials in the inharmonic ratios of a struck plate. */
class Metal
{
public:
    Metal(double base, int rate) : base(base), rate(rate) {}
    float next()
    {
        constexpr std::array<double, 6> ratios{1.0, 1.342, 1.231, 1.653, 1.975, 2.536};
        float sum = 0;
        for (std::size_t i = 0; i < ratios.size(); ++i)
            sum += std::tanh(3.0f * sine(phases[i].advance(base * ratios[i], rate)));
        return sum / 6.0f;
    }

private:
    double base;
    int rate;
    std::array<Phase, 6> phases;
};

Sound hat(int rate, double seconds, double timeConstant, std::uint64_t seed)
{
    Hiss hiss(seed, 7500, 0.8, rate);
    Metal metal(3400, rate);
    Filter bright;
    bright.tune(8000, 0.7, rate);
    return shot(rate, seconds,
                [&](double t)
                { return (0.7f * hiss.next() + 0.5f * bright.process(metal.next()).high) * decay(t, timeConstant); });
}

/** One hit into the loop, at a sixteenth of its bars. */
template <class Voice>
void strike(Sound& loop, double sixteenth, double seconds, double place, Voice voice)
{
    const auto start = loop.frameAt(sixteenth * beatSeconds / 4);
    const auto length = loop.frameAt(seconds);
    for (std::size_t i = 0; i < length; ++i)
    {
        const auto t = static_cast<double>(i) / loop.rate;
        const auto out = std::min(1.0f, static_cast<float>(length - i) / 100.0f);
        loop.addAround(start + i, panned(voice(t) * out, place));
    }
}

} // namespace

Sound kick(int rate)
{
    Skin skin(190, 47, 0.028, rate);
    Hiss click(1, 2500, 0.7, rate);
    return shot(rate, 0.5,
                [&](double t)
                {
                    const auto body = std::tanh(1.6f * skin.at(t) * decay(t, 0.16));
                    return body + 0.15f * click.next() * decay(t, 0.003);
                });
}

Sound snare(int rate)
{
    Skin head(240, 182, 0.02, rate);
    Noise noise(2);
    Filter wires;
    wires.tune(3200, 0.6, rate);
    auto sound = shot(rate, 0.6,
                      [&](double t)
                      {
                          const auto rattle = wires.process(noise.next());
                          const auto wire = 0.8f * rattle.band + 0.35f * rattle.high;
                          return 0.55f * head.at(t) * decay(t, 0.06) + wire * decay(t, 0.085);
                      });
    addReverb(sound, {0.5, 0.3, 0.16f}, Seam::oneShot);
    fadeEnds(sound, 0, 0.1);
    return sound;
}

Sound closedHat(int rate)
{
    return hat(rate, 0.2, 0.028, 3);
}

Sound openHat(int rate)
{
    return hat(rate, 0.6, 0.14, 4);
}

Sound tom(int rate)
{
    Skin skin(230, 118, 0.05, rate);
    Hiss stick(5, 1500, 0.7, rate);
    auto sound =
        shot(rate, 0.9, [&](double t) { return skin.at(t) * decay(t, 0.2) + 0.12f * stick.next() * decay(t, 0.012); });
    addReverb(sound, {0.9, 0.4, 0.15f}, Seam::oneShot);
    fadeEnds(sound, 0, 0.1);
    return sound;
}

Sound crash(int rate)
{
    Sound sound(rate, 4.0);
    Hiss left(6, 4200, 0.6, rate);
    Hiss right(7, 4200, 0.6, rate);
    Metal metal(1870, rate);
    Filter bright;
    bright.tune(3500, 0.7, rate);
    for (std::size_t i = 0; i < sound.size(); ++i)
    {
        const auto t = static_cast<double>(i) / rate;
        const auto plate = 0.5f * bright.process(metal.next()).high;
        const auto gain = 0.4f * decay(t, 0.12) + 0.6f * decay(t, 0.95);
        sound.frames[i] = Stereo{left.next() + plate, right.next() + plate} * gain;
    }
    addReverb(sound, {2.5, 0.2, 0.2f}, Seam::oneShot);
    fadeEnds(sound, 0.001, 1.2);
    return sound;
}

Sound percussionLoop(int rate)
{
    Sound loop(rate, 2 * barSeconds);
    // Late sixteenths swing by a twelfth of a beat's quarter.
    const auto swung = [](int sixteenth) { return sixteenth + (sixteenth % 2 == 1 ? 0.18 : 0.0); };
    constexpr std::array<float, 4> accents{0.55f, 0.25f, 1.0f, 0.35f};
    for (int i = 0; i < 32; ++i)
    {
        Hiss shaker(static_cast<std::uint64_t>(100 + i), 5200, 0.9, rate);
        const auto gain = 0.35f * accents[static_cast<std::size_t>(i % 4)];
        strike(loop, swung(i), 0.12, 0.35,
               [&](double t)
               { return shaker.next() * gain * decay(t, 0.025) * static_cast<float>(std::min(1.0, t / 0.012)); });
    }
    for (const int i : {3, 6, 11, 14, 19, 22, 27, 29, 30})
    {
        Skin block(i % 2 == 0 ? 820 : 1090, i % 2 == 0 ? 790 : 1050, 0.01, rate);
        strike(loop, swung(i), 0.15, -0.5, [&](double t) { return 0.3f * block.at(t) * decay(t, 0.03); });
    }
    for (const int i : {7, 10, 23, 26, 31})
    {
        Skin conga(i == 31 ? 300 : 235, i == 31 ? 262 : 205, 0.03, rate);
        strike(loop, swung(i), 0.4, -0.1, [&](double t) { return 0.5f * conga.at(t) * decay(t, 0.09); });
    }
    addReverb(loop, {0.8, 0.4, 0.12f}, Seam::loop);
    return loop;
}

} // namespace loophole::demo
