#include "Signal/Control/Reports.h"

#include <algorithm>

namespace loophole::signal
{

bool Reports::isDue(Instant& next, Instant interval, Instant now)
{
    if (now < next)
        return false;
    next = now + interval;
    return true;
}

void Reports::step(SignalThread& thread, const MixPlan* plan, const TransportPosition& position, Instant now)
{
    parts.callback.monitor(thread).watch(thread);
    if (plan != nullptr && isDue(nextLook, positionInterval, now))
    {
        reportUnderruns(thread, *plan);
        coverage.step(thread, *plan);
    }
    if (isDue(nextPosition, position.state.isScrubbing ? Instant(0) : positionInterval, now))
        reportPosition(thread, position);
    if (plan != nullptr && isDue(nextMeters, meterInterval, now))
        reportMeters(thread, *plan);
    if (plan != nullptr && isDue(nextFallbacks, statsInterval, now))
        reportFallbacks(thread, *plan);
    if (isDue(nextStats, statsInterval, now))
        reportStats(thread);
}

void Reports::reportUnderruns(SignalThread& thread, const MixPlan& plan)
{
    for (auto& underrun : parts.playback.takeUnderruns(thread, plan, parts.callback.missingFrames()))
    {
        underruns += underrun.stretches;
        underrun.cause = parts.engine.causeOf(thread, underrun.asset);
        parts.facts.send(thread, underrun);
    }
}

void Reports::reportFallbacks(SignalThread& thread, const MixPlan& plan)
{
    for (const auto& fallback : parts.playback.takeFallbacks(thread, plan, parts.callback.proxyFrames()))
        parts.facts.send(thread, fallback);
}

void Reports::reportPosition(SignalThread& thread, TransportPosition position)
{
    position.playedFrames = parts.callback.framesPlayed();
    position.missingFrames = parts.callback.missingFrames();
    const auto isSame = position.state == lastPosition.state && position.decks == lastPosition.decks;
    if (isSame)
        return;
    lastPosition = position;
    parts.facts.send(thread, position);
}

void Reports::reportMeters(SignalThread& thread, const MixPlan& plan)
{
    auto levels = PlaybackState::takeMeters(thread, plan);
    const auto isSilent = [](const StripLevel& level) { return level.left == 0.0f && level.right == 0.0f; };
    const auto allSilent = isSilent(levels.master) && std::all_of(levels.tracks.begin(), levels.tracks.end(),
                                                                  [&](const auto& t) { return isSilent(t.second); });
    if (!(allSilent && metersWereSilent))
        parts.facts.send(thread, std::move(levels));
    metersWereSilent = allSilent;
}

void Reports::reportStats(SignalThread& thread)
{
    auto stats = parts.engine.stats(thread);
    stats.callback = parts.callback.times().summary();
    stats.callback.recentMaxUs = parts.callback.takeRecentMaxUs(thread);
    load = stats.callback.deadlineUs > 0 ? stats.callback.recentMaxUs / stats.callback.deadlineUs : 0;
    stats.framesPlayed = parts.callback.framesPlayed();
    stats.missingFrames = parts.callback.missingFrames();
    stats.underruns = underruns;
    stats.proxyFrames = parts.callback.proxyFrames();
    stats.deviceXruns = parts.device.xruns(thread);
    stats.devicesLost = parts.device.losses(thread);
    stats.output = parts.callback.monitor(thread).takeLevel(thread);
    stats.output.overs = parts.callback.clippedSamples();
    stats.buffers = parts.buffers.report(thread);
    stats.timelineCachedPercent = coverage.percent();
    parts.facts.send(thread, std::move(stats));
}

} // namespace loophole::signal
