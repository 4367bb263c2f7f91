#pragma once

#include "Aura/Look/Look.h"
#include "Core/Frames.h"

#include <filesystem>
#include <vector>

namespace loophole::aura
{

/** What a drag inside the window carries: a file, or a part of one. */
struct DraggedFile
{
    std::filesystem::path file;
    FrameRange part{};                ///< frames of the file; empty: all of it
    std::filesystem::path partFile{}; ///< where the part is being written as a file of its own

    bool operator==(const DraggedFile&) const = default;
};

/**
    A drag's description: an array with a string for each path, one character a byte, since not every path is UTF-8. A
    part of a file is an array itself: the path, the first frame, how many, and the path of its own file.
*/
[[nodiscard]] juce::var packFiles(const std::vector<std::filesystem::path>&);
[[nodiscard]] juce::var packPart(const DraggedFile&);

[[nodiscard]] std::vector<DraggedFile> unpackDragged(const juce::var&);
/** The files alone. */
[[nodiscard]] std::vector<std::filesystem::path> unpackFiles(const juce::var&);
/** The files as another program is to have them: of parts their own ones. */
[[nodiscard]] std::vector<std::filesystem::path> filesForOthers(const juce::var&);

/** What hangs on the pointer: the name of the file, or how many there are. */
[[nodiscard]] juce::Image dragLabel(const std::vector<std::filesystem::path>&, const Look&);

} // namespace loophole::aura
