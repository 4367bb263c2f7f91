#pragma once

#include "Signal/Stream/StreamJobs.h"

namespace loophole::signal
{

/** The file that stands in for the medium of an asset. Its frame k lies at frame k · original rate / its own rate. */
struct ProxyMedium
{
    std::filesystem::path path;
    MediaFacts facts;    ///< of the proxy: rate, length, and at most two channels
    MediaFacts original; ///< of the medium that it was made from: rate, channels and length
    FileStamp stamp;     ///< of that medium's file; its inode does not matter
    ProxyQuality quality = ProxyQuality::draft;

    /** Whether a medium that was opened is the one that it was made from. */
    [[nodiscard]] bool standsFor(const FileStamp& openedStamp, const MediaFacts& opened) const
    {
        return stamp.bytes == openedStamp.bytes && stamp.changed == openedStamp.changed &&
               original.sampleRate == opened.sampleRate && original.channels == opened.channels &&
               original.length == opened.length;
    }
};

} // namespace loophole::signal
