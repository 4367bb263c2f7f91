#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/SampleConversion.h"

#include <span>

namespace loophole::signal
{

/**
    How 24 bits lie in samples of four bytes, little-endian, which no header says and writers disagree on: at the top as
    the extensible format has it (the lowest byte is always 0); at the bottom (the highest byte is always 0 or repeats
    the sign); or as floats of ±2^23, Cool Edit's "24.0". Judged by `samples`, whole samples from all over the file;
    silence alone, and what is none of these, counts as at the top. Pure.
*/
[[nodiscard]] SampleEncoding encodingOfFourByte24(std::span<const std::byte> samples);

/** The same for the data [offset, offset + bytes) of a file, judged by sixteen pieces of 4 KiB spread over them. */
[[nodiscard]] Outcome<SampleEncoding> encodingOfFourByte24(DiskThread&, const MediaFile&, std::int64_t offset,
                                                           std::int64_t bytes);

} // namespace loophole::signal
