#pragma once

#include "Signal/Codec/MediaReader.h"

#include <cstdint>
#include <memory>
#include <string>

namespace loophole::testing
{

/**
    Stereo media of 48 kHz that exist only as a rule: "/generated/N.wav" holds N's samples. Thousands of long ones take
    no room on a disk or in memory, so that what a program holds is what it holds itself.
*/
class GeneratedReader final : public signal::MediaReader
{
public:
    static constexpr std::int64_t frames = 20 * 48000;

    [[nodiscard]] static std::filesystem::path path(std::uint32_t number)
    {
        return "/generated/" + std::to_string(number) + ".wav";
    }
    [[nodiscard]] static Outcome<std::unique_ptr<signal::MediaReader>> open(DiskThread&,
                                                                            const std::filesystem::path& path)
    {
        const auto number = static_cast<std::uint32_t>(std::stoul(path.stem().native()));
        return std::unique_ptr<signal::MediaReader>(std::make_unique<GeneratedReader>(number));
    }

    /** A quiet saw, another for each medium. */
    [[nodiscard]] static float sample(std::uint32_t number, std::int64_t frame)
    {
        return static_cast<float>((frame * 31 + std::int64_t{number} * 977) % 4096 - 2048) * 0x1p-18f;
    }

    explicit GeneratedReader(std::uint32_t theNumber) : number(theNumber)
    {
        facts.sampleRate = SampleRate(48000);
        facts.channels = 2;
        facts.length = FrameCount(frames);
    }
    [[nodiscard]] const signal::MediaInfo& info() const override { return facts; }
    [[nodiscard]] Outcome<void> read(DiskThread&, FramePosition start, signal::PlanarSpan to) override
    {
        for (std::int64_t i = 0; i < to.frames.value(); ++i)
        {
            const auto frame = start.value() + i;
            const auto isInside = frame >= 0 && frame < frames;
            to.channels[0][i] = to.channels[1][i] = isInside ? sample(number, frame) : 0.0f;
        }
        return {};
    }

private:
    std::uint32_t number;
    signal::MediaInfo facts;
};

} // namespace loophole::testing
