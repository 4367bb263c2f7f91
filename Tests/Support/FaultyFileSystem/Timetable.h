#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace loophole::testing
{

enum class Fault
{
    none,
    slow,  ///< every opening and read takes its time
    hang,  ///< nothing is answered
    error, ///< everything fails with EIO
    gone   ///< no file is there; those that are open fail with EIO
};

/** When a file system does what. Safe from every thread. */
class Timetable
{
public:
    /** Lines of "MILLISECONDS FAULT [ARGUMENT]", from now on; false where one is none, and all stays as it was. */
    bool set(const std::string& lines);

    /** Waits as the fault of this moment says, then tells what it has become. `isAbandoned`: nobody waits any more. */
    [[nodiscard]] Fault waitAndTell(bool takesTime, const std::function<bool()>& isAbandoned);

private:
    using Clock = std::chrono::steady_clock;
    struct Entry
    {
        Clock::time_point from;
        Fault fault = Fault::none;
        std::chrono::milliseconds delay{};
    };

    [[nodiscard]] Entry current() const;

    std::mutex mutex;
    std::condition_variable changed;
    std::vector<Entry> entries;
};

} // namespace loophole::testing
