#pragma once

#include "Support/FileBytes.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

#include <cmath>

namespace loophole::testing
{

/**
    What encoders find work in and alignment shows on: two sines a channel that breathe, and noise, half scale. No
    stretch of it is like another, so that a shift by one frame is a large difference.
*/
[[nodiscard]] inline TestSignal makeProgramme(int channelCount, std::int64_t frames, int sampleRate)
{
    auto programme = makeNoise(channelCount, frames, 11, 0.05f);
    const auto low = makeSines(channelCount, frames, sampleRate, 311.0, 0.2);
    const auto high = makeSines(channelCount, frames, sampleRate, 1049.0, 0.15);
    for (std::size_t c = 0; c < programme.channels.size(); ++c)
        for (std::size_t frame = 0; frame < programme.channels[c].size(); ++frame)
        {
            const auto breath = 0.5f + 0.5f * std::sin(static_cast<float>(frame) / 9001.0f);
            programme.channels[c][frame] += breath * low.channels[c][frame] + high.channels[c][frame];
        }
    return programme;
}

/** Runs a program that must succeed. */
inline void runOrFail(const std::vector<std::string>& command, std::string_view input = {})
{
    const auto result = runProgram(command, input);
    INFO(command.front() << ": " << result.errors);
    REQUIRE(result.exitCode == 0);
}

/** Writes a signal as 16-bit WAV and has `command` encode it: its arguments "IN" and "OUT" become the two files. */
inline std::string encodeWith(std::vector<std::string> command, const TemporaryFolder& folder, const std::string& name,
                              TestSignal signal, int sampleRate)
{
    const auto wav = (folder / "in.wav").string();
    auto path = (folder / name).string();
    writeWithSox(signal, sampleRate, wav, {"-b", "16"});
    for (auto& argument : command)
        argument = argument == "IN" ? wav : argument == "OUT" ? path : argument;
    runOrFail(command);
    return path;
}

/** What ffmpeg makes of a file. */
[[nodiscard]] inline TestSignal decodedByFfmpeg(const std::string& file, int channels)
{
    return decodedBy({"ffmpeg", "-v", "error", "-i", file, "-map", "0:a:0", "-f", "f32le", "-"}, channels);
}

/** The largest difference of any sample; both must be of one shape. */
[[nodiscard]] inline float largestDifference(const TestSignal& a, const TestSignal& b)
{
    REQUIRE(a.channelCount() == b.channelCount());
    REQUIRE(a.frames() == b.frames());
    float largest = 0.0f;
    for (std::size_t c = 0; c < a.channels.size(); ++c)
        for (std::size_t frame = 0; frame < a.channels[c].size(); ++frame)
            largest = std::max(largest, std::abs(a.channels[c][frame] - b.channels[c][frame]));
    return largest;
}

} // namespace loophole::testing
