#include "Signal/Control/SessionPlayback.h"

#include "Signal/Stream/MovingRateKernel.h"
#include "Signal/Stream/WindowSplit.h"

#include <algorithm>

namespace loophole::signal
{
namespace
{

/** While thousands of media are being opened a plan would be made after each; this many a second are enough. */
constexpr Instant planInterval = std::chrono::milliseconds(20);

} // namespace

SessionPlayback::SessionPlayback(StreamEngine& streamEngine, const AudioEpoch& epoch)
    : engine(streamEngine), assets(streamEngine), published(epoch)
{
}

void SessionPlayback::take(SignalThread& thread, const PublishSession& message)
{
    session = message.session;
    clips.take(thread, *session);
    if (engine.gridRate(thread) != session->sampleRate)
        engine.setGridRate(thread, session->sampleRate);
    isPlanStale = true;
    nextPlan = Instant::min(); // an edit is heard at once
}

void SessionPlayback::request(SignalThread& thread, const ClipWindowRequest& window)
{
    static const Clip wholeAsset;
    const auto* clip = window.clip == ClipId() ? &wholeAsset : clips.find(window.clip);
    if (clip != nullptr)
        engine.request(thread, window, *clip);
}

void SessionPlayback::step(SignalThread& thread, Instant now)
{
    published.collect(thread);
    if (now < nextPlan || !tryPublishPlan(thread))
        return;
    nextPlan = now + planInterval;
}

bool SessionPlayback::tryPublishPlan(SignalThread& thread)
{
    if (!isPlanStale || !session)
        return false;
    isPlanStale = false;
    auto plan = planner.plan(thread, *session, assets);
    if (const auto* former = published.latest(thread))
        state.supersede(thread, *former, *plan);
    published.publish(thread, std::move(plan));
    state.collect(thread);
    return true;
}

bool SessionPlayback::isReady(SignalThread& thread, FrameRange range) const
{
    const auto* plan = published.latest(thread);
    if (plan == nullptr || isPlanStale)
        return false;
    const auto isTrackReady = [&](const auto& track)
    {
        auto isReady = true;
        track.clips->forEachIn(range,
                               [&](const PlannedClip& clip) { isReady = isReady && isResident(thread, clip, range); });
        return isReady;
    };
    return std::ranges::all_of(plan->tracks, isTrackReady);
}

bool SessionPlayback::isResident(SignalThread& thread, const PlannedClip& clip, FrameRange range) const
{
    if (clip.table == nullptr)
        return engine.status(thread, clip.asset) != OfflineStatus::pending;
    const auto& line = clip.timeline;
    const auto heard = range.intersection({line.start, line.length});
    const FrameRange ofClip{FramePosition((heard.start - line.start).value()), heard.length};
    const auto needed = splitWindow(line, ofClip, clip.table->gridLength(), MovingRateKernel::marginFor(line.playRate));
    return std::all_of(needed.begin(), needed.end(),
                       [&](const NeededBlock& block) { return clip.table->find(thread, block.index) != nullptr; });
}

} // namespace loophole::signal
