#include "Signal/Device/SystemBackends.h"

#include "Support/JackServer.h"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;

TEST_CASE("every kind of device can be made")
{
    SystemBackends backends;
    const auto backendOf = [&](DeviceKind kind) { return backends.make({kind, {}})->status().backend; };
    CHECK(backendOf(DeviceKind::jack) == "JACK");
    CHECK(backendOf(DeviceKind::alsa) == "ALSA");
    CHECK(backendOf(DeviceKind::safeMode) == "Safe mode");
    CHECK(backendOf(DeviceKind::null) == "Null");
    CHECK(backendOf(DeviceKind::offline) == "Offline");
    CHECK(backends.make({DeviceKind::pulse, {}})->status().name == "pulse");
}

TEST_CASE("a running server's clients are listed")
{
    const testing::JackServer server(48000, 256);
    SystemBackends backends;
    auto thread = DeviceThread::mint();
    const auto listings = backends.list(thread);
    CHECK(std::any_of(listings.begin(), listings.end(),
                      [](const auto& listing) {
                          return listing.choice == DeviceChoice{DeviceKind::jack, "system"};
                      }));
    CHECK(backends.definesAlsaPcm(thread, "hw:0"));
}
