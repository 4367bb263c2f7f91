#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/SampleConversion.h"

#include <array>
#include <map>
#include <optional>

namespace loophole::signal
{

/** What the chunks of an AIFF or AIFC file say, with every size already checked against the file. */
struct AiffHeader
{
    bool isCompressed = false;                           ///< AIFC, which also holds plain samples
    std::array<char, 4> compression{'N', 'O', 'N', 'E'}; ///< AIFC's codec
    int channels = 0;
    int sampleRate = 0;
    int bitsPerSample = 0;
    std::int64_t dataOffset = 0;
    std::int64_t dataBytes = 0;    ///< that the file really has of the frames that the header declares
    std::int64_t missingBytes = 0; ///< that the header declares beyond these
    bool isUnclosed = false;       ///< a recorder was stopped before it wrote the length
    std::map<std::string, std::string> tags;

    [[nodiscard]] bool isFloat() const;

    /** How a plain integer or float sample of this file is stored; none for any other codec. */
    [[nodiscard]] std::optional<SampleEncoding> encoding() const;
};

/**
    Reads the header that stands at `base`, as Apple's "Audio Interchange File Format" 1.3 and AIFF-C draft of 1991
    have it. The frame count of COMM rules where SSND has more; where both are 0 while the file goes on, the recording
    was never closed and reaches to the end of the file.
*/
[[nodiscard]] Outcome<AiffHeader> readAiffHeader(DiskThread&, const MediaFile&, std::int64_t base);

/** A rate as Apple's 80-bit extended float, rounded to whole hertz; 0 for what is negative, infinite or no number. */
[[nodiscard]] int rateFromExtended(std::span<const std::byte> tenBytes);

} // namespace loophole::signal
