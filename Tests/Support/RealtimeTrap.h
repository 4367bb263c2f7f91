#pragma once

namespace loophole::testing
{

/**
    While one lives on a thread, whatever the audio thread must not do there ends the process with a message: allocate
    or free, lock, wait, sleep, call the system, log, throw. Needs the target realtime_trap, whose objects stand in
    front of the system's functions. Sections nest.
*/
class ArmedSection
{
public:
    ArmedSection() noexcept;
    ~ArmedSection();
    ArmedSection(const ArmedSection&) = delete;
    ArmedSection& operator=(const ArmedSection&) = delete;
};

/** Lifts the traps of this thread for as long as it lives: for a test's own work inside an armed section. */
class DisarmedSection
{
public:
    DisarmedSection() noexcept;
    ~DisarmedSection();
    DisarmedSection(const DisarmedSection&) = delete;
    DisarmedSection& operator=(const DisarmedSection&) = delete;

private:
    int depth;
};

/** What the build lets the traps catch. Sanitizers bring functions of their own, which must not be stood in front of.
 */
struct TrapCoverage
{
    bool memory = true;
    bool locksAndCalls = true;
};
[[nodiscard]] TrapCoverage trapCoverage() noexcept;

} // namespace loophole::testing
