#include "Signal/Buffers/BufferRegistry.h"

#include <cassert>
#include <utility>

namespace loophole::signal
{
namespace
{

/** Frames that are copied at once from memory to disk. */
constexpr std::size_t copiedFrames = static_cast<std::size_t>(chunks::batch.value());

Outcome<void> copyAll(DiskThread& thread, AudioBuffer& from, AudioBuffer& to)
{
    if (auto done = from.seek(thread, FramePosition(0)); !done)
        return done;
    std::vector<float> some(copiedFrames * static_cast<std::size_t>(from.config().channels));
    for (;;)
    {
        const auto read = from.read(thread, some);
        if (!read)
            return read.failure();
        if (read.value().isZero())
            return {};
        const auto samples = static_cast<std::size_t>(read.value().value() * from.config().channels);
        if (const auto written = to.write(thread, std::span(some).first(samples)); !written)
            return written.failure();
    }
}

} // namespace

Outcome<std::shared_ptr<AudioBuffer>> BufferRegistry::create(DiskThread& thread, const std::string& id,
                                                             const BufferConfig& config, std::optional<FrameCount> size)
{
    const auto isTaken = [&] { return made.contains(id) || enrolled.contains(id); };
    const Failure taken{id, "there is a buffer of this name already"};
    {
        const std::scoped_lock lock(mutex);
        if (isTaken())
            return taken;
    }
    auto buffer = supply.make(thread, config, size); // without the lock: a disk may have to be waited for
    if (!buffer)
        return buffer.failure();
    const std::scoped_lock lock(mutex);
    if (isTaken())
        return taken;
    return made[id] = std::move(buffer).value();
}

std::shared_ptr<AudioBuffer> BufferRegistry::find(const std::string& id) const
{
    const std::scoped_lock lock(mutex);
    const auto found = made.find(id);
    return found != made.end() ? found->second : nullptr;
}

bool BufferRegistry::remove(const std::string& id)
{
    std::shared_ptr<AudioBuffer> gone;
    {
        const std::scoped_lock lock(mutex);
        const auto found = made.find(id);
        if (found == made.end())
            return false;
        gone = std::move(found->second);
        made.erase(found);
    }
    gone->close();
    return true;
}

Outcome<std::shared_ptr<AudioBuffer>> BufferRegistry::continueOnDisk(DiskThread& thread, const std::string& id)
{
    const auto inMemory = find(id);
    if (inMemory == nullptr)
        return Failure{id, "there is no buffer of this name"};
    auto onDisk = supply.make(thread, streamingInstead(inMemory->config()));
    if (!onDisk)
        return onDisk.failure();
    const auto cursor = inMemory->tell();
    if (const auto copied = copyAll(thread, *inMemory, *onDisk.value()); !copied)
        return copied.failure();
    if (const auto moved = onDisk.value()->seek(thread, cursor); !moved)
        return moved.failure();
    std::shared_ptr<AudioBuffer> standing = std::move(onDisk).value();
    {
        const std::scoped_lock lock(mutex);
        made[id] = standing;
    }
    inMemory->close();
    return standing;
}

BufferRegistry::Enrolment BufferRegistry::enrol(std::string id, const MeteredBuffer& buffer)
{
    const std::scoped_lock lock(mutex);
    assert(!made.contains(id) && !enrolled.contains(id));
    enrolled[id] = &buffer;
    return {*this, std::move(id)};
}

BufferRegistry::Enrolment::Enrolment(Enrolment&& other) noexcept
    : registry(std::exchange(other.registry, nullptr)), id(std::move(other.id))
{
}

BufferRegistry::Enrolment& BufferRegistry::Enrolment::operator=(Enrolment&& other) noexcept
{
    std::swap(registry, other.registry);
    std::swap(id, other.id);
    return *this;
}

BufferRegistry::Enrolment::~Enrolment()
{
    if (registry == nullptr)
        return;
    const std::scoped_lock lock(registry->mutex);
    registry->enrolled.erase(id);
}

BufferReport BufferRegistry::report() const
{
    BufferReport report;
    const auto add = [&](const std::string& id, const MeteredBuffer& buffer)
    {
        auto metrics = buffer.metrics();
        metrics.id = id;
        report.totalBytes += metrics.memoryBytes;
        ++report.countByType[static_cast<std::size_t>(metrics.type)];
        report.buffers.push_back(std::move(metrics));
    };
    const std::scoped_lock lock(mutex);
    for (const auto& [id, buffer] : enrolled)
        add(id, *buffer);
    for (const auto& [id, buffer] : made)
        add(id, *buffer);
    return report;
}

void BufferRegistry::close()
{
    std::map<std::string, std::shared_ptr<AudioBuffer>> gone;
    {
        const std::scoped_lock lock(mutex);
        gone.swap(made);
    }
    for (const auto& [id, buffer] : gone)
        buffer->close();
}

std::vector<std::string> BufferRegistry::leaks() const
{
    std::vector<std::string> lines;
    const std::scoped_lock lock(mutex);
    for (const auto& [id, buffer] : made)
    {
        const auto metrics = buffer->metrics();
        lines.push_back("buffer " + id + " (" + toString(metrics.type) + ", " +
                        std::to_string(metrics.memoryBytes >> 10) + " KiB) was never removed");
    }
    return lines;
}

} // namespace loophole::signal
