#pragma once

#include "Pulse/Scheduling/DeviceBook.h"
#include "Pulse/Scheduling/WindowLedger.h"

namespace loophole
{

/**
    Keeps Signal reading what will be heard: indexes the session, plans again when the playhead has moved on, jumped or
    the session changed, and says only what is different. Owned by Pulse, used on its thread.
*/
class ReadAhead
{
public:
    /** Between plans while playing on: an eighth of the horizon, so that it is always nearly whole. */
    static constexpr Instant interval = limits::readAhead / 8;

    /** While thousands of media are being opened a plan after each would be waste; this many a second are enough. */
    static constexpr Instant mediaPause = std::chrono::milliseconds(20);

    void sessionChanged(SessionPointer);
    /** What is known of an asset has changed; `device` as in AssetStatusChanged. */
    void assetChanged(AssetId, std::uint64_t device = 0);
    /** How devices answer; fills in what the session needs of them. Slow ones are read farther ahead from now on. */
    void devicesReported(std::vector<DiskDevice>&, Instant now);
    /** What is to be told of devices. */
    [[nodiscard]] std::vector<Notice> takeNotices() { return devices.takeNotices(); }

    /** The share of the memory budget that windows may fill. */
    void setBudget(std::size_t bytes);

    /** The messages that are needed now; none while the former plan still holds. */
    [[nodiscard]] std::vector<PulseToSignal> update(const TransportMoment&, const MediaLookup&, Instant now);

    /** When the plan has to be made anew at the latest if nothing happens. */
    [[nodiscard]] Instant nextWakeUp() const;

    /** Of the newest session and media; update() keeps it so, index() makes it so. */
    [[nodiscard]] const SessionIndex& index(const MediaLookup&);

    [[nodiscard]] std::uint32_t revision() const { return currentRevision; }

private:
    [[nodiscard]] bool hasJumped(const TransportMoment&, Instant now) const;

    SessionPointer session;
    SessionIndex indexed;
    std::vector<AssetId> changedAssets;
    WindowLedger ledger;
    PlanSettings settings;
    DeviceBook devices;
    DeviceNeeds needs;
    TransportMoment planned;
    Instant nextPlan = Instant::max();
    Instant plannedAt = -mediaPause;
    bool isSessionNew = false; ///< since the plan was made
    bool areMediaNew = false;
    std::uint32_t currentRevision = 0;
};

} // namespace loophole
