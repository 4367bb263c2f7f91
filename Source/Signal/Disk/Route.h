#pragma once

#include "Concurrency/ThreadTokens.h"
#include "Signal/Disk/DeviceId.h"

#include <filesystem>
#include <memory>

namespace loophole::signal
{

/** A place that a symbolic link makes another one of: all below `from` lies below `to`. Neither need be normal. */
struct KnownLink
{
    std::filesystem::path from;
    std::filesystem::path to;
};

/**
    The way to a file, drive by drive. The table of mounts does not know of links, and a link on the local drive may
    lead to one that hangs: whoever follows it must be waiting for that one by then, and for no other. A job that opens
    something by its path asks leadsAway() first, and is submitted again for device() where that is so.
*/
class Route
{
public:
    /** More links than this, on all drives together, are a circle, as for the kernel (path_resolution(7)). */
    static constexpr int mostLinks = 40;

    Route() = default; ///< leads nowhere
    /** linksFollowed: on the way to `absolute`, which count towards the most there may be. */
    Route(std::filesystem::path absolute, std::shared_ptr<const MountTable>, int linksFollowed = 0);

    /** The drive that following the path waits for next, as far as the way is known. */
    [[nodiscard]] DeviceId device() const { return on; }

    /** Follows the links that lie on device(), on a thread that may wait for it. True where one of them leads to
        another drive, which is not touched; device() is that one from then on, and link() what leads there. */
    [[nodiscard]] bool leadsAway(DiskThread&);
    [[nodiscard]] const KnownLink& link() const { return away; }

    /** To what lies at the end of this one, which has been followed. */
    [[nodiscard]] Route below(const std::filesystem::path& name) const
    {
        return mounts != nullptr ? Route(place / name, mounts) : Route();
    }

private:
    std::filesystem::path place; ///< without the links that led to device()
    std::shared_ptr<const MountTable> mounts;
    DeviceId on;
    int links = 0; ///< that were followed
    KnownLink away;
};

} // namespace loophole::signal
