#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace loophole::demo
{

/** One frame of a stereo sound. */
struct Stereo
{
    float left = 0;
    float right = 0;

    friend Stereo operator+(Stereo a, Stereo b) { return {a.left + b.left, a.right + b.right}; }
    friend Stereo operator*(Stereo a, float gain) { return {a.left * gain, a.right * gain}; }
};

/** Equal power: -3 dB on both sides at the centre. `place` is -1 left … 1 right. */
[[nodiscard]] inline Stereo panned(float sample, double place)
{
    const auto angle = (place + 1.0) * 0.25 * 3.14159265358979323846;
    return {sample * static_cast<float>(std::cos(angle)), sample * static_cast<float>(std::sin(angle))};
}

/** A stereo sound in the making; a mono file takes the mean of both sides. */
struct Sound
{
    int rate = 48000;
    std::vector<Stereo> frames;

    Sound(int rate, double seconds) : rate(rate), frames(static_cast<std::size_t>(std::llround(seconds * rate))) {}

    [[nodiscard]] std::size_t size() const { return frames.size(); }
    [[nodiscard]] std::size_t frameAt(double seconds) const
    {
        return static_cast<std::size_t>(std::llround(seconds * rate));
    }

    /** What reaches past the end comes in again at the beginning, so that a loop has no seam. */
    void addAround(std::size_t frame, Stereo sample)
    {
        auto& at = frames[frame % frames.size()];
        at = at + sample;
    }
};

/** Largest absolute sample. */
[[nodiscard]] inline float peakOf(const Sound& sound)
{
    float peak = 0;
    for (const auto& frame : sound.frames)
        peak = std::max({peak, std::abs(frame.left), std::abs(frame.right)});
    return peak;
}

/** To a given peak; silence stays as it is. */
inline void normalise(Sound& sound, float peak)
{
    const auto now = peakOf(sound);
    if (now > 0)
        for (auto& frame : sound.frames)
            frame = frame * (peak / now);
}

/** Linear ramps at the ends of a sound that is not a loop, so that it neither begins nor ends with a click. */
inline void fadeEnds(Sound& sound, double inSeconds, double outSeconds)
{
    const auto ramp = [](std::size_t i, std::size_t length)
    { return std::min(1.0f, static_cast<float>(i) / static_cast<float>(std::max<std::size_t>(1, length))); };
    const auto in = sound.frameAt(inSeconds);
    const auto out = sound.frameAt(outSeconds);
    for (std::size_t i = 0; i < sound.size(); ++i)
        sound.frames[i] = sound.frames[i] * (ramp(i, in) * ramp(sound.size() - 1 - i, out));
}

} // namespace loophole::demo
