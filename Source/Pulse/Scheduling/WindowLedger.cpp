#include "Pulse/Scheduling/WindowLedger.h"

#include "Core/Limits.h"

namespace loophole
{
namespace
{

/** Deadlines drift with the device's clock; less than this does not change the order of reading. */
constexpr Instant clearlyEarlier = std::chrono::milliseconds(100);

bool isSameLine(const ClipTimeline& a, const ClipTimeline& b)
{
    return a.length == b.length && a.first == b.first && a.stretch == b.stretch && a.phase == b.phase &&
           a.playRate == b.playRate && a.loop == b.loop && a.reverse == b.reverse;
}

/** When the clip's frame 0 would be heard. */
Instant startOf(const PlannedWindow& window, SampleRate rate)
{
    const auto seconds = rate.secondsIn(window.request.range.start - FramePosition(0));
    return window.request.deadline - std::chrono::duration_cast<Instant>(std::chrono::duration<double>(seconds));
}

bool hasMoved(const PlannedWindow& before, const PlannedWindow& now, SampleRate rate)
{
    const auto& was = before.request;
    const auto& is = now.request;
    const auto block = FrameCount(limits::blockFrames);
    const auto far = [block](FrameCount distance) { return distance >= block || -distance >= block; };
    const auto isWhole = is.range.end() == FramePosition(now.line.length.value());
    return was.asset != is.asset || !isSameLine(before.line, now.line) || far(is.range.start - was.range.start) ||
           far(is.range.end() - was.range.end()) || is.range.start < was.range.start ||
           (isWhole && was.range.end() < is.range.end()) || startOf(now, rate) + clearlyEarlier < startOf(before, rate);
}

} // namespace

std::vector<PulseToSignal> WindowLedger::update(const std::vector<PlannedWindow>& plan, std::uint32_t revision,
                                                SampleRate sessionRate)
{
    std::vector<PulseToSignal> messages;
    std::map<Key, PlannedWindow> next;
    for (const auto& window : plan)
    {
        const Key key{window.request.clip, window.request.cohort};
        const auto before = asked.find(key);
        const auto isNews = before == asked.end() || hasMoved(before->second, window, sessionRate);
        if (isNews)
            messages.push_back(window.request);
        next.emplace(key, isNews ? window : before->second);
    }
    // Cancelling a clip cancels all of its cohorts: one that keeps another only gets its range emptied.
    for (const auto& [key, window] : asked)
    {
        if (next.contains(key))
            continue;
        const auto kept = next.lower_bound({key.first, Cohort::realtime});
        if (kept != next.end() && kept->first.first == key.first)
        {
            auto emptied = window.request;
            emptied.range = {emptied.range.start, FrameCount(0)};
            emptied.revision = revision;
            messages.push_back(emptied);
        }
        else if (messages.empty() || !std::holds_alternative<ClipWindowCancel>(messages.back()) ||
                 std::get<ClipWindowCancel>(messages.back()).clip != key.first)
        {
            messages.push_back(ClipWindowCancel{key.first, revision});
        }
    }
    asked = std::move(next);
    return messages;
}

} // namespace loophole
