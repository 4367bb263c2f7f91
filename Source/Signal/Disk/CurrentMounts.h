#pragma once

#include "Core/Clock.h"
#include "Signal/Disk/Route.h"

#include <functional>
#include <string>
#include <unordered_map>

namespace loophole::signal
{

/**
    The table of mounts as it was a moment ago, and the links that were found to lead from one drive to another: a drive
    that is plugged in is known by the next look at its files, and thousands of them read the table once. Never waits
    for a drive. Owned by whoever asks, on one thread.
*/
class CurrentMounts
{
public:
    static constexpr Instant age = std::chrono::seconds(1);
    /** A folder of links to single files is no reason to remember each; whoever follows one finds it anew. */
    static constexpr std::size_t mostLinks = 1024;

    explicit CurrentMounts(const Clock&, std::function<MountTable()> read = &MountTable::current);

    /** As far as is known without a look. */
    [[nodiscard]] Route routeTo(const std::filesystem::path&);
    [[nodiscard]] DeviceId deviceOf(const std::filesystem::path&);

    /** What a route has found; known until what is mounted where it leads changes. */
    void learn(const KnownLink&);

    [[nodiscard]] const MountTable& table() const { return *mounts; }

private:
    struct Target
    {
        std::filesystem::path path;
        DeviceId device;
    };

    void readAgainWhenDue();
    int follow(std::filesystem::path&) const;
    [[nodiscard]] bool tryFollowOne(std::filesystem::path&) const;

    const Clock& clock;
    std::function<MountTable()> read;
    std::shared_ptr<const MountTable> mounts;
    Instant readAt;
    std::unordered_map<std::string, Target> links; ///< by where they lie, normal
};

} // namespace loophole::signal
