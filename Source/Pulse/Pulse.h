#pragma once

#include "Messages/Queues.h"
#include "Pulse/Document/DocumentWorkers.h"
#include "Pulse/Document/RecoveryKeeper.h"
#include "Pulse/Scheduling/Adviser.h"

#include <functional>
#include <memory>

namespace loophole
{

/** Through which Pulse reaches documents: nothing that it does itself waits for a disk. */
struct DocumentPorts
{
    std::shared_ptr<DocumentStore> store;
    DocumentWorkers& workers;
    std::shared_ptr<DocumentInbox> inbox = std::make_shared<DocumentInbox>();
    /** Null for a program that edits nothing: it keeps no recovery data, locks no document and watches none. */
    RecoveryKeeper* recovery = nullptr;
    std::filesystem::path recoveryFolder{};
    /** Told what is done to a session without being asked for. */
    std::function<void(const std::string&)> log{};
};

/**
    Knows what the samples mean: owns the session with its history, the list of media and the plan of what to read.
    Everything runs on Pulse's thread, in turns: whoever owns that thread calls step() when a queue has been written
    to, and at nextWakeUp() at the latest.
*/
class Pulse
{
public:
    /** All of them must outlive it. */
    Pulse(Queues&, const Clock&, DocumentPorts);
    ~Pulse();
    Pulse(const Pulse&) = delete;
    Pulse& operator=(const Pulse&) = delete;

    /** Takes in all commands and facts that wait and sends what follows. The first turn sends an empty session. */
    void step(PulseThread&);

    /** Is asked from now on where the playhead may jump to, whenever reads are planned. */
    void addAdviser(PulseThread&, std::shared_ptr<Adviser>);

    /** When the next turn is due though no message comes; Instant::max() for never. */
    [[nodiscard]] Instant nextWakeUp(PulseThread&) const;

private:
    class Desk;
    class Commands;
    class Facts;
    class Documents;
    class Relinking;

    std::unique_ptr<Desk> desk;
};

} // namespace loophole
