#pragma once

#include "Core/Ids.h"
#include "Messages/PulseToAura.h"
#include "Pulse/Scheduling/DiskOutlook.h"
#include "Pulse/Scheduling/ReadAheadLength.h"

#include <unordered_map>
#include <vector>

namespace loophole
{

/** What plays needs of each device, in bytes of samples a second. */
using DeviceNeeds = std::unordered_map<std::uint64_t, double>;

/**
    What is known of the devices that media lie on: which lies where, how far ahead each is read, and whether it keeps
    up. Owned by Pulse, used on its thread.
*/
class DeviceBook
{
public:
    void assetChanged(AssetId asset, std::uint64_t device);

    /**
        Takes in a report; fills in what each device is needed for and how far ahead it is read. Devices that are not
        in it keep what they have. Whether any length changed.
    */
    bool update(std::vector<DiskDevice>&, const DeviceNeeds&, bool isPlaying, Instant now);

    /** Sentences about devices that came near their limit, stalled or recovered since the last call. */
    [[nodiscard]] std::vector<Notice> takeNotices() { return std::exchange(notices, {}); }

    [[nodiscard]] Instant lengthOf(AssetId) const;
    /** All lengths in use, each once, the longest first; never empty. */
    [[nodiscard]] std::vector<Instant> lengths() const;
    /** 0 where it is not known. */
    [[nodiscard]] std::uint64_t deviceOf(AssetId) const;

private:
    struct Known
    {
        ReadAheadLength readAhead;
        DiskOutlook outlook;
    };

    void tellLength(const DiskDevice&, Instant before);
    void judge(const DiskDevice&, Known&, bool isPlaying, Instant now);

    std::unordered_map<AssetId, std::uint64_t> devices;
    std::unordered_map<std::uint64_t, Known> known;
    std::vector<Notice> notices;
};

} // namespace loophole
