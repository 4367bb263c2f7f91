#pragma once

#include "Core/Clock.h"
#include "Messages/Queues.h"

#include <filesystem>
#include <memory>

namespace loophole
{

/**
    The media library as one of its threads has it: scans places and writes down what they hold and what the user says
    of it. Owns the writing connection to its file. Signal does whatever touches a medium, by messages through Pulse's
    thread, which never waits for this one. Whoever owns the thread calls step() when the queue has been written to, and
    at nextWakeUp() at the latest.
*/
class Library
{
public:
    /** The name of the library's file in the data folder. */
    static constexpr const char* fileName = "library.db";

    struct Options
    {
        bool resumesScans = false; ///< those that did not come to their end in an earlier run go on
        std::int64_t (*now)() = &secondsSince1970;
    };

    /** Queues and clock must outlive it. The file is made when there is something to be written. */
    Library(Queues&, const Clock&, std::filesystem::path file, Options);
    Library(Queues&, const Clock&, std::filesystem::path file);
    /** What was taken in is in the file. */
    ~Library();
    Library(const Library&) = delete;
    Library& operator=(const Library&) = delete;

    void step(LibraryThread&);
    [[nodiscard]] Instant nextWakeUp(LibraryThread&) const;

    [[nodiscard]] static std::int64_t secondsSince1970();

private:
    class Desk;
    std::unique_ptr<Desk> desk;
};

} // namespace loophole
