#pragma once

#include "Signal/Buffers/BufferSupply.h"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace loophole::signal
{

/**
    Knows every buffer of the engine by its id: those it makes itself, which it owns with whoever asked for them, and
    the engine's bricks, which are enrolled for as long as they live. Owned by Signal control. Every function is safe
    from every thread but the audio thread.
*/
class BufferRegistry
{
public:
    BufferRegistry(std::size_t bytes, std::filesystem::path folder) : supply(bytes, std::move(folder)) {}

    /** Makes a buffer as BufferSupply does. An id that is taken is refused. */
    [[nodiscard]] Outcome<std::shared_ptr<AudioBuffer>> create(DiskThread&, const std::string& id, const BufferConfig&,
                                                               std::optional<FrameCount> size = {});
    /** Null where there is none of this id. */
    [[nodiscard]] std::shared_ptr<AudioBuffer> find(const std::string& id) const;
    /** Closes the buffer; false where there is none of this id. */
    bool remove(const std::string& id);

    /** For a memory buffer that is full: a streaming buffer of the same samples and cursor takes its id and place. The
        one before is closed. */
    [[nodiscard]] Outcome<std::shared_ptr<AudioBuffer>> continueOnDisk(DiskThread&, const std::string& id);

    /** Has a buffer's metrics told for as long as it lives. */
    class Enrolment
    {
    public:
        Enrolment() = default;
        ~Enrolment();
        Enrolment(Enrolment&&) noexcept;
        Enrolment& operator=(Enrolment&&) noexcept;

    private:
        friend class BufferRegistry;
        Enrolment(BufferRegistry& owner, std::string name) : registry(&owner), id(std::move(name)) {}
        BufferRegistry* registry = nullptr;
        std::string id;
    };
    /** The buffer must outlive its enrolment and that the registry; the id must be free. */
    [[nodiscard]] Enrolment enrol(std::string id, const MeteredBuffer&);

    /** Metrics of all, and what they come to; the memory's pressure is not the registry's to know. */
    [[nodiscard]] BufferReport report() const;

    /** Closes and forgets all buffers that were made here. */
    void close();
    /** One line for each buffer that was made here and never removed. */
    [[nodiscard]] std::vector<std::string> leaks() const;

    [[nodiscard]] const MemoryAccount& account() const { return supply.account(); }

private:
    BufferSupply supply;
    mutable std::mutex mutex;
    std::map<std::string, std::shared_ptr<AudioBuffer>> made;
    std::map<std::string, const MeteredBuffer*> enrolled;
};

} // namespace loophole::signal
