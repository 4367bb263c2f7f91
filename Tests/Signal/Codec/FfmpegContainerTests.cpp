#include "Signal/Codec/FfmpegContainer.h"

#include <catch2/catch.hpp>

#include <string>

using namespace loophole::signal;

namespace
{

std::string demuxerOf(const std::string& head)
{
    const auto* const found = findFfmpegContainer(std::as_bytes(std::span(head)));
    return found == nullptr ? "none" : found->demuxer;
}

} // namespace

TEST_CASE("FFmpeg is given files of chosen kinds only")
{
    CHECK(demuxerOf(std::string("\0\0\0\x20"
                                "ftypM4A ",
                                12)) == "mov");
    CHECK(demuxerOf("wvpk        ") == "wv");
    CHECK(demuxerOf("\x30\x26\xB2\x75\x8E\x66\xCF\x11    ") == "asf");
    CHECK(demuxerOf("MPCK") == "mpc8");
    CHECK(demuxerOf("\xFF\xF1\x50\x80") == "aac");
}

TEST_CASE("playlists, images and text are never given to FFmpeg")
{
    CHECK(demuxerOf("#EXTM3U\nhttp://example.org/a.ts\n") == "none");
    CHECK(demuxerOf("ffconcat version 1.0\nfile a.wav\n") == "none");
    CHECK(demuxerOf("<?xml version=\"1.0\"?><MPD>") == "none");
    CHECK(demuxerOf("\x89PNG\r\n\x1A\n") == "none");
    CHECK(demuxerOf("v=0\r\no=- 0 0 IN IP4 ") == "none");
    CHECK(demuxerOf("") == "none");
}
