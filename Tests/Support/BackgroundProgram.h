#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <string>
#include <sys/types.h>
#include <vector>

namespace loophole::testing
{

/**
    A program that runs beside the test, with its errors and, unless it is piped, its output in a log. Asked to end, and
    waited for, at the latest when this is destroyed.
*/
class BackgroundProgram
{
public:
    enum class Output
    {
        toLog,
        piped ///< read with readOutput()
    };

    BackgroundProgram(const std::vector<std::string>& arguments, const std::filesystem::path& log,
                      Output = Output::toLog);
    ~BackgroundProgram();
    BackgroundProgram(const BackgroundProgram&) = delete;
    BackgroundProgram& operator=(const BackgroundProgram&) = delete;

    /** Ends it as an accident would, and returns when it is gone. */
    void kill();

    /** Asks it to end, kills it if it has not within five seconds, and returns when it is gone. */
    void end();

    [[nodiscard]] bool isRunning() const;
    /** Waits for its end. */
    [[nodiscard]] bool endsWithin(std::chrono::seconds limit) const;
    /** The most memory that it ever had at once, as the system counts it; 0: not known. */
    [[nodiscard]] std::size_t peakResidentBytes() const;

    /** The next bytes that it writes: waits for all of them, to its end, or for `seconds` in all. */
    [[nodiscard]] std::string readOutput(std::size_t bytes, int seconds);

private:
    pid_t process = -1;
    int output = -1;
};

} // namespace loophole::testing
