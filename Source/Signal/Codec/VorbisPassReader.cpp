#include "Signal/Codec/VorbisPassReader.h"

#ifdef LOOPHOLE_FFMPEG

#include "Signal/Codec/PassReader.h"
#include "Signal/Codec/VorbisPages.h"
#include "Signal/Codec/VorbisReader.h"

namespace loophole::signal
{
namespace
{

class VorbisPass final : public PassReader
{
public:
    VorbisPass(const std::shared_ptr<const MediaFile>& file, std::int64_t base, const MediaInfo& info)
        : PassReader(info, [file, base](DiskThread& thread) { return VorbisReader::open(thread, file, base); }),
          pages(file, base)
    {
    }

    [[nodiscard]] bool tryBegin(DiskThread& thread)
    {
        const auto headers = pages.tryReadHeaders(thread);
        if (!headers)
            return false;
        decoder = FfmpegPackets::tryOpen("vorbis", *headers, mediaInfo.channels, mediaInfo.sampleRate.hz());
        return decoder != nullptr && beginsAtFrameZero(thread);
    }

private:
    /** Whether the frames of the first page end where it says. */
    bool beginsAtFrameZero(DiskThread& thread)
    {
        if (!tryMoveTo(thread, 0) || !tryDecodeOn(thread) || !isKnown)
            return false;
        isKnown = false;
        return true;
    }

    bool tryMoveTo(DiskThread& thread, std::int64_t target) override
    {
        decoder->restart();
        isKnown = false;
        const auto granule = pages.tryMoveBefore(thread, target);
        if (!granule)
            return false;
        decodedStart = *granule;
        isKnown = *granule == 0;
        // What precedes the first page that tells where it ends only brings the decoder into step.
        while (!isKnown || decodedEnd() <= target)
            if (!tryDecodeOn(thread))
                return false;
        return decodedStart <= target;
    }

    /** All that the packets of the next page give; they must end where the page says. */
    bool tryDecodeOn(DiskThread& thread) override
    {
        decodedStart = decodedEnd();
        decoder->clear();
        const auto page = pages.tryNext(thread);
        if (!page)
            return false;
        for (const auto& packet : page->packets)
            if (!decoder->tryDecode(packet))
                return false;
        if (page->granule < 0)
            return true;
        if (!isKnown)
        {
            decodedStart = page->granule;
            decoder->clear();
            isKnown = !page->packets.empty();
            return true;
        }
        // The last page may end within its last packet.
        return decodedEnd() == page->granule || (page->endsStream && decodedEnd() > page->granule);
    }

    VorbisPages pages;
};

} // namespace

std::unique_ptr<MediaReader> VorbisPassReader::tryOpen(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                       std::int64_t base, const MediaInfo& info)
{
    auto reader = std::make_unique<VorbisPass>(file, base, info);
    return reader->tryBegin(thread) ? std::move(reader) : nullptr;
}

} // namespace loophole::signal

#else

namespace loophole::signal
{

std::unique_ptr<MediaReader> VorbisPassReader::tryOpen(DiskThread&, std::shared_ptr<const MediaFile>, std::int64_t,
                                                       const MediaInfo&)
{
    return nullptr;
}

} // namespace loophole::signal

#endif
