#pragma once

#include "Core/Limits.h"
#include "Messages/PulseToSignal.h"
#include "Model/Session.h"
#include "Signal/Disk/Urgency.h"
#include "Signal/Stream/CachedBlock.h"

#include <algorithm>
#include <compare>
#include <limits>
#include <vector>

namespace loophole::signal
{

/** A clip has at most one window of each cohort and place. */
struct WindowKey
{
    ClipId clip;
    Cohort cohort = Cohort::realtime;
    std::uint32_t place = 0;
    auto operator<=>(const WindowKey&) const = default;
};

[[nodiscard]] constexpr UrgencyClass urgencyClassOf(Cohort cohort)
{
    switch (cohort)
    {
    case Cohort::realtime:
        return UrgencyClass::realtime;
    case Cohort::anticipative:
        return UrgencyClass::anticipative;
    case Cohort::resident:
        return UrgencyClass::resident;
    case Cohort::idle:
        return UrgencyClass::idle;
    }
    return UrgencyClass::idle;
}

/** A stretch of a clip that is wanted, and the blocks that it takes in order of need. */
struct StreamWindow
{
    struct Item
    {
        CachedBlock* block = nullptr;
        Instant neededAt{};
        std::size_t claim = 0; ///< place in the block's claims
    };

    WindowKey key;
    ClipWindowRequest request;
    Clip clip; ///< without its texts: what the timeline takes
    Instant askedAt{};
    AssetSource* source = nullptr;

    std::vector<Item> blocks; ///< empty until the asset was open once
    bool isSplit = false;
    std::size_t residentCount = 0;
    std::size_t firstAbsent = 0; ///< everything before it is resident
    int readsUnderWay = 0;
    Instant retryAt = Instant::max();      ///< when a block of it that failed is due again
    std::size_t changedPlace = notChanged; ///< in ChangedWindows
    bool isBeyondShare = false;            ///< a head for which the heads' share of the budget has no room
    bool isRefusalTold = false;
    bool isReported = false;

    static constexpr std::size_t notChanged = std::numeric_limits<std::size_t>::max();

    [[nodiscard]] bool isComplete() const { return isSplit && residentCount == blocks.size(); }
    [[nodiscard]] UrgencyClass urgencyClass() const { return urgencyClassOf(key.cohort); }
    /** Of a block that is needed then: what is read far ahead may be less urgent than what is about to sound. */
    [[nodiscard]] UrgencyClass urgencyClassAt(Instant neededAt) const
    {
        const auto isFar = neededAt - limits::aboutToSound >= request.deadline;
        return isFar ? std::max(urgencyClass(), urgencyClassOf(request.ahead)) : urgencyClass();
    }
};

} // namespace loophole::signal
