#pragma once

#include "Core/Frames.h"
#include "Core/SampleRate.h"
#include "Model/PeakLayout.h"

#include <cstdint>
#include <optional>
#include <string>

namespace loophole
{

/** By which the content of a file is known again, wherever the file lies and whatever it is called. */
struct MediaContent
{
    std::int64_t bytes = -1;        ///< size of the file; -1: not known
    std::int64_t modified = 0;      ///< microseconds since 1970, which JSON readers that have only doubles keep exact
    ContentKey quickPrint{};        ///< of the size and some samples of the content; none: not known
    std::optional<ContentKey> hash; ///< XXH3-128 of all of it

    bool operator==(const MediaContent&) const = default;
};

/** What a document says of a medium, so that it is found again when it is lost. Empty or zero what it does not say. */
struct MediaRecord
{
    MediaContent content;
    std::string format;
    SampleRate sampleRate;
    int channels = 0;
    int bitDepth = 0;
    FrameCount length; ///< frames at the medium's own rate

    bool operator==(const MediaRecord&) const = default;
};

} // namespace loophole
