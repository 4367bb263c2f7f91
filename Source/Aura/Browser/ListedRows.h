#pragma once

#include "Aura/Browser/FileRow.h"

namespace loophole::aura
{

/** A list of files as it is shown, wherever it comes from. */
class ListedRows
{
public:
    virtual ~ListedRows() = default;
    [[nodiscard]] virtual std::size_t count() const = 0;
    /** Null where the row has not arrived yet, or there is none. Until the list changes. */
    [[nodiscard]] virtual const FileRow* row(std::size_t at) const = 0;
    /** Among the rows that are here. */
    [[nodiscard]] virtual std::optional<std::size_t> find(const std::filesystem::path&) const = 0;
};

} // namespace loophole::aura
