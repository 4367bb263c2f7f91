#include "Signal/Codec/CodecSupport.h"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace loophole::signal;

TEST_CASE("every family of formats is told with the library that reads it")
{
    const auto support = codecSupport();
    const auto libraryOf = [&](const char* format)
    {
        const auto found =
            std::find_if(support.begin(), support.end(),
                         [&](const CodecSupport& s) { return s.formats.find(format) != std::string::npos; });
        return found == support.end() ? "none" : found->library;
    };
    CHECK(libraryOf("WAV").empty());
    CHECK(libraryOf("MP3").starts_with("libmpg123"));
    CHECK(libraryOf("FLAC").starts_with("libFLAC 1."));
    CHECK(libraryOf("Opus").starts_with("libopus"));
    CHECK(libraryOf("Vorbis").find("Vorbis") != std::string::npos);
    CHECK(libraryOf("M4A").starts_with("FFmpeg"));
}
