#include "Signal/Control/Reports.h"

#include <algorithm>

namespace loophole::signal
{

Reports::Reports(AudioCallback& audioCallback, const StreamEngine& streamEngine, PlaybackState& state, FactSink& sink)
    : callback(audioCallback), engine(streamEngine), playback(state), facts(sink)
{
}

bool Reports::isDue(Instant& next, Instant interval, Instant now)
{
    if (now < next)
        return false;
    next = now + interval;
    return true;
}

void Reports::step(SignalThread& thread, const MixPlan* plan, const TransportPosition& position, Instant now)
{
    if (plan != nullptr)
        reportUnderruns(thread, *plan);
    if (isDue(nextPosition, position.state.isScrubbing ? Instant(0) : positionInterval, now))
        reportPosition(thread, position);
    if (plan != nullptr && isDue(nextMeters, meterInterval, now))
        reportMeters(thread, *plan);
    if (isDue(nextStats, statsInterval, now))
        reportStats(thread);
}

void Reports::reportUnderruns(SignalThread& thread, const MixPlan& plan)
{
    for (const auto& underrun : playback.takeUnderruns(thread, plan, callback.missingFrames()))
    {
        underruns += underrun.stretches;
        facts.send(thread, underrun);
    }
}

void Reports::reportPosition(SignalThread& thread, TransportPosition position)
{
    position.playedFrames = callback.framesPlayed();
    position.missingFrames = callback.missingFrames();
    const auto isSame = position.state == lastPosition.state && position.streamPlaying == lastPosition.streamPlaying &&
                        position.streamFrame == lastPosition.streamFrame;
    if (isSame)
        return;
    lastPosition = position;
    facts.send(thread, position);
}

void Reports::reportMeters(SignalThread& thread, const MixPlan& plan)
{
    auto levels = PlaybackState::takeMeters(thread, plan);
    const auto isSilent = [](const PeakLevel& level) { return level.left == 0.0f && level.right == 0.0f; };
    const auto allSilent = isSilent(levels.master) && std::all_of(levels.tracks.begin(), levels.tracks.end(),
                                                                  [&](const auto& t) { return isSilent(t.second); });
    if (!(allSilent && metersWereSilent))
        facts.send(thread, std::move(levels));
    metersWereSilent = allSilent;
}

void Reports::reportStats(SignalThread& thread)
{
    auto stats = engine.stats(thread);
    stats.callback = callback.times().summary();
    stats.framesPlayed = callback.framesPlayed();
    stats.missingFrames = callback.missingFrames();
    stats.underruns = underruns;
    facts.send(thread, stats);
}

} // namespace loophole::signal
