#include "App/Commands/BufferCheck.h"

#include "App/Commands/StatsJson.h"
#include "Core/Limits.h"
#include "Signal/Buffers/BufferRegistry.h"
#include "Signal/Buffers/SystemMemory.h"

#include <cstdio>
#include <numeric>

namespace loophole::cli
{
namespace
{

using namespace signal;

constexpr std::size_t framesToMove = 512; ///< as many as the smallest kind holds
constexpr int moves = 64;

/** Whether what comes out is what went in. */
Outcome<bool> movesSoundly(DiskThread& thread, AudioBuffer& buffer)
{
    std::vector<float> in(framesToMove * static_cast<std::size_t>(buffer.config().channels));
    std::iota(in.begin(), in.end(), 1.0f);
    std::vector<float> out(in.size());
    for (int move = 0; move < moves; ++move)
    {
        const auto isRing = buffer.config().bufferType == BufferType::ring;
        if (!isRing)
            if (const auto moved = buffer.seek(thread, FramePosition(0)); !moved)
                return moved.failure();
        if (const auto written = buffer.write(thread, in); !written)
            return written.failure();
        if (!isRing)
            if (const auto moved = buffer.seek(thread, FramePosition(0)); !moved)
                return moved.failure();
        if (const auto read = buffer.read(thread, out); !read)
            return read.failure();
        if (in != out)
            return false;
    }
    return true;
}

Json describe(const BufferConfig& config)
{
    return {{"sampleRate", config.sampleRate.hz()},      {"channels", config.channels},
            {"bufferFrames", config.bufferSize.value()}, {"maxMemoryMiB", config.maxMemoryMiB},
            {"chunkFrames", config.chunkSize.value()},   {"cacheMiB", config.cacheSizeMiB},
            {"compression", config.enableCompression},   {"threadSafe", config.threadSafe}};
}

Json describeKind(DiskThread& thread, BufferRegistry& registry, const BufferConfig& config)
{
    const std::string id = toString(config.bufferType);
    const auto buffer = registry.create(thread, id, config);
    if (!buffer)
        return {{"type", id}, {"config", describe(config)}, {"sound", false}, {"error", buffer.failure().message()}};
    const auto sound = movesSoundly(thread, *buffer.value());
    auto metrics = buffer.value()->metrics();
    metrics.id = id;
    registry.remove(id);
    return {{"type", id},
            {"config", describe(config)},
            {"sound", sound && sound.value()},
            {"error", sound ? Json() : Json(sound.failure().message())},
            {"metrics", toJson(metrics)}};
}

} // namespace

Json describeBuffers(const std::filesystem::path& folder)
{
    auto thread = DiskThread::mint();
    BufferRegistry registry(limits::sideBufferBytes, folder);
    auto kinds = Json::array();
    for (const auto& config :
         {BufferConfig::memory(), BufferConfig::streaming(), BufferConfig::ring(), BufferConfig::pool()})
        kinds.push_back(describeKind(thread, registry, config));
    const auto system = readSystemMemory();
    return {{"kinds", kinds},
            {"chunkProfiles",
             {{"lowLatency", chunks::lowLatency.value()},
              {"streaming", chunks::streaming.value()},
              {"standard", chunks::standard.value()},
              {"batch", chunks::batch.value()}}},
            {"leaks", registry.leaks()},
            {"processMiB", system.resident >> 20},
            {"systemFreeMiB", system.free >> 20}};
}

void printBuffers(const Json& buffers)
{
    std::puts("Buffers:");
    for (const auto& kind : buffers["kinds"])
    {
        const auto name = kind["type"].get<std::string>();
        if (!kind["sound"].get<bool>())
        {
            std::printf("  %s: %s\n", name.c_str(),
                        kind["error"].is_null() ? "gives back other samples than it was given"
                                                : kind["error"].get<std::string>().c_str());
            continue;
        }
        const auto& metrics = kind["metrics"];
        std::printf("  %s: sound, %.4f ms a read, %.4f ms a write\n", name.c_str(), metrics["meanReadMs"].get<double>(),
                    metrics["meanWriteMs"].get<double>());
    }
    std::printf("  the system has %s MiB of memory left\n", buffers["systemFreeMiB"].dump().c_str());
}

} // namespace loophole::cli
