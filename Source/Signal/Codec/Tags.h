#pragma once

#include "Signal/Codec/MediaFile.h"
#include "Signal/Codec/MediaReader.h"

#include <map>
#include <string>

namespace loophole::signal
{

/**
    The tags of a file that has been opened as `info`, read by TagLib: title, artist, album, date, genre, comment,
    tracknumber, bpm, key and what else there is, by lower-case key in UTF-8; several values are joined with "; ".
    Never fails: what cannot be read is left out. At most 100 tags of 4 KiB are kept, and at most 32 MiB are read.
*/
[[nodiscard]] std::map<std::string, std::string> readTags(DiskThread&, std::shared_ptr<const MediaFile>,
                                                          const MediaInfo& info);

} // namespace loophole::signal
