#pragma once

#include "Signal/Disk/Disk.h"

#include <algorithm>
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

    /** The most urgent job for which `mayTake(const JobOrder&)` holds; of each device only the first is asked about. */
    template <class MayTake>
    [[nodiscard]] std::optional<Waiting> tryTake(MayTake mayTake)
    {
        auto best = devices.end();
        for (auto device = devices.begin(); device != devices.end(); ++device)
            if ((best == devices.end() || device->second.begin()->first < best->second.begin()->first) &&
                mayTake(std::as_const(device->second.begin()->second.order)))
                best = device;
        if (best == devices.end())
            return std::nullopt;
        return remove({best->first, best->second.begin()->first});
    }

    void reorder(std::uint64_t owner, Urgency urgency);

    /** The jobs of this owner with a lower generation, to be destroyed where the user likes. */
    [[nodiscard]] std::vector<Waiting> cancel(std::uint64_t owner, std::uint32_t generation);

    [[nodiscard]] std::size_t size() const { return owners.size(); }
    [[nodiscard]] std::size_t size(DeviceId) const;

    /** Whether `mayTake(const JobOrder&)` holds for the first job of any device. */
    template <class MayTake>
    [[nodiscard]] bool hasAny(MayTake mayTake) const
    {
        return std::ranges::any_of(devices,
                                   [&](const auto& device) { return mayTake(device.second.begin()->second.order); });
    }

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
