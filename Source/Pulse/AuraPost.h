#pragma once

#include "Messages/Queues.h"

#include <optional>
#include <tuple>

namespace loophole
{

/**
    The way to Aura. While its queue is full everything waits in order, but of positions, meters, statistics and the
    progress of scans only the newest: a window that was covered for an hour has no use for the old ones. Owned by
    Pulse, used on its thread.
*/
class AuraPost
{
public:
    explicit AuraPost(PulseToAuraQueue& queue) : outbox(queue) {}

    void send(PulseThread&, PulseToAura);

    /** Call at every turn. */
    void flush(PulseThread&);

    [[nodiscard]] bool isWaiting() const;

private:
    template <class Newest>
    bool replaceNewest(PulseToAura&);
    template <class Newest>
    void sendNewest(PulseThread&);

    Outbox<PulseToAura, PulseThread, MessageThread> outbox;
    std::tuple<std::optional<TransportPosition>, std::optional<MeterLevels>, std::optional<StreamStats>,
               std::optional<LibraryScanProgress>, std::optional<MediaSearchChanged>>
        newest;
};

} // namespace loophole
