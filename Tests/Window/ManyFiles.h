#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>

namespace loophole::testing
{

/** A mono WAV file of 16 bits at 48 kHz, written without another program: there are many of them. */
inline void writeSmallWav(const std::filesystem::path& file, std::uint32_t frames, std::uint32_t seed)
{
    std::string bytes;
    const auto add = [&](std::uint32_t value, int width)
    {
        for (int i = 0; i < width; ++i)
            bytes += static_cast<char>(value >> (8 * i));
    };
    bytes += "RIFF";
    add(36 + frames * 2, 4);
    bytes += "WAVEfmt ";
    add(16, 4);
    add(1, 2);
    add(1, 2);
    add(48'000, 4);
    add(96'000, 4);
    add(2, 2);
    add(16, 2);
    bytes += "data";
    add(frames * 2, 4);
    auto state = seed * 2654435761u + 1;
    for (std::uint32_t i = 0; i < frames; ++i)
    {
        state = state * 1664525u + 1013904223u;
        add((state >> 18) * (frames - i) / frames, 2); // dies away like a drum
    }
    std::ofstream(file, std::ios::binary) << bytes;
}

/** `count` of them in folders of 500. */
inline void writeManyFiles(const std::filesystem::path& folder, std::size_t count, std::uint32_t frames)
{
    for (std::size_t i = 0; i < count; ++i)
    {
        const auto place = folder / ("pack " + std::to_string(i / 500));
        if (i % 500 == 0)
            std::filesystem::create_directories(place);
        writeSmallWav(place / ("hit " + std::to_string(i) + ".wav"), frames, static_cast<std::uint32_t>(i));
    }
}

} // namespace loophole::testing
