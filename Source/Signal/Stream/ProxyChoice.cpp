#include "Signal/Stream/ProxyChoice.h"

namespace loophole::signal
{
namespace
{

bool mayStandIn(AssetType type)
{
    return type != AssetType::proxy && type != AssetType::transient;
}

bool isOverloaded(const SourceQuestion& question)
{
    const auto limit = question.readsProxy ? loadEndsBelow : loadBeginsAt;
    return question.deliveredBytesPerSecond > 0 &&
           question.neededBytesPerSecond > limit * question.deliveredBytesPerSecond;
}

} // namespace

SourceChoice chooseSource(const SourceQuestion& question)
{
    const auto isPresent = question.original == OfflineStatus::present;
    if (!question.hasProxy || !mayStandIn(question.type))
        return isPresent ? SourceChoice{BlockSource::original, SourceReason::ordinary}
                         : SourceChoice{BlockSource::silence, SourceReason::unavailable};

    const auto resolution = question.wish.value_or(question.resolution);
    if (resolution == PlaybackResolution::draft)
        return {BlockSource::proxy, SourceReason::wished};
    // What is being looked for may be there in a moment.
    if (question.original == OfflineStatus::pending && !question.isLate)
        return {BlockSource::silence, SourceReason::unavailable};
    if (!isPresent)
        return {BlockSource::proxy, SourceReason::unavailable};
    if (question.canWait)
        return {BlockSource::original, SourceReason::ordinary};
    if (question.isLate)
        return {BlockSource::proxy, SourceReason::late};
    if (resolution == PlaybackResolution::automatic && isOverloaded(question))
        return {BlockSource::proxy, SourceReason::load};
    return {BlockSource::original, SourceReason::ordinary};
}

} // namespace loophole::signal
