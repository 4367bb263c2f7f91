#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"
#include "Signal/Codec/SampleConversion.h"

#include <optional>

namespace loophole::signal
{

/** What the chunks of a RIFF, RIFX, RF64 or BW64 file say, with every size already checked against the file. */
struct WavHeader
{
    std::string container;       ///< "WAV", "RIFX", "RF64" or "BW64"
    std::uint16_t formatTag = 0; ///< of the extension's GUID where the format is extensible
    int channels = 0;
    int sampleRate = 0;
    int bitsPerSample = 0; ///< of the container of one sample
    int validBits = 0;     ///< of these, the ones that are used
    int frameBytes = 0;    ///< as the header has it ("block align")
    std::int64_t dataOffset = 0;
    std::int64_t dataBytes = 0;              ///< that the file really has
    std::int64_t missingBytes = 0;           ///< that the data chunk declares beyond the file's end
    bool isUnclosed = false;                 ///< a recorder was stopped before it wrote the length
    std::int64_t timeReference = 0;          ///< bext: frames since midnight
    std::map<std::string, std::string> tags; ///< from bext, iXML and LIST INFO

    /** 24 bits in four bytes: how they lie there shows only in the data, see encodingOfFourByte24(). */
    [[nodiscard]] bool isFourByte24() const;

    /** How a plain integer or float sample of this file is stored; none for any other codec. */
    [[nodiscard]] std::optional<SampleEncoding> encoding() const;
};

/** Values of formatTag (RFC 2361 and mmreg.h). */
namespace waveformat
{
inline constexpr std::uint16_t pcm = 0x0001;
inline constexpr std::uint16_t ieeeFloat = 0x0003;
inline constexpr std::uint16_t extensible = 0xFFFE;
} // namespace waveformat

/**
    Reads the header that stands at `base`. Chunks may come in any order; sizes follow Microsoft's "Multiple Channel
    Audio Data and WAVE Files", EBU Tech 3285 (bext), EBU Tech 3306 (RF64) and ITU-R BS.2088 (BW64). A data chunk that
    declares 0 or 0xFFFFFFFF bytes while the file goes on was never closed and reaches to the end of the file.
*/
[[nodiscard]] Outcome<WavHeader> readWavHeader(DiskThread&, const MediaFile&, std::int64_t base);

} // namespace loophole::signal
