#include "Signal/Codec/ChainedOpus.h"

#include "Signal/Codec/MediaBounds.h"

#include <algorithm>

namespace loophole::signal
{

Outcome<std::unique_ptr<MediaReader>> ChainedOpus::open(DiskThread& thread, std::shared_ptr<const MediaFile> file,
                                                        std::int64_t base, std::unique_ptr<OpusReader> first)
{
    std::unique_ptr<ChainedOpus> chain(new ChainedOpus(std::move(file), base, std::move(first)));
    chain->findLinks(thread);
    return std::unique_ptr<MediaReader>(std::move(chain));
}

ChainedOpus::ChainedOpus(std::shared_ptr<const MediaFile> mediaFile, std::int64_t base,
                         std::unique_ptr<OpusReader> first)
    : file(std::move(mediaFile)), mediaInfo(first->info()), reader(std::move(first))
{
    links.push_back({base, 0, mediaInfo.length.value()});
}

void ChainedOpus::findLinks(DiskThread& thread)
{
    const auto endsBefore = [this](const std::string& why)
    {
        mediaInfo.warning = "is chained from several streams; only what comes before part " +
                            std::to_string(links.size() + 1) + " can be played" + why;
    };
    while (const auto next = reader->nextLink())
    {
        auto opened = OpusReader::openLink(thread, file, links.back().offset + *next);
        if (!opened)
            return endsBefore(", which " + opened.failure().why);
        const auto& info = opened.value()->info();
        if (info.channels != mediaInfo.channels)
            return endsBefore(", which has another number of channels");
        links.push_back({links.back().offset + *next, mediaInfo.length.value(), info.length.value()});
        mediaInfo.length += info.length;
        reader = std::move(opened).value();
        current = links.size() - 1;
    }
}

Outcome<void> ChainedOpus::read(DiskThread& thread, FramePosition start, PlanarSpan destination)
{
    return readWithSilenceAround(mediaInfo, start, destination,
                                 [&](std::int64_t from, PlanarSpan part) { return readInside(thread, from, part); });
}

Outcome<void> ChainedOpus::readInside(DiskThread& thread, std::int64_t start, PlanarSpan destination)
{
    PlanarWindow window(destination);
    while (window.frames > 0)
    {
        const auto behind = std::upper_bound(links.begin(), links.end(), start,
                                             [](std::int64_t frame, const Link& link) { return frame < link.start; });
        const auto place = static_cast<std::size_t>(behind - links.begin()) - 1;
        const auto& link = links[place];
        if (place != current)
        {
            auto opened = OpusReader::openLink(thread, file, link.offset);
            if (!opened)
                return opened.failure();
            reader = std::move(opened).value();
            current = place;
        }
        auto part = window.first(link.start + link.frames - start);
        if (auto done = reader->read(thread, FramePosition(start - link.start), part.span()); !done)
            return done;
        start += part.frames;
        window.advance(part.frames);
    }
    return {};
}

} // namespace loophole::signal
