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

/** A block wider than this is mixed in parts; the samples are the same and memory stays small whatever was asked for.
 */
constexpr int largestBlock = 65'536;

} // namespace

Outcome<RenderReport> OfflineRenderer::render(SignalThread& control, AudioThread& audio, const MixPlan& plan,
                                              FrameRange range, int block)
{
    const auto began = parts.clock.now();
    const auto blockFrames = std::clamp(block, 1, largestBlock);
    const auto stride = plan.sampleRate.framesIn(strideSeconds);
    const auto lookahead = plan.sampleRate.framesIn(lookaheadSeconds);
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
