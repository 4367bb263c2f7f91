#include "Signal/Stream/BlockResampler.h"

#include "Signal/Stream/SincKernel.h"
#include "Signal/Stream/SumOfProducts.h"

#include <algorithm>
#include <cmath>

namespace loophole::signal
{
namespace
{

constexpr double attenuationDb = 140.0;
constexpr double tapsAtUnity = 208.0;
/** Rows that a table has at most (3.4 MB at unity); beyond, interpolating between as many is as good. */
constexpr std::int64_t mostRows = 4096;

} // namespace

SincTable::SincTable(const GridMapping& mapping)
    : isExact(mapping.isOnSteps() && mapping.stepsAFrame() <= mostRows),
      rowCount(isExact ? mapping.stepsAFrame() : mostRows)
{
    // Where the grid holds less than the asset, the kernel is stretched so that nothing folds back.
    const auto narrowing = std::min(1.0, mapping.ratio());
    const auto taps = static_cast<int>(std::ceil(tapsAtUnity / narrowing));
    tapCount = (taps + sumLanes - 1) / sumLanes * sumLanes;
    const SincKernel kernel(tapCount / 2.0, attenuationDb, narrowing);
    rows.resize(static_cast<std::size_t>(rowCount + 1) * static_cast<std::size_t>(tapCount));
    for (std::int64_t row = 0; row <= rowCount; ++row)
        kernel.writeRow(rows.data() + row * tapCount, tapCount, before(),
                        static_cast<double>(row) / static_cast<double>(rowCount));
}

const float* SincTable::weights(const GridMapping& mapping, std::int64_t step, float* scratch) const
{
    if (isExact)
        return rows.data() + step * tapCount;
    const auto place = mapping.fractionOf(step) * static_cast<double>(rowCount);
    const auto row = std::clamp<std::int64_t>(static_cast<std::int64_t>(place), 0, rowCount - 1);
    const auto* lower = rows.data() + row * tapCount;
    interpolate(lower, lower + tapCount, static_cast<float>(place - static_cast<double>(row)), scratch, tapCount);
    return scratch;
}

SincTable::Key SincTable::keyOf(const GridMapping& mapping)
{
    return {mapping.stepsAFrame(), mapping.stepsBetweenGridFrames(), mapping.isOnSteps()};
}

std::shared_ptr<const SincTable> SincTables::tableFor(const GridMapping& mapping)
{
    // Making a table takes some milliseconds, which others who need the same one would spend as well.
    const std::scoped_lock lock(mutex);
    auto& table = tables[SincTable::keyOf(mapping)];
    if (table == nullptr)
        table = std::make_shared<const SincTable>(mapping);
    return table;
}

FrameRange sourceRangeOf(const SincTable& table, const GridMapping& mapping, FrameRange gridFrames)
{
    if (gridFrames.isEmpty())
        return {};
    const auto first = mapping.positionOf(gridFrames.start.value()).frame - table.before();
    const auto last = mapping.positionOf(gridFrames.end().value() - 1).frame - table.before() + table.taps();
    return FrameRange::between(FramePosition(first), FramePosition(last));
}

void resample(const SincTable& table, const GridMapping& mapping, const float* source, FrameRange gridFrames,
              float* destination)
{
    std::vector<float> scratch(static_cast<std::size_t>(table.taps()));
    const auto origin = mapping.positionOf(gridFrames.start.value());
    auto position = origin;
    for (std::int64_t frame = 0; frame < gridFrames.length.value(); ++frame)
    {
        destination[frame] = sumOfProducts(source + (position.frame - origin.frame),
                                           table.weights(mapping, position.step, scratch.data()), table.taps());
        position.step += mapping.stepsBetweenGridFrames();
        position.frame += position.step / mapping.stepsAFrame();
        position.step %= mapping.stepsAFrame();
    }
}

} // namespace loophole::signal
