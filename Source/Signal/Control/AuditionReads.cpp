#include "Signal/Control/AuditionReads.h"

#include "Core/Limits.h"

#include <algorithm>
#include <limits>

namespace loophole::signal
{
namespace
{

/** What a deck reads at once: on from its place, and what it comes to from there. No clip of a session has their ids:
 * those count up from 1. */
enum class Stretch : std::uint32_t
{
    here,
    next
};
constexpr std::uint32_t stretchCount = 2;

ClipId clipOf(Deck deck, Stretch stretch)
{
    const auto place = static_cast<std::uint32_t>(indexOf(deck)) * stretchCount + static_cast<std::uint32_t>(stretch);
    return {std::numeric_limits<std::uint32_t>::max() - place};
}

/** To either side of a pointer: what it passes at the highest speed while a read of 100 ms is under way. */
constexpr double aroundSeconds = 0.1 * limits::highestPlayRate;

constexpr double aheadSeconds = std::chrono::duration<double>(limits::readAhead).count();

} // namespace

void AuditionReads::turnTo(AssetId asset)
{
    clip.asset = asset;
    windowStart.reset();
}

void AuditionReads::renewUnlessAt(std::int64_t gridFrame)
{
    if (windowStart != gridFrame)
        windowStart.reset();
}

bool AuditionReads::isInWindow(std::int64_t frame) const
{
    return windowStart && frame >= *windowStart && frame < *windowStart + limits::blockFrames;
}

void AuditionReads::readAhead(SignalThread& thread, std::int64_t frame, const Way& way, Instant now)
{
    if (isInWindow(frame))
        return;
    windowStart = frame;
    const auto rate = engine.gridRate(thread);
    const auto ahead = rate.framesIn(aheadSeconds * way.speed);
    const auto here = FramePosition(frame);
    const auto left = way.region.contains(here) ? way.region.end() - here : ahead;
    request(thread, clipOf(deck, Stretch::here), {here, std::min(ahead, left)}, way.speed, now);
    if (!way.loop)
        return engine.cancel(thread, {clipOf(deck, Stretch::next), revision});
    const auto untilWrap = std::chrono::duration<double>(rate.secondsIn(left) / way.speed);
    request(thread, clipOf(deck, Stretch::next), {way.region.start, std::min(ahead, way.region.length)}, way.speed,
            now + std::chrono::duration_cast<Instant>(untilWrap));
}

void AuditionReads::readAround(SignalThread& thread, std::int64_t target, Instant now)
{
    if (isInWindow(target + limits::blockFrames / 2))
        return;
    windowStart = target;
    const auto around = engine.gridRate(thread).framesIn(aroundSeconds);
    const auto before = std::max(FramePosition(0), FramePosition(target) - around);
    request(thread, clipOf(deck, Stretch::here), {FramePosition(target), around}, 1, now);
    request(thread, clipOf(deck, Stretch::next), FrameRange::between(before, FramePosition(target)), -1, now);
}

void AuditionReads::request(SignalThread& thread, ClipId id, FrameRange gridFrames, double tapeRate, Instant deadline)
{
    clip.id = id;
    ClipWindowRequest window;
    window.clip = id;
    window.asset = clip.asset;
    window.range = gridFrames;
    window.deadline = deadline;
    window.tapeRate = tapeRate;
    window.revision = ++revision;
    engine.request(thread, window, clip);
}

void AuditionReads::forget(SignalThread& thread)
{
    windowStart.reset();
    for (const auto stretch : {Stretch::here, Stretch::next})
        engine.cancel(thread, {clipOf(deck, stretch), revision});
}

} // namespace loophole::signal
