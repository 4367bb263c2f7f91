#include "Signal/Codec/AiffReader.h"

#include "Signal/Codec/AiffHeader.h"
#include "Signal/Codec/ByteOrder.h"
#include "Signal/Codec/PcmReader.h"
#include "Signal/Codec/SndfileReader.h"

namespace loophole::signal
{

bool AiffReader::recognises(std::span<const std::byte> head)
{
    return beginsWith(head, "FORM") && head.size() >= 12 &&
           (beginsWith(head.subspan(8), "AIFF") || beginsWith(head.subspan(8), "AIFC"));
}

Outcome<std::unique_ptr<MediaReader>> AiffReader::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                       std::int64_t base)
{
    auto read = readAiffHeader(thread, *file, base);
    if (!read)
        return read.failure();
    auto& header = read.value();
    const auto encoding = header.encoding();
    if (!encoding)
        return SndfileReader::open(thread, std::move(file), base);

    MediaInfo info;
    info.format = header.isCompressed ? "AIFC" : "AIFF";
    info.isFloat = header.isFloat();
    info.codec = info.isFloat ? "float" : "PCM";
    info.bitDepth = header.bitsPerSample;
    info.sampleRate = SampleRate(header.sampleRate);
    info.channels = header.channels;
    info.tags = std::move(header.tags);
    return PcmReader::open(std::move(file), std::move(info),
                           {header.dataOffset, header.dataBytes, header.missingBytes, header.isUnclosed, *encoding});
}

} // namespace loophole::signal
