#pragma once

#include "Messages/PulseToSignal.h"
#include "Model/Session.h"
#include "Signal/Disk/Urgency.h"
#include "Signal/Stream/CachedBlock.h"

#include <compare>
#include <vector>

namespace loophole::signal
{

/** A clip has at most one window of each cohort. */
struct WindowKey
{
    ClipId clip;
    Cohort cohort = Cohort::realtime;
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
    }
    return UrgencyClass::background;
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
    double tapeRate = 1;
    Instant askedAt{};
    AssetSource* source = nullptr;

    std::vector<Item> blocks; ///< empty until the asset was open once
    bool isSplit = false;
    std::size_t residentCount = 0;
    int readsUnderWay = 0;
    bool hasNoRoom = false; ///< the last try found no memory
    bool isReported = false;

    [[nodiscard]] bool isComplete() const { return isSplit && residentCount == blocks.size(); }
    [[nodiscard]] UrgencyClass urgencyClass() const { return urgencyClassOf(key.cohort); }
};

} // namespace loophole::signal
