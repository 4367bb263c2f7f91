#include "Pulse/Assets/Audition.h"

#include "Pulse/Document/PathText.h"

#include <algorithm>

namespace loophole
{

std::optional<StartStream> Audition::takeStart(const MediaLookup& media)
{
    const auto* asset = media.find(current);
    if (!waiting || asset == nullptr || asset->offlineStatus != OfflineStatus::present)
        return std::nullopt;
    const auto length = asset->facts.length.value();
    const auto fraction = waiting->fromFraction > 0 ? std::min(1.0, waiting->fromFraction) : 0.0;
    const auto from = static_cast<std::int64_t>(fraction * static_cast<double>(length));
    const StartStream message{current, FramePosition(std::min(from, std::max<std::int64_t>(0, length - 1))),
                              waiting->loop, waiting->gainDb};
    waiting.reset();
    return message;
}

std::optional<Notice> Audition::takeRefusal(const MediaLookup& media)
{
    const auto* asset = media.find(current);
    if (!waiting || hasTold || asset == nullptr || asset->offlineStatus != OfflineStatus::missing)
        return std::nullopt;
    hasTold = true;
    return Notice{Notice::Kind::warning, displayName(asset->path) + ": " + displayText(asset->cause)};
}

} // namespace loophole
