#pragma once

#include "Aura/Browser/FileRow.h"
#include "Aura/Browser/ListColumns.h"

namespace loophole::aura
{

/** Folders first; then by the column, what is not known last in both directions; then by name. A strict order. Pure. */
[[nodiscard]] bool rowComesBefore(const FileRow&, const FileRow&, const ListOrder&);

} // namespace loophole::aura
