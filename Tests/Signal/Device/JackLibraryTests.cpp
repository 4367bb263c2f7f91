#include "Signal/Device/JackLibrary.h"

#include "Support/EnvironmentVariable.h"

#include <catch2/catch.hpp>
#include <cstdio>
#include <string>
#include <unistd.h>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("a connection that fails leaves nothing on stderr and starts no server")
{
    const auto* jack = JackLibrary::find();
    REQUIRE(jack != nullptr);
    CHECK(JackLibrary::find() == jack);

    const testing::EnvironmentVariable server("JACK_DEFAULT_SERVER", "loophole-no-such-server");
    auto* captured = std::tmpfile();
    const auto stderrCopy = dup(2);
    dup2(fileno(captured), 2);
    jack_status_t status{};
    const auto* client = jack->clientOpen("loophole-test", JackNoStartServer, &status);
    dup2(stderrCopy, 2);
    close(stderrCopy);
    const auto bytes = std::ftell(captured);
    std::fclose(captured);

    CHECK(client == nullptr);
    CHECK((status & JackServerFailed) != 0);
    CHECK(bytes == 0);
}
