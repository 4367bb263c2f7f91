#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace loophole::signal
{

/**
    A kind of file that FFmpeg may read for us, told by its first bytes. FFmpeg itself never guesses: a playlist or an
    image would otherwise be opened by whichever of its 300 demuxers likes it.
*/
struct FfmpegContainer
{
    std::size_t magicOffset;
    std::string_view magic;
    const char* demuxer;
    const char* format; ///< as MediaInfo names it
    /** How the exact length and the place of a seek are known without decoding everything. */
    enum class Timing : std::uint8_t
    {
        none,     ///< only by decoding from the beginning
        index,    ///< the table of all packets tells both (the MP4 family)
        duration, ///< the header tells the frames, every packet its place (lossless codecs)
    } timing;
    bool hasOwnReader; ///< another reader comes first, this is for the codecs which that one lacks
};

/** Null for a file that begins (12 bytes are enough) like none of them. */
[[nodiscard]] const FfmpegContainer* findFfmpegContainer(std::span<const std::byte> head);

} // namespace loophole::signal
