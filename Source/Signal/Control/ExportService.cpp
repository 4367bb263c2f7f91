#include "Signal/Control/ExportService.h"

#include "Signal/Disk/DeviceId.h"
#include "Signal/Render/WavWriter.h"

#include <algorithm>
#include <vector>

namespace loophole::signal
{
namespace
{

/** Read and written at once; 64 KiB of 32-bit samples a channel. */
constexpr std::int64_t portionFrames = 16'384;

/** Tags of the pool's jobs are shared with everyone else. */
JobTag tagOf(RequestId request)
{
    return {std::uint64_t{0xE470} << 48 | request.value, 0};
}

WavFormat formatOf(const MediaInfo& info)
{
    const bool isInteger = info.isLossless && !info.isFloat && info.bitDepth > 0;
    if (isInteger && info.bitDepth <= 16)
        return {info.sampleRate, info.channels, SampleEncoding::int16Little};
    if (isInteger && info.bitDepth <= 24)
        return {info.sampleRate, info.channels, SampleEncoding::int24Little};
    return {info.sampleRate, info.channels, SampleEncoding::float32Little};
}

Outcome<void> copyFrames(DiskThread& thread, MediaReader& reader, FrameRange region, WavWriter& writer,
                         const std::atomic<bool>& isClosed)
{
    std::vector<std::vector<float>> samples(static_cast<std::size_t>(reader.info().channels),
                                            std::vector<float>(static_cast<std::size_t>(portionFrames)));
    std::vector<float*> channels;
    for (auto& each : samples)
        channels.push_back(each.data());
    for (auto at = region.start; at < region.end();)
    {
        if (isClosed)
            return Failure{"exporting", "the program has ended"};
        const auto frames = std::min(FrameCount(portionFrames), region.end() - at);
        if (auto read = reader.read(thread, at, {channels.data(), reader.info().channels, frames}); !read)
            return read;
        if (auto written = writer.write(thread, {channels.data(), reader.info().channels, frames}); !written)
            return written;
        at += frames;
    }
    return writer.finish(thread);
}

} // namespace

/** Writes one region on a worker. Owns what it touches there; the sink only in finish(). */
class ExportService::Job final : public DiskJob
{
public:
    Job(FactSink& sink, OpenMedia open, ExportRegion exported, std::filesystem::path file,
        std::shared_ptr<std::atomic<bool>> closed)
        : facts(sink),
          openMedia(std::move(open)),
          order(std::move(exported)),
          medium(std::move(file)),
          isClosed(std::move(closed))
    {
    }

    void run(DiskThread& thread) override
    {
        if (const auto outcome = write(thread); !outcome)
            error = outcome.failure().message();
    }

    void finish(SignalThread& thread) override
    {
        if (!*isClosed)
            facts.send(thread, RegionExported{order.request, order.file, error});
    }

    [[nodiscard]] bool hasFailed() const override { return !error.empty(); }

private:
    Outcome<void> write(DiskThread& thread)
    {
        auto reader = openMedia(thread, medium);
        if (!reader)
            return reader.failure();
        const auto& info = reader.value()->info();
        const auto region = order.region.intersection({FramePosition(0), info.length});
        if (region.isEmpty())
            return Failure{medium.filename().string(), "has no such region"};
        std::error_code failed;
        std::filesystem::create_directories(order.file.parent_path(), failed);
        if (failed)
            return Failure{order.file.parent_path().string(), failed.message()};
        auto writer = WavWriter::create(thread, order.file, formatOf(info));
        if (!writer)
            return writer.failure();
        return copyFrames(thread, *reader.value(), region, *writer.value(), *isClosed);
    }

    FactSink& facts;
    OpenMedia openMedia;
    ExportRegion order;
    std::filesystem::path medium;
    std::shared_ptr<std::atomic<bool>> isClosed;
    std::string error;
};

ExportService::ExportService(Disk& disk, CurrentMounts& currentMounts, OpenMedia open, FactSink& sink)
    : workers(disk),
      mounts(currentMounts),
      openMedia(std::move(open)),
      facts(sink),
      isClosed(std::make_shared<std::atomic<bool>>(false))
{
}

ExportService::~ExportService()
{
    *isClosed = true;
}

void ExportService::begin(SignalThread& thread, const ExportRegion& order, const std::filesystem::path& medium)
{
    // The hand holds it already: before what is only drawn.
    workers.submit(thread, std::make_unique<Job>(facts, openMedia, order, medium, isClosed),
                   {{UrgencyClass::resident}, mounts.deviceOf(medium), tagOf(order.request)});
}

} // namespace loophole::signal
