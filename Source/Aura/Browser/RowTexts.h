#pragma once

#include "Aura/Browser/FileRow.h"
#include "Aura/Browser/ListColumns.h"
#include "Aura/Look/Icons.h"

#include <string>

namespace loophole::aura
{

/** What a column says of a row in words; empty where it is not known, or is drawn. Pure. */
[[nodiscard]] std::string textOf(const FileRow&, Column);

/** What keeps the file from being heard, as an icon and in words; `asset` knows it newer than the row. Pure. */
struct RowStatus
{
    Icon icon = Icon::none;
    std::string words;
};
[[nodiscard]] RowStatus statusOf(const FileRow&, const AudioAsset* asset);

/** What a tooltip and a screen reader say of a row, a line each. Pure. */
[[nodiscard]] std::string tooltipOf(const FileRow&, const AudioAsset* asset);
[[nodiscard]] std::string spokenName(const FileRow&, const AudioAsset* asset);

/** "1,204 files", "1 file"; "more than 500 files" where they are still being counted. */
[[nodiscard]] std::string countText(std::size_t count, bool isExact);

} // namespace loophole::aura
