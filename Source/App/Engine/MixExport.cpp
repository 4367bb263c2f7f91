#include "App/Engine/MixExport.h"

#include "App/Engine/OfflineSession.h"
#include "App/Engine/SampleBits.h"
#include "Signal/Render/WavSink.h"

#include <algorithm>

namespace loophole
{
namespace
{

constexpr int blockFrames = 512;

class Told final : public signal::RenderProgress
{
public:
    Told(const std::atomic<bool>& isCancelled, const std::function<void(double)>& toTell)
        : cancelled(isCancelled), tell(toTell)
    {
    }

    bool goOn(FrameCount rendered, FrameCount total) override
    {
        tell(static_cast<double>(rendered.value()) / static_cast<double>(std::max<std::int64_t>(1, total.value())));
        return !cancelled.load(std::memory_order_relaxed);
    }

private:
    const std::atomic<bool>& cancelled;
    const std::function<void(double)>& tell;
};

} // namespace

Outcome<MixedFile> exportMix(const MixOrder& order, const Folders& folders, std::size_t budgetBytes,
                             const std::atomic<bool>& cancelled, const std::function<void(double)>& progress)
{
    auto session = OfflineSession::of(order.session, order.folder, budgetBytes, folders);
    const auto range = order.range.isEmpty() ? FrameRange::between(FramePosition(0), session->end()) : order.range;
    if (range.isEmpty())
        return Failure{order.file.string(), "there is nothing to mix"};
    auto thread = DiskThread::mint();
    const auto writer = signal::WavWriter::create(
        thread, order.file, {session->session().sampleRate, session->channels(), encodingOf(order.bits)});
    if (!writer)
        return writer.failure();
    signal::WavSink sink(thread, *writer.value());
    Told told(cancelled, progress);
    const auto rendered = session->render(range, blockFrames, sink, &told);
    if (!rendered)
        return rendered.failure();
    if (cancelled.load(std::memory_order_relaxed))
        return Failure{order.file.string(), "was given up"};
    if (const auto finished = writer.value()->finish(thread); !finished)
        return finished.failure();
    return MixedFile{static_cast<double>(rendered.value().frames) / session->session().sampleRate.hz(),
                     rendered.value().xRealtime, rendered.value().missingFrames, session->missingAssets()};
}

} // namespace loophole
