#pragma once

#include "Messages/SignalToPulse.h"
#include "Pulse/Scheduling/Advice.h"
#include "Pulse/Scheduling/DeviceBook.h"
#include "Pulse/Scheduling/IdlePlanner.h"
#include "Pulse/Scheduling/LastPositions.h"
#include "Pulse/Scheduling/WindowLedger.h"

#include <memory>

namespace loophole
{

/**
    Keeps Signal reading what will be heard: indexes the session, plans again when the playhead has moved on, jumped or
    the session changed, and says only what is different. Owned by Pulse, used on its thread.
*/
class ReadAhead
{
public:
    /** Plans that are made while playing on, within the time that the shortest of them reaches: it is nearly whole. */
    static constexpr int plansAHorizon = 8;

    /** While thousands of media are being opened a plan after each would be waste; this many a second are enough. */
    static constexpr Instant mediaPause = std::chrono::milliseconds(20);

    /** Of the budget; the rest is for heads, for what is on its way and for what was heard last. */
    static constexpr double largestShare = 0.75;
    static constexpr double smallestShare = 0.25;

    ReadAhead();

    /** Asked with every plan from now on, after those that came before it. */
    void addAdviser(std::shared_ptr<Adviser> adviser) { advice.add(std::move(adviser)); }

    void sessionChanged(SessionPointer);
    /** The tracks that the user has chosen. */
    void tracksSelected(std::vector<TrackId>);
    /** An asset came or went, or is read in another way; `device` as in AssetStatusChanged. */
    void statusChanged(AssetId, std::uint64_t device = 0);
    /** Its length or rate has become known or is another: clips may last longer. */
    void factsChanged(AssetId);
    /** How devices answer; fills in what the session needs of them. Slow ones are read farther ahead from now on. */
    void devicesReported(std::vector<DiskDevice>&, Instant now);
    /** What is to be told of devices. */
    [[nodiscard]] std::vector<Notice> takeNotices() { return devices.takeNotices(); }

    /** The memory that windows may fill a share of. What was given up after refusals is taken back with each call. */
    void setBudget(std::size_t bytes);

    /** What is about to be heard found no room: less is read ahead of every stream, so that each has some. */
    void windowRefused(const WindowRefused&);

    /** A file that the user looks at and may listen to next: its beginning is kept, with those of the last few. */
    void considerForAudition(AssetId);

    /** The messages that are needed now; none while the former plan still holds. */
    [[nodiscard]] std::vector<PulseToSignal> update(const TransportMoment&, const MediaLookup&, Instant now);

    /** When the plan has to be made anew at the latest if nothing happens. */
    [[nodiscard]] Instant nextWakeUp() const;

    /** Of the newest session and media; update() keeps it so, index() makes it so. */
    [[nodiscard]] const SessionIndex& index(const MediaLookup&);

    [[nodiscard]] std::uint32_t revision() const { return currentRevision; }

private:
    [[nodiscard]] bool hasJumped(const TransportMoment&, Instant now) const;
    void share(std::size_t budget);
    void settleCohorts(Instant now);
    [[nodiscard]] std::vector<PulseToSignal> plan(const TransportMoment&, const MediaLookup&, Instant now, bool jumped);
    void considerIdle(const std::vector<PlannedWindow>&, const MediaLookup&, FramePosition position, Instant now);
    [[nodiscard]] std::vector<PulseToSignal> fillIdle(const MediaLookup&, Instant now);
    [[nodiscard]] std::size_t bytesFor(const std::vector<PlannedWindow>&, const MediaLookup&) const;

    SessionPointer session;
    SessionIndex indexed;
    std::vector<AssetId> changedAssets;
    WindowLedger ledger;
    PlanSettings settings;
    DeviceBook devices;
    std::vector<TrackId> selected;
    std::vector<TrackId> edited; ///< since the plan was made
    TrackCohorts cohorts;
    DeviceNeeds needs;
    TransportMoment planned;
    Instant nextPlan = Instant::max();
    Instant plannedAt = -mediaPause;
    std::size_t budgetBytes = limits::defaultBudgetBytes;
    double readAheadShare = largestShare;
    Advice advice;
    const std::shared_ptr<LastPositions> lastPositions = std::make_shared<LastPositions>();
    FramePosition idleCentre; ///< around which idle memory is filled
    std::size_t idleBytes = 0;
    FrameCount idleReach;
    Instant idleDue = Instant::max(); ///< when it is filled anew
    Instant filledAt = -limits::readAhead;
    bool isIdleStale = true;
    bool isSessionNew = false; ///< since the plan was made
    bool areMediaNew = false;
    std::uint32_t currentRevision = 0;
};

} // namespace loophole
