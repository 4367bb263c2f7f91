#include "Aura/Browser/Breadcrumbs.h"

#include <algorithm>

namespace loophole::aura
{

std::vector<Breadcrumb> breadcrumbsTo(const BrowserScope& scope, const LibraryOverview& library)
{
    const auto isFolder = scope.kind == BrowserScope::Kind::folder;
    if (!isFolder && scope.kind != BrowserScope::Kind::place)
        return {{titleOf(scope), scope}};
    std::vector<Breadcrumb> steps;
    const auto* place = isFolder ? nullptr : placeOf(library, scope.folder);
    for (auto folder = scope.folder;; folder = folder.parent_path())
    {
        const auto step = isFolder ? BrowserScope::ofFolder(folder) : BrowserScope::ofPlace(folder);
        steps.push_back({titleOf(step), step});
        if (!folder.has_relative_path() || (!isFolder && (place == nullptr || folder == place->folder)))
            break;
    }
    std::ranges::reverse(steps);
    return steps;
}

std::size_t stepsLeftOut(const std::vector<double>& widths, double room, double widthOfEllipsis)
{
    double used = 0;
    for (auto at = widths.size(); at-- > 0;)
    {
        used += widths[at];
        const auto isFirst = at == 0;
        if (used + (isFirst ? 0 : widthOfEllipsis) > room)
            return std::min(at + 1, widths.size() - 1);
    }
    return 0;
}

std::optional<BrowserScope> above(const BrowserScope& scope, const LibraryOverview& library)
{
    const auto steps = breadcrumbsTo(scope, library);
    if (steps.size() >= 2)
        return steps[steps.size() - 2].scope;
    if (scope.kind == BrowserScope::Kind::folder)
        return std::nullopt;
    if (scope.kind == BrowserScope::Kind::library)
        return std::nullopt;
    return BrowserScope::of(BrowserScope::Kind::library);
}

} // namespace loophole::aura
