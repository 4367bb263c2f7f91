#include "Signal/Control/OfflineResidency.h"

namespace loophole::signal
{
namespace
{

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
                      window.deadline = now + std::chrono::duration_cast<Instant>(std::chrono::duration<double>(wait));
                      window.revision = revision;
                      session.request(thread, window);
                  });
    engine.step(thread);
}

void OfflineResidency::await(SignalThread& thread, const MixPlan& plan, FrameRange range)
{
    auto patience = clock.now() + drivePatience;
    for (engine.step(thread); !isSettled(thread, plan, range); engine.step(thread))
        if (engine.waitForCompletion(thread, longestNap))
            patience = clock.now() + drivePatience;
        else
            hasLostPatience = hasLostPatience || clock.now() >= patience;
}

bool OfflineResidency::isGivenUp(SignalThread& thread, AssetId asset) const
{
    return hasLostPatience && engine.causeOf(thread, asset) == StreamCause::stalled;
}

bool OfflineResidency::isSettled(SignalThread& thread, const MixPlan& plan, FrameRange range) const
{
    auto isSettled = true;
    forEachClipIn(plan, range,
                  [&](const PlannedClip& clip)
                  {
                      isSettled =
                          isSettled && (session.isResident(thread, clip, range) || isGivenUp(thread, clip.asset) ||
                                        engine.windowState(thread, clip.id, Cohort::realtime) != WindowState::filling);
                  });
    return isSettled;
}

} // namespace loophole::signal
