#pragma once

#include "App/Demo/Sound.h"

#include <numbers>

/** The building bricks of the demo's instruments; all state is in values, all frequencies in hertz. */
namespace loophole::demo
{

/** White noise in [-1, 1): Knuth's MMIX linear congruential generator, the same on every machine. */
class Noise
{
public:
    explicit Noise(std::uint64_t seed) : state(seed * 0x9E3779B97F4A7C15u + 1) {}

    float next()
    {
        state = state * 6364136223846793005u + 1442695040888963407u;
        return static_cast<float>(state >> 40) * 0x1p-23f - 1.0f;
    }

private:
    std::uint64_t state;
};

/** Accumulates cycles, kept in [0, 1). */
class Phase
{
public:
    explicit Phase(double start = 0) : cycles(start) {}

    double advance(double frequency, int rate)
    {
        const auto now = cycles;
        cycles += frequency / rate;
        cycles -= std::floor(cycles);
        return now;
    }

private:
    double cycles;
};

[[nodiscard]] inline float sine(double cycles)
{
    return static_cast<float>(std::sin(2.0 * std::numbers::pi * cycles));
}

/** Sawtooth with its step rounded by a quadratic residual (polyBLEP), which keeps what folds back below hearing. */
[[nodiscard]] inline float saw(double cycles, double step)
{
    auto value = 2.0 * cycles - 1.0;
    if (cycles < step)
    {
        const auto t = cycles / step;
        value -= t + t - t * t - 1.0;
    }
    else if (cycles > 1.0 - step)
    {
        const auto t = (cycles - 1.0) / step;
        value -= t * t + t + t + 1.0;
    }
    return static_cast<float>(value);
}

/** Rises linearly over `attack`, falls to `sustain` over `decay`, and from `hold` on to silence over `release`. */
struct Envelope
{
    double attack = 0.005;
    double decay = 0.1;
    double sustain = 0.7;
    double hold = 0.5; ///< seconds from the start of the note to its release
    double release = 0.1;

    [[nodiscard]] double length() const { return hold + release; }
    [[nodiscard]] double at(double seconds) const
    {
        const auto held = [this](double t)
        {
            if (t < attack)
                return t / attack;
            const auto fall = std::min(1.0, (t - attack) / decay);
            return 1.0 + (sustain - 1.0) * fall * (2.0 - fall);
        };
        if (seconds < hold)
            return held(seconds);
        const auto left = std::max(0.0, 1.0 - (seconds - hold) / release);
        return held(hold) * left * left;
    }
};

/** State-variable filter in its topology-preserving form (Zavalishin); `q` ½ is without resonance. */
class Filter
{
public:
    struct Outputs
    {
        float low;
        float band;
        float high;
    };

    void tune(double cutoff, double q, int rate)
    {
        const auto g = std::tan(std::numbers::pi * std::min(cutoff / rate, 0.49));
        damping = 1.0 / q;
        a1 = 1.0 / (1.0 + g * (g + damping));
        a2 = g * a1;
        a3 = g * a2;
    }

    Outputs process(float sample)
    {
        const auto input = static_cast<double>(sample);
        const auto v3 = input - second;
        const auto band = a1 * first + a2 * v3;
        const auto low = second + a2 * first + a3 * v3;
        first = 2.0 * band - first;
        second = 2.0 * low - second;
        return {static_cast<float>(low), static_cast<float>(band * damping),
                static_cast<float>(input - damping * band - low)};
    }

private:
    double damping = 1;
    double a1 = 1;
    double a2 = 0;
    double a3 = 0;
    double first = 0;
    double second = 0;
};

} // namespace loophole::demo
