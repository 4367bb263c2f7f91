#pragma once

#include "Concurrency/ThreadTokens.h"

#include <atomic>
#include <cstdint>

namespace loophole
{

/**
    Tells when the audio thread can no longer hold a pointer that was taken away from it.

    The audio thread counts up on entering and on leaving its callback, so the count is odd while one runs. Whoever
    unlinks something (a sequentially consistent store of a new pointer) takes a ticket afterwards; once the ticket
    has passed, no callback that could have seen the old pointer is still running. The audio side is wait-free.

    Memory order: the unlinking store, the ticket's load, the count and the audio thread's loads of unlinked pointers
    are all sequentially consistent. A ticket that finds the count even therefore precedes the next callback's entry,
    whose loads see the new pointer; one that finds it odd passes when the count moves on, and that load acquires
    everything the callback read.
*/
class AudioEpoch
{
public:
    /** Held for the length of one callback. */
    class Section
    {
    public:
        Section(AudioEpoch& epoch, AudioThread&) : epoch(epoch) { epoch.count.fetch_add(1); }
        ~Section() { epoch.count.fetch_add(1); }
        Section(const Section&) = delete;
        Section& operator=(const Section&) = delete;

    private:
        AudioEpoch& epoch;
    };

    struct Ticket
    {
        std::uint64_t count = 0;
    };

    /** Take it after unlinking. */
    [[nodiscard]] Ticket ticket() const { return {count.load()}; }

    /** True once nothing unlinked before the ticket can be in use. */
    [[nodiscard]] bool hasPassed(Ticket ticket) const { return ticket.count % 2 == 0 || count.load() != ticket.count; }

private:
    std::atomic<std::uint64_t> count{0};
};

} // namespace loophole
