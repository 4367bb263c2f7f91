#pragma once

#include "Signal/Codec/OpusReader.h"
#include "Support/EncodedMedia.h"

#include <catch2/catch.hpp>

namespace loophole::testing
{

[[nodiscard]] inline Outcome<std::unique_ptr<signal::MediaReader>> tryOpenOpus(DiskThread& thread,
                                                                               const std::string& path)
{
    return signal::OpusReader::open(thread, signal::MediaFile::open(thread, path).value());
}

/** A file that must open. */
[[nodiscard]] inline std::unique_ptr<signal::MediaReader> openOpus(DiskThread& thread, const std::string& path)
{
    auto opened = tryOpenOpus(thread, path);
    INFO((opened ? std::string() : opened.failure().message()));
    REQUIRE(opened.ok());
    return std::move(opened).value();
}

/** Encodes a signal at 48 kHz to a.opus with opusenc; returns the file's name. */
[[nodiscard]] inline std::string encodeOpus(const TemporaryFolder& folder, const TestSignal& samples,
                                            std::vector<std::string> options = {})
{
    std::vector<std::string> command{"opusenc", "--quiet"};
    command.insert(command.end(), options.begin(), options.end());
    command.insert(command.end(), {"IN", "OUT"});
    return encodeWith(command, folder, "a.opus", samples, 48000);
}

} // namespace loophole::testing
