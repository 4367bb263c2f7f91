#include "Signal/Stream/WindowBook.h"

#include "Signal/Stream/MovingRateKernel.h"
#include "Signal/Stream/WindowSplit.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

/** A document may say that a clip lasts for centuries, and "never" may be the largest of instants: needs are kept where
    sums cannot overflow. */
constexpr double farthestSeconds = 1e9;
constexpr Instant farthestDeadline = Instant::max() / 2;

/** A hand that turns has to stop first: what lies behind is needed no sooner than this. */
constexpr Instant turningTime = std::chrono::milliseconds(100);

double speedOf(const ClipWindowRequest& request)
{
    return request.tapeRate == 0.0 ? 1.0 : std::abs(request.tapeRate);
}

Instant hearingTime(std::int64_t frames, const ClipWindowRequest& request, SampleRate rate)
{
    const auto seconds = std::min(static_cast<double>(frames) / (rate.hz() * speedOf(request)), farthestSeconds);
    return Instant(std::llround(seconds * 1e9));
}

Instant deadlineOf(const ClipWindowRequest& request)
{
    return std::min(request.deadline, farthestDeadline);
}

/** When output frame n of the window's range is heard. */
Instant timeOf(const ClipWindowRequest& request, std::int64_t outputFrame, SampleRate rate)
{
    const auto frames = request.tapeRate < 0 ? request.range.end().value() - 1 - outputFrame
                                             : outputFrame - request.range.start.value();
    return deadlineOf(request) + hearingTime(frames, request, rate);
}

/** The output frames that the request keeps on the other side of where it begins to be heard. */
FrameRange behind(const ClipWindowRequest& request)
{
    const auto& range = request.range;
    return request.tapeRate < 0 ? FrameRange{range.end(), request.behind}
                                : FrameRange{range.start - request.behind, request.behind};
}

} // namespace

StreamWindow* WindowBook::tryReplace(SignalThread& thread, StreamWindow window)
{
    auto& standing = windows[window.key];
    if (standing.source != nullptr && standing.request.revision > window.request.revision)
        return nullptr;
    std::vector<CachedBlock*> released;
    releaseClaims(thread, standing, released);
    if (standing.source != nullptr)
        standing.source->windows.erase(&standing);

    window.readsUnderWay = standing.readsUnderWay;
    window.isRefusalTold = standing.isRefusalTold;
    window.changedPlace = standing.changedPlace;
    window.retryAt = standing.retryAt;
    queue.remove(standing);
    standing = std::move(window);
    standing.source->windows.insert(&standing);
    claimBlocks(thread, standing);
    settle(thread, released);
    return &standing;
}

void WindowBook::cancel(SignalThread& thread, ClipId clip, std::uint32_t revision)
{
    for (auto place = windows.lower_bound({clip, Cohort::realtime, 0});
         place != windows.end() && place->first.clip == clip;)
    {
        const auto window = place++;
        if (window->second.request.revision <= revision)
            remove(thread, window);
    }
}

void WindowBook::cancel(SignalThread& thread, WindowKey key, std::uint32_t revision)
{
    if (const auto found = windows.find(key); found != windows.end() && found->second.request.revision <= revision)
        remove(thread, found);
}

void WindowBook::split(SignalThread& thread, StreamWindow& window)
{
    unsplit(thread, window);
    claimBlocks(thread, window);
}

void WindowBook::unsplit(SignalThread& thread, StreamWindow& window)
{
    std::vector<CachedBlock*> released;
    releaseClaims(thread, window, released);
    settle(thread, released);
}

void WindowBook::removeAllOf(SignalThread& thread, AssetSource& source)
{
    while (!source.windows.empty())
        remove(thread, windows.find((*source.windows.begin())->key));
}

const StreamWindow* WindowBook::find(WindowKey key) const
{
    const auto found = windows.find(key);
    return found != windows.end() ? &found->second : nullptr;
}
StreamWindow* WindowBook::find(WindowKey key)
{
    const auto found = windows.find(key);
    return found != windows.end() ? &found->second : nullptr;
}

void WindowBook::remove(SignalThread& thread, std::map<WindowKey, StreamWindow>::iterator place)
{
    unsplit(thread, place->second);
    queue.remove(place->second);
    cache.changedWindows().remove(place->second);
    place->second.source->windows.erase(&place->second);
    windows.erase(place);
}

void WindowBook::releaseClaims(SignalThread& thread, StreamWindow& window, std::vector<CachedBlock*>& released)
{
    for (const auto& item : window.blocks)
    {
        cache.release(thread, *item.block, item.claim);
        released.push_back(item.block);
    }
    queue.remove(window);
    window.blocks.clear();
    window.residentCount = 0;
    window.firstAbsent = 0;
    window.isSplit = false;
    cache.changedWindows().add(window);
}

void WindowBook::settle(SignalThread& thread, const std::vector<CachedBlock*>& released)
{
    for (auto* block : released)
    {
        if (block->read != 0 && block->claims.empty())
            doubtfulReads.push_back(block->read);
        cache.settle(thread, *block);
    }
}

void WindowBook::claimBlocks(SignalThread& thread, StreamWindow& window)
{
    auto& source = *window.source;
    if (!source.isKnown())
        return;
    const auto line = timelineOf(window.clip, source.facts.sampleRate, source.facts.length, rate);
    auto& table = source.tableFor(rate, line.phase);
    const auto needs = needsOf(window.request, line, table.table->gridLength());
    window.blocks.reserve(needs.size());
    for (const auto& [index, neededAt] : needs)
    {
        const auto [block, claim] = cache.claim(
            thread, table, index, {&window, window.blocks.size(), {window.urgencyClassAt(neededAt), neededAt}});
        window.blocks.push_back({block, neededAt, claim});
        if (block->isResident())
        {
            ++window.residentCount;
            ++hitCount;
        }
    }
    window.isSplit = true;
}

std::vector<WindowBook::Need> WindowBook::needsOf(const ClipWindowRequest& request, const ClipTimeline& line,
                                                  FrameCount gridLength) const
{
    const auto margin = MovingRateKernel::marginFor(line.playRate * speedOf(request));
    const auto isBackwards = request.tapeRate < 0;
    std::vector<Need> needs;
    for (const auto& block : splitWindow(line, request.range, gridLength, margin, isBackwards))
        needs.push_back({block.index, timeOf(request, block.outputFrame, rate)});
    if (request.behind.isZero())
        return needs;

    const auto kept = behind(request);
    const auto ahead = needs.size();
    for (const auto& block : splitWindow(line, kept, gridLength, margin, !isBackwards))
    {
        const auto isAhead = std::any_of(needs.begin(), needs.begin() + static_cast<std::ptrdiff_t>(ahead),
                                         [&](const Need& need) { return need.index == block.index; });
        const auto distance =
            isBackwards ? block.outputFrame - kept.start.value() : kept.end().value() - 1 - block.outputFrame;
        if (!isAhead)
            needs.push_back({block.index, deadlineOf(request) + turningTime + hearingTime(distance, request, rate)});
    }
    std::ranges::stable_sort(needs, {}, &Need::at);
    return needs;
}

} // namespace loophole::signal
