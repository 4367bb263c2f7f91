#include "Signal/Control/OfflineResidency.h"

#include <utility>

namespace loophole::signal
{
namespace
{

/** Nobody hears it: its reads stand in the order of the sound, and none is done in haste. */
constexpr Instant noHaste = std::chrono::minutes(1);

/** A wake-up that is lost costs no more than this. */
constexpr Instant longestNap = std::chrono::milliseconds(50);

template <class Visit>
void forEachClipIn(const MixPlan& plan, FrameRange range, Visit&& visit)
{
    for (const auto& track : plan.tracks)
        track.clips->forEachIn(range, visit);
}

} // namespace

OfflineResidency::OfflineResidency(const Clock& clockToUse, StreamEngine& streamEngine, SessionPlayback& playback)
    : clock(clockToUse), engine(streamEngine), session(playback)
{
}

void OfflineResidency::want(SignalThread& thread, const MixPlan& plan, FrameRange range)
{
    ++revision;
    const auto now = clock.now();
    forEachClipIn(plan, range,
                  [&](const PlannedClip& clip)
                  {
                      const auto& line = clip.timeline;
                      const auto heard = range.intersection({line.start, line.length});
                      const auto wait = plan.sampleRate.secondsIn(heard.start - range.start);
                      ClipWindowRequest window;
                      window.clip = clip.id;
                      window.asset = clip.asset;
                      window.range = {FramePosition((heard.start - line.start).value()), heard.length};
                      window.isLooping = line.loop;
                      window.playRate = line.playRate;
                      window.deadline =
                          now + noHaste + std::chrono::duration_cast<Instant>(std::chrono::duration<double>(wait));
                      window.revision = revision;
                      session.request(thread, window);
                  });
    engine.step(thread);
}

void OfflineResidency::await(SignalThread& thread, const MixPlan& plan, FrameRange range)
{
    engine.step(thread);
    // While one clip was waited for, another that had found no room may have got it.
    auto hasWaited = true;
    while (std::exchange(hasWaited, false))
        forEachClipIn(plan, range,
                      [&](const PlannedClip& clip) { hasWaited = awaitClip(thread, clip, range) || hasWaited; });
}

bool OfflineResidency::awaitClip(SignalThread& thread, const PlannedClip& clip, FrameRange range)
{
    auto hasWaited = false;
    for (auto patience = clock.now() + drivePatience; !isSettled(thread, clip, range); hasWaited = true)
    {
        if (engine.waitForCompletion(thread, longestNap))
            patience = clock.now() + drivePatience;
        else
            hasLostPatience = hasLostPatience || clock.now() >= patience;
        engine.step(thread);
    }
    return hasWaited;
}

bool OfflineResidency::isGivenUp(SignalThread& thread, AssetId asset) const
{
    return hasLostPatience && engine.causeOf(thread, asset) == StreamCause::stalled;
}

bool OfflineResidency::isSettled(SignalThread& thread, const PlannedClip& clip, FrameRange range) const
{
    return engine.windowState(thread, clip.id, Cohort::realtime) != WindowState::filling ||
           session.isResident(thread, clip, range) || isGivenUp(thread, clip.asset);
}

} // namespace loophole::signal
