#include "Pulse/Library/Library.h"

#include "Pulse/Library/LibraryDesk.h"

#include <chrono>

namespace loophole
{

Library::Library(Queues& queues, const Clock& clock, std::filesystem::path file, Options options)
    : desk(std::make_unique<Desk>(queues, clock, std::move(file), options))
{
}

Library::Library(Queues& queues, const Clock& clock, std::filesystem::path file)
    : Library(queues, clock, std::move(file), Options())
{
}

Library::~Library() = default;

void Library::step(LibraryThread& thread)
{
    desk->step(thread);
}

Instant Library::nextWakeUp(LibraryThread&) const
{
    return desk->nextWakeUp();
}

std::int64_t Library::secondsSince1970()
{
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::seconds>(now).count();
}

} // namespace loophole
