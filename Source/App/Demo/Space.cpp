#include "App/Demo/Space.h"

#include "App/Demo/Synthesis.h"

namespace loophole::demo
{

namespace
{

constexpr std::size_t lines = 8;
using Lines = std::array<float, lines>;

/** Milliseconds without common factors, so that echoes never pile up. */
constexpr std::array<double, lines> lineMs{31.3, 36.7, 41.1, 44.9, 51.7, 57.3, 63.1, 71.9};

class DelayLine
{
public:
    explicit DelayLine(std::size_t length) : samples(length) {}
    [[nodiscard]] float oldest() const { return samples[at]; }
    void push(float sample)
    {
        samples[at] = sample;
        at = at + 1 == samples.size() ? 0 : at + 1;
    }

private:
    std::vector<float> samples;
    std::size_t at = 0;
};

/** Fast Walsh–Hadamard transform, scaled to keep the energy. */
void mixLines(Lines& values)
{
    for (std::size_t step = 1; step < lines; step *= 2)
        for (std::size_t i = 0; i < lines; i += 2 * step)
            for (std::size_t j = i; j < i + step; ++j)
            {
                const auto a = values[j];
                const auto b = values[j + step];
                values[j] = a + b;
                values[j + step] = a - b;
            }
    for (auto& value : values)
        value *= 0.35355339f; // 1 / sqrt(8)
}

class Reverb
{
public:
    Reverb(const Room& room, int rate) : damping(static_cast<float>(room.damping))
    {
        for (std::size_t i = 0; i < lines; ++i)
        {
            delays.emplace_back(static_cast<std::size_t>(lineMs[i] * 0.001 * rate));
            gains[i] = static_cast<float>(std::pow(10.0, -3.0 * lineMs[i] * 0.001 / room.seconds));
        }
    }

    Stereo process(Stereo input)
    {
        Lines values;
        for (std::size_t i = 0; i < lines; ++i)
        {
            dark[i] += (delays[i].oldest() * gains[i] - dark[i]) * (1.0f - damping);
            values[i] = dark[i];
        }
        const Stereo output{values[0] + values[2] - values[4] + values[6],
                            values[1] - values[3] + values[5] + values[7]};
        mixLines(values);
        for (std::size_t i = 0; i < lines; ++i)
            delays[i].push(values[i] + (i % 2 == 0 ? input.left : input.right) * 0.5f);
        return output;
    }

private:
    std::vector<DelayLine> delays;
    Lines gains{};
    Lines dark{};
    float damping;
};

class PingPong
{
public:
    PingPong(const Echo& echo, int rate)
        : feedback(echo.feedback),
          left(static_cast<std::size_t>(echo.seconds * rate)),
          right(static_cast<std::size_t>(echo.seconds * rate))
    {
    }

    Stereo process(Stereo input)
    {
        const Stereo output{left.oldest(), right.oldest()};
        // One pole at about 3.5 kHz.
        darkLeft += (output.right * feedback - darkLeft) * 0.37f;
        darkRight += (output.left * feedback - darkRight) * 0.37f;
        left.push((input.left + input.right) * 0.7f + darkLeft);
        right.push(darkRight);
        return output;
    }

private:
    float feedback;
    float darkLeft = 0;
    float darkRight = 0;
    DelayLine left;
    DelayLine right;
};

/** A loop is played once unheard, so that its end sounds on in its beginning. */
template <class Effect>
void addEffect(Sound& sound, Effect effect, float wet, Seam seam)
{
    if (seam == Seam::loop)
        for (const auto& frame : sound.frames)
            effect.process(frame);
    for (auto& frame : sound.frames)
        frame = frame + effect.process(frame) * wet;
}

} // namespace

void addReverb(Sound& sound, const Room& room, Seam seam)
{
    addEffect(sound, Reverb(room, sound.rate), room.wet, seam);
}

void addPingPong(Sound& sound, const Echo& echo, Seam seam)
{
    addEffect(sound, PingPong(echo, sound.rate), echo.wet, seam);
}

} // namespace loophole::demo
