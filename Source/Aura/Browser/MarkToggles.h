#pragma once

#include "Aura/Browser/FileRow.h"

namespace loophole::aura
{

/** Of the rows, those that the library has. Pure, as all here. */
[[nodiscard]] std::vector<LibraryFileId> libraryFiles(const std::vector<const FileRow*>&);

/** A mark that all of them have is taken away, and otherwise given to all of them. None where none can be marked. */
[[nodiscard]] std::optional<MarkLibraryFiles> toggledFavourite(const std::vector<const FileRow*>&);
[[nodiscard]] std::optional<MarkLibraryFiles> toggledCollection(const std::vector<const FileRow*>&, int number);
/** As many stars as they all have already are none. */
[[nodiscard]] std::optional<MarkLibraryFiles> rated(const std::vector<const FileRow*>&, int stars);

/** All labels on any of them, in order. */
[[nodiscard]] std::vector<std::string> labelsOf(const std::vector<const FileRow*>&);

} // namespace loophole::aura
