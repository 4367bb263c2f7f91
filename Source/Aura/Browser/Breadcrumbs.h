#pragma once

#include "Aura/Browser/BrowserScope.h"

#include <functional>
#include <vector>

namespace loophole::aura
{

/** One step on the way to what is shown; a click on it goes there. */
struct Breadcrumb
{
    std::string text;
    BrowserScope scope;

    bool operator==(const Breadcrumb&) const = default;
};

/** The way to a scope: of a folder its folders from the root on, of a place from the place on. Pure. */
[[nodiscard]] std::vector<Breadcrumb> breadcrumbsTo(const BrowserScope&, const LibraryOverview&);

/** How many steps from the front are left out so that the rest fits; the last one always stays. Pure. */
[[nodiscard]] std::size_t stepsLeftOut(const std::vector<double>& widths, double room, double widthOfEllipsis);

/** Where "folder above" leads to: none from the root, and from what is no folder. */
[[nodiscard]] std::optional<BrowserScope> above(const BrowserScope&, const LibraryOverview&);

} // namespace loophole::aura
