#include "Signal/Disk/Route.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <vector>

namespace loophole::signal
{
namespace
{

using Names = std::vector<std::filesystem::path>;

/** Puts the names of a relative path before the others, which are in reverse. */
void putBefore(Names& others, const std::filesystem::path& relative)
{
    const Names names(relative.begin(), relative.end());
    others.insert(others.end(), names.rbegin(), names.rend());
}

/** `folder` with the names from `first` on, which are in reverse. */
std::filesystem::path join(std::filesystem::path folder, const Names& names, std::size_t first = 0)
{
    for (auto left = names.size(); left > first; --left)
        folder /= names[left - 1];
    return folder;
}

} // namespace

Route::Route(std::filesystem::path absolute, std::shared_ptr<const MountTable> table, int linksFollowed)
    : place(std::move(absolute)), mounts(std::move(table)), on(mounts->deviceOf(place)), links(linksFollowed)
{
}

bool Route::leadsAway(DiskThread&)
{
    if (mounts == nullptr || !place.is_absolute())
        return false;
    std::filesystem::path walked = place.root_path(); // holds no links
    Names left;                                       // to walk, in reverse
    putBefore(left, place.relative_path());
    const auto names = left;
    auto untouched = left.size(); // of these, those of the path itself
    std::array<char, PATH_MAX> buffer{};
    while (!left.empty())
    {
        const auto name = left.back();
        left.pop_back();
        untouched = std::min(untouched, left.size());
        if (name == "..")
            walked = walked.parent_path();
        if (name.empty() || name == "." || name == "..")
            continue;
        auto next = walked / name;
        const auto length = ::readlink(next.c_str(), buffer.data(), buffer.size());
        if (length < 0 && errno == EINVAL) // no link
        {
            walked = std::move(next);
            continue;
        }
        if (length < 0 || ++links > mostLinks)
            return false; // told by whoever opens it
        const std::filesystem::path target(std::string(buffer.data(), static_cast<std::size_t>(length)));
        if (target.is_absolute())
            walked = target.root_path();
        putBefore(left, target.relative_path());
        auto leadsTo = join(walked, left);
        const auto device = mounts->deviceOf(leadsTo);
        if (device == on)
            continue;
        const Names before(names.begin() + static_cast<std::ptrdiff_t>(untouched), names.end());
        away = {join(place.root_path(), before), join(walked, left, untouched)};
        place = std::move(leadsTo);
        on = device;
        return true;
    }
    return false;
}

} // namespace loophole::signal
