#pragma once

#include "Signal/Disk/DeviceId.h"
#include "Signal/Stream/StreamWindow.h"

#include <array>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

namespace loophole::signal
{

/**
    The windows that wait for a read, by device and in the order of urgency: by kind, then those for which fewer reads
   are under way, so that each gets one before any gets its second, then the nearest deadline, the smaller asset, the
    window that is partly there. A window that has not changed costs nothing. Owned by WindowBook, which
    removes windows before they go.
*/
class ReadQueue
{
public:
    /** A window for which so many reads are under way does not wait for another. */
    static constexpr int mostReadsOfOne = 2;

    struct Entry
    {
        Urgency urgency;
        WindowKey key;
        StreamWindow* window = nullptr;
        std::size_t item = 0; ///< the first block that is to be read

        [[nodiscard]] BlockNeed need() const { return {urgency.kind, urgency.deadline}; }
        bool operator<(const Entry& other) const { return std::tie(urgency, key) < std::tie(other.urgency, other.key); }
    };

    /** Lets the window wait for a read of this item, wherever it waited before. */
    void put(StreamWindow&, std::size_t item);
    /** Does nothing for a window that does not wait. */
    void remove(StreamWindow&);

    /** Where the window waits, or null. */
    [[nodiscard]] const Entry* find(const StreamWindow&) const;
    [[nodiscard]] std::size_t size() const { return places.size(); }

    /** The most urgent entry of a device for which `mayRead(DeviceId, UrgencyClass)` holds, of those needed before
     * `full`. */
    template <class MayRead>
    [[nodiscard]] std::optional<Entry> mostUrgent(const std::optional<BlockNeed>& full, MayRead mayRead) const
    {
        const Entry* best = nullptr;
        for (std::size_t group = 0; group < groupCount && best == nullptr; ++group)
            for (const auto& [device, groups] : devices)
            {
                if (groups[group].empty())
                    continue;
                const auto& first = *groups[group].begin();
                const auto findsRoom = !full || first.need() < *full;
                if (findsRoom && (best == nullptr || first < *best) && mayRead(device, first.urgency.kind))
                    best = &first;
            }
        return best != nullptr ? std::optional(*best) : std::nullopt;
    }

    /** Calls visit(const Entry&) for all that are needed at `from` or later and before `until`, by group. */
    template <class Visit>
    void visitBetween(BlockNeed from, Instant until, Visit visit) const
    {
        for (const auto& [device, groups] : devices)
            for (std::size_t group = 0; group < groupCount; ++group)
            {
                const auto kind = static_cast<UrgencyClass>(group / mostReadsOfOne);
                const auto start = kind == from.kind ? from.neededAt : Instant::min();
                if (kind < from.kind)
                    continue;
                auto entry = groups[group].lower_bound({{kind, start, 0, false}, {}, nullptr, 0});
                for (; entry != groups[group].end() && entry->urgency.deadline < until; ++entry)
                    visit(*entry);
            }
    }

private:
    static constexpr std::size_t groupCount = (static_cast<std::size_t>(UrgencyClass::idle) + 1) * mostReadsOfOne;
    using Groups = std::array<std::set<Entry>, groupCount>;
    struct Place
    {
        DeviceId device;
        std::size_t group = 0;
        std::set<Entry>::iterator entry;
    };

    std::map<DeviceId, Groups> devices;
    std::unordered_map<const StreamWindow*, Place> places;
};

} // namespace loophole::signal
