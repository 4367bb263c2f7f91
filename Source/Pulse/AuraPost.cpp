#include "Pulse/AuraPost.h"

namespace loophole
{

template <class Newest>
bool AuraPost::replaceNewest(PulseToAura& message)
{
    auto* content = std::get_if<Newest>(&message);
    if (content != nullptr)
        std::get<std::optional<Newest>>(newest) = std::move(*content);
    return content != nullptr;
}

template <class Newest>
void AuraPost::sendNewest(PulseThread& thread)
{
    auto& content = std::get<std::optional<Newest>>(newest);
    if (!content || outbox.backlog() > 0)
        return;
    outbox.send(thread, *std::move(content));
    content.reset();
}

void AuraPost::send(PulseThread& thread, PulseToAura message)
{
    flush(thread);
    if (outbox.backlog() > 0 && (replaceNewest<TransportPosition>(message) || replaceNewest<MeterLevels>(message) ||
                                 replaceNewest<StreamStats>(message) || replaceNewest<LibraryScanProgress>(message) ||
                                 replaceNewest<MediaSearchChanged>(message)))
        return;
    outbox.send(thread, std::move(message));
}

void AuraPost::flush(PulseThread& thread)
{
    outbox.flush(thread);
    sendNewest<TransportPosition>(thread);
    sendNewest<MeterLevels>(thread);
    sendNewest<StreamStats>(thread);
    sendNewest<LibraryScanProgress>(thread);
    sendNewest<MediaSearchChanged>(thread);
}

bool AuraPost::isWaiting() const
{
    return outbox.backlog() > 0;
}

} // namespace loophole
