#pragma once

#include "Support/BackgroundProgram.h"
#include "Support/EnvironmentVariable.h"
#include "Support/TemporaryFolder.h"

#include <memory>
#include <optional>
#include <string>

namespace loophole::testing
{

/**
    A PulseAudio server of the test's own with one sink that plays into nothing, at `sampleRate`, stereo, 32-bit float.
    PULSE_SERVER names it for this process while it lives.
*/
class PulseServer
{
public:
    /** Starts and returns once it takes clients. Throws where no server can run: a test then fails, never passes
     * silently. */
    explicit PulseServer(int sampleRate);

    /** As if it had crashed. */
    void kill() { server->kill(); }

    /** Runs again at the same place. */
    void restart();

    /** parec on the sink's monitor: frames × 2 native floats, as BackgroundProgram::readOutput() takes them. */
    [[nodiscard]] std::unique_ptr<BackgroundProgram> recordMonitor() const;

private:
    void start();

    TemporaryFolder folder;
    int sampleRate;
    EnvironmentVariable address;
    EnvironmentVariable runtime;
    EnvironmentVariable configuration;
    std::optional<BackgroundProgram> server;
};

} // namespace loophole::testing
