#include "Signal/Codec/WavReader.h"

#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/FourByte24.h"
#include "Signal/Codec/PcmReader.h"
#include "Signal/Codec/SndfileReader.h"
#include "Signal/Codec/WavHeader.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace loophole::signal
{

namespace
{

/** The codecs of WAV that are left to libsndfile; it would try MP3 too, loudly and not exactly. */
bool isForSndfile(std::uint16_t formatTag)
{
    constexpr std::array<std::uint16_t, 7> tags{0x0002,  // MS ADPCM
                                                0x0006,  // A-law
                                                0x0007,  // mu-law
                                                0x0011,  // IMA ADPCM
                                                0x0031,  // GSM 6.10
                                                0x0038,  // NMS ADPCM
                                                0x0040}; // G.721
    return std::find(tags.begin(), tags.end(), formatTag) != tags.end();
}

std::string whyNoReader(const WavHeader& header)
{
    if (header.formatTag == waveformat::pcm || header.formatTag == waveformat::ieeeFloat)
        return "holds samples of " + std::to_string(header.bitsPerSample) + " bits, which cannot be read";
    std::array<char, 5> tag{};
    std::snprintf(tag.data(), tag.size(), "%04X", static_cast<unsigned>(header.formatTag));
    return std::string("holds codec 0x") + tag.data() + ", which cannot be read";
}

} // namespace

bool WavReader::recognises(std::span<const std::byte> head)
{
    const bool isFamily =
        beginsWith(head, "RIFF") || beginsWith(head, "RIFX") || beginsWith(head, "RF64") || beginsWith(head, "BW64");
    return isFamily && head.size() >= 12 && beginsWith(head.subspan(8), "WAVE");
}

Outcome<std::unique_ptr<MediaReader>> WavReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                      std::int64_t base)
{
    auto read = readWavHeader(thread, *file, base);
    if (!read)
        return read.failure();
    auto& header = read.value();
    auto encoding = header.encoding();
    if (header.isFourByte24())
    {
        const auto decided = encodingOfFourByte24(thread, *file, header.dataOffset, header.dataBytes);
        if (!decided)
            return decided.failure();
        encoding = decided.value();
    }
    if (!encoding)
        return isForSndfile(header.formatTag) ? SndfileReader::open(thread, std::move(file), base)
                                              : file->failure(whyNoReader(header));

    MediaInfo info;
    info.format = header.container;
    info.isFloat = header.formatTag == waveformat::ieeeFloat || encoding == SampleEncoding::float24Little;
    info.codec = info.isFloat ? "float" : "PCM";
    info.bitDepth = header.validBits;
    info.sampleRate = SampleRate(header.sampleRate);
    info.channels = header.channels;
    info.timeReference = header.timeReference;
    info.tags = std::move(header.tags);
    return PcmReader::open(std::move(file), std::move(info),
                           {header.dataOffset, header.dataBytes, header.missingBytes, header.isUnclosed, *encoding});
}

} // namespace loophole::signal
