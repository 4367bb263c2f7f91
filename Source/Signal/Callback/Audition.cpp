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

/** Farther than this no loudness of a file lies from any other that is music. */
constexpr double farthestMatchDb = 40;

void playRegion(AuditionTake& take, const StartStream& command, const Audition::Medium& medium)
{
    const auto whole = medium.table->gridLength();
    auto& line = take.timeline;
    line.stretch = whole;
    if (!command.region.isEmpty())
    {
        const auto rate = medium.facts.sampleRate;
        const auto start = gridFrameOf(std::max(FramePosition(0), command.region.start), rate, medium.gridRate);
        const auto end = gridFrameOf(command.region.end(), rate, medium.gridRate);
        line.first = FramePosition(start);
        line.stretch = FrameCount(std::max<std::int64_t>(1, end - start));
    }
    if (command.playRate > 0)
        line.playRate = std::clamp(command.playRate, limits::lowestPlayRate, limits::highestPlayRate);
    line.loop = command.loop;
    const auto once = std::ceil(static_cast<double>(line.stretch.value()) / line.playRate);
    line.length = FrameCount(command.loop ? endless : static_cast<std::int64_t>(once));
    take.endsInside = !command.loop && (line.first + line.stretch).value() < whole.value();
}

} // namespace

std::int64_t gridFrameOf(FramePosition assetFrame, SampleRate assetRate, SampleRate gridRate)
{
    if (!assetRate.isKnown() || assetRate == gridRate)
        return assetFrame.value();
    return std::llround(static_cast<double>(assetFrame.value()) * gridRate.hz() / assetRate.hz());
}

AuditionTake& Audition::add(AssetId asset, Medium medium)
{
    auto take = std::make_unique<AuditionTake>();
    take->generation = ++lastGeneration;
    take->asset = asset;
    take->assetFramesPerGridFrame = medium.facts.sampleRate.isKnown()
                                        ? static_cast<double>(medium.facts.sampleRate.hz()) / medium.gridRate.hz()
                                        : 1.0;
    take->table = std::move(medium.table);
    takes.push_back(std::move(take));
    return *takes.back();
}

AuditionTake& Audition::make(SignalThread& thread, const StartStream& command, Medium medium,
                             std::optional<std::int64_t> gridFrame)
{
    auto& take = add(command.asset, medium);
    playRegion(take, command, medium);
    take.joins = command.inSync;
    take.gain = gainOf(command.gainDb, command.matchDb);
    const auto from = gridFrame.value_or(gridFrameOf(command.from, medium.facts.sampleRate, medium.gridRate));
    const bool isElsewhere = !gridFrame && !command.region.isEmpty() && !take.passes(from);
    take.from = isElsewhere ? 0 : std::min(take.outputFrameAt(from), take.timeline.length.value());
    if (isStretched(command))
        stretch(thread, take, command.stretch, medium.gridRate);
    return take;
}

AuditionTake& Audition::make(SignalThread&, const ScrubStream& command, Medium medium)
{
    auto& take = add(command.asset, medium);
    take.timeline.length = take.timeline.stretch = medium.table->gridLength();
    take.isScrubbed = true;
    take.gain = gainOf(command.gainDb, command.matchDb);
    take.from = gridFrameOf(command.target, medium.facts.sampleRate, medium.gridRate);
    return take;
}

void Audition::stretch(SignalThread& thread, AuditionTake& take, const StreamStretch& wanted, SampleRate gridRate)
{
    take.stretching = wanted.limited();
    take.stretch = std::make_unique<AuditionStretch>(gridRate, take.table->channelCount(), take.stretching);
    take.stretch->prime(thread, take.timeline, *take.table, take.from);
}

bool Audition::isStretched(const StartStream& command)
{
    return command.playRate == 1 && !command.stretch.limited().isNeutral();
}

float Audition::gainOf(double volumeDb, double matchDb)
{
    const auto volume = std::min(1.0f, Gain::fromDecibels(volumeDb).linear());
    return volume * Gain::fromDecibels(std::clamp(matchDb, -farthestMatchDb, farthestMatchDb)).linear();
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
