#pragma once

#include "Support/BackgroundProgram.h"
#include "Support/EnvironmentVariable.h"
#include "Support/TemporaryFolder.h"

#include <optional>
#include <string>

namespace loophole::testing
{

/**
    A JACK server of the test's own, without a sound card (jackd's driver for that, real time kept by a timer) and
    with two playback ports. JACK_DEFAULT_SERVER names it for this process while it lives.
*/
class JackServer
{
public:
    /** Starts and returns once it takes clients. Throws where no server can run: a test then fails, never passes
     * silently. */
    JackServer(int sampleRate, int blockFrames);

    /** As if it had crashed. */
    void kill() { server->kill(); }

    /** Runs again under the same name. */
    void restart();

private:
    void start();

    TemporaryFolder folder;
    std::string name;
    int sampleRate;
    int blockFrames;
    EnvironmentVariable environment;
    std::optional<BackgroundProgram> server;
};

} // namespace loophole::testing
