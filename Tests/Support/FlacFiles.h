#pragma once

#include "Signal/Codec/FlacReader.h"
#include "Support/MediaReading.h"
#include "Support/TemporaryFolder.h"

namespace loophole::testing
{

/** Opens a FLAC file that must open. */
[[nodiscard]] inline std::unique_ptr<signal::MediaReader>
openFlac(DiskThread& thread, const std::filesystem::path& path, std::int64_t base = 0)
{
    auto opened = signal::FlacReader::open(thread, signal::MediaFile::open(thread, path).value(), base);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

/** Encodes a signal at 48 kHz to a.flac by way of a.wav, with flac; returns the FLAC file's name. */
[[nodiscard]] inline std::string encodeFlac(const TemporaryFolder& folder, TestSignal signal, const char* bits,
                                            std::vector<std::string> options = {})
{
    const auto wav = (folder / "a.wav").string();
    auto path = (folder / "a.flac").string();
    writeWithSox(signal, 48000, wav, {"-b", bits});
    std::vector<std::string> command{"flac", "-s", "-f", "--channel-map=none"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {wav, "-o", path});
    const auto result = runProgram(command);
    INFO(result.errors);
    REQUIRE(result.exitCode == 0);
    return path;
}

/** A FLAC file of 16-bit stereo noise in frames of 1,152; no seek table, and noise so that false syncs are many. */
[[nodiscard]] inline std::string flacOfNoise(const TemporaryFolder& folder, std::int64_t frames)
{
    const auto wav = (folder / "noise.wav").string();
    const auto path = (folder / "noise.flac").string();
    auto noise = makeNoise(2, frames, 31, 1.0f);
    writeWithSox(noise, 44100, wav, {"-b", "16"});
    REQUIRE(runProgram({"flac", "-s", "-f", "--blocksize=1152", "--no-seektable", "--no-padding", wav, "-o", path})
                .exitCode == 0);
    return path;
}

/** Behind "fLaC" the stream information and what other metadata there are. */
[[nodiscard]] inline std::int64_t firstFlacFrameOffset(const std::string& bytes)
{
    std::size_t at = 4;
    for (;;)
    {
        const auto byte = [&](std::size_t i)
        { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[at + i])); };
        const bool isLast = byte(0) >= 0x80;
        at += 4 + (byte(1) << 16 | byte(2) << 8 | byte(3));
        if (isLast)
            return static_cast<std::int64_t>(at);
    }
}

} // namespace loophole::testing
