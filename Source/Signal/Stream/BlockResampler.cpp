#include "Signal/Stream/BlockResampler.h"

#include "Core/Limits.h"
#include "Signal/Stream/SincKernel.h"

#include <algorithm>
#include <array>
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

PolyphaseStep SincTable::stepAt(const GridMapping& mapping, std::int64_t source, std::int64_t step) const
{
    const auto first = static_cast<std::int32_t>(source);
    if (isExact)
        return {first, static_cast<std::int32_t>(step), 0.0f};
    const auto place = mapping.fractionOf(step) * static_cast<double>(rowCount);
    const auto row = std::clamp<std::int64_t>(static_cast<std::int64_t>(place), 0, rowCount - 1);
    return {first, static_cast<std::int32_t>(row), static_cast<float>(place - static_cast<double>(row))};
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

void resample(const SincTable& table, const GridMapping& mapping, FrameRange gridFrames,
              const PolyphaseChannels& channels)
{
    constexpr std::int64_t pieceFrames = 256;
    std::array<PolyphaseStep, pieceFrames> steps;
    std::array<float*, limits::maxChannels> destinations{};
    const auto origin = mapping.positionOf(gridFrames.start.value());
    auto position = origin;
    for (std::int64_t done = 0; done < gridFrames.length.value(); done += pieceFrames)
    {
        const auto frames = std::min(pieceFrames, gridFrames.length.value() - done);
        for (std::size_t i = 0; i < static_cast<std::size_t>(frames); ++i)
        {
            steps[i] = table.stepAt(mapping, position.frame - origin.frame, position.step);
            position.step += mapping.stepsBetweenGridFrames();
            position.frame += position.step / mapping.stepsAFrame();
            position.step %= mapping.stepsAFrame();
        }
        for (int c = 0; c < channels.count; ++c)
            destinations[static_cast<std::size_t>(c)] = channels.destinations[c] + done;
        filter(table.table(), steps.data(), static_cast<int>(frames),
               {channels.sources, destinations.data(), channels.count});
    }
}

} // namespace loophole::signal
