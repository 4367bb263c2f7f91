#include "Signal/Stream/WindowBook.h"

#include "Model/ClipTimeline.h"
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

/** When output frame n is heard, counted from the window's deadline. */
Instant timeUntil(const StreamWindow& window, std::int64_t outputFrame, SampleRate rate)
{
    const auto& range = window.request.range;
    const auto frames = window.tapeRate < 0 ? range.end().value() - 1 - outputFrame : outputFrame - range.start.value();
    const auto speed = window.tapeRate == 0.0 ? 1.0 : std::abs(window.tapeRate);
    const auto seconds = std::min(static_cast<double>(frames) / (rate.hz() * speed), farthestSeconds);
    return Instant(std::llround(seconds * 1e9));
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
    standing = std::move(window);
    standing.source->windows.insert(&standing);
    claimBlocks(thread, standing);
    settle(thread, released);
    return &standing;
}

void WindowBook::cancel(SignalThread& thread, ClipId clip, std::uint32_t revision)
{
    for (const auto cohort : {Cohort::realtime, Cohort::anticipative, Cohort::resident})
        if (const auto found = windows.find({clip, cohort});
            found != windows.end() && found->second.request.revision <= revision)
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
    window.blocks.clear();
    window.residentCount = 0;
    window.isSplit = false;
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
    if (!source.wasOpened())
        return;
    const auto line = timelineOf(window.clip, source.facts.sampleRate, source.facts.length, rate);
    auto& table = source.tableFor(rate, line.phase);
    const auto speed = window.tapeRate == 0.0 ? 1.0 : window.tapeRate;
    const auto needed = splitWindow(line, window.request.range, table.table->gridLength(),
                                    MovingRateKernel::marginFor(line.playRate * speed), speed < 0);
    window.blocks.reserve(needed.size());
    for (const auto& need : needed)
    {
        const auto neededAt =
            std::min(window.request.deadline, farthestDeadline) + timeUntil(window, need.outputFrame, rate);
        const auto [block, claim] = cache.claim(thread, table, need.index, {&window, window.blocks.size()});
        window.blocks.push_back({block, neededAt, claim});
        if (block->isResident())
        {
            ++window.residentCount;
            ++hitCount;
        }
    }
    window.isSplit = true;
}

} // namespace loophole::signal
