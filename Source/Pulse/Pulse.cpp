#include "Pulse/Pulse.h"

#include "Pulse/PulseDesk.h"

namespace loophole
{

Pulse::Pulse(Queues& queues, const Clock& clock, DocumentPorts documents)
    : desk(std::make_unique<Desk>(queues, clock, std::move(documents)))
{
}

Pulse::~Pulse() = default;

void Pulse::step(PulseThread& thread)
{
    desk->begin(thread);
    desk->takeIn(thread);
    desk->conclude(thread);
}

void Pulse::addAdviser(PulseThread&, std::shared_ptr<Adviser> adviser)
{
    desk->readAhead.addAdviser(std::move(adviser));
}

Instant Pulse::nextWakeUp(PulseThread&) const
{
    return desk->nextWakeUp();
}

} // namespace loophole
