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

} // namespace loophole::testing
