#include "Signal/Device/DeviceOrder.h"

#include "FakeBackends.h"
#include "Support/CountedSignal.h"
#include "Support/EnvironmentVariable.h"

#include <catch2/catch.hpp>

using namespace loophole;
using namespace loophole::signal;
using Catch::Matchers::Contains;

namespace
{

struct Fixture
{
    FakeSystem system;
    FakeBackends backends{system};
    testing::CountedSignal signal;
    DeviceThread thread = DeviceThread::mint();

    std::vector<std::string> orderFor(std::string_view name)
    {
        std::vector<std::string> names;
        const auto order = DeviceOrder::from(thread, name, backends);
        REQUIRE(order.ok());
        for (const auto& choice : order.value().choices)
            names.push_back(toString(choice));
        return names;
    }
    Outcome<OpenedDevice> open(std::string_view name, std::size_t end = 100)
    {
        const auto order = DeviceOrder::from(thread, name, backends);
        REQUIRE(order.ok());
        return openFirst(thread, order.value(), 0, std::min(end, order.value().choices.size()), {}, backends,
                         [this](OutputDevice& device, const DeviceFormat&) { return device.start(thread, signal); });
    }
};

using Names = std::vector<std::string>;

} // namespace

TEST_CASE("with nothing configured JACK comes first and Null last")
{
    Fixture fixture;
    CHECK(fixture.orderFor("") == Names{"jack", "pulse", "alsa", "safe", "null"});
    CHECK(fixture.orderFor("default") == Names{"jack", "pulse", "alsa", "safe", "null"});
}

TEST_CASE("the configured device comes before all others and is not tried twice")
{
    Fixture fixture;
    CHECK(fixture.orderFor("alsa") == Names{"alsa", "jack", "pulse", "safe", "null"});
    CHECK(fixture.orderFor("jack") == Names{"jack", "pulse", "alsa", "safe", "null"});
    CHECK(fixture.orderFor("alsa:hw:1,0") == Names{"alsa:hw:1,0", "jack", "pulse", "alsa", "safe", "null"});
    CHECK(fixture.orderFor("safe") == Names{"safe", "jack", "pulse", "alsa", "null"});
}

TEST_CASE("null and offline have nothing below them")
{
    Fixture fixture;
    CHECK(fixture.orderFor("null") == Names{"null"});
    CHECK(fixture.orderFor("offline") == Names{"offline"});
}

TEST_CASE("backends are known however their names are written, and their devices exactly")
{
    Fixture fixture;
    CHECK(fixture.orderFor("JACK").front() == "jack");
    CHECK(fixture.orderFor("PulseAudio").front() == "pulse");
    CHECK(fixture.orderFor("ALSA:hw:CARD=USB").front() == "alsa:hw:CARD=USB");
}

TEST_CASE("a bare name is a JACK client or an ALSA PCM that exists")
{
    Fixture fixture;
    fixture.system.listings = {{{DeviceKind::jack, "mixer desk"}, ""}, {{DeviceKind::alsa, "hw:CARD=USB"}, ""}};
    fixture.system.definedPcms = {"plughw:3"};
    CHECK(fixture.orderFor("mixer desk").front() == "jack:mixer desk");
    CHECK(fixture.orderFor("hw:CARD=USB").front() == "alsa:hw:CARD=USB");
    CHECK(fixture.orderFor("plughw:3").front() == "alsa:plughw:3");
}

TEST_CASE("an unknown name is refused with a list of what exists")
{
    Fixture fixture;
    fixture.system.listings = {{{DeviceKind::jack, "system"}, ""}, {{DeviceKind::alsa, "hw:0"}, ""}};
    const auto order = DeviceOrder::from(fixture.thread, "soundblaster", fixture.backends);
    REQUIRE(!order.ok());
    CHECK(order.failure().message() ==
          "soundblaster: no such device; there are: default, jack, pulse, alsa, safe, null, "
          "offline, jack:system, alsa:hw:0");
}

TEST_CASE("the first device that works plays and nothing below it is touched")
{
    Fixture fixture;
    auto opened = fixture.open("");
    REQUIRE(opened.ok());
    CHECK(opened.value().rank == 0);
    CHECK(opened.value().warnings.empty());
    CHECK(fixture.system.events == Names{"open jack", "start jack"});
}

TEST_CASE("every step down is warned of with its cause and its remedy")
{
    Fixture fixture;
    fixture.system.broken = {{"jack", "no server"}, {"pulse", "no daemon"}, {"alsa", "no card"}, {"safe", "no device"}};
    auto opened = fixture.open("");
    REQUIRE(opened.ok());
    CHECK(opened.value().device->status().backend == "Null");
    const auto& warnings = opened.value().warnings;
    REQUIRE(warnings.size() == 4);
    CHECK_THAT(warnings[0], Contains("JACK: no server.") && Contains("PulseAudio") && Contains("Start a JACK server"));
    CHECK_THAT(warnings[1], Contains("PulseAudio: no daemon.") && Contains("ALSA"));
    CHECK_THAT(warnings[2], Contains("ALSA: no card.") && Contains("Safe mode") && Contains("100 ms late"));
    CHECK_THAT(warnings[3], Contains("Safe mode: no device.") &&
                                Contains("Audio will be inaudible but the engine will run normally."));
}

TEST_CASE("a device that opens but does not start is stepped over like any other")
{
    Fixture fixture;
    fixture.system.unstartable = {{"jack", "the server did not activate the client"}};
    auto opened = fixture.open("");
    REQUIRE(opened.ok());
    CHECK(opened.value().device->status().backend == "PulseAudio");
    CHECK_THAT(opened.value().warnings.at(0), Contains("did not activate"));
}

TEST_CASE("where nothing works the failure names everything that was tried")
{
    Fixture fixture;
    fixture.system.broken = {{"jack", "no server"}, {"pulse", "no daemon"}};
    auto opened = fixture.open("", 2);
    REQUIRE(!opened.ok());
    CHECK(opened.failure().message() == "audio device: JACK: no server; PulseAudio: no daemon");
}

TEST_CASE("without fallback a configured device has no substitute and a default one only those of the system")
{
    Fixture fixture;
    const auto count = [&](std::string_view name)
    { return DeviceOrder::from(fixture.thread, name, fixture.backends).value().countWithoutFallback(); };
    CHECK(count("jack") == 1);
    CHECK(count("alsa:hw:0") == 1);
    CHECK(count("null") == 1);
    CHECK(count("default") == 3);
}

TEST_CASE("only 0 forbids the fallback, and it is read anew each time")
{
    const auto allowedWith = [](const std::optional<std::string>& value)
    {
        const testing::EnvironmentVariable variable("LOOPHOLE_ALLOW_FALLBACK", value);
        return isFallbackAllowed();
    };
    CHECK(allowedWith(std::nullopt));
    CHECK(!allowedWith("0"));
    CHECK(allowedWith("1"));
    CHECK(allowedWith(""));
    CHECK(allowedWith("no"));
    CHECK(!allowedWith("0"));
}
