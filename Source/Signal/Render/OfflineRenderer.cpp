#include "Signal/Render/OfflineRenderer.h"

#include <algorithm>
#include <vector>

namespace loophole::signal
{
namespace
{

/** Planar space for one block of the Master. */
class OutputSpace
{
public:
    OutputSpace(int channelCount, int frames)
        : samples(static_cast<std::size_t>(channelCount), std::vector<float>(static_cast<std::size_t>(frames)))
    {
        for (auto& channel : samples)
            pointers.push_back(channel.data());
    }
    [[nodiscard]] float* const* channels() const { return pointers.data(); }

private:
    std::vector<std::vector<float>> samples;
    std::vector<float*> pointers;
};

/** Bytes of what sounds in a stretch, once it is decoded. */
std::int64_t bytesIn(const MixPlan& plan, FrameRange stretch)
{
    std::int64_t samples = 0;
    for (const auto& track : plan.tracks)
        track.clips->forEachIn(stretch,
                               [&](const PlannedClip& clip)
                               {
                                   const auto& line = clip.timeline;
                                   const auto heard = stretch.intersection({line.start, line.length});
                                   samples += heard.length.value() * (clip.table ? clip.table->channelCount() : 0);
                               });
    return samples * static_cast<std::int64_t>(sizeof(float));
}

/** A block wider than this is mixed in parts; the samples are the same and memory stays small whatever was asked for.
 */
constexpr int largestBlock = 65'536;

} // namespace

OfflineRenderer::Pace OfflineRenderer::paceAt(const MixPlan& plan, FramePosition at) const
{
    const auto farthest = plan.sampleRate.framesIn(lookaheadSeconds);
    const auto longest = plan.sampleRate.framesIn(longestStride);
    const auto bytes = std::max<std::int64_t>(1, bytesIn(plan, {at, farthest}));
    const auto fitting = static_cast<double>(strideBytes) / static_cast<double>(bytes);
    // Whole blocks, so that none is wanted in two stretches.
    const auto frames = std::min(static_cast<std::int64_t>(fitting * static_cast<double>(farthest.value())),
                                 std::int64_t{longest.value()});
    const FrameCount stride(std::max<std::int64_t>(1, frames / limits::blockFrames) * limits::blockFrames);
    if (!parts.diskThreadsHaveCores)
        return {stride, stride};
    // As much again, and where little sounds, as far as that goes.
    const auto ahead = static_cast<std::int64_t>(std::min(1.0, 2 * fitting) * static_cast<double>(farthest.value()));
    return {stride, std::max(stride + stride, FrameCount(ahead))};
}

Outcome<RenderReport> OfflineRenderer::render(SignalThread& control, AudioThread& audio, const MixPlan& plan,
                                              FrameRange range, int block)
{
    const auto began = parts.clock.now();
    const auto blockFrames = std::clamp(block, 1, largestBlock);
    Mixer mixer(Lane::first, parts.kernel);
    OutputSpace space(plan.channels, blockFrames);

    RenderReport report;
    auto preparedTo = range.start;
    for (auto at = range.start; at < range.end();)
    {
        const auto frames = std::min(FrameCount(blockFrames), range.end() - at);
        if (at + frames > preparedTo)
        {
            if (parts.progress != nullptr && !parts.progress->goOn(at - range.start, range.length))
                return Failure{"rendering", "cancelled"};
            const auto [stride, lookahead] = paceAt(plan, at);
            preparedTo = std::min(range.end(), at + std::max(stride, frames));
            parts.residency.want(control, plan, range.intersection({at, std::max(lookahead, preparedTo - at)}));
            parts.residency.await(control, plan, FrameRange::between(at, preparedTo));
        }
        const auto counts = mixer.render(audio, plan, at, space.channels(), static_cast<int>(frames.value()));
        report.missingFrames += counts.missing;
        report.absentFrames += counts.absent;
        report.proxyFrames += counts.proxied;
        if (auto written = parts.sink.write(space.channels(), plan.channels, static_cast<int>(frames.value()));
            !written)
            return written.failure();
        at += frames;
    }

    report.frames = range.length.value();
    report.seconds = std::chrono::duration<double>(parts.clock.now() - began).count();
    report.xRealtime = report.seconds > 0 ? plan.sampleRate.secondsIn(range.length) / report.seconds : 0.0;
    return report;
}

} // namespace loophole::signal
