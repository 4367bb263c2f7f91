#include "Signal/Codec/FfmpegReader.h"

#include "Signal/Codec/FfmpegContainer.h"
#ifdef LOOPHOLE_FFMPEG
#include "Signal/Codec/FfmpegSegments.h"
#endif

#include <array>

namespace loophole::signal
{

bool FfmpegReader::recognises(std::span<const std::byte> head)
{
    const auto* const container = findFfmpegContainer(head);
    return container != nullptr && !container->hasOwnReader;
}

Outcome<std::unique_ptr<MediaReader>> FfmpegReader::open([[maybe_unused]] DiskThread& thread,
                                                         std::shared_ptr<const MediaFile> file,
                                                         [[maybe_unused]] std::int64_t base)
{
#ifdef LOOPHOLE_FFMPEG
    std::array<std::byte, 32> head{};
    const auto read = file->readAt(thread, base, head);
    if (!read)
        return read.failure();
    const auto* const container = findFfmpegContainer(std::span(head).first(read.value()));
    if (container == nullptr)
        return file->failure("is of a kind that FFmpeg is not asked to read");
    return FfmpegSegments::open(thread, std::move(file), base, *container);
#else
    return file->failure("needs FFmpeg, which this build of Loophole is without");
#endif
}

} // namespace loophole::signal
