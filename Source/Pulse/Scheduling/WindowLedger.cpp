#include "Pulse/Scheduling/WindowLedger.h"

#include "Core/Limits.h"

#include <algorithm>
#include <cmath>

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

/** When the clip's frame 0 would be heard; of a window that is heard backwards, how late its frame 0 would be. */
Instant startOf(const PlannedWindow& window, SampleRate rate)
{
    const auto& request = window.request;
    const auto frames =
        request.tapeRate < 0 ? -(request.range.end() - FramePosition(0)) : request.range.start - FramePosition(0);
    const auto seconds = rate.secondsIn(frames) / std::max(limits::lowestPlayRate, std::abs(request.tapeRate));
    return request.deadline - std::chrono::duration_cast<Instant>(std::chrono::duration<double>(seconds));
}

/** Of the medium, in which the window's last frame to be heard lies. */
std::int64_t lastBlock(const PlannedWindow& window)
{
    const auto& [request, line] = window;
    const auto last = request.tapeRate < 0 ? request.range.start.value() : request.range.end().value() - 1;
    return static_cast<std::int64_t>(std::floor(line.gridPosition(last) / static_cast<double>(limits::blockFrames)));
}

bool hasMoved(const PlannedWindow& before, const PlannedWindow& now, SampleRate rate)
{
    const auto& was = before.request;
    const auto& is = now.request;
    const auto block = FrameCount(limits::blockFrames);
    const auto far = [block](FrameCount distance) { return distance >= block || -distance >= block; };
    // What lies behind grows with the first moments of playing, and is as long as it gets from then on.
    const auto isLongerBehind = far(is.behind - was.behind) || (was.behind.isZero() && !is.behind.isZero());
    const auto isWhole = is.range.end() == FramePosition(now.line.length.value());
    return was.asset != is.asset || was.ahead != is.ahead || was.tapeRate != is.tapeRate || isLongerBehind ||
           !isSameLine(before.line, now.line) || far(is.range.start - was.range.start) ||
           far(is.range.end() - was.range.end()) || lastBlock(now) != lastBlock(before) ||
           is.range.start < was.range.start || (isWhole && was.range.end() < is.range.end()) ||
           startOf(now, rate) + clearlyEarlier < startOf(before, rate);
}

/** A window without frames, in place of one that is no longer needed. */
ClipWindowRequest emptied(ClipWindowRequest window, std::uint32_t revision)
{
    window.range = {window.range.start, FrameCount(0)};
    window.revision = revision;
    return window;
}

} // namespace

WindowLedger::Name WindowLedger::nameOf(const PlannedWindow& window)
{
    return {window.request.clip, window.request.cohort, window.request.place};
}

std::vector<PulseToSignal> WindowLedger::update(const std::vector<PlannedWindow>& plan, std::uint32_t revision,
                                                SampleRate sessionRate)
{
    auto messages = ask(needed, plan, sessionRate);
    dropPassedBy(needed, revision, messages);
    return messages;
}

std::vector<PulseToSignal> WindowLedger::updateIdle(const std::vector<PlannedWindow>& plan, std::uint32_t revision,
                                                    SampleRate sessionRate)
{
    auto messages = ask(idle, plan, sessionRate);
    dropPassedBy(idle, revision, messages);
    return messages;
}

std::vector<PulseToSignal> WindowLedger::ask(Asked& asked, const std::vector<PlannedWindow>& plan,
                                             SampleRate sessionRate)
{
    ++round;
    std::vector<PulseToSignal> messages;
    for (const auto& window : plan) // in the plan's order, the most urgent first
    {
        const auto [entry, isNew] = asked.try_emplace(nameOf(window), Entry{window, round});
        entry->second.round = round;
        if (isNew)
            ++windowsOf[window.request.clip];
        else if (hasMoved(entry->second.window, window, sessionRate))
            entry->second.window = window;
        else
            continue;
        messages.push_back(window.request);
    }
    return messages;
}

void WindowLedger::dropPassedBy(Asked& asked, std::uint32_t revision, std::vector<PulseToSignal>& messages)
{
    std::vector<ClipWindowRequest> dropped;
    for (auto entry = asked.begin(); entry != asked.end();)
    {
        if (entry->second.round == round)
        {
            ++entry;
            continue;
        }
        dropped.push_back(entry->second.window.request);
        --windowsOf.at(dropped.back().clip);
        entry = asked.erase(entry);
    }
    // Cancelling a clip cancels all of its cohorts: one that keeps another only gets its range emptied.
    for (const auto& window : dropped)
        if (const auto left = windowsOf.find(window.clip); left == windowsOf.end())
            continue; // cancelled with another of its windows
        else if (left->second > 0)
            messages.push_back(emptied(window, revision));
        else
        {
            windowsOf.erase(left);
            messages.push_back(ClipWindowCancel{window.clip, revision});
        }
}

void WindowLedger::clear()
{
    needed.clear();
    idle.clear();
    windowsOf.clear();
}

} // namespace loophole
