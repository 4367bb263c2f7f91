#include "Signal/Device/DeviceChoice.h"

#include <catch2/catch.hpp>

using namespace loophole::signal;

TEST_CASE("a choice is written as --device takes it")
{
    CHECK(toString({DeviceKind::jack, {}}) == "jack");
    CHECK(toString({DeviceKind::jack, "system"}) == "jack:system");
    CHECK(toString({DeviceKind::alsa, "hw:0,0"}) == "alsa:hw:0,0");
    CHECK(toString({DeviceKind::safeMode, {}}) == "safe");
    CHECK(toString({DeviceKind::null, {}}) == "null");
}

TEST_CASE("a choice is described for people")
{
    CHECK(describe({DeviceKind::pulse, {}}) == "PulseAudio");
    CHECK(describe({DeviceKind::alsa, "hw:0,0"}) == "ALSA hw:0,0");
    CHECK(describe({DeviceKind::safeMode, {}}) == "Safe mode");
    CHECK(describe({DeviceKind::offline, {}}) == "Offline");
}
