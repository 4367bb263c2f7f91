#pragma once

#include "Signal/Disk/Disk.h"

#include <map>
#include <optional>
#include <unordered_map>
#include <utility>
#include <vector>

namespace loophole::signal
{

/**
    Owns the jobs that wait, in order of urgency, apart for each device so that the jobs of a stalled one cost nothing
    to step over. Equal urgencies go first come, first served. Not synchronised: its user guards it.
*/
class JobQueue
{
public:
    struct Waiting
    {
        std::unique_ptr<DiskJob> job;
        JobOrder order;
    };

    void push(std::unique_ptr<DiskJob> job, JobOrder order);

    /** The most urgent job for which `mayUse(DeviceId)` holds. */
    template <class MayUse>
    [[nodiscard]] std::optional<Waiting> tryTake(MayUse mayUse)
    {
        auto best = devices.end();
        for (auto device = devices.begin(); device != devices.end(); ++device)
            if (mayUse(device->first) &&
                (best == devices.end() || device->second.begin()->first < best->second.begin()->first))
                best = device;
        if (best == devices.end())
            return std::nullopt;
        return remove({best->first, best->second.begin()->first});
    }

    void reorder(std::uint64_t owner, Urgency urgency);

    /** The jobs of this owner with a lower generation, to be destroyed where the user likes. */
    [[nodiscard]] std::vector<Waiting> cancel(std::uint64_t owner, std::uint32_t generation);

    [[nodiscard]] std::size_t size() const { return owners.size(); }

private:
    using Rank = std::pair<Urgency, std::uint64_t>; ///< the number of the push breaks ties
    struct Place
    {
        DeviceId device;
        Rank rank;
        bool operator==(const Place&) const = default;
    };

    [[nodiscard]] std::vector<Place> placesOf(std::uint64_t owner) const;
    [[nodiscard]] Waiting remove(const Place&);

    std::map<DeviceId, std::map<Rank, Waiting>> devices; ///< none is empty
    std::unordered_multimap<std::uint64_t, Place> owners;
    std::uint64_t pushed = 0;
};

} // namespace loophole::signal
