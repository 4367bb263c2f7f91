#pragma once

#include "Signal/Codec/FlacFrameHeader.h"
#include "Signal/Codec/MediaFile.h"

#include <optional>
#include <vector>

namespace loophole::signal
{

/**
    Finds frames in a native FLAC file by what is in it, with no seek table and no trust in the stream's declared
    length. Why not libFLAC's own seek: it reports no damage that it meets while seeking, ends at the declared length
    even where that is wrong, and after a failure stays unusable until it is reset.
*/
class FlacFrames
{
public:
    FlacFrames(const MediaFile& file, std::int64_t firstFrameOffset, const FlacShape& shape)
        : file(file), firstOffset(firstFrameOffset), shape(shape)
    {
    }

    /** The first frame of the file. */
    [[nodiscard]] Outcome<std::optional<FlacFrame>> findFirst(DiskThread&) const;

    /**
        The last frame whose CRC-16 is right, looked for in the last 4 MiB (a frame of 8 channels of 65,535 frames of
        32 bits has 2): none where the file's end is something else.
    */
    [[nodiscard]] Outcome<std::optional<FlacFrame>> findLast(DiskThread&) const;

    /** The frame that holds audio frame `target` in a stream of `length`, or the nearest one before it. */
    [[nodiscard]] Outcome<std::optional<FlacFrame>> find(DiskThread&, std::int64_t target, std::int64_t length) const;

private:
    [[nodiscard]] Outcome<std::vector<std::byte>> load(DiskThread&, std::int64_t from, std::int64_t to) const;

    /** The first frames that begin at or after byte `from` and before `to`; at least one if there is any. */
    [[nodiscard]] Outcome<std::vector<FlacFrame>> framesFrom(DiskThread&, std::int64_t from, std::int64_t to) const;

    const MediaFile& file;
    std::int64_t firstOffset;
    FlacShape shape;
};

} // namespace loophole::signal
