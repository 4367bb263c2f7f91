#include "Signal/Callback/Audition.h"

#include "Core/Gain.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace loophole::signal
{
namespace
{

/** A looped take has no end; half the range leaves room to count on. */
constexpr std::int64_t endless = std::numeric_limits<std::int64_t>::max() / 2;

} // namespace

StartTake Audition::start(SignalThread&, const StartStream& command, const MediaFacts& facts, SampleRate gridRate,
                          std::shared_ptr<const BlockTable> table)
{
    auto take = std::make_unique<AuditionTake>();
    take->generation = ++lastGeneration;
    take->asset = command.asset;
    take->assetFramesPerGridFrame =
        facts.sampleRate.isKnown() ? static_cast<double>(facts.sampleRate.hz()) / gridRate.hz() : 1.0;
    take->timeline.stretch = table->gridLength();
    take->timeline.length = command.loop ? FrameCount(endless) : table->gridLength();
    take->timeline.loop = command.loop;
    take->from = std::llround(static_cast<double>(command.from.value()) / take->assetFramesPerGridFrame);
    take->from = std::clamp<std::int64_t>(take->from, 0, table->gridLength().value());
    take->gain = Gain::fromDecibels(command.gainDb).linear();
    take->table = std::move(table);
    takes.push_back(std::move(take));
    return {takes.back().get()};
}

void Audition::collect(SignalThread&)
{
    // The newest stays for its counts.
    while (takes.size() > 1 && takes.front()->generation < voice.oldestInUse())
        takes.pop_front();
}

StreamCounts Audition::counts(SignalThread&) const
{
    return takes.empty() ? StreamCounts{} : takes.back()->stream.counts();
}

} // namespace loophole::signal
