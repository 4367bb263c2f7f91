#pragma once

#include "Signal/Codec/MediaReader.h"
#include "Support/Program.h"
#include "Support/TestSignals.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

namespace loophole::testing
{

/** Frames [start, start + length) of a medium; the read must succeed. What it leaves unwritten stays at 9. */
[[nodiscard]] inline TestSignal readPart(DiskThread& thread, signal::MediaReader& reader, std::int64_t start,
                                         std::int64_t length)
{
    TestSignal part(reader.info().channels, length);
    for (auto& channel : part.channels)
        std::fill(channel.begin(), channel.end(), 9.0f);
    const auto pointers = part.pointers();
    const auto done =
        reader.read(thread, FramePosition(start), {pointers.data(), reader.info().channels, FrameCount(length)});
    INFO((done ? std::string() : done.failure().message()));
    REQUIRE(done.ok());
    return part;
}

/** The whole medium, block after block as a stream reads it. */
[[nodiscard]] inline TestSignal readWhole(DiskThread& thread, signal::MediaReader& reader,
                                          std::int64_t blockFrames = 8192)
{
    const auto length = reader.info().length.value();
    TestSignal whole(reader.info().channels, length);
    for (std::int64_t start = 0; start < length; start += blockFrames)
    {
        const auto part = readPart(thread, reader, start, std::min(blockFrames, length - start));
        for (std::size_t c = 0; c < whole.channels.size(); ++c)
            std::copy(part.channels[c].begin(), part.channels[c].end(), whole.channels[c].begin() + start);
    }
    return whole;
}

/** Reads `count` random parts, some reaching beyond either end, and holds each against the same part of `whole`. */
inline void requirePartsOfWhole(DiskThread& thread, signal::MediaReader& reader, const TestSignal& whole,
                                int count = 100, std::int64_t longest = 5000)
{
    std::mt19937_64 random(4711);
    const auto length = whole.frames();
    for (int i = 0; i < count; ++i)
    {
        const auto start = std::uniform_int_distribution<std::int64_t>(-20, length)(random);
        const auto frames = std::uniform_int_distribution<std::int64_t>(0, longest)(random);
        const auto part = readPart(thread, reader, start, frames);
        bool isSame = true;
        for (std::size_t c = 0; c < whole.channels.size(); ++c)
            for (std::int64_t frame = 0; frame < frames && isSame; ++frame)
            {
                const auto place = start + frame;
                const bool isInside = place >= 0 && place < length;
                isSame = part.channels[c][static_cast<std::size_t>(frame)] ==
                         (isInside ? whole.channels[c][static_cast<std::size_t>(place)] : 0.0f);
            }
        INFO("part of " << frames << " frames at " << start << " of " << length);
        REQUIRE(isSame);
    }
}

/** What an independent program that writes 32-bit floats to its output makes of a file. */
[[nodiscard]] inline TestSignal decodedBy(const std::vector<std::string>& program, int channels)
{
    const auto result = runProgram(program);
    INFO(program.front() << ": " << result.errors);
    REQUIRE(result.exitCode == 0);
    return TestSignal::fromInterleavedBytes(result.output, channels);
}

/** Has sox write a signal to `file`; `options` are the output's, such as "-b", "24". Without dither. */
inline void writeWithSox(TestSignal& signal, int sampleRate, const std::string& file,
                         const std::vector<std::string>& options = {})
{
    std::vector<std::string> command{
        "sox", "-D", "-t", "f32", "-r", std::to_string(sampleRate), "-c", std::to_string(signal.channelCount()), "-"};
    command.insert(command.end(), options.begin(), options.end());
    command.push_back(file);
    const auto result = runProgram(command, signal.interleavedBytes());
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
}

} // namespace loophole::testing
