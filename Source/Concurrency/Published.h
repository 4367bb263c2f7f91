#pragma once

#include "Concurrency/AudioEpoch.h"

#include <atomic>
#include <memory>
#include <vector>

namespace loophole
{

/**
    Hands whole prepared values to the audio thread. Reading is one load; a value that was replaced is freed on the
    control thread once no callback can still see it.
*/
template <class Value>
class Published
{
public:
    explicit Published(const AudioEpoch& epoch) : epoch(epoch) {}

    /** No callback may run any more. */
    ~Published() = default;

    Published(const Published&) = delete;
    Published& operator=(const Published&) = delete;

    void publish(SignalThread& thread, std::unique_ptr<const Value> value)
    {
        current.store(value.get());
        if (owned)
            retired.push_back({std::move(owned), epoch.ticket()});
        owned = std::move(value);
        collect(thread);
    }

    /** Frees what the audio thread has let go of; call at every turn of the control loop. */
    void collect(SignalThread&)
    {
        std::erase_if(retired, [this](const Retired& old) { return epoch.hasPassed(old.ticket); });
    }

    /** Null before the first publish. Valid until the callback's AudioEpoch::Section ends. */
    [[nodiscard]] const Value* read(AudioThread&) const { return current.load(); }

    /** What the control thread published last. */
    [[nodiscard]] const Value* latest(SignalThread&) const { return owned.get(); }

    [[nodiscard]] std::size_t retiredCount(SignalThread&) const { return retired.size(); }

private:
    struct Retired
    {
        std::unique_ptr<const Value> value;
        AudioEpoch::Ticket ticket;
    };

    const AudioEpoch& epoch;
    std::atomic<const Value*> current{nullptr};
    std::unique_ptr<const Value> owned;
    std::vector<Retired> retired;
};

} // namespace loophole
